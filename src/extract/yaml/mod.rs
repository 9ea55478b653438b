//! YAML as a tree that knows where each scalar is written.

mod pipeline;
mod scalar;

pub(super) use pipeline::parts;

use saphyr_parser::{Event, Parser};

use super::Unread;
use crate::source::{Origin, Span};

/// A node of a YAML document.
#[derive(Clone, Debug)]
pub(super) struct Node {
    /// Where it stands, from its first character to its last.
    pub span: Span,
    pub content: Content,
}

/// What a node is.
#[derive(Clone, Debug)]
pub(super) enum Content {
    Scalar(Scalar),
    Sequence(Vec<Node>),
    Mapping(Vec<(Node, Node)>),
    /// A reference to a node with an anchor.
    Alias,
}

/// A text in YAML.
#[derive(Clone, Debug)]
pub(super) struct Scalar {
    /// What it says.
    pub text: String,
    /// Where that is written.
    pub origin: Origin,
}

impl Node {
    pub(super) const fn scalar(&self) -> Option<&Scalar> {
        match &self.content {
            Content::Scalar(scalar) => Some(scalar),
            _ => None,
        }
    }
}

/// Nesting deeper than this is not looked into.
const MOST_NESTED: usize = 128;

/// The documents of a text up to the first fault, and that fault: what is behind it is not read.
pub(super) fn documents(text: &str) -> (Vec<Node>, Option<Unread>) {
    let offsets = Offsets::new(text);
    let mut reader = Reader { text, offsets, open: Vec::new(), documents: Vec::new(), too_deep: 0 };
    let mut unread = None;
    for event in Parser::new_from_str(text) {
        let (event, span) = match event {
            Ok(event) => event,
            Err(fault) => {
                let at = reader.offsets.byte(fault.marker().index());
                unread = Some(Unread { at, reason: format!("this is not YAML from here on ({})", fault.info()) });
                break;
            }
        };
        let span = Span::new(reader.offsets.byte(span.start.index()), reader.offsets.byte(span.end.index()));
        reader.event(&event, span);
    }
    (reader.finish(), unread)
}

/// A collection that is being read: its start, and its nodes, in which names and values alternate if it is a mapping.
struct Open {
    start: Span,
    is_mapping: bool,
    nodes: Vec<Node>,
}

struct Reader<'t> {
    text: &'t str,
    offsets: Offsets,
    open: Vec<Open>,
    documents: Vec<Node>,
    /// How many collections that are too deep are open.
    too_deep: usize,
}

impl Reader<'_> {
    fn event(&mut self, event: &Event<'_>, span: Span) {
        match event {
            Event::MappingStart(..) | Event::SequenceStart(..) if self.open.len() >= MOST_NESTED => self.too_deep += 1,
            Event::MappingEnd | Event::SequenceEnd if self.too_deep > 0 => self.too_deep -= 1,
            _ if self.too_deep > 0 => {}
            Event::MappingStart(..) => self.open.push(Open { start: span, is_mapping: true, nodes: Vec::new() }),
            Event::SequenceStart(..) => self.open.push(Open { start: span, is_mapping: false, nodes: Vec::new() }),
            Event::MappingEnd | Event::SequenceEnd => self.close(span),
            Event::Alias(_) => self.push(Node { span, content: Content::Alias }),
            Event::Scalar(value, style, ..) => {
                let scalar = scalar::read(value, *style, self.text, span);
                self.push(Node { span, content: Content::Scalar(scalar) });
            }
            _ => {}
        }
    }

    fn close(&mut self, end: Span) {
        let Some(open) = self.open.pop() else { return };
        let last = open.nodes.last().map_or(end, |node| node.span);
        let span = open.start.to(last);
        let content = if open.is_mapping { Content::Mapping(pairs(open.nodes)) } else { Content::Sequence(open.nodes) };
        self.push(Node { span, content });
    }

    fn push(&mut self, node: Node) {
        match self.open.last_mut() {
            Some(open) => open.nodes.push(node),
            None => self.documents.push(node),
        }
    }

    /// What was read, with collections closed that a fault left open.
    fn finish(mut self) -> Vec<Node> {
        while !self.open.is_empty() {
            self.close(Span::point(self.text.len()));
        }
        self.documents
    }
}

fn pairs(nodes: Vec<Node>) -> Vec<(Node, Node)> {
    let mut pairs = Vec::with_capacity(nodes.len() / 2);
    let mut nodes = nodes.into_iter();
    while let (Some(name), Some(value)) = (nodes.next(), nodes.next()) {
        pairs.push((name, value));
    }
    pairs
}

/// From characters, in which the parser counts, to bytes.
struct Offsets {
    /// Where each character starts; nothing where each is one byte.
    starts: Vec<u32>,
    len: usize,
}

impl Offsets {
    fn new(text: &str) -> Self {
        let starts = if text.is_ascii() { Vec::new() } else { text.char_indices().map(|(at, _)| at as u32).collect() };
        Self { starts, len: text.len() }
    }

    fn byte(&self, index: usize) -> usize {
        if self.starts.is_empty() {
            index.min(self.len)
        } else {
            self.starts.get(index).map_or(self.len, |start| *start as usize)
        }
    }
}
