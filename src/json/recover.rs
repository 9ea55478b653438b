//! The way on after an error: what is reported, and where the reading goes on.

use super::error::SyntaxErrorKind;
use super::parser::{Parser, is_quote};
use super::scan::Token;
use super::tree::Kind;

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
            self.doubtful = Some(self.at);
        }
    }

    /// A name with neither colon nor value.
    pub(super) fn lone_name(&mut self, name: Token) {
        self.error(name.span.start(), name.span.end(), SyntaxErrorKind::ExpectedColon);
        let token = Token::new(name.span.end(), name.span.end(), Kind::Invalid);
        self.push(Some(name), token);
    }

    /// Something that cannot be a name: an object or list is read and forgotten, or its bracket alone; anything else is
    /// passed over, up to what can be a name.
    pub(super) fn expected_key(&mut self, start: usize, c: char) {
        if matches!(c, '{' | '[') {
            self.error(start, start + 1, SyntaxErrorKind::ExpectedKey);
            self.skip_container();
            if self.is_slip(start) || self.is_doubled(start) {
                self.at = start + 1;
                return;
            }
            self.skip_to_delimiter();
        } else {
            let len = self.rest().find(['"', ',', '}', ']', '\n']).unwrap_or(self.rest().len()).max(c.len_utf8());
            let shown = self.rest().get(..len).unwrap_or_default().trim_end().len().max(c.len_utf8());
            self.error(start, start + shown, SyntaxErrorKind::ExpectedKey);
            self.at += len;
            if self.member_at(self.at) {
                return;
            }
            self.skip_to_delimiter();
            self.skip_strays();
        }
        self.no_member();
    }

    /// Whether the bracket at `start` is the second of `{{"a": 1}}`, with nothing else in the outer object.
    fn is_doubled(&self, start: usize) -> bool {
        let is_first = self.open.last().is_some_and(|open| !open.started);
        is_first && self.bytes.get(start) == Some(&b'{') && self.rest().trim_start().starts_with('}')
    }

    /// Passes over further list items and lone words, with the commas in front of them.
    fn skip_strays(&mut self) {
        loop {
            let rest = self.rest();
            let stray = rest.trim_start().trim_start_matches(',').trim_start();
            let word = stray.find(|c: char| !(c.is_alphanumeric() || "_-+.".contains(c))).unwrap_or(stray.len());
            let behind = stray.get(word..).unwrap_or_default().trim_start();
            if word == 0 || !(behind.is_empty() || behind.starts_with([',', '}', ']'])) {
                return;
            }
            self.at += rest.len() - stray.len() + word;
        }
    }

    /// What stands behind something invalid belongs to it, up to the next comma, bracket, line or member.
    pub(super) fn skip_to_delimiter(&mut self) {
        loop {
            let rest = self.rest();
            self.at += rest.find([',', '}', ']', '\n', '\r', '"']).unwrap_or(rest.len());
            if self.peek() != Some(b'"') || self.member_at(self.at) {
                return;
            }
            self.at += 1;
        }
    }

    /// Whether the object or list that belongs here stands directly behind what is no value: `"a": x[1]`.
    pub(super) fn slip_before_bracket(&self, token: Token) -> bool {
        let behind = self.rest().trim_start_matches([' ', '\t']);
        token.kind == Kind::Invalid && !token.span.is_empty() && !self.open.is_empty() && behind.starts_with(['{', '['])
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
        let body = self.rest().get(1..).unwrap_or_default();
        let len = body.find(['>', '<', '"', '\n', '\r']).filter(|end| body.get(*end..).is_some_and(|end| end.starts_with('>')));
        let len = len.map_or(1, |close| close + 2);
        self.error(self.at, self.at + len, SyntaxErrorKind::Placeholder);
        self.at += len;
    }

    /// Notes that something stood where a member belongs, which is none.
    pub(super) fn no_member(&mut self) {
        if let Some(open) = self.open.last_mut() {
            open.started = true;
            open.comma = None;
        }
    }

    /// Passes over an object or list without reading it, minding strings. Whether it ends.
    pub(super) fn skip_container(&mut self) -> bool {
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
                return true;
            }
        }
        false
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
