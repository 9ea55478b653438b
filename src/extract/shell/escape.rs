//! The escapes of `$'…'`.

/// What an escape says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Escaped {
    /// Characters.
    Text(String),
    /// One byte, which may be a part of a character.
    Byte(u8),
}

/// The escape that `rest` starts with: how many bytes it takes, and what it says.
pub(super) fn escape(rest: &str) -> (usize, Escaped) {
    let Some(c) = rest.get(1..).and_then(|rest| rest.chars().next()) else { return (1, Escaped::Text("\\".to_owned())) };
    let simple = match c {
        'n' => '\n',
        't' => '\t',
        'r' => '\r',
        'a' => '\u{7}',
        'b' => '\u{8}',
        'e' | 'E' => '\u{1b}',
        'f' => '\u{c}',
        'v' => '\u{b}',
        '\\' | '\'' | '"' | '?' => c,
        'c' => return control(rest),
        'x' => return numeric(rest, 2, 16, 2),
        'u' => return numeric(rest, 2, 16, 4),
        'U' => return numeric(rest, 2, 16, 8),
        '0'..='7' => return numeric(rest, 1, 8, 3),
        other => return (1 + other.len_utf8(), Escaped::Text(format!("\\{other}"))),
    };
    (2, Escaped::Text(simple.to_string()))
}

/// `\cX`: the control character of a letter.
fn control(rest: &str) -> (usize, Escaped) {
    match rest.as_bytes().get(2).filter(|letter| letter.is_ascii_graphic() && **letter != b'\'') {
        Some(letter) => (3, Escaped::Byte(letter.to_ascii_uppercase() & 0x1f)),
        None => (2, Escaped::Text("\\c".to_owned())),
    }
}

/// An escape of up to `most` digits behind the first `skip` bytes. Without any digit it stands for itself.
fn numeric(rest: &str, skip: usize, radix: u32, most: usize) -> (usize, Escaped) {
    let digits: String = rest.chars().skip(skip).take(most).take_while(|c| c.is_digit(radix)).collect();
    let Ok(code) = u32::from_str_radix(&digits, radix) else {
        return (skip, Escaped::Text(rest.get(..skip).unwrap_or_default().to_owned()));
    };
    let said = if most <= 3 { Escaped::Byte((code & 0xff) as u8) } else { Escaped::Text(character(code).to_string()) };
    (skip + digits.len(), said)
}

fn character(code: u32) -> char {
    char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_are_read_as_bash_reads_them() {
        let text = |written: &str| escape(written);
        assert_eq!(text(r"\nx"), (2, Escaped::Text("\n".to_owned())));
        assert_eq!(text(r"\x41g"), (4, Escaped::Byte(b'A')));
        assert_eq!(text(r"\1013"), (4, Escaped::Byte(b'A')));
        assert_eq!(text(r"\u00e9"), (6, Escaped::Text("é".to_owned())));
        assert_eq!(text(r"\q"), (2, Escaped::Text(r"\q".to_owned())));
        assert_eq!(text(r"\xg"), (2, Escaped::Text(r"\x".to_owned())));
        assert_eq!(text(r"\cA"), (3, Escaped::Byte(1)));
    }
}
