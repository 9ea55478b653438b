//! The way on after an error: what is reported, and where the reading goes on.

use super::error::SyntaxErrorKind;
use super::parser::{Parser, is_quote};
use super::scan::Token;
use super::tree::Kind;
use crate::source::Span;

impl Parser<'_> {
    /// Whether something that reads as the name of a member stands here.
    pub(super) fn at_name(&self) -> bool {
        let c = self.rest().chars().next();
        c.is_some_and(|c| c == '_' || c.is_alphabetic() || is_quote(c))
    }

    pub(super) fn missing_comma(&mut self, closer: u8) {
        let end = self.text.get(..self.at).map_or(0, |before| before.trim_end().len());
        let last_was_invalid = self.errors.last().is_some_and(|error| error.span.end() >= end);
        if !last_was_invalid {
            self.error(end, end, SyntaxErrorKind::ExpectedComma(char::from(closer)));
        }
    }

    /// A name with neither colon nor value.
    pub(super) fn lone_name(&mut self, name: Token) {
        self.error(name.span.start(), name.span.end(), SyntaxErrorKind::ExpectedColon);
        let token = Token { span: Span::point(name.span.end()), kind: Kind::Invalid, escaped: false };
        self.push_with(Some(name), token);
    }

    /// Something that cannot be a name: a bracket is read and forgotten, anything else is passed over to the next comma.
    pub(super) fn expected_key(&mut self, start: usize, c: char) {
        if matches!(c, '{' | '[') {
            self.error(start, start + 1, SyntaxErrorKind::ExpectedKey);
            self.skip_container();
            self.skip_to_delimiter();
        } else {
            let len = self.rest().find([',', '}', ']', '\n']).unwrap_or(self.rest().len()).max(c.len_utf8());
            let shown = self.rest().get(..len).unwrap_or_default().trim_end().len();
            self.error(start, start + shown, SyntaxErrorKind::ExpectedKey);
            self.at += len;
        }
        if let Some(open) = self.open.last_mut() {
            open.started = true;
            open.comma = None;
        }
    }

    /// What stands behind something invalid belongs to it, up to the next comma, bracket or line.
    pub(super) fn skip_to_delimiter(&mut self) {
        let rest = self.rest();
        self.at += rest.find([',', '}', ']', '\n', '\r']).unwrap_or(rest.len());
    }

    /// Nothing stands where a value belongs: what stands there instead is labelled.
    pub(super) fn missing_value(&mut self, start: usize) {
        let found = self.rest().chars().next();
        self.error(start, start + found.map_or(0, char::len_utf8), SyntaxErrorKind::ExpectedValue);
        if found == Some(':') {
            self.at += 1;
        }
        if self.open.is_empty() {
            self.at = self.text.len();
        }
    }

    /// `<kms id>`, up to the closing angle bracket on the same line.
    pub(super) fn placeholder(&mut self) {
        let line = self.rest().lines().next().unwrap_or_default();
        let len = line.find('>').map_or(1, |close| close + 1);
        self.error(self.at, self.at + len, SyntaxErrorKind::Placeholder);
        self.at += len;
        if let Some(open) = self.open.last_mut() {
            open.started = true;
            open.comma = None;
        }
    }

    /// Passes over an object or list without reading it, minding strings.
    pub(super) fn skip_container(&mut self) {
        let mut depth = 0_usize;
        while let Some(c) = self.peek() {
            self.at += 1;
            match c {
                b'{' | b'[' => depth += 1,
                b'}' | b']' => depth -= 1,
                b'"' => self.skip_string(),
                _ => {}
            }
            if depth == 0 {
                return;
            }
        }
    }

    pub(super) fn skip_string(&mut self) {
        while let Some(c) = self.peek() {
            self.at += if c == b'\\' { 2 } else { 1 };
            if c == b'"' {
                return;
            }
        }
        self.at = self.at.min(self.bytes.len());
    }
}
