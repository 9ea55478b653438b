//! Wildcards.

use crate::catalog::Action;
use crate::catalog::action::ACTIONS;

/// Whether `pattern`, in which `*` stands for any text and `?` for any character, matches all of `text`, without case of ASCII.
///
/// Takes time linear in the pattern times the text at worst, whatever the number of wildcards, and no memory.
#[must_use]
pub fn matches(pattern: &str, text: &str) -> bool {
    let (pattern, text) = (pattern.as_bytes(), text.as_bytes());
    let (mut at, mut in_text) = (0, 0);
    // Where the last `*` was, and where in the text it was tried to end.
    let mut star: Option<(usize, usize)> = None;
    while let Some(found) = text.get(in_text) {
        match pattern.get(at) {
            Some(b'*') => {
                star = Some((at, in_text));
                at += 1;
            }
            Some(b'?') => {
                at += 1;
                in_text += char_len(*found);
            }
            Some(c) if c.eq_ignore_ascii_case(found) => {
                at += 1;
                in_text += 1;
            }
            _ => match star {
                Some((star_at, end)) => {
                    star = Some((star_at, end + 1));
                    at = star_at + 1;
                    in_text = end + 1;
                }
                None => return false,
            },
        }
    }
    pattern.iter().skip(at).all(|c| *c == b'*')
}

/// The actions whose names, without `kms:`, `pattern` matches.
pub fn actions(pattern: &str) -> impl Iterator<Item = &'static Action> {
    let is_one = !has_wildcards(pattern);
    let one = if is_one { Action::find(pattern) } else { None };
    let many = if is_one { &[] } else { ACTIONS };
    one.into_iter().chain(many.iter().filter(move |action| matches(pattern, action.name)))
}

/// Whether `pattern` matches more than one text.
#[must_use]
pub fn has_wildcards(pattern: &str) -> bool {
    pattern.bytes().any(|c| matches!(c, b'*' | b'?'))
}

/// How many bytes the UTF-8 character has that starts with this one.
const fn char_len(first: u8) -> usize {
    match first {
        0xc0..=0xdf => 2,
        0xe0..=0xef => 3,
        0xf0..=0xff => 4,
        _ => 1,
    }
}

#[cfg(test)]
mod tests {
    use super::matches;

    #[test]
    fn wildcards_stand_for_any_text_and_any_character() {
        for (pattern, text) in [
            ("*", ""),
            ("kms:*", "kms:Encrypt"),
            ("kms:re*", "kms:ReEncryptTo"),
            ("a?c", "abc"),
            ("*b*b", "abcb"),
            ("a**", "a"),
            ("a?c", "aéc"),
        ] {
            assert!(matches(pattern, text), "{pattern} {text}");
        }
        for (pattern, text) in [("", "a"), ("kms:E", "kms:Encrypt"), ("a?c", "ac"), ("*b", "abc")] {
            assert!(!matches(pattern, text), "{pattern} {text}");
        }
    }
}
