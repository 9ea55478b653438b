//! Quotes that are missing, or one too many: where the string ends all the same.

use super::error::SyntaxErrorKind;
use super::parser::Parser;
use super::scan::Token;
use super::tree::Kind;
use crate::source::Span;

/// How many characters are looked at for the colon that a slip stands in front of.
const MAX_SLIP: usize = 40;

impl Parser<'_> {
    /// Whether a quoted name and its colon stand at byte `at`, behind white space.
    pub(super) fn member_at(&self, at: usize) -> bool {
        let rest = self.text.get(at..).unwrap_or_default().trim_start();
        let Some(body) = rest.strip_prefix('"') else { return false };
        let end = body.find(['"', '\\', '\n', '\r']).unwrap_or(body.len());
        body.get(end..).and_then(|rest| rest.strip_prefix('"')).is_some_and(|rest| rest.trim_start().starts_with(':'))
    }

    /// A word in place of a name, with its colon. The quote in front of it may be all that is missing: `name": 1`.
    pub(super) fn unquoted_name(&mut self) -> Option<Token> {
        let (start, rest) = (self.at, self.rest());
        if !rest.starts_with(|c: char| c.is_alphabetic() || matches!(c, '_' | '$')) {
            return None;
        }
        let len = rest.find(|c: char| c.is_whitespace() || "{}[],:=\"'".contains(c)).unwrap_or(rest.len());
        let behind = rest.get(len..)?;
        let closed = behind.strip_prefix(['"', '\'']);
        if !closed.unwrap_or(behind).trim_start().starts_with([':', '=']) {
            return None;
        }
        self.at += len + usize::from(closed.is_some());
        let kind = if closed.is_some() { SyntaxErrorKind::ExpectedKey } else { SyntaxErrorKind::UnquotedKey };
        self.error(start, self.at, kind);
        Some(Token::new(start, start + len, Kind::String))
    }

    /// A name as it was meant: it ends before its colon, whether its closing quote is missing or something is in between.
    pub(super) fn mended_name(&mut self, name: Token) -> Token {
        let start = name.span.start();
        if let Some(len) = self.unclosed_name(name) {
            self.errors.retain(|error| error.span.start() < start);
            self.at = start + len;
            self.error(start, self.at, SyntaxErrorKind::UnterminatedString);
            return Token { span: Span::new(start, self.at), ..name };
        }
        let Some(len) = self.slip_before_colon() else { return name };
        let word = Span::new(self.at, self.at + len - 1);
        let is_twice_opened =
            name.span.of(self.text) == "\"\"" && self.rest().get(len - 1..len) == Some("\"") && !word.is_empty();
        self.at += len;
        if is_twice_opened {
            self.error(start, self.at, SyntaxErrorKind::ExpectedKey);
            return Token { span: word, ..name };
        }
        self.error(start, name.span.end(), SyntaxErrorKind::ExpectedColon);
        name
    }

    /// The length of a name without its closing quote, which went on over its colon up to the quote of something else.
    fn unclosed_name(&self, name: Token) -> Option<usize> {
        let raw = name.span.of(self.text);
        let is_next_to_text = self.rest().starts_with(|c: char| !c.is_whitespace() && !",:=}]".contains(c));
        let is_unclosed = self
            .errors
            .last()
            .is_some_and(|last| last.kind == SyntaxErrorKind::UnterminatedString && last.span.start() == name.span.start());
        if !raw.starts_with('"') || !(is_unclosed || is_next_to_text) {
            return None;
        }
        let is_colon = |at: usize| raw.get(at + 1..).is_some_and(|rest| rest.starts_with([' ', '"', '[', '{']));
        raw.match_indices(':').map(|(at, _)| at).find(|at| *at > 1 && is_colon(*at))
    }

    /// The length of what stands between a name and its colon and is neither: `"a"x: 1`, `"a"": 1`, `"a"b": 1`.
    fn slip_before_colon(&self) -> Option<usize> {
        let rest = self.rest();
        let mut chars = rest.char_indices().take(MAX_SLIP).skip(1);
        let (len, end) = chars.find(|(_, c)| c.is_whitespace() || "{}[]:".contains(*c))?;
        let slip = rest.get(..len)?;
        let word = slip.strip_suffix('"').unwrap_or(slip);
        let is_slip = slip.chars().count() == 1 || !word.contains(['{', '}', '[', ']', ',', '"', '\'']);
        let starts_otherwise = slip.starts_with(|c: char| c.is_whitespace() || matches!(c, ':' | '=' | ';' | '/' | '#'));
        (end == ':' && is_slip && !starts_otherwise).then_some(len)
    }

    /// A string as it was meant, if its closing quote is missing and the quote of the next string ended it: `["a, "b"]`.
    pub(super) fn mended_value(&mut self, value: Token) -> Token {
        let rest = self.rest();
        let start = value.span.start();
        let inner = value.span.of(self.text).strip_prefix('"').and_then(|raw| raw.strip_suffix('"'));
        let is_next_to_text = rest.starts_with(|c: char| c.is_alphanumeric() || c == '_');
        let Some(before) = inner.filter(|_| is_next_to_text).and_then(|inner| inner.trim_end().strip_suffix(',')) else {
            return value;
        };
        let quote = rest.find(['"', '\n', '\r']).and_then(|at| rest.get(at..));
        if !quote.is_some_and(|quote| quote.starts_with('"')) {
            return value;
        }
        self.errors.retain(|error| error.span.start() < start);
        self.at = start + 1 + before.trim_end_matches(['}', ']', ' ']).len();
        self.error(start, self.at, SyntaxErrorKind::UnterminatedString);
        Token { span: Span::new(start, self.at), kind: Kind::Invalid, ..value }
    }
}
