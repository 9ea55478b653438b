//! The plain characters of a string, which stand for themselves and for nothing else: eight bytes at a time.

/// A byte in each of eight places.
const fn eight(byte: u8) -> u64 {
    u64::from_ne_bytes([byte; 8])
}

/// Whether a byte ends a string or an escape or a hole may start with it, or it does not belong in a string at all.
pub(super) const fn ends_plain(byte: u8) -> bool {
    matches!(byte, b'"' | b'\\' | b'$' | b'{' | 0..=0x1f)
}

/// Where the run of plain characters ends that starts at byte `from`.
///
/// Most of a request is the inside of strings, which are short: eight bytes in a register take less than a call of a search.
#[inline]
pub(super) fn plain_until(bytes: &[u8], from: usize) -> usize {
    let mut at = from;
    while let Some(eight) = bytes.get(at..).and_then(|rest| rest.first_chunk()) {
        let ends = ends(u64::from_le_bytes(*eight));
        if ends != 0 {
            return at + (ends.trailing_zeros() / 8) as usize;
        }
        at += 8;
    }
    let rest = bytes.get(at..).unwrap_or_default();
    at + rest.iter().position(|c| ends_plain(*c)).unwrap_or(rest.len())
}

/// Sets the highest bit of each of eight bytes that is the `wanted` one.
const fn are(wanted: u8, bytes: u64) -> u64 {
    (bytes ^ eight(wanted)).wrapping_sub(eight(1))
}

/// Sets the highest bit of each of eight bytes at which plain characters end. The lowest such bit is right; those above it may not
/// be, as a subtraction that goes below zero, which is what it is there to show, borrows from the byte above.
const fn ends(bytes: u64) -> u64 {
    // With the second bit turned over a quote follows the control characters, and all of them are found at once.
    let are_low = (bytes ^ eight(2)).wrapping_sub(eight((b'"' ^ 2) + 1));
    (are_low | are(b'\\', bytes) | are(b'$', bytes) | are(b'{', bytes)) & !bytes & eight(0x80)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every byte in every place of a run, between others that a wrong carry would come from.
    #[test]
    fn a_run_ends_where_a_look_at_each_byte_says() {
        for around in [b' ', b'a', b'!', b'#', b'[', b']', 0x7f, 0x80, 0xff] {
            for byte in 0..=u8::MAX {
                for place in 0..17 {
                    let mut bytes = [around; 20];
                    bytes[place] = byte;
                    bytes[17] = b'"';
                    bytes[18] = 0;
                    let expected = bytes.iter().position(|c| ends_plain(*c)).unwrap();
                    assert_eq!(plain_until(&bytes, 0), expected, "{byte:#x} at {place} among {around:#x}");
                    assert_eq!(plain_until(&bytes[..16], 0), expected.min(16), "{byte:#x} at {place} among {around:#x}");
                }
            }
        }
        assert_eq!(plain_until(b"", 0), 0);
        assert_eq!(plain_until(b"ab", 5), 5);
    }
}
