//! Text of a file, of a finding or of a page, on its way into HTML.

use std::fmt::{self, Display, Write};

use crate::diagnostic::is_unsafe;

/// A text that cannot act: neither as markup, nor as a quote's end, nor on the direction of what stands around it.
pub(super) struct Escaped<'t>(pub &'t str);

impl Display for Escaped<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_text(f, self.0, is_escaped)
    }
}

/// The same, over several lines. A carriage return in front of a line feed goes with it.
pub(super) struct Lines<'t>(pub &'t str);

impl Display for Lines<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut chars = self.0.chars().peekable();
        while let Some(c) = chars.next() {
            match c {
                '\r' if chars.peek() == Some(&'\n') => {}
                '\n' | '\t' => f.write_char(c)?,
                c => write_char(f, c)?,
            }
        }
        Ok(())
    }
}

/// A line of an excerpt, which is fit to be shown but for what HTML makes of it.
pub(super) struct Shown<'t>(pub &'t str);

impl Display for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_text(f, self.0, |c| c != '\t' && is_escaped(c))
    }
}

/// A sentence, with what stands in backquotes as code.
pub(super) struct Sentence<'t>(pub &'t str);

impl Display for Sentence<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut rest = self.0;
        while let Some((before, code, after)) = backquoted(rest) {
            write!(f, "{}<code>{}</code>", Escaped(before), Escaped(code))?;
            rest = after;
        }
        Escaped(rest).fmt(f)
    }
}

fn backquoted(text: &str) -> Option<(&str, &str, &str)> {
    let (before, rest) = text.split_once('`')?;
    let (code, after) = rest.split_once('`')?;
    Some((before, code, after))
}

/// A text in as few pieces as it takes: what stands between characters that have to be escaped is one.
fn write_text(f: &mut fmt::Formatter<'_>, text: &str, is_escaped: impl Fn(char) -> bool) -> fmt::Result {
    let mut written = 0;
    for (at, c) in text.char_indices().filter(|(_, c)| is_escaped(*c)) {
        f.write_str(text.get(written..at).unwrap_or_default())?;
        write_char(f, c)?;
        written = at + c.len_utf8();
    }
    f.write_str(text.get(written..).unwrap_or_default())
}

fn is_escaped(c: char) -> bool {
    match c {
        '&' | '<' | '>' | '"' | '\'' | '#' => true,
        ' '..='~' => false,
        c => is_unsafe(c),
    }
}

fn write_char(f: &mut fmt::Formatter<'_>, c: char) -> fmt::Result {
    match c {
        '&' => f.write_str("&amp;"),
        '<' => f.write_str("&lt;"),
        '>' => f.write_str("&gt;"),
        '"' => f.write_str("&quot;"),
        '\'' => f.write_str("&#39;"),
        // A page that is printed to the log of a build must not give it a command: `##[…]`.
        '#' => f.write_str("&#35;"),
        c if is_unsafe(c) => write!(f, "{}", c.escape_default()),
        c => f.write_char(c),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_has_a_meaning_in_html_is_escaped() {
        assert_eq!(Escaped("</script>\"'&\u{202e}\n").to_string(), r"&lt;/script&gt;&quot;&#39;&amp;\u{202e}\n");
        assert_eq!(Lines("a\r\n\tb\rc").to_string(), "a\n\tb\\rc");
    }

    #[test]
    fn what_stands_in_backquotes_is_code_and_a_lone_one_is_itself() {
        assert_eq!(Sentence("`<a>` and `b").to_string(), "<code>&lt;a&gt;</code> and `b");
    }
}
