//! What an editor is told of a place, in the types of the protocol.

use lsp_types::{
    CompletionItem, CompletionItemKind, CompletionTextEdit, DocumentSymbol, DocumentSymbolResponse, Documentation, Hover,
    HoverContents, InsertTextFormat, Location, MarkupContent, MarkupKind, SymbolInformation, SymbolKind, TextEdit, Uri,
};

use super::client::Client;
use super::diagnostics::message;
use super::document::Document;
use super::judge::Found;
use super::position::Places;
use super::setup::Setup;
use crate::assist::{self, Completion, CompletionKind, Symbol};
use crate::diagnostic::redact::Redactor;
use crate::diagnostic::{Diagnostic, escape_controls};
use crate::source::Span;

/// A document that is asked about.
pub(super) struct Asked<'d> {
    pub document: &'d Document,
    pub found: &'d Found,
    pub places: Places<'d>,
    pub setup: &'d Setup,
    pub client: &'d Client,
}

impl Asked<'_> {
    /// What is found at a place, what stands there, and the pages of the rules that found something.
    pub(super) fn hover(&self, offset: usize) -> Option<Hover> {
        let all = self.found.linted.iter().flat_map(|linted| &linted.diagnostics);
        let here: Vec<&Diagnostic> = all.filter(|found| found.span.start() <= offset && offset <= found.span.end()).collect();
        let meaning = assist::hover(&self.setup.linter, &self.document.source, offset);
        let span = here.first().map(|found| found.span).or(meaning.as_ref().map(|meaning| meaning.span))?;
        let findings = here.iter().map(|found| in_a_fence(&told(found)));
        let is_first = |at: usize, found: &Diagnostic| here.iter().position(|other| other.rule == found.rule) == Some(at);
        let rules = here.iter().enumerate().filter(|(at, found)| is_first(*at, found)).map(|(_, found)| found.rule);
        let pages = rules.map(|rule| format!("# {}\n\n{}", rule.name, assist::page(rule)));
        let parts: Vec<String> = findings.chain(meaning.map(|meaning| meaning.markdown)).chain(pages).collect();
        let value = self.redactor().scrub(&parts.join("\n\n---\n\n")).into_owned();
        let contents = HoverContents::Markup(MarkupContent { kind: self.client.hover.clone(), value });
        Some(Hover { contents, range: Some(self.places.range(span)) })
    }

    /// What can stand at a place, the best first.
    pub(super) fn completions(&self, offset: usize) -> Vec<CompletionItem> {
        let (source, redactor) = (&self.document.source, self.redactor());
        let completions = assist::complete(&self.setup.linter, source, offset);
        completions.into_iter().enumerate().map(|(at, completion)| self.item(at, completion, &redactor)).collect()
    }

    fn item(&self, at: usize, completion: Completion, redactor: &Redactor) -> CompletionItem {
        let clean = |words: String| redactor.scrub(&words).into_owned();
        let markup = |value| Documentation::MarkupContent(MarkupContent { kind: self.client.documentation.clone(), value });
        let caret = completion.caret.filter(|_| self.client.has_snippets).and_then(|at| completion.text.split_at_checked(at));
        let new_text = caret.map_or_else(|| completion.text.clone(), |(before, after)| snippet(before, after));
        let format = if caret.is_some() { InsertTextFormat::SNIPPET } else { InsertTextFormat::PLAIN_TEXT };
        CompletionItem {
            label: clean(completion.label),
            kind: Some(kind(completion.kind)),
            detail: completion.detail.map(clean),
            documentation: completion.documentation.map(clean).map(markup),
            sort_text: Some(format!("{at:04}")),
            text_edit: Some(CompletionTextEdit::Edit(TextEdit { range: self.places.range(completion.span), new_text })),
            filter_text: Some(completion.text),
            insert_text_format: Some(format),
            ..CompletionItem::default()
        }
    }

    /// What there is in the document.
    pub(super) fn symbols(&self) -> DocumentSymbolResponse {
        let (symbols, redactor) = (assist::symbols(&self.setup.linter, &self.document.source), self.redactor());
        if self.client.has_trees {
            return DocumentSymbolResponse::Nested(symbols.iter().map(|symbol| self.tree(symbol, &redactor)).collect());
        }
        let mut flat = Vec::new();
        flatten(&symbols, None, &mut |symbol, above| flat.push(self.entry(symbol, above, &redactor)));
        DocumentSymbolResponse::Flat(flat)
    }

    #[expect(deprecated, reason = "a field of the type that has to be filled in")]
    fn tree(&self, symbol: &Symbol, redactor: &Redactor) -> DocumentSymbol {
        let clean = |words: &str| escape_controls(&redactor.scrub(words)).into_owned();
        DocumentSymbol {
            name: clean(&symbol.name),
            detail: symbol.detail.as_deref().map(clean),
            kind: kind_of(symbol.kind),
            tags: None,
            deprecated: None,
            range: self.places.range(symbol.span),
            selection_range: self.places.range(symbol.selection),
            children: Some(symbol.children.iter().map(|child| self.tree(child, redactor)).collect()),
        }
    }

    #[expect(deprecated, reason = "a field of the type that has to be filled in")]
    fn entry(&self, symbol: &Symbol, above: Option<&Symbol>, redactor: &Redactor) -> SymbolInformation {
        let clean = |words: &str| escape_controls(&redactor.scrub(words)).into_owned();
        SymbolInformation {
            name: clean(&symbol.name),
            kind: kind_of(symbol.kind),
            tags: None,
            deprecated: None,
            location: self.location(symbol.span),
            container_name: above.map(|above| clean(&above.name)),
        }
    }

    fn location(&self, span: Span) -> Location {
        let uri: Uri = self.document.uri.clone();
        Location { uri, range: self.places.range(span) }
    }

    /// What must not be shown of the document, whether or not something is found in it.
    fn redactor(&self) -> Redactor {
        let known = self.found.linted.as_ref().filter(|linted| !linted.diagnostics.is_empty());
        known.map_or_else(|| Redactor::new(self.document.text()), |linted| linted.redactor.clone())
    }
}

/// A finding in the words of the report on a terminal.
fn told(found: &Diagnostic) -> String {
    format!("{}[{}]: {}", found.level, found.rule.name, message(found))
}

/// Words that may hold a part of a file, so that none of it is taken for markup.
fn in_a_fence(words: &str) -> String {
    let longest = words.split(|c| c != '`').map(str::len).max().unwrap_or_default();
    let fence = "`".repeat(longest.max(2) + 1);
    format!("{fence}text\n{words}\n{fence}")
}

/// A text with a caret in it.
fn snippet(before: &str, after: &str) -> String {
    let literal = |text: &str| text.replace('\\', "\\\\").replace('$', "\\$").replace('}', "\\}");
    format!("{}$0{}", literal(before), literal(after))
}

fn flatten<'s>(symbols: &'s [Symbol], above: Option<&'s Symbol>, each: &mut impl FnMut(&'s Symbol, Option<&'s Symbol>)) {
    for symbol in symbols {
        each(symbol, above);
        flatten(&symbol.children, Some(symbol), each);
    }
}

const fn kind(kind: CompletionKind) -> CompletionItemKind {
    match kind {
        CompletionKind::Field => CompletionItemKind::FIELD,
        CompletionKind::Value => CompletionItemKind::ENUM_MEMBER,
        CompletionKind::Region => CompletionItemKind::CONSTANT,
        CompletionKind::Action => CompletionItemKind::FUNCTION,
        CompletionKind::Operator => CompletionItemKind::OPERATOR,
        CompletionKind::ConditionKey => CompletionItemKind::PROPERTY,
    }
}

const fn kind_of(kind: assist::SymbolKind) -> SymbolKind {
    match kind {
        assist::SymbolKind::Request => SymbolKind::OBJECT,
        assist::SymbolKind::Policy => SymbolKind::MODULE,
        assist::SymbolKind::Statement => SymbolKind::STRUCT,
        assist::SymbolKind::Tag => SymbolKind::PROPERTY,
    }
}

/// What an editor shows in the way that it can: Markdown, unless it takes plain text only.
pub(super) fn best_of(kinds: Option<&[MarkupKind]>) -> MarkupKind {
    let takes_markdown = kinds.is_none_or(|kinds| kinds.is_empty() || kinds.contains(&MarkupKind::Markdown));
    if takes_markdown { MarkupKind::Markdown } else { MarkupKind::PlainText }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_a_file_stay_in_their_fence() {
        assert_eq!(in_a_fence("a `b` c"), "```text\na `b` c\n```");
        assert_eq!(in_a_fence("x\n````\n![](http://example.com)"), "`````text\nx\n````\n![](http://example.com)\n`````");
    }

    #[test]
    fn a_snippet_says_literally_what_stands_around_the_caret() {
        assert_eq!(snippet(r#""${a}": ""#, r#"\""#), r#""\${a\}": "$0\\""#);
    }
}
