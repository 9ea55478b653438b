//! A look at the brackets ahead: of several ways on, the best is the one after which they agree for longest.

use super::MAX_DEPTH;
use super::error::SyntaxErrorKind;
use super::parser::Parser;
use super::scan::Token;
use super::tree::Kind;
use crate::source::Span;

/// A look costs a pass over the rest of the text, and a text with more errors than this is not worth it.
const MAX_LOOKS: usize = 20;

/// The brackets never disagree.
const ALL_AGREE: usize = usize::MAX;

/// What became of a bracket that does not fit.
enum Mend {
    /// An inner object or list was not closed before this bracket.
    Lost,
    /// It was typed for the other kind of bracket.
    Typo,
    /// It is one too many.
    Extra,
}

impl Parser<'_> {
    pub(super) fn may_look(&self) -> bool {
        self.errors.len() < MAX_LOOKS
    }

    fn closers(&self) -> Vec<u8> {
        self.open.iter().map(|open| open.closer).collect()
    }

    /// Where the brackets from byte `from` on first disagree with what is `open` there.
    fn agree_until(&self, from: usize, mut open: Vec<u8>) -> usize {
        let mut at = from;
        while let Some(&c) = self.bytes.get(at) {
            if open.is_empty() && !c.is_ascii_whitespace() {
                return at;
            }
            match c {
                b'"' => at = self.string_end(at),
                b'{' => open.push(b'}'),
                b'[' => open.push(b']'),
                b'}' | b']' if open.pop() != Some(c) => return at,
                _ => {}
            }
            at += 1;
        }
        if open.is_empty() { ALL_AGREE } else { at }
    }

    /// The closing quote of the string that starts at `start`, or the last byte of its line.
    fn string_end(&self, start: usize) -> usize {
        let mut at = start + 1;
        loop {
            match self.bytes.get(at) {
                Some(b'"') => return at,
                Some(b'\\') => at += 2,
                Some(b'\n' | b'\r') | None => return at - 1,
                Some(_) => at += 1,
            }
        }
    }

    /// A closing bracket `c` that does not fit the innermost opening one.
    pub(super) fn mismatch(&mut self, c: u8) {
        let Some(innermost) = self.open.last() else { return };
        let kind = SyntaxErrorKind::Mismatched(self.opener(innermost), char::from(innermost.closer));
        let mend = self.mend(c);
        if !(matches!(mend, Mend::Extra) && self.strays_here()) {
            self.error(self.at, self.at + 1, kind);
        }
        if !matches!(mend, Mend::Lost) {
            self.at += 1;
        }
        if !matches!(mend, Mend::Extra) {
            self.pop();
        }
    }

    fn mend(&self, c: u8) -> Mend {
        let open = self.closers();
        let outer = open.get(..open.len() - 1).unwrap_or_default().to_vec();
        let may_be_lost = outer.contains(&c);
        if !self.may_look() {
            return if may_be_lost { Mend::Lost } else { Mend::Typo };
        }
        let lost = if may_be_lost { self.agree_until(self.at, outer.clone()) } else { 0 };
        let typo = self.agree_until(self.at + 1, outer);
        let extra = self.agree_until(self.at + 1, open);
        match lost.max(typo).max(extra) {
            best if best == lost => Mend::Lost,
            best if best == typo => Mend::Typo,
            _ => Mend::Extra,
        }
    }

    /// Whether what was read last is something that is no member, so that a bracket behind it belongs to it.
    fn strays_here(&self) -> bool {
        let start = self.open.last().map_or(0, |open| self.opener(open).start());
        self.errors.last().is_some_and(|last| last.kind == SyntaxErrorKind::ExpectedKey && last.span.start() > start)
    }

    /// Whether the bracket that was just read would close the outermost object or list too early.
    pub(super) fn closes_too_early(&self) -> bool {
        let rest = self.rest().trim_start();
        let goes_on = self.open.len() == 1 && rest.starts_with([',', '"']);
        goes_on && self.may_look() && self.agree_until(self.at, self.closers()) == ALL_AGREE
    }

    /// Whether the bracket at `start`, where a name was expected, is better taken for a slip than for an object or list
    /// that ends at `self.at`.
    pub(super) fn is_slip(&self, start: usize) -> bool {
        self.may_look() && self.agree_until(start + 1, self.closers()) > self.agree_until(self.at, self.closers())
    }

    /// Whether the value is still to come behind the comma or bracket that stands in its place: `"a":, 1`.
    pub(super) fn is_slip_before_value(&self) -> bool {
        let behind = self.rest().get(1..).unwrap_or_default().trim_start_matches([' ', '\t']);
        let is_value = behind.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '"' | '{' | '[' | '-'));
        let is_comma = self.peek() == Some(b',');
        is_value && self.key.is_some() && !self.member_at(self.at + 1) && self.may_look() && (is_comma || self.is_slip(self.at))
    }

    /// A string that was read where a value belongs, and that a colon follows: a bracket was lost in front of it. Reports
    /// it, and goes on where the value of the member belongs.
    pub(super) fn member_for_value(&mut self, string: Token) -> bool {
        let rest = self.rest();
        let colon = self.at + rest.len() - rest.trim_start().len();
        if string.kind != Kind::String || self.bytes.get(colon) != Some(&b':') || !self.may_look() || self.open.len() >= MAX_DEPTH
        {
            return false;
        }
        let open = self.closers();
        let inner = self.agree_until(colon, [open.as_slice(), b"}"].concat());
        match open.last().copied() {
            None if inner == ALL_AGREE => self.open_lost_object(string),
            None => return false,
            Some(b'}') if inner > self.agree_until(colon, open.clone()) => self.open_lost_object(string),
            Some(_) if self.key.is_some() => {
                let key = self.key.replace(string);
                self.push(key, Token::new(string.span.start(), string.span.start(), Kind::Invalid));
            }
            Some(_) => self.member_in_list(string, colon, open, inner),
        }
        self.error(colon, colon + 1, SyntaxErrorKind::ExpectedValue);
        self.at = colon + 1;
        true
    }

    /// In a list, either the list should have been closed, or an object opened, or the list should be one.
    fn member_in_list(&mut self, string: Token, colon: usize, open: Vec<u8>, inner: usize) {
        let outer = open.get(..open.len() - 1).unwrap_or_default().to_vec();
        let closed = if outer.last() == Some(&b'}') { self.agree_until(colon, outer) } else { 0 };
        let same = self.agree_until(colon, open);
        if inner > closed && inner > same {
            self.open_lost_object(string);
        } else if closed > same {
            self.at = string.span.start();
            self.pop();
            self.key = Some(string);
        } else {
            self.push(None, string);
            if let Some(list) = self.open.last_mut() {
                list.comma = Some(Span::new(colon, colon + 1));
            }
        }
    }

    /// Opens the object whose opening bracket is missing in front of the name of its first member.
    fn open_lost_object(&mut self, name: Token) {
        let start = name.span.start();
        let key = self.key.take();
        self.push_open(key, Token::new(start, start + 1, Kind::Object), b'}');
        self.key = Some(name);
    }
}
