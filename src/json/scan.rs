//! Reading one token: white space and comments, strings, words, holes.

use super::error::SyntaxErrorKind;
use super::hole::{Syntax, hole_at};
use super::number;
use super::parser::Parser;
use super::plain::ends_plain;
use super::string::hex;
use super::tree::{Kind, NO_KEY, Node};
use crate::source::Span;

/// A token that was read: where it stands, and for a string whether it is written plainly.
#[derive(Clone, Copy)]
pub(super) struct Token {
    pub span: Span,
    pub kind: Kind,
    pub plain: bool,
}

impl Token {
    /// The node of a value with that name: a leaf, or an object or list that nothing was read of yet. `place` is the parent and how
    /// many siblings stand before it, `id` its own place in the arena.
    pub(super) fn node(self, key: Option<Self>, place: (u32, u32), id: usize) -> Node {
        Node {
            span: self.span,
            key: key.map_or(NO_KEY, |key| key.span),
            next: id as u32 + 1,
            parent: place.0,
            index: place.1,
            kind: self.kind,
            plain: self.plain,
            key_plain: key.is_some_and(|key| key.plain),
        }
    }

    pub(super) const fn new(start: usize, end: usize, kind: Kind) -> Self {
        Self { span: Span::new(start, end), kind, plain: false }
    }

    /// The same token, with a look at the text for whether it is written plainly.
    pub(super) fn looked_at(self, text: &str) -> Self {
        let inside = self.span.of(text).strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
        Self { plain: inside.is_some_and(|inside| !inside.bytes().any(ends_plain)), ..self }
    }
}

impl Parser<'_> {
    /// White space as RFC 8259 has it; comments are reported and passed over.
    pub(super) fn skip_space(&mut self) {
        loop {
            while matches!(self.peek(), Some(b' ' | b'\n' | b'\r' | b'\t')) {
                self.at += 1;
            }
            let rest = self.rest();
            let len = match rest.as_bytes() {
                [b'/', b'/', ..] | [b'#', ..] => memchr::memchr2(b'\n', b'\r', rest.as_bytes()).unwrap_or(rest.len()),
                [b'/', b'*', ..] => rest.find("*/").map_or(rest.len(), |close| close + 2),
                _ => return,
            };
            self.error(self.at, self.at + len, SyntaxErrorKind::Comment);
            self.at += len;
        }
    }

    /// The string that starts here, in double quotes.
    pub(super) fn string(&mut self) -> Token {
        let start = self.at;
        self.at += 1;
        let mut token = Token::new(start, start, Kind::String);
        let mut goes_on_until = 0;
        loop {
            let rest = self.bytes.get(self.at..).unwrap_or_default();
            self.at += rest.iter().take_while(|&&c| c != b'"' && c != b'\\' && c >= b' ').count();
            match self.peek() {
                Some(b'"') => {
                    self.at += 1;
                    break;
                }
                Some(b'\\') => self.escape(&mut token),
                Some(b'\n' | b'\r') => {
                    if self.at >= goes_on_until {
                        let Some(until) = self.goes_on_until() else { return self.unterminated(token) };
                        goes_on_until = until;
                    }
                    token.kind = Kind::Invalid;
                    self.raw_character(SyntaxErrorKind::LineBreak);
                }
                Some(_) => {
                    token.kind = Kind::Invalid;
                    self.raw_character(SyntaxErrorKind::ControlCharacter);
                }
                None => return self.unterminated(token),
            }
        }
        token.span = Span::new(start, self.at);
        token
    }

    /// Passes over an escape, and reports one that is none.
    fn escape(&mut self, token: &mut Token) {
        let start = self.at;
        let fault = match self.bytes.get(start + 1) {
            Some(b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't') => {
                self.at += 2;
                return;
            }
            Some(b'u') => match self.surrogates(start) {
                Ok(len) => {
                    self.at += len;
                    return;
                }
                Err(fault) => fault,
            },
            _ => SyntaxErrorKind::Escape,
        };
        let len = match fault {
            SyntaxErrorKind::LoneSurrogate => 6,
            SyntaxErrorKind::UnicodeEscape => 2,
            _ => {
                1 + self
                    .text
                    .get(start + 1..)
                    .and_then(|rest| rest.chars().next())
                    .filter(|c| *c >= ' ')
                    .map_or(0, char::len_utf8)
            }
        };
        token.kind = Kind::Invalid;
        self.error(start, start + len, fault);
        self.at += len;
    }

    /// The length of the one or two `\uXXXX` that start at `start`.
    fn surrogates(&self, start: usize) -> Result<usize, SyntaxErrorKind> {
        let first = hex(self.text, start).ok_or(SyntaxErrorKind::UnicodeEscape)?;
        let second = hex(self.text, start + 6).filter(|second| (0xdc00..0xe000).contains(second));
        match (first, second) {
            (0xd800..0xdc00, Some(_)) => Ok(12),
            (0xd800..0xe000, _) => Err(SyntaxErrorKind::LoneSurrogate),
            _ => Ok(6),
        }
    }

    fn raw_character(&mut self, kind: SyntaxErrorKind) {
        let len = if self.rest().starts_with("\r\n") { 2 } else { 1 };
        self.error(self.at, self.at + len, kind);
        self.at += len;
    }

    /// Where the line starts that holds the closing quote, if the string goes on after the line break here. Where a line
    /// starts with a quote or a bracket first, it is rather the closing quote that is missing.
    fn goes_on_until(&self) -> Option<usize> {
        let mut rest = self.rest();
        loop {
            rest = rest.trim_start();
            let end = rest.find(['"', '\n', '\r'])?;
            if rest.starts_with(['"', '}', ']', ',']) {
                return None;
            }
            let next = rest.get(end..)?;
            if next.starts_with('"') {
                return Some(self.text.len() - rest.len());
            }
            rest = next;
        }
    }

    /// Ends a string that has no closing quote before the punctuation that ends its line.
    fn unterminated(&mut self, mut token: Token) -> Token {
        let start = token.span.start();
        let line = self.text.get(start..self.at).unwrap_or_default();
        let end = start + line.trim_end().trim_end_matches([',', '}', ']']).trim_end().len().max(1);
        self.error(start, end, SyntaxErrorKind::UnterminatedString);
        self.at = end;
        token.span = Span::new(start, end);
        token.kind = Kind::Invalid;
        token
    }

    /// A string in quotes that JSON does not have; it ends at `closing`, or at the end of the line.
    pub(super) fn foreign_string(&mut self, opening: char, closing: &[char], kind: SyntaxErrorKind) -> Token {
        let start = self.at;
        self.at += opening.len_utf8();
        let mut chars = self.rest().char_indices().take_while(|(_, c)| !matches!(c, '\n' | '\r'));
        let mut is_escaped = false;
        let close = chars.find(|(_, c)| {
            let closes = !is_escaped && closing.contains(c);
            is_escaped = *c == '\\' && !is_escaped;
            closes
        });
        let is_slip = self.may_look() && self.rest().trim_start().starts_with(['"', '{', '[']);
        let Some((len, c)) = close else {
            if is_slip {
                self.error(start, self.at, SyntaxErrorKind::UnterminatedString);
                return Token::new(start, self.at, Kind::Invalid);
            }
            self.at += self.rest().find(['\n', '\r']).unwrap_or(self.rest().len());
            return self.unterminated(Token::new(start, start, Kind::String));
        };
        self.at += len + c.len_utf8();
        self.error(start, self.at, kind);
        Token::new(start, self.at, Kind::String)
    }

    /// Whether a template hole stands here.
    pub(super) fn at_hole(&self) -> bool {
        matches!(self.peek(), Some(b'$' | b'{')) && self.hole_end().is_some()
    }

    /// A doubled bracket is no hole, `{{"a": 1}}`.
    fn hole_end(&self) -> Option<usize> {
        let is_doubled = self.rest().starts_with("{{") && self.member_at(self.at + 2);
        if is_doubled { None } else { hole_at(self.text, self.at, Syntax::Template, self.closers) }
    }

    /// A template hole, with whatever is written directly behind it, further holes included.
    pub(super) fn hole(&mut self) -> Option<Token> {
        let start = self.at;
        self.at = self.hole_end()?;
        while let Some(c) = self.rest().chars().next() {
            if let Some(end) = hole_at(self.text, self.at, Syntax::Template, self.closers) {
                self.at = end;
            } else if c.is_whitespace() || matches!(c, ',' | '}' | ']' | ':') {
                break;
            } else {
                self.at += c.len_utf8();
            }
        }
        Some(Token::new(start, self.at, Kind::Hole))
    }

    /// A number or a word: everything up to white space or punctuation.
    pub(super) fn word(&mut self) -> Token {
        let start = self.at;
        let rest = self.rest();
        let len = rest.find(|c: char| c.is_whitespace() || "{}[],:\"'".contains(c)).unwrap_or(rest.len());
        // Something that is no punctuation of ours either: pass over one character, so as to get on.
        let len = len.max(rest.chars().next().map_or(0, char::len_utf8));
        self.at = start + len;
        let text = rest.get(..len).unwrap_or_default();
        let kind = match text {
            "true" => Kind::Boolean(true),
            "false" => Kind::Boolean(false),
            "null" => Kind::Null,
            _ => self.number_or_fault(start, text),
        };
        Token::new(start, self.at, kind)
    }

    fn number_or_fault(&mut self, start: usize, text: &str) -> Kind {
        let fault = match text.bytes().next() {
            Some(b'0'..=b'9' | b'-' | b'+' | b'.') if text.len() == 1 || text.contains(|c: char| c.is_ascii_digit()) => {
                match number::fault(text) {
                    None => return Kind::Number,
                    Some(why) => SyntaxErrorKind::Number(why),
                }
            }
            Some(c) if c.is_ascii_alphabetic() || text.contains("Infinity") => SyntaxErrorKind::Word(meant(text)),
            _ => SyntaxErrorKind::ExpectedValue,
        };
        self.error(start, start + text.len(), fault);
        Kind::Invalid
    }
}

/// The JSON literal that somebody meant who wrote a word of another language.
fn meant(word: &str) -> Option<&'static str> {
    match word.to_ascii_lowercase().as_str() {
        "true" | "yes" | "on" => Some("true"),
        "false" | "no" | "off" => Some("false"),
        "null" | "none" | "nil" | "undefined" => Some("null"),
        _ => None,
    }
}
