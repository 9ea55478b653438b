//! What a request has in common with all those that differ from it in nothing but the names that they choose.

use super::{Request, Text};
use crate::catalog::field::Field;
use crate::catalog::placeholder::is_placeholder;
use crate::source::Span;

/// Longer ones are rare, and some may be too long.
const LONGEST_NAME: usize = 64;

impl Request<'_> {
    /// The request as it is written, without alias, description and values of tags. Nothing where one of these is anything but a
    /// plain name, or anything is not as plain JSON has it.
    ///
    /// No rule minds which plain names a request chooses, so that of two requests of one shape both are good or neither is.
    #[must_use]
    pub fn shape(&self) -> Option<String> {
        if self.is_bare_policy || !self.is_sent_as_written() || !self.root.tree().is_plain() {
            return None;
        }
        let description = self.text(Field::Description);
        let names = self.aliases.iter().chain(self.tags.iter().filter_map(|tag| tag.value_text()));
        if !names.clone().all(is_plain_name) || !description.iter().all(is_plain_sentence) {
            return None;
        }
        let mut names: Vec<Span> = names.chain(&description).map(|name| name.value().span()).collect();
        names.sort_unstable();
        Some(self.without(&names))
    }

    /// The text of the request without some spans of it.
    fn without(&self, spans: &[Span]) -> String {
        let (whole, text) = (self.root.span(), self.root.tree().text());
        let mut shape = String::with_capacity(whole.len());
        let mut at = whole.start();
        for span in spans {
            shape.push_str(Span::new(at, span.start()).of(text));
            at = span.end();
        }
        shape.push_str(Span::new(at, whole.end()).of(text));
        shape
    }
}

/// Letters, digits, `-` and `_`, and no placeholder.
fn is_plain_name(name: &Text<'_>) -> bool {
    is_plain(name.as_written(), |c| c.is_ascii_alphanumeric() || matches!(c, b'-' | b'_'))
}

/// The same, with spaces and points in it.
fn is_plain_sentence(text: &Text<'_>) -> bool {
    is_plain(text.as_written(), |c| c.is_ascii_alphanumeric() || matches!(c, b'-' | b'_' | b' ' | b'.'))
}

fn is_plain(text: &str, is_allowed: impl Fn(u8) -> bool) -> bool {
    let is_framed = |c: Option<&u8>| c.is_some_and(u8::is_ascii_alphanumeric);
    text.len() <= LONGEST_NAME
        && is_framed(text.as_bytes().first())
        && is_framed(text.as_bytes().last())
        && text.bytes().all(is_allowed)
        && !is_placeholder(text)
}
