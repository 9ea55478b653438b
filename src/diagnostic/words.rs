//! Putting values into sentences.

use std::borrow::Cow;

/// How many characters of a value a sentence shows.
const SHOWN: usize = 60;

/// A value of the user's in backquotes, escaped and cut to a length that a sentence bears.
#[must_use]
pub fn quoted(text: &str) -> String {
    // A character is shown as one or more, so that nothing behind these is seen, and a value may be as long as a file.
    let head = text.char_indices().nth(SHOWN + 1).and_then(|(end, _)| text.get(..end)).unwrap_or(text);
    format!("`{}`", clip(&escape_controls(head), SHOWN))
}

/// At most `most` characters of `text`, with `…` where some were cut.
#[must_use]
pub fn clip(text: &str, most: usize) -> Cow<'_, str> {
    match text.char_indices().nth(most) {
        None => Cow::Borrowed(text),
        Some(_) => {
            let kept: String = text.chars().take(most.saturating_sub(1)).collect();
            Cow::Owned(kept + "…")
        }
    }
}

/// Characters that a terminal would act upon, or that change how the text around them reads, as `\u{…}`.
#[must_use]
pub fn escape_controls(text: &str) -> Cow<'_, str> {
    // Most texts are printable ASCII, which is seen without decoding it.
    if text.bytes().all(|c| matches!(c, b' '..=b'~')) || !text.chars().any(is_unsafe) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        if is_unsafe(c) { shown.extend(c.escape_default()) } else { shown.push(c) }
    }
    Cow::Owned(shown)
}

/// Control characters, bidirectional overrides and isolates, and what is shown as nothing at all: Unicode calls it
/// `Default_Ignorable_Code_Point`. Of these the selectors of a letter's variant, as emoji have them, are left as they are.
#[must_use]
pub fn is_unsafe(c: char) -> bool {
    // Most letters come before all of them.
    if c < '\u{ad}' {
        return c.is_control();
    }
    matches!(
        c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}'..='\u{1160}' | '\u{17b4}'..='\u{17b5}' | '\u{180b}'..='\u{180f}'
            | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{feff}' | '\u{ffa0}'
            | '\u{fff0}'..='\u{fffb}' | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e00ff}'
            | '\u{e01f0}'..='\u{e0fff}'
    )
}

/// `a`, `a and b`, `a, b and c`
#[must_use]
pub fn and_list<S: AsRef<str>>(items: &[S]) -> String {
    list(items, "and")
}

/// `a`, `a or b`, `a, b or c`
#[must_use]
pub fn or_list<S: AsRef<str>>(items: &[S]) -> String {
    list(items, "or")
}

fn list<S: AsRef<str>>(items: &[S], word: &str) -> String {
    match items {
        [] => String::new(),
        [only] => only.as_ref().to_owned(),
        [first @ .., last] => {
            let first: Vec<_> = first.iter().map(AsRef::as_ref).collect();
            format!("{} {word} {}", first.join(", "), last.as_ref())
        }
    }
}

/// `1 character`, `3 characters`, `32,768 bytes`
#[must_use]
pub fn count(amount: usize, noun: &str) -> String {
    let plural = if amount == 1 { "" } else { "s" };
    format!("{} {noun}{plural}", number(amount))
}

/// `7`, `32,768`: digits in groups of three.
#[must_use]
pub fn number(amount: usize) -> String {
    let digits = amount.to_string();
    let mut grouped = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// Characters by the name that they have in a sentence: `a space`, or themselves in backquotes.
#[must_use]
pub fn characters(text: &str) -> String {
    match text {
        " " => "a space".to_owned(),
        "\t" => "a tab".to_owned(),
        "\n" | "\r\n" => "a line break".to_owned(),
        other => quoted(other),
    }
}

/// `an HMAC key`, `a key`, `null`: the noun with its article, by its first sound.
#[must_use]
pub fn article(noun: &str) -> String {
    let vowel =
        noun.starts_with(['a', 'e', 'i', 'o', 'u', 'A', 'E', 'I', 'O']) || noun.starts_with("HMAC") || noun.starts_with("RSA");
    format!("{} {noun}", if vowel { "an" } else { "a" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_reaches_a_sentence_in_one_harmless_piece() {
        assert_eq!(quoted("eu-west-1"), "`eu-west-1`");
        assert_eq!(quoted("\u{1b}[2Jx\u{202e}"), r"`\u{1b}[2Jx\u{202e}`");
        assert_eq!(quoted(&"a".repeat(100)).chars().count(), 62);
        for (length, shown) in [(10, 60), (11, 60), (100, 60)] {
            assert_eq!(quoted(&"\0".repeat(length)), format!("`{}`", clip(&r"\u{0}".repeat(length), shown)));
        }
    }

    #[test]
    fn lists_and_counts_read_as_people_write_them() {
        assert_eq!(and_list(&["a", "b", "c"]), "a, b and c");
        assert_eq!(or_list(&["a"]), "a");
        assert_eq!(count(1, "tag"), "1 tag");
        assert_eq!(count(32_768, "byte"), "32,768 bytes");
    }
}
