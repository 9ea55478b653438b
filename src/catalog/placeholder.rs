//! Texts that stand for something which was to be filled in.

/// Words that nobody means, compared without case and `_`.
const WORDS: &[&str] = &["replaceme", "changeme", "todo", "tbd", "fixme", "accountid"];

/// Whether the whole of `text` is a placeholder: `<…>`, `REPLACE_ME`, `TODO`, `XXX`, `your-…` and the like.
#[must_use]
pub fn is_placeholder(text: &str) -> bool {
    if is_bracketed(text) {
        return true;
    }
    // No placeholder is longer than a short phrase, and most values are none: look at the first letter before all else.
    if !matches!(
        text.bytes().next(),
        Some(b'r' | b'R' | b'c' | b'C' | b't' | b'T' | b'f' | b'F' | b'a' | b'A' | b'x' | b'X' | b'y' | b'Y')
    ) {
        return false;
    }
    is_crossed_out(text) || is_yours(text) || is_word(text)
}

/// `<kms id>`: in angle brackets, the only form that also counts in prose.
#[must_use]
pub fn is_bracketed(text: &str) -> bool {
    // Nearly all texts start with a letter or a digit.
    if text.starts_with(|c: char| c.is_ascii_alphanumeric()) {
        return false;
    }
    let inner = text.trim().strip_prefix('<').and_then(|rest| rest.strip_suffix('>'));
    inner.is_some_and(|inner| !inner.is_empty() && !inner.contains(['<', '>']))
}

/// `XXX`, `xxxxxxxx`
fn is_crossed_out(text: &str) -> bool {
    text.len() >= 3 && text.bytes().all(|c| c.eq_ignore_ascii_case(&b'x'))
}

/// `your-kms`, `YOUR_ACCOUNT`, `YOURKEY`; but `yourcompany` may be a name.
fn is_yours(text: &str) -> bool {
    let Some((first, rest)) = text.split_at_checked(4) else { return false };
    let separated = rest.starts_with(['-', '_', ' ']) && rest.len() > 1;
    let shouted = first == "YOUR" && !rest.is_empty() && !rest.contains(|c: char| c.is_lowercase());
    first.eq_ignore_ascii_case("your") && (separated || shouted)
}

fn is_word(text: &str) -> bool {
    let letters = || text.bytes().filter(|c| !matches!(c, b'_' | b'-' | b' ')).map(|c| c.to_ascii_lowercase());
    text.len() <= 12 && WORDS.iter().any(|word| letters().eq(word.bytes()))
}

#[cfg(test)]
mod tests {
    use super::is_placeholder;

    #[test]
    fn placeholders_are_told_from_names() {
        for text in ["<kms id>", "REPLACE_ME", "changeme", "Todo", "TBD", "xxxx", "your-kms", "YOURKEY", "ACCOUNT_ID"] {
            assert!(is_placeholder(text), "{text}");
        }
        for text in ["kms", "yourcompany", "todo-app", "a<b>", "<>", "xx", "xylophone", "tbd2"] {
            assert!(!is_placeholder(text), "{text}");
        }
    }
}
