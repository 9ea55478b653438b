//! The parser for texts that nothing is wrong with, which most are.
//!
//! It knows the grammar and no more. At the first thing that is not plain JSON it gives up, and the [`Parser`] that goes on
//! after every fault reads the text from its start.
//!
//! [`Parser`]: super::parser::Parser

use super::MAX_DEPTH;
use super::hole::may_have_holes;
use super::number;
use super::scan::Token;
use super::string::hex;
use super::tree::{Kind, NO_KEY, Node, Tree};
use crate::source::Span;

/// The tree of a text; nothing where it holds anything but plain JSON.
pub(super) fn parse(text: &str) -> Option<Tree<'_>> {
    let mut strict = Strict {
        text,
        bytes: text.as_bytes(),
        at: 0,
        nodes: Vec::with_capacity(text.len() / 16 + 1),
        open: Vec::new(),
        may_repeat_names: false,
    };
    strict.read()?;
    Some(Tree {
        text,
        nodes: strict.nodes,
        errors: Vec::new(),
        too_deep: None,
        host: None,
        may_have_holes: may_have_holes(text),
        may_repeat_names: strict.may_repeat_names,
    })
}

struct Strict<'t> {
    text: &'t str,
    bytes: &'t [u8],
    at: usize,
    nodes: Vec<Node>,
    /// The objects and lists that are being read, the innermost last.
    open: Vec<Open>,
    may_repeat_names: bool,
}

struct Open {
    node: u32,
    children: u32,
    closer: u8,
}

/// How many names are compared with each other.
const FEW: usize = 16;

impl Strict<'_> {
    /// All of the text.
    fn read(&mut self) -> Option<()> {
        self.value(None)?;
        while let Some((closer, is_first)) = self.open.last().map(|open| (open.closer, open.children == 0)) {
            match self.next()? {
                c if c == closer => self.close()?,
                b',' if !is_first => self.child(closer)?,
                _ if is_first => {
                    self.at -= 1;
                    self.child(closer)?;
                }
                _ => return None,
            }
        }
        self.skip_space();
        (self.at == self.bytes.len()).then_some(())
    }

    /// A member of an object, or an item of a list.
    fn child(&mut self, closer: u8) -> Option<()> {
        if closer == b']' {
            return self.value(None);
        }
        if self.next()? != b'"' {
            return None;
        }
        let name = self.string()?;
        if self.next()? != b':' {
            return None;
        }
        self.value(Some(name))
    }

    /// A value where it holds no others, or its opening bracket.
    fn value(&mut self, name: Option<Token>) -> Option<()> {
        let first = self.next()?;
        let start = self.at - 1;
        match first {
            b'"' => {
                let string = self.string()?;
                self.push(name, string);
            }
            b'{' => return self.open(name, start, Kind::Object, b'}'),
            b'[' => return self.open(name, start, Kind::Array, b']'),
            _ => {
                let kind = self.word(start)?;
                self.push(name, Token::new(start, self.at, kind));
            }
        }
        Some(())
    }

    fn open(&mut self, name: Option<Token>, start: usize, kind: Kind, closer: u8) -> Option<()> {
        if self.open.len() >= MAX_DEPTH {
            return None;
        }
        self.push(name, Token::new(start, self.at, kind));
        self.open.push(Open { node: self.nodes.len() as u32 - 1, children: 0, closer });
        Some(())
    }

    /// Behind a closing bracket.
    fn close(&mut self) -> Option<()> {
        let open = self.open.pop()?;
        if open.closer == b'}' && !self.may_repeat_names {
            self.may_repeat_names = self.repeats_names(&open);
        }
        let next = self.nodes.len() as u32;
        let node = self.nodes.get_mut(open.node as usize)?;
        node.span = Span::new(node.span.start(), self.at);
        node.next = next;
        Some(())
    }

    /// Whether an object may have a name twice. Of many members, and of names with escapes, that is not looked into here.
    fn repeats_names(&self, object: &Open) -> bool {
        let mut names = [NO_KEY; FEW];
        let mut at = object.node + 1;
        for name in 0..object.children as usize {
            let (Some(node), Some(slot)) = (self.nodes.get(at as usize), names.get_mut(name)) else { return true };
            if node.key_escaped {
                return true;
            }
            (*slot, at) = (node.key, node.next);
        }
        let names = names.get(..object.children as usize).unwrap_or_default();
        names.iter().enumerate().any(|(at, name)| names.iter().skip(at + 1).any(|other| self.is_same(*name, *other)))
    }

    fn is_same(&self, name: Span, other: Span) -> bool {
        name.len() == other.len() && self.bytes.get(name.start()..name.end()) == self.bytes.get(other.start()..other.end())
    }

    fn push(&mut self, name: Option<Token>, token: Token) {
        let place = self.open.last_mut().map_or((0, 0), |open| {
            open.children += 1;
            (open.node, open.children - 1)
        });
        self.nodes.push(token.node(name, place, self.nodes.len()));
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    /// Passes over white space and one byte behind it.
    fn next(&mut self) -> Option<u8> {
        self.skip_space();
        let c = self.peek()?;
        self.at += 1;
        Some(c)
    }

    fn skip_space(&mut self) {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        self.at += rest.iter().take_while(|c| matches!(c, b' ' | b'\n' | b'\r' | b'\t')).count();
    }

    /// The string whose opening quote was read.
    fn string(&mut self) -> Option<Token> {
        let start = self.at - 1;
        let mut escaped = false;
        loop {
            let rest = self.bytes.get(self.at..)?;
            self.at += rest.iter().position(|c| matches!(c, b'"' | b'\\' | 0..=0x1f))?;
            match self.peek()? {
                b'"' => break,
                b'\\' => {
                    escaped = true;
                    self.escape()?;
                }
                _ => return None,
            }
        }
        self.at += 1;
        Some(Token { escaped, ..Token::new(start, self.at, Kind::String) })
    }

    /// Passes over an escape. A pair of surrogates is left to the other parser.
    fn escape(&mut self) -> Option<()> {
        let is_character = |code: &u32| !(0xd800..0xe000).contains(code);
        self.at += match self.bytes.get(self.at + 1)? {
            b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't' => 2,
            b'u' => hex(self.text, self.at).filter(is_character).map(|_| 6)?,
            _ => return None,
        };
        Some(())
    }

    /// The number or the word that starts at `start`.
    fn word(&mut self, start: usize) -> Option<Kind> {
        while matches!(self.peek(), Some(b'a'..=b'z' | b'0'..=b'9' | b'.' | b'+' | b'-' | b'E')) {
            self.at += 1;
        }
        match self.text.get(start..self.at)? {
            "true" => Some(Kind::Boolean(true)),
            "false" => Some(Kind::Boolean(false)),
            "null" => Some(Kind::Null),
            number => number::fault(number).is_none().then_some(Kind::Number),
        }
    }
}
