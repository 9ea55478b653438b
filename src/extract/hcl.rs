//! HCL, the language of Terraform, as nodes that know where they are written.

use hcl_edit::Span as _;
use hcl_edit::expr::{Expression, FuncCall, Object, ObjectKey, Traversal, TraversalOperator};
use hcl_edit::structure::{Block, Body, Structure};
use hcl_edit::template::{Element, Template};

use super::fields::hole;
use super::node::{Content, Node, Scalar};
use crate::source::{Notation, Origin, Span};

/// Reads what a text was parsed to.
pub(super) struct Reader<'t, 's> {
    /// All of the text.
    pub text: &'t str,
    /// Where what was parsed starts in it.
    pub offset: usize,
    /// What names stand for, where that is known.
    pub scope: &'s dyn Fn(&str) -> Option<Node>,
}

impl Reader<'_, '_> {
    /// Where something stands, as the parser has it.
    pub(super) fn span(&self, range: Option<std::ops::Range<usize>>) -> Span {
        let range = range.unwrap_or_default();
        Span::new(range.start, range.end).shifted(self.offset)
    }

    /// A body as a mapping, in which each block is a member.
    pub(super) fn body(&self, body: &Body, span: Span) -> Node {
        let pairs = body.iter().map(|structure| match structure {
            Structure::Attribute(attribute) => {
                let name = word(attribute.key.as_str(), self.span(attribute.key.span()));
                (name, self.expression(&attribute.value))
            }
            Structure::Block(block) => self.block(block),
        });
        Node { span, content: Content::Mapping(pairs.collect()) }
    }

    fn block(&self, block: &Block) -> (Node, Node) {
        let (name, span) = (self.span(block.ident.span()), self.span(block.span()));
        match block.labels.first().filter(|_| block.ident.as_str() == "dynamic") {
            // As many blocks of that name as there are things that are not known here.
            Some(label) => (word(label.as_str(), name), Node { span, content: Content::Hole("dynamic".to_owned()) }),
            None => (word(block.ident.as_str(), name), self.body(&block.body, span)),
        }
    }

    /// An expression, as far as it is known what it comes to.
    pub(super) fn expression(&self, expression: &Expression) -> Node {
        let span = self.span(expression.span());
        let content = match expression {
            Expression::Null(_) => Content::Literal("null".to_owned()),
            Expression::Bool(value) => Content::Literal(value.value().to_string()),
            Expression::Number(_) => Content::Literal(span.of(self.text).to_owned()),
            Expression::String(_) => Content::Text(self.quoted(span, &[])),
            Expression::StringTemplate(template) => Content::Text(self.quoted(span, &elements(template))),
            Expression::HeredocTemplate(heredoc) => {
                Content::Text(self.here_document(span, &heredoc.template, heredoc.indent().unwrap_or_default()))
            }
            Expression::Array(items) => Content::Sequence(items.iter().map(|item| self.expression(item)).collect()),
            Expression::Object(object) => Content::Mapping(self.object(object)),
            Expression::Parenthesis(inner) => return self.expression(inner.inner()),
            Expression::FuncCall(call) => return self.call(call, span),
            Expression::Traversal(traversal) => return self.traversal(traversal, span),
            _ => Content::Hole(span.of(self.text).to_owned()),
        };
        Node { span, content }
    }

    fn object(&self, object: &Object) -> Vec<(Node, Node)> {
        let pair = |(key, value): (&ObjectKey, &hcl_edit::expr::ObjectValue)| {
            let name = match key {
                ObjectKey::Ident(ident) => word(ident.as_str(), self.span(ident.span())),
                ObjectKey::Expression(Expression::Variable(name)) => word(name.as_str(), self.span(name.span())),
                ObjectKey::Expression(expression) => self.name(expression),
            };
            (name, self.expression(value.expr()))
        };
        object.iter().map(pair).collect()
    }

    /// A name that is an expression. What is not known of it is a hole in it.
    fn name(&self, expression: &Expression) -> Node {
        let node = self.expression(expression);
        match &node.content {
            Content::Hole(expression) => Node { content: Content::Text(Scalar::fixed(hole(expression), node.span)), ..node },
            _ => node,
        }
    }

    /// A call of a function, as far as that does nothing but hand on what it is given.
    fn call(&self, call: &FuncCall, span: Span) -> Node {
        let mut arguments = call.args.iter();
        let only = arguments.next().filter(|_| arguments.next().is_none() && !call.name.is_namespaced());
        match (call.name.name.as_str(), only) {
            ("jsonencode", Some(given)) => {
                let given = self.expression(given);
                Node { span: given.span, content: Content::Encoded(Box::new(given)) }
            }
            ("toset" | "tolist" | "tomap" | "tostring" | "sensitive" | "nonsensitive", Some(given)) => self.expression(given),
            ("file", Some(path)) => match self.expression(path).text().map(path_of) {
                Some(Some(path)) => Node { span, content: Content::File(path) },
                _ => Node { span, content: Content::Hole("file".to_owned()) },
            },
            _ => Node { span, content: Content::Hole(span.of(self.text).to_owned()) },
        }
    }

    /// `local.name`, `var.name`, and whatever else is read from somewhere.
    fn traversal(&self, traversal: &Traversal, span: Span) -> Node {
        let known = address(traversal).and_then(|address| (self.scope)(&address));
        match known {
            Some(node) => node.placed_at(span),
            None => Node { span, content: Content::Hole(span.of(self.text).to_owned()) },
        }
    }

    /// A text in double quotes, which stands at `span`.
    fn quoted(&self, span: Span, elements: &[&Element]) -> Scalar {
        let inside = Span::new(span.start() + 1, (span.end() - 1).max(span.start() + 1));
        let mut template = Decoder::new(self.text, Notation::HclString);
        self.decode(&mut template, inside, elements, None);
        template.finish(inside, Notation::HclToken)
    }

    /// A here-document of which each line is indented by `indent` characters more than it says.
    fn here_document(&self, span: Span, template: &Template, indent: usize) -> Scalar {
        let start = memchr::memchr(b'\n', span.of(self.text).as_bytes()).map_or(span.end(), |end| span.start() + end + 1);
        let end = template.iter().filter_map(|element| element.span()).map(|range| self.span(Some(range)).end()).max();
        let inside = Span::new(start, end.unwrap_or(start).max(start));
        let mut decoder = Decoder::new(self.text, Notation::HclHereDocument(u16::try_from(indent).unwrap_or_default()));
        // The last line break is a part of the text, and what ends it.
        let last = inside.of(self.text).trim_end_matches('\n').trim_end_matches('\r').len().max(inside.len().saturating_sub(2));
        let line_break = Span::new(start + last, inside.end());
        self.decode(&mut decoder, Span::new(start, line_break.start()), &elements(template), Some(indent));
        decoder.replace(line_break.of(self.text), line_break);
        decoder.finish(inside, Notation::Fixed)
    }

    /// Decodes what stands at `inside`; what is not text in it are `elements`.
    fn decode(&self, decoder: &mut Decoder<'_>, inside: Span, elements: &[&Element], indent: Option<usize>) {
        let mut at = inside.start();
        let mut is_line_start = true;
        for element in elements {
            let (span, value) = match element {
                Element::Literal(_) => continue,
                Element::Interpolation(inner) => (self.span(element.span()), Some(self.expression(&inner.expr))),
                Element::Directive(_) => (self.span(element.span()), None),
            };
            decoder.text_between(Span::new(at, span.start().max(at)), indent, is_line_start);
            decoder.replace(&filled(value.as_ref()), span);
            at = span.end().max(at);
            is_line_start = false;
        }
        decoder.text_between(Span::new(at, inside.end().max(at)), indent, is_line_start);
    }
}

/// A name without quotes.
fn word(word: &str, span: Span) -> Node {
    let mut origin = Origin::builder();
    origin.copy(0, span);
    Node { span, content: Content::Text(Scalar { text: word.to_owned(), origin, token: Notation::Word }) }
}

fn elements(template: &Template) -> Vec<&Element> {
    template.iter().collect()
}

/// What is put in the place of a template.
fn filled(value: Option<&Node>) -> String {
    match value.map(|node| &node.content) {
        Some(Content::Text(scalar)) => scalar.text.clone(),
        Some(Content::Literal(word)) if word != "null" => word.clone(),
        Some(Content::Hole(expression)) => hole(expression),
        _ => hole("%"),
    }
}

/// `local.name`, where nothing but names is in it.
fn address(traversal: &Traversal) -> Option<String> {
    let Expression::Variable(first) = &traversal.expr else { return None };
    let mut address = first.as_str().to_owned();
    for operator in &traversal.operators {
        let TraversalOperator::GetAttr(name) = operator.value() else { return None };
        address.push('.');
        address.push_str(name.as_str());
    }
    Some(address)
}

/// The path of a file as seen from the folder of the module.
fn path_of(written: &str) -> Option<String> {
    let path =
        ["${path.module}/", "${path.root}/", "./"].iter().find_map(|prefix| written.strip_prefix(prefix)).unwrap_or(written);
    (!path.is_empty() && !path.contains("${")).then(|| path.to_owned())
}

/// Text that is decoded piece by piece.
struct Decoder<'t> {
    source: &'t str,
    notation: Notation,
    text: String,
    origin: Origin,
}

impl<'t> Decoder<'t> {
    fn new(source: &'t str, notation: Notation) -> Self {
        Self { source, notation, text: String::new(), origin: Origin::builder() }
    }

    /// What was written as all of `host`.
    fn replace(&mut self, text: &str, host: Span) {
        self.origin.written_in(Notation::Fixed);
        self.origin.replace(Span::new(self.text.len(), self.text.len() + text.len()), host);
        self.text.push_str(text);
    }

    /// Text without templates: in a here-document, where there is an indentation, or else in quotes.
    fn text_between(&mut self, span: Span, indent: Option<usize>, is_line_start: bool) {
        self.origin.written_in(self.notation);
        let mut at = span.start();
        let mut skip = indent.filter(|_| is_line_start).unwrap_or_default();
        while at < span.end() {
            let rest = Span::new(at, span.end()).of(self.source);
            let blank = rest.chars().take(skip).take_while(|c| matches!(c, ' ' | '\t')).count();
            at += blank;
            skip = 0;
            let rest = rest.get(blank..).unwrap_or_default();
            let plain = rest.find(['\\', '$', '%', '\n']).unwrap_or(rest.len());
            self.copy(Span::new(at, at + plain));
            at += plain;
            let rest = rest.get(plain..).unwrap_or_default();
            if rest.starts_with('\n') {
                self.copy(Span::new(at, at + 1));
                at += 1;
                skip = indent.unwrap_or_default();
            } else if !rest.is_empty() {
                at += self.special(rest, at, indent.is_some());
            }
        }
    }

    fn copy(&mut self, span: Span) {
        if !span.is_empty() {
            self.origin.copy(self.text.len(), span);
            self.text.push_str(span.of(self.source));
        }
    }

    /// An escape, or a character that could have started one. How long it is.
    fn special(&mut self, rest: &str, at: usize, is_here_document: bool) -> usize {
        let (said, len) = if rest.starts_with("$${") {
            ("${".to_owned(), 3)
        } else if rest.starts_with("%%{") {
            ("%{".to_owned(), 3)
        } else if let Some((c, len)) = escape(rest).filter(|_| !is_here_document) {
            (c.to_string(), len)
        } else {
            // A brace behind it would start a template.
            self.origin.written_in(if rest.starts_with(['$', '%']) { Notation::Fixed } else { self.notation });
            self.copy(Span::new(at, at + 1));
            self.origin.written_in(self.notation);
            return 1;
        };
        self.origin.replace(Span::new(self.text.len(), self.text.len() + said.len()), Span::new(at, at + len));
        self.text.push_str(&said);
        len
    }

    fn finish(mut self, inside: Span, token: Notation) -> Scalar {
        if self.text.is_empty() {
            self.origin.written_in(self.notation);
            self.origin.replace(Span::default(), Span::point(inside.start()));
        }
        Scalar { text: self.text, origin: self.origin, token }
    }
}

/// The character that an escape in quotes stands for, and how long it is written.
fn escape(rest: &str) -> Option<(char, usize)> {
    let letter = rest.strip_prefix('\\')?.chars().next()?;
    let digits = |count: usize| {
        let code = rest.get(2..2 + count).and_then(|digits| u32::from_str_radix(digits, 16).ok())?;
        Some((char::from_u32(code)?, 2 + count))
    };
    match letter {
        'n' => Some(('\n', 2)),
        'r' => Some(('\r', 2)),
        't' => Some(('\t', 2)),
        '"' | '\\' => Some((letter, 2)),
        'u' => digits(4),
        'U' => digits(8),
        _ => None,
    }
}
