//! The parser for texts that nothing is wrong with, which most are.
//!
//! It knows the grammar and no more. At the first thing that is not plain JSON it gives up, and the [`Parser`] that goes on
//! after every fault reads the text from its start.
//!
//! [`Parser`]: super::parser::Parser

use super::MAX_DEPTH;
use super::number;
use super::plain::plain_until;
use super::scan::Token;
use super::string::hex;
use super::tree::{Decoded, Kind, NO_KEY, Node, Tree};
use crate::source::Span;

/// The tree of a text; nothing where it holds anything but plain JSON.
pub(super) fn parse(text: &str) -> Option<Tree<'_>> {
    let mut strict = Strict {
        text,
        bytes: text.as_bytes(),
        at: 0,
        nodes: Vec::with_capacity(text.len() / 16 + 1),
        open: Open::default(),
        depth: 0,
        may_have_holes: false,
        may_repeat_names: false,
    };
    strict.read()?;
    Some(Tree {
        text,
        nodes: strict.nodes,
        errors: Vec::new(),
        too_deep: None,
        host: None,
        may_have_holes: strict.may_have_holes,
        may_repeat_names: strict.may_repeat_names,
        decoded: Decoded::new(),
    })
}

struct Strict<'t> {
    text: &'t str,
    bytes: &'t [u8],
    at: usize,
    nodes: Vec<Node>,
    /// The innermost object or list that is being read. Those around it are found by way of the nodes.
    open: Open,
    depth: usize,
    may_have_holes: bool,
    may_repeat_names: bool,
}

#[derive(Clone, Copy, Default)]
struct Open {
    node: u32,
    children: u32,
    closer: u8,
}

/// How many names are compared with each other.
const FEW: usize = 16;

impl Strict<'_> {
    /// All of the text: a value, and the children of what it opens, until nothing is open.
    fn read(&mut self) -> Option<()> {
        let mut first = self.next()?;
        loop {
            let mut name = None;
            if self.open.closer == b'}' {
                name = Some(self.name(first)?);
                first = self.next()?;
            }
            self.value(first, name)?;
            let Some(next) = self.next_child() else {
                // Behind the outermost value nothing is left but white space.
                return (self.depth == 0 && self.next().is_none()).then_some(());
            };
            first = next;
        }
    }

    /// The first byte of the next member or item, behind the comma and the closing brackets in front of it. Nothing where all is
    /// closed, too.
    fn next_child(&mut self) -> Option<u8> {
        while self.depth > 0 {
            match self.next()? {
                c if c == self.open.closer => self.close()?,
                b',' if self.open.children > 0 => return self.next(),
                first if self.open.children == 0 => return Some(first),
                _ => return None,
            }
        }
        None
    }

    /// The name of a member, and its colon.
    fn name(&mut self, first: u8) -> Option<Token> {
        let name = if first == b'"' { self.string()? } else { return None };
        (self.next()? == b':').then_some(name)
    }

    /// A value where it holds no others, or its opening bracket.
    fn value(&mut self, first: u8, name: Option<Token>) -> Option<()> {
        let start = self.at - 1;
        let token = match first {
            b'"' => self.string()?,
            b'{' => return self.open(name, Token::new(start, self.at, Kind::Object), b'}'),
            b'[' => return self.open(name, Token::new(start, self.at, Kind::Array), b']'),
            _ => {
                let kind = self.word(start)?;
                Token::new(start, self.at, kind)
            }
        };
        self.push(name, token);
        Some(())
    }

    fn push(&mut self, name: Option<Token>, token: Token) {
        let place = (self.open.node, self.open.children);
        self.open.children += 1;
        self.nodes.push(token.node(name, place, self.nodes.len()));
    }

    fn open(&mut self, name: Option<Token>, token: Token, closer: u8) -> Option<()> {
        if self.depth >= MAX_DEPTH {
            return None;
        }
        self.depth += 1;
        let node = self.nodes.len() as u32;
        self.push(name, token);
        self.open = Open { node, children: 0, closer };
        Some(())
    }

    /// Behind a closing bracket.
    fn close(&mut self) -> Option<()> {
        let closed = self.open;
        if closed.closer == b'}' && !self.may_repeat_names {
            self.may_repeat_names = self.may_repeat_a_name(closed);
        }
        let next = self.nodes.len() as u32;
        let node = self.nodes.get_mut(closed.node as usize)?;
        node.span.end = self.at as u32;
        node.next = next;
        let (parent, children) = (node.parent, node.index + 1);
        let is_list = self.nodes.get(parent as usize)?.kind == Kind::Array;
        self.open = Open { node: parent, children, closer: if is_list { b']' } else { b'}' } };
        self.depth -= 1;
        Some(())
    }

    /// Whether an object may have a name twice. In most objects all names differ in length or in the first letter already, so only
    /// where two do not are names compared. Those that are not plain are left to whoever decodes them.
    fn may_repeat_a_name(&self, object: Open) -> bool {
        let mut seen = 0_u64;
        let mut at = object.node as usize + 1;
        while let Some(node) = self.nodes.get(at) {
            let first = self.bytes.get(node.key.start() + 1).copied().unwrap_or_default();
            let sign = 1_u64.rotate_left(u32::from(first) + 4 * node.key.len() as u32);
            if seen & sign != 0 || !node.key_plain {
                return self.repeats_a_name(object);
            }
            seen |= sign;
            at = node.next as usize;
        }
        false
    }

    /// The same by comparison. Of many members, that is not looked into here.
    fn repeats_a_name(&self, object: Open) -> bool {
        let mut names = [NO_KEY; FEW];
        let Some(names) = names.get_mut(..object.children as usize) else { return true };
        let mut at = object.node + 1;
        for slot in &mut *names {
            let Some(node) = self.nodes.get(at as usize).filter(|node| node.key_plain) else { return true };
            (*slot, at) = (node.key, node.next);
        }
        names.iter().enumerate().any(|(at, name)| names.iter().take(at).any(|other| self.is_same(*name, *other)))
    }

    fn is_same(&self, name: Span, other: Span) -> bool {
        name.len() == other.len() && self.bytes.get(name.start()..name.end()) == self.bytes.get(other.start()..other.end())
    }

    /// Passes over white space and one byte behind it.
    fn next(&mut self) -> Option<u8> {
        loop {
            let c = *self.bytes.get(self.at)?;
            self.at += 1;
            if !matches!(c, b' ' | b'\n' | b'\r' | b'\t') {
                return Some(c);
            }
        }
    }

    /// The string whose opening quote was read. Nearly all end where their first run of plain characters does.
    #[inline]
    fn string(&mut self) -> Option<Token> {
        let start = self.at - 1;
        self.at = plain_until(self.bytes, self.at);
        let plain = self.bytes.get(self.at) == Some(&b'"');
        if !plain {
            self.rest_of_string()?;
        }
        self.at += 1;
        Some(Token { plain, ..Token::new(start, self.at, Kind::String) })
    }

    /// Goes on to the closing quote over what is not plain.
    #[cold]
    fn rest_of_string(&mut self) -> Option<()> {
        loop {
            match self.bytes.get(self.at)? {
                b'"' => return Some(()),
                b'\\' => self.escape()?,
                b'$' => self.sign_of_a_hole(true),
                b'{' => self.sign_of_a_hole(self.bytes.get(self.at + 1) == Some(&b'{')),
                _ => return None,
            }
            self.at = plain_until(self.bytes, self.at);
        }
    }

    fn sign_of_a_hole(&mut self, is_one: bool) {
        self.may_have_holes |= is_one;
        self.at += 1;
    }

    /// Passes over an escape, which may stand for the sign of a hole. A pair of surrogates is left to the other parser.
    fn escape(&mut self) -> Option<()> {
        let is_character = |code: &u32| !(0xd800..0xe000).contains(code);
        self.at += match self.bytes.get(self.at + 1)? {
            b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't' => 2,
            b'u' => {
                self.may_have_holes = true;
                hex(self.text, self.at).filter(is_character).map(|_| 6)?
            }
            _ => return None,
        };
        Some(())
    }

    /// The number or the word that starts at `start`.
    fn word(&mut self, start: usize) -> Option<Kind> {
        while matches!(self.bytes.get(self.at), Some(b'a'..=b'z' | b'0'..=b'9' | b'.' | b'+' | b'-' | b'E')) {
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
