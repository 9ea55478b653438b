//! What a request has in common with all those that differ from it in nothing but the names that they choose.

use super::Text;
use super::names::Names;
use crate::catalog::field::Field;
use crate::catalog::placeholder::is_placeholder;
use crate::json::{Kind, Value};
use crate::source::Span;

/// Longer ones are rare, and some may be too long.
const LONGEST_NAME: usize = 64;

/// A request in which the names that may be chosen freely, which are alias, description and the values of tags, are plain
/// names, and all else is as plain JSON has it.
///
/// No rule that looks at requests minds which plain names these are, so that of two requests of one shape both are good or
/// neither is.
#[derive(Debug)]
pub struct Plain<'t> {
    root: Value<'t>,
    kms: Option<Text<'t>>,
    region: Option<Text<'t>>,
    alias: Option<Text<'t>>,
    chosen: Vec<Span>,
}

impl<'t> Plain<'t> {
    /// The request that `root` is, in the names that the server knows, if it is such a one.
    #[must_use]
    pub fn read(root: Value<'t>) -> Option<Self> {
        if !root.tree().is_plain() || root.kind() != Kind::Object {
            return None;
        }
        let mut plain = Self { root, kms: None, region: None, alias: None, chosen: Vec::with_capacity(8) };
        let mut param = None;
        for member in root.children() {
            if is(member, Field::Kms) {
                plain.kms = Text::read(member);
            } else if is(member, Field::Region) {
                plain.region = Text::read(member);
            } else if is(member, Field::AwsParam) {
                param = Some(member);
            }
        }
        let is_plain = plain.read_param(param?);
        plain.chosen.sort_unstable();
        is_plain.then_some(plain)
    }

    /// Reads what is chosen; whether all of it is plain.
    fn read_param(&mut self, param: Value<'t>) -> bool {
        param.children().all(|member| {
            if is(member, Field::Alias) {
                self.alias = Text::read(member);
                self.choose(member, is_name)
            } else if is(member, Field::Description) {
                self.choose(member, is_sentence)
            } else if is(member, Field::Tags) {
                let mut values = member.children().flat_map(Value::children).filter(|value| is(*value, Field::TagValue));
                values.all(|value| self.choose(value, is_name))
            } else {
                true
            }
        })
    }

    /// Takes a text for one that is chosen freely; whether it is plain. What is no text belongs to the shape.
    fn choose(&mut self, value: Value<'t>, is_plain: impl Fn(u8) -> bool) -> bool {
        let Some(text) = Text::read(value) else { return true };
        self.chosen.push(value.span());
        is_plain_name(text.as_written(), is_plain)
    }

    /// The request as it is written, without the names that were chosen.
    #[must_use]
    pub fn shape(&self) -> String {
        let (whole, text) = (self.root.span(), self.root.tree().text());
        let mut shape = String::with_capacity(whole.len());
        let mut at = whole.start();
        for span in &self.chosen {
            shape.push_str(Span::new(at, span.start()).of(text));
            at = span.end();
        }
        shape.push_str(Span::new(at, whole.end()).of(text));
        shape
    }

    /// What the key will go by.
    #[must_use]
    pub fn names(self) -> Names<'t> {
        Names { kms: self.kms, region: self.region, aliases: self.alias.into_iter().collect() }
    }
}

fn is(value: Value<'_>, field: Field) -> bool {
    value.is_named(field.json_name())
}

const fn is_name(c: u8) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, b'-' | b'_')
}

const fn is_sentence(c: u8) -> bool {
    is_name(c) || matches!(c, b' ' | b'.')
}

fn is_plain_name(text: &str, is_plain: impl Fn(u8) -> bool) -> bool {
    let is_framed = |c: Option<&u8>| c.is_some_and(u8::is_ascii_alphanumeric);
    text.len() <= LONGEST_NAME
        && is_framed(text.as_bytes().first())
        && is_framed(text.as_bytes().last())
        && text.bytes().all(is_plain)
        && !is_placeholder(text)
}
