//! Wildcards.

/// Whether `pattern`, in which `*` stands for any text and `?` for any character, matches all of `text`, without case.
///
/// Takes time linear in the pattern times the text at worst, whatever the number of wildcards.
#[must_use]
pub fn matches(pattern: &str, text: &str) -> bool {
    let (pattern, text): (Vec<char>, Vec<char>) = (fold(pattern), fold(text));
    let (mut at, mut in_text) = (0, 0);
    // Where the last `*` was, and where in the text it was tried to end.
    let mut star: Option<(usize, usize)> = None;
    while in_text < text.len() {
        match pattern.get(at) {
            Some('*') => {
                star = Some((at, in_text));
                at += 1;
            }
            Some(c) if *c == '?' || text.get(in_text) == Some(c) => {
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
    pattern.iter().skip(at).all(|c| *c == '*')
}

fn fold(text: &str) -> Vec<char> {
    text.chars().map(|c| c.to_ascii_lowercase()).collect()
}

#[cfg(test)]
mod tests {
    use super::matches;

    #[test]
    fn wildcards_stand_for_any_text_and_any_character() {
        for (pattern, text) in
            [("*", ""), ("kms:*", "kms:Encrypt"), ("kms:re*", "kms:ReEncryptTo"), ("a?c", "abc"), ("*b*b", "abcb"), ("a**", "a")]
        {
            assert!(matches(pattern, text), "{pattern} {text}");
        }
        for (pattern, text) in [("", "a"), ("kms:E", "kms:Encrypt"), ("a?c", "ac"), ("*b", "abc")] {
            assert!(!matches(pattern, text), "{pattern} {text}");
        }
    }
}
