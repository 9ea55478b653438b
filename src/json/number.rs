//! The grammar of numbers.

/// Why `text` is not a JSON number; nothing where it is one.
pub(super) fn fault(text: &str) -> Option<&'static str> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    if text.starts_with('+') {
        return Some("a number has no plus sign in front");
    }
    if digits.starts_with("0x") || digits.starts_with("0X") {
        return Some("hexadecimal numbers do not exist in JSON");
    }
    if text.contains('_') {
        return Some("digits cannot be grouped with an underscore");
    }
    let (whole, rest) = split_digits(digits);
    if whole.is_empty() {
        return Some("a number starts with a digit");
    }
    if whole.len() > 1 && whole.starts_with('0') {
        return Some("a number has no leading zero; if the zeros matter, quote it");
    }
    let rest = match rest.strip_prefix('.').map(split_digits) {
        Some(("", _)) => return Some("a digit belongs after the decimal point"),
        Some((_, rest)) => rest,
        None => rest,
    };
    exponent_fault(rest)
}

fn exponent_fault(rest: &str) -> Option<&'static str> {
    if rest.is_empty() {
        return None;
    }
    let Some(exponent) = rest.strip_prefix(['e', 'E']) else {
        return Some("this is not a number; if it is text, quote it");
    };
    match split_digits(exponent.strip_prefix(['+', '-']).unwrap_or(exponent)) {
        ("", _) => Some("a digit belongs after the exponent"),
        (_, "") => None,
        _ => Some("this is not a number; if it is text, quote it"),
    }
}

fn split_digits(text: &str) -> (&str, &str) {
    let len = text.bytes().take_while(u8::is_ascii_digit).count();
    text.split_at(len)
}

#[cfg(test)]
mod tests {
    use super::fault;

    #[test]
    fn numbers_are_those_of_rfc_8259() {
        for number in ["0", "-0", "10", "1.5", "1E+2", "1e400", "-12.0e-3"] {
            assert_eq!(fault(number), None, "{number}");
        }
        for text in ["01", "-01", "1.", ".5", "1e", "0x1F", "1_000", "+1", "-", "1a", "1e5x", "--1"] {
            assert!(fault(text).is_some(), "{text}");
        }
    }
}
