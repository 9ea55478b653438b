//! The parser: an explicit stack instead of recursion, and a way on after every error.

use super::MAX_DEPTH;
use super::error::{SyntaxError, SyntaxErrorKind};
use super::hole::{Closers, may_have_holes};
use super::scan::Token;
use super::tree::{Decoded, Kind, Node, Tree};
use crate::source::Span;

/// A text that is no JSON at all would otherwise yield an error a word.
const MAX_ERRORS: usize = 100;

pub(super) struct Parser<'t> {
    pub(super) text: &'t str,
    pub(super) bytes: &'t [u8],
    pub(super) at: usize,
    nodes: Vec<Node>,
    pub(super) errors: Vec<SyntaxError>,
    pub(super) open: Vec<Open>,
    /// The name of the member whose value comes next.
    pub(super) key: Option<Token>,
    pub(super) closers: Closers,
    /// Where a comma was missed: in vain, if what stands there is no value.
    pub(super) doubtful: Option<usize>,
    too_deep: Option<Span>,
    /// The text ended where it was not read any more.
    cut_off: bool,
}

/// An object or list that is being read.
pub(super) struct Open {
    node: u32,
    pub(super) closer: u8,
    children: u32,
    /// Something was read, be it a child or what stands in the place of one.
    pub(super) started: bool,
    /// A comma was read, so another child must come.
    pub(super) comma: Option<Span>,
}

impl<'t> Parser<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self {
            text,
            bytes: text.as_bytes(),
            at: 0,
            nodes: Vec::with_capacity(text.len() / 16 + 1),
            errors: Vec::new(),
            open: Vec::new(),
            key: None,
            closers: Closers::of(text),
            doubtful: None,
            too_deep: None,
            cut_off: false,
        }
    }

    pub(super) fn parse(mut self) -> Tree<'t> {
        self.skip_space();
        if self.peek().is_none() {
            if self.errors.is_empty() {
                self.error(0, 0, SyntaxErrorKind::Empty);
            }
        } else {
            self.value();
            while !self.open.is_empty() {
                self.child();
            }
            self.end();
        }
        self.errors.sort_by_key(|error| error.span);
        Tree {
            text: self.text,
            nodes: self.nodes,
            errors: self.errors,
            too_deep: self.too_deep,
            host: None,
            may_have_holes: may_have_holes(self.text),
            may_repeat_names: true,
            decoded: Decoded::new(),
        }
    }

    pub(super) fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    pub(super) fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or_default()
    }

    /// Reports an error, the first at its place: what is said of the same characters again is only what follows from it.
    pub(super) fn error(&mut self, start: usize, end: usize, kind: SyntaxErrorKind) {
        let error = SyntaxError { span: Span::new(start, end), kind };
        let is_same_place = |last: &SyntaxError| last.span.start() == start && last.span.is_empty() == error.span.is_empty();
        if self.doubtful == Some(start) && error.kind.is_no_value() {
            self.doubtful = None;
            self.errors.pop_if(|last| matches!(last.kind, SyntaxErrorKind::ExpectedComma(_)));
        }
        if let Some(last) = self.errors.last_mut().filter(|last| is_same_place(last)) {
            if error.kind.loses_members() && !last.kind.loses_members() {
                *last = error;
            }
        } else if self.errors.len() < MAX_ERRORS || matches!(error.kind, SyntaxErrorKind::Unclosed(_)) {
            self.errors.push(error);
        }
    }

    /// Reads the next thing inside the innermost open object or list.
    fn child(&mut self) {
        self.skip_space();
        let Some(open) = self.open.last() else { return };
        let (first, comma, closer) = (!open.started, open.comma, open.closer);
        match self.peek() {
            _ if self.key.is_some() => self.member_value(),
            None => self.end_of_text(),
            Some(b'}' | b']') => self.close(),
            Some(b',') => self.comma(),
            Some(_) => {
                if !first && comma.is_none() && (closer == b']' || self.at_name()) {
                    self.missing_comma(closer);
                }
                if closer == b'}' { self.member() } else { self.value() }
            }
        }
    }

    /// A comma: between two children where it belongs, or one too many.
    fn comma(&mut self) {
        let span = Span::new(self.at, self.at + 1);
        self.at += 1;
        let extra = self.open.last().is_some_and(|open| !open.started || open.comma.is_some());
        if extra {
            self.error(span.start(), span.end(), SyntaxErrorKind::ExtraComma);
        } else if let Some(open) = self.open.last_mut() {
            open.comma = Some(span);
        }
    }

    /// A member of an object: its name, the colon, its value.
    fn member(&mut self) {
        let start = self.at;
        let Some(name) = self.name() else { return };
        let name = self.mended_name(name);
        self.skip_space();
        match self.peek() {
            Some(b':') => self.at += 1,
            Some(b'=' | b';') => {
                let len = if self.rest().starts_with("=>") { 2 } else { 1 };
                self.error(self.at, self.at + len, SyntaxErrorKind::ExpectedColon);
                self.at += len;
            }
            _ if name.kind == Kind::Hole => return self.push(None, name),
            _ if name.kind == Kind::Invalid && self.errors.last().is_some_and(|last| last.span.start() == start) => {
                return self.no_member();
            }
            Some(b',' | b'}' | b']') | None => return self.lone_name(name),
            _ => self.error(name.span.start(), name.span.end(), SyntaxErrorKind::ExpectedColon),
        }
        self.key = Some(name);
    }

    /// The value of a member, once its name and the colon were read.
    fn member_value(&mut self) {
        if self.peek() == Some(b':') {
            self.error(self.at, self.at + 1, SyntaxErrorKind::ExpectedValue);
            self.at += 1;
            self.skip_space();
        }
        self.value();
    }

    /// The name of a member, in whatever quotes; nothing where none could be read.
    fn name(&mut self) -> Option<Token> {
        let start = self.at;
        let c = self.rest().chars().next()?;
        match c {
            '"' => Some(self.string()),
            _ if self.at_hole() => self.hole(),
            c if is_quote(c) => Some(self.foreign_quotes(c)),
            '<' => {
                self.placeholder();
                self.skip_to_delimiter();
                self.no_member();
                None
            }
            _ => {
                let name = self.unquoted_name();
                if name.is_none() {
                    self.expected_key(start, c);
                }
                name
            }
        }
    }

    /// A value, or what stands in its place.
    fn value(&mut self) {
        let start = self.at;
        let token = match self.rest().chars().next() {
            Some('"') => self.string(),
            Some('$' | '{') if self.at_hole() => self.hole().unwrap_or_else(|| self.word()),
            Some('{') => return self.open(Kind::Object, b'}'),
            Some('[') => return self.open(Kind::Array, b']'),
            Some(c) if is_quote(c) => self.foreign_quotes(c),
            Some('<') => {
                self.placeholder();
                Token::new(start, self.at, Kind::Invalid)
            }
            Some(',' | '}' | ']' | ':') | None => {
                if self.is_slip_before_value() {
                    self.at += 1;
                    return self.error(start, self.at, SyntaxErrorKind::ExpectedValue);
                }
                self.missing_value(start);
                Token::new(start, start, Kind::Invalid)
            }
            Some(_) => self.word(),
        };
        let token = self.mended_value(token);
        if self.member_for_value(token) || self.slip_before_bracket(token) {
            return;
        }
        let key = self.key.take();
        self.push(key, token);
        if token.kind == Kind::Invalid && !self.open.is_empty() {
            self.skip_to_delimiter();
        }
    }

    fn foreign_quotes(&mut self, opening: char) -> Token {
        match opening {
            '\'' => self.foreign_string('\'', &['\''], SyntaxErrorKind::SingleQuotes),
            '\u{2018}' => self.foreign_string(opening, &['\u{2019}', '\''], SyntaxErrorKind::CurlyQuotes),
            _ => self.foreign_string(opening, &['\u{201d}', '\u{201c}', '"'], SyntaxErrorKind::CurlyQuotes),
        }
    }

    /// Adds a value, as a member with that name or as an item of a list.
    pub(super) fn push(&mut self, key: Option<Token>, token: Token) {
        let place = self.enter();
        let key = key.map(|key| key.looked_at(self.text));
        self.nodes.push(token.looked_at(self.text).node(key, place, self.nodes.len()));
    }

    /// Counts a child of the innermost open object or list: that one's node, and the child's place in it.
    fn enter(&mut self) -> (u32, u32) {
        self.open.last_mut().map_or((0, 0), |open| {
            open.children += 1;
            open.started = true;
            open.comma = None;
            (open.node, open.children - 1)
        })
    }

    fn open(&mut self, kind: Kind, closer: u8) {
        let span = Span::new(self.at, self.at + 1);
        let key = self.key.take();
        if self.open.len() >= MAX_DEPTH {
            self.too_deep.get_or_insert(span);
            self.cut_off = !self.skip_container();
            return self.push(key, Token::new(span.start(), self.at, Kind::Invalid));
        }
        self.push_open(key, Token { span, kind, plain: false }, closer);
        self.at += 1;
    }

    pub(super) fn push_open(&mut self, key: Option<Token>, token: Token, closer: u8) {
        self.push(key, token);
        self.open.push(Open { node: self.nodes.len() as u32 - 1, closer, children: 0, started: false, comma: None });
    }

    /// A closing bracket: of the innermost open one, or one that does not fit.
    fn close(&mut self) {
        let Some(c) = self.peek() else { return };
        let Some(innermost) = self.open.last() else { return };
        if innermost.closer != c {
            return self.mismatch(c);
        }
        let comma = innermost.comma;
        self.at += 1;
        if self.closes_too_early() {
            return self.error(self.at - 1, self.at, SyntaxErrorKind::NothingOpen);
        }
        if let Some(comma) = comma {
            self.error(comma.start(), comma.end(), SyntaxErrorKind::TrailingComma);
        }
        self.pop();
    }

    pub(super) fn opener(&self, open: &Open) -> Span {
        let start = self.nodes.get(open.node as usize).map_or(0, |node| node.span.start());
        Span::new(start, start + 1)
    }

    pub(super) fn pop(&mut self) {
        let Some(closed) = self.open.pop() else { return };
        let next = self.nodes.len() as u32;
        if let Some(node) = self.nodes.get_mut(closed.node as usize) {
            node.span = Span::new(node.span.start(), self.at);
            node.next = next;
        }
    }

    /// The text ends inside objects or lists: one error, for the innermost.
    fn end_of_text(&mut self) {
        if let Some(innermost) = self.open.last() {
            let opener = self.opener(innermost);
            let end = self.text.trim_end().len();
            if !self.cut_off {
                self.error(end, end, SyntaxErrorKind::Unclosed(opener));
            }
        }
        while !self.open.is_empty() {
            self.pop();
        }
    }

    /// After the outermost value nothing may come but white space.
    fn end(&mut self) {
        self.skip_space();
        let Some(c) = self.peek() else { return };
        let already_lost = self.nodes.first().is_some_and(|root| root.kind == Kind::Invalid);
        if already_lost && self.errors.last().is_some() {
            return;
        }
        let end = self.at + self.rest().chars().next().map_or(1, char::len_utf8);
        let kind = match c {
            b'{' | b'[' | b'"' => SyntaxErrorKind::SecondValue,
            b'}' | b']' => SyntaxErrorKind::NothingOpen,
            _ => SyntaxErrorKind::TrailingText,
        };
        self.error(self.at, end, kind);
    }
}

pub(super) const fn is_quote(c: char) -> bool {
    matches!(c, '"' | '\'' | '\u{2018}' | '\u{201c}' | '\u{201d}')
}
