//! Requests in Markdown: fenced blocks of JSON, shell, console sessions and HTTP.

use pulldown_cmark::{CodeBlockKind, Event, Parser, Tag, TagEnd};

use super::call::Part;
use super::{Document, console, http, shell};
use crate::source::{Notation, Origin, Span};

/// A fenced block that is being read.
struct Fence {
    language: String,
    span: Span,
    text: String,
    origin: Origin,
    notation: Notation,
}

/// The parts of a Markdown text that carry requests, or may.
pub(super) fn parts(document: &Document<'_>) -> Vec<Part<'static>> {
    let mut parts = Vec::new();
    let mut open: Option<Fence> = None;
    // Inside of a quote or a list, each line has something in front of it.
    let mut depth = 0_usize;
    for (event, range) in Parser::new(&document.text).into_offset_iter() {
        match event {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) => {
                let notation = if depth == 0 { Notation::Plain } else { Notation::OneLine };
                let span = Span::new(range.start, range.end);
                open = Some(Fence { language: language(&info), span, text: String::new(), origin: Origin::builder(), notation });
            }
            Event::End(TagEnd::CodeBlock) => parts.extend(open.take().into_iter().flat_map(|fence| fence.parts(document))),
            Event::Text(text) => {
                if let Some(fence) = &mut open {
                    fence.push(&text, Span::new(range.start, range.end));
                }
            }
            Event::Start(Tag::BlockQuote(_) | Tag::List(_)) => depth += 1,
            Event::End(TagEnd::BlockQuote(_) | TagEnd::List(_)) => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    parts
}

/// The first word behind the fence: `sh` of `sh title="make a key"`.
fn language(info: &str) -> String {
    info.split(|c: char| c.is_whitespace() || matches!(c, ',' | '{')).next().unwrap_or_default().to_ascii_lowercase()
}

impl Fence {
    fn push(&mut self, text: &str, host: Span) {
        self.origin.written_in(self.notation);
        if text.len() == host.len() {
            self.origin.copy(self.text.len(), host);
        } else {
            self.origin.replace(Span::new(self.text.len(), self.text.len() + text.len()), host);
        }
        self.text.push_str(text);
    }

    fn parts(self, outer: &Document<'_>) -> Vec<Part<'static>> {
        let block = outer.origin.lift(self.span);
        let document = Document { origin: self.origin.through(&outer.origin), text: self.text.into() };
        let mut parts = match self.language.as_str() {
            "json" => vec![Part::text(document)],
            "sh" | "bash" | "shell" | "zsh" if console::has_prompts(&document.text) => console::parts(&document),
            "sh" | "bash" | "shell" | "zsh" => shell::parts(&document),
            "console" | "shell-session" | "shellsession" | "terminal" => console::parts(&document),
            "http" | "rest" => http::parts(&document),
            _ => Vec::new(),
        };
        for part in &mut parts {
            part.block = Some(block);
        }
        parts
    }
}
