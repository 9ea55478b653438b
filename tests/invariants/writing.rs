//! The same JSON value, written in other ways.

use cckm_lint::json::{Kind, Value, encode};

/// How a value is written down.
#[derive(Clone, Copy, Debug, Default)]
pub struct Hand {
    /// On lines of their own, indented, rather than without any white space.
    pub is_pretty: bool,
    /// All characters of names and strings as `\uXXXX`.
    pub is_escaped: bool,
    /// The members of objects from the last to the first.
    pub is_reversed: bool,
}

/// A value in that hand. What is no string or container stays as it is.
pub fn written(value: Value<'_>, hand: Hand) -> String {
    let mut out = String::new();
    hand.write(value, 0, &mut out);
    out
}

impl Hand {
    fn write(self, value: Value<'_>, depth: usize, out: &mut String) {
        match value.kind() {
            Kind::Object => self.list(value, ('{', '}'), depth, out),
            Kind::Array => self.list(value, ('[', ']'), depth, out),
            Kind::String => out.push_str(&self.text(&value.as_str().unwrap_or_default())),
            _ => out.push_str(value.raw()),
        }
    }

    fn list(self, value: Value<'_>, (open, close): (char, char), depth: usize, out: &mut String) {
        out.push(open);
        let mut children: Vec<Value<'_>> = value.children().collect();
        if self.is_reversed && value.kind() == Kind::Object {
            children.reverse();
        }
        for (at, child) in children.iter().enumerate() {
            out.push_str(if at > 0 { "," } else { "" });
            self.line(depth + 1, out);
            if let Some(key) = child.key() {
                out.push_str(&self.text(&key.name()));
                out.push_str(if self.is_pretty { ": " } else { ":" });
            }
            self.write(*child, depth + 1, out);
        }
        if !children.is_empty() {
            self.line(depth, out);
        }
        out.push(close);
    }

    fn line(self, depth: usize, out: &mut String) {
        if self.is_pretty {
            out.push('\n');
            out.extend(std::iter::repeat_n("  ", depth));
        }
    }

    fn text(self, text: &str) -> String {
        if !self.is_escaped {
            return encode(text);
        }
        let units = text.encode_utf16().map(|unit| format!("\\u{unit:04x}"));
        format!("\"{}\"", units.collect::<String>())
    }
}
