//! XML, as far as reports need it.

use std::borrow::Cow;
use std::io;

use super::log::opens_command;
use crate::diagnostic::is_unsafe;

/// Attributes of an element, by name.
pub(super) type Attributes<'a> = [(&'static str, &'a str)];

/// Writes elements within elements, each on a line.
pub(super) struct Xml<'o> {
    out: &'o mut dyn io::Write,
    open: Vec<&'static str>,
}

impl<'o> Xml<'o> {
    /// A document that starts here.
    pub(super) fn new(out: &'o mut dyn io::Write) -> io::Result<Self> {
        writeln!(out, r#"<?xml version="1.0" encoding="UTF-8"?>"#)?;
        Ok(Self { out, open: Vec::new() })
    }

    /// Begins an element, within which the next ones stand.
    pub(super) fn open(&mut self, name: &'static str, attributes: &Attributes<'_>) -> io::Result<()> {
        self.start(name, attributes)?;
        self.open.push(name);
        writeln!(self.out, ">")
    }

    /// Ends the element that was begun last.
    pub(super) fn close(&mut self) -> io::Result<()> {
        let Some(name) = self.open.pop() else { return Ok(()) };
        self.indent()?;
        writeln!(self.out, "</{name}>")
    }

    /// An element that holds nothing but perhaps text.
    pub(super) fn leaf(&mut self, name: &'static str, attributes: &Attributes<'_>, text: &str) -> io::Result<()> {
        self.start(name, attributes)?;
        if text.is_empty() { writeln!(self.out, "/>") } else { writeln!(self.out, ">{}</{name}>", escape(text)) }
    }

    fn start(&mut self, name: &str, attributes: &Attributes<'_>) -> io::Result<()> {
        self.indent()?;
        write!(self.out, "<{name}")?;
        for (name, value) in attributes {
            write!(self.out, " {name}=\"{}\"", escape(value))?;
        }
        Ok(())
    }

    fn indent(&mut self) -> io::Result<()> {
        write!(self.out, "{:1$}", "", 2 * self.open.len())
    }
}

/// Text for an attribute or between tags. What XML 1.0 forbids, and what a log must not show as it is, becomes `\u{…}`; our
/// own line breaks are kept, also in an attribute, where a plain one would be read as a space.
fn escape(text: &str) -> Cow<'_, str> {
    // Most texts are ASCII without any of them.
    if text.bytes().all(|c| matches!(c, b' '..=b'~') && !matches!(c, b'&' | b'<' | b'>' | b'"' | b'#')) {
        return Cow::Borrowed(text);
    }
    let mut escaped = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\n' => escaped.push_str("&#10;"),
            '[' if opens_command(&escaped) => escaped.push_str("&#91;"),
            c if is_unsafe(c) || matches!(c, '\u{fffe}' | '\u{ffff}') => escaped.extend(c.escape_default()),
            c => escaped.push(c),
        }
    }
    Cow::Owned(escaped)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_ends_its_attribute_or_breaks_the_document() {
        let mut out = Vec::new();
        let mut xml = Xml::new(&mut out).unwrap();
        xml.open("a", &[("b", "\"><&'\n")]).unwrap();
        xml.leaf("c", &[], "]]>\u{0}\u{1b}\u{202e}\u{fffe}##[x]").unwrap();
        xml.close().unwrap();
        let written = String::from_utf8(out).unwrap();
        let body = "<a b=\"&quot;&gt;&lt;&amp;'&#10;\">\n  <c>]]&gt;\\u{0}\\u{1b}\\u{202e}\\u{fffe}##&#91;x]</c>\n</a>\n";
        assert_eq!(written, format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n{body}"));
    }
}
