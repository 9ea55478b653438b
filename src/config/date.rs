//! Days.

use std::time::{SystemTime, UNIX_EPOCH};

/// A day as year, month and day of the month, so that an earlier one is the lesser.
pub(super) type Day = (u16, u8, u8);

const SECONDS_A_DAY: u64 = 24 * 60 * 60;

/// The day that it is, in UTC.
pub(super) fn today() -> Day {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    day_after_epoch(since.as_secs() / SECONDS_A_DAY)
}

/// The day that comes so many days after the first of 1970.
///
/// Counted in eras of 400 years, which all have as many days, and in years that begin in March, so that the day that some years
/// have more than others is the last one.
fn day_after_epoch(days: u64) -> Day {
    const TO_EPOCH: u64 = 719_468;
    let days = days + TO_EPOCH;
    let (era, of_era) = (days / 146_097, days % 146_097);
    let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let (year, month) = if month < 10 { (year, month + 3) } else { (year + 1, month - 9) };
    ((era * 400 + year) as u16, month as u8, day as u8)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_counted_through_leap_years() {
        assert_eq!(day_after_epoch(0), (1970, 1, 1));
        assert_eq!(day_after_epoch(58), (1970, 2, 28));
        assert_eq!(day_after_epoch(59), (1970, 3, 1));
        assert_eq!(day_after_epoch(11_016), (2000, 2, 29));
        assert_eq!(day_after_epoch(20_088), (2024, 12, 31));
        assert_eq!(day_after_epoch(20_819), (2027, 1, 1));
    }
}
