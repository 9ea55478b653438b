//! YAML as a tree that knows where each scalar is written.

mod ansible;
mod pipeline;
mod scalar;

use std::collections::HashMap;
use std::rc::Rc;

use saphyr_parser::{Event, Parser, ScalarStyle};

use super::call::Part;
use super::node::{Content, Node};
use super::{Document, Unread};
use crate::source::Span;

/// The parts of a text that carry requests: requests in YAML, tasks of Ansible, and the shell of pipelines.
pub(super) fn parts(document: &Document<'_>) -> (Vec<Part<'static>>, Option<Unread>) {
    let (documents, unread) = documents(&document.text);
    let mut parts = Vec::new();
    for node in &documents {
        parts.extend(pipeline::parts(node, &document.origin));
        parts.extend(ansible::parts(node, &document.origin));
    }
    (parts, unread)
}

/// Nesting deeper than this is not looked into.
const MOST_NESTED: usize = 128;

/// The documents of a text up to the first fault, and that fault: what is behind it is not read.
fn documents(text: &str) -> (Vec<Node>, Option<Unread>) {
    let offsets = Offsets::new(text);
    let (open, documents, anchors) = (Vec::new(), Vec::new(), HashMap::new());
    let mut reader = Reader { text, offsets, open, documents, anchors, too_deep: 0 };
    let mut unread = None;
    for event in Parser::new_from_str(text) {
        let (event, span) = match event {
            Ok(event) => event,
            Err(fault) => {
                let at = reader.offsets.byte(fault.marker().index());
                let reason = format!("this is not YAML from here on ({})", fault.info());
                // What holds no request is no loss.
                let is_loss = super::may_hold_requests(text.get(at..).unwrap_or_default());
                unread = is_loss.then_some(Unread { at, until: text.len(), reason });
                break;
            }
        };
        let span = Span::new(reader.offsets.byte(span.start.index()), reader.offsets.byte(span.end.index()));
        reader.event(&event, span);
    }
    (reader.finish(), unread)
}

/// Where a scalar is written: of one in quotes or in braces the parser counts the spaces behind it, too.
fn written(text: &str, span: Span, style: ScalarStyle) -> Span {
    match style {
        ScalarStyle::Literal | ScalarStyle::Folded => span,
        _ => Span::new(span.start(), span.start() + span.of(text).trim_end().len()),
    }
}

/// A collection that is being read: its start, and its nodes, in which names and values alternate if it is a mapping.
struct Open {
    start: Span,
    is_mapping: bool,
    /// The number of its anchor; zero where it has none.
    anchor: usize,
    nodes: Vec<Node>,
}

struct Reader<'t> {
    text: &'t str,
    offsets: Offsets,
    open: Vec<Open>,
    documents: Vec<Node>,
    /// The nodes with an anchor that are complete, by its number.
    anchors: HashMap<usize, Rc<Node>>,
    /// How many collections that are too deep are open.
    too_deep: usize,
}

impl Reader<'_> {
    fn event(&mut self, event: &Event<'_>, span: Span) {
        match event {
            Event::MappingStart(..) | Event::SequenceStart(..) if self.open.len() >= MOST_NESTED => self.too_deep += 1,
            Event::MappingEnd | Event::SequenceEnd if self.too_deep > 0 => self.too_deep -= 1,
            _ if self.too_deep > 0 => {}
            Event::MappingStart(anchor, _) => self.open(span, true, *anchor),
            Event::SequenceStart(anchor, _) => self.open(span, false, *anchor),
            Event::MappingEnd | Event::SequenceEnd => self.close(span),
            Event::Alias(anchor) => {
                let target = self.anchors.get(anchor).cloned();
                self.push(Node { span, content: Content::Alias(target) });
            }
            Event::Scalar(value, style, anchor, _) => {
                let span = written(self.text, span, *style);
                let scalar = scalar::read(value, *style, self.text, span);
                let is_plain = *style == ScalarStyle::Plain;
                let content = if is_plain { Content::Plain(scalar) } else { Content::Text(scalar) };
                self.add(Node { span, content }, *anchor);
            }
            _ => {}
        }
    }

    fn open(&mut self, start: Span, is_mapping: bool, anchor: usize) {
        self.open.push(Open { start, is_mapping, anchor, nodes: Vec::new() });
    }

    fn close(&mut self, end: Span) {
        let Some(open) = self.open.pop() else { return };
        // What is written in brackets ends with one; the rest with the last of what is in it.
        let is_flow = open.start.of(self.text).starts_with(['{', '[']);
        let last = if is_flow { end } else { open.nodes.last().map_or(end, |node| node.span) };
        let span = open.start.to(last);
        let content = if open.is_mapping { Content::Mapping(pairs(open.nodes)) } else { Content::Sequence(open.nodes) };
        self.add(Node { span, content }, open.anchor);
    }

    /// Adds a node, and keeps it in mind where it has an anchor.
    fn add(&mut self, node: Node, anchor: usize) {
        if anchor > 0 {
            self.anchors.insert(anchor, Rc::new(node.clone()));
        }
        self.push(node);
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
