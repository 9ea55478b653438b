//! `--define NAME=VALUE`: holes that the user fills in.

use std::borrow::Cow;

use super::Document;
use crate::json::{Syntax, holes};
use crate::source::{Origin, Span, inside_json_string};

/// A value for the hole of that name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Definition {
    /// What stands between the braces, or behind the `$`.
    pub name: String,
    /// What is put there.
    pub value: String,
}

/// Not `NAME=VALUE`.
#[derive(Debug, PartialEq, Eq)]
pub struct InvalidDefinition;

impl std::fmt::Display for InvalidDefinition {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("expected NAME=VALUE")
    }
}

impl std::error::Error for InvalidDefinition {}

impl std::str::FromStr for Definition {
    type Err = InvalidDefinition;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (name, value) = text.split_once('=').filter(|(name, _)| !name.trim().is_empty()).ok_or(InvalidDefinition)?;
        Ok(Self { name: name.trim().to_owned(), value: value.to_owned() })
    }
}

/// A document with defined holes replaced. A label on a part of the value that was put in covers the hole.
pub(super) fn fill<'s>(document: Document<'s>, definitions: &[Definition]) -> Document<'s> {
    if definitions.is_empty() {
        return document;
    }
    let text = &document.text;
    let mut filled = String::new();
    let mut origin = Origin::builder();
    let mut at = 0;
    for hole in holes(text, Syntax::Template) {
        let Some(value) = text.get(hole.clone()).and_then(|hole| value_of(hole, definitions)) else { continue };
        origin.copy(filled.len(), Span::new(at, hole.start));
        filled.push_str(text.get(at..hole.start).unwrap_or_default());
        // Holes stand inside strings far more often than in place of a value; what needs no escape is the same in both.
        let value = inside_json_string(value);
        origin.replace(Span::new(filled.len(), filled.len() + value.len()), Span::new(hole.start, hole.end));
        filled.push_str(&value);
        at = hole.end;
    }
    if at == 0 {
        return document;
    }
    origin.copy(filled.len(), Span::new(at, text.len()));
    filled.push_str(text.get(at..).unwrap_or_default());
    Document { origin: origin.through(&document.origin), text: Cow::Owned(filled) }
}

fn value_of<'d>(hole: &str, definitions: &'d [Definition]) -> Option<&'d str> {
    let name = hole.trim_start_matches(['$', '{']).trim_end_matches('}').trim();
    definitions.iter().rev().find(|definition| definition.name == name).map(|definition| definition.value.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hole_is_filled_and_labels_cover_it() {
        let definitions = ["REGION=eu-west-1".parse().unwrap()];
        let document = fill(Document::verbatim(r#"{"region":"${REGION}"}"#, 5), &definitions);
        assert_eq!(document.text, r#"{"region":"eu-west-1"}"#);
        assert_eq!(document.origin.lift(Span::new(10, 21)), Span::new(15, 26));
        assert_eq!(document.origin.lift(Span::new(12, 13)), Span::new(16, 25));
    }
}
