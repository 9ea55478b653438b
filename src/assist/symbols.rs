//! What there is in a file.

use super::reading::{Reader, Reading, Wanted};
use crate::catalog::field::Field;
use crate::diagnostic::redact::Redactor;
use crate::diagnostic::{clip, escape_controls};
use crate::json::Value;
use crate::lint::Linter;
use crate::request::policy::{KeyPolicy, Statement};
use crate::source::{Source, Span};

/// Names and details are cut to this many characters.
const MOST_SHOWN: usize = 60;

/// A part of a file that has a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Symbol {
    /// What it is called; never empty.
    pub name: String,
    /// A few words to stand beside it.
    pub detail: Option<String>,
    /// What it is.
    pub kind: SymbolKind,
    /// All of it, in the file. It covers those of its children.
    pub span: Span,
    /// What to show of it first; inside of `span`.
    pub selection: Span,
    /// Its parts.
    pub children: Vec<Symbol>,
}

/// What a symbol is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SymbolKind {
    /// A request.
    Request,
    /// A key policy.
    Policy,
    /// A statement of a key policy.
    Statement,
    /// A tag.
    Tag,
}

/// The requests of `source`, and what is in them.
#[must_use]
pub fn symbols(linter: &Linter, source: &Source) -> Vec<Symbol> {
    let redactor = Redactor::new(source.text());
    let mut found = Vec::new();
    Reader::new(linter, source).each(source, Wanted::All, |reading| {
        found.push(Outline { reading, redactor: &redactor }.request());
    });
    found
}

/// The symbols of a request.
struct Outline<'r, 't> {
    reading: &'r Reading<'t>,
    redactor: &'r Redactor,
}

impl Outline<'_, '_> {
    fn request(&self) -> Symbol {
        let request = &self.reading.request;
        if let Some(policy) = request.policy().filter(|_| request.is_bare_policy()) {
            return self.policy(policy);
        }
        let alias = request.aliases().next();
        let said = |field: Field| request.text(field).map(|text| text.as_written().to_owned());
        let details: Vec<String> = [Field::CustomerMasterKeySpec, Field::Region].into_iter().filter_map(said).collect();
        let root = self.place(request.root());
        let own = if request.is_sent_as_written() { self.reading.part.to(root) } else { self.reading.part };
        let symbol = self.symbol(SymbolKind::Request, alias.as_ref().map(|alias| alias.as_written()), own);
        let children = request.policy().map(|policy| self.policy(policy)).into_iter().chain(self.tags()).collect();
        let selection = alias.map_or(root, |alias| self.place(alias.value()));
        Symbol { detail: self.shown(&details.join(", ")), selection, children, ..symbol }.settled()
    }

    fn policy(&self, policy: &KeyPolicy<'_>) -> Symbol {
        let statements = policy.statements.iter().enumerate().map(|(at, statement)| self.statement(statement, at)).collect();
        let id = policy.element("Id").and_then(Value::as_str);
        let symbol = self.symbol(SymbolKind::Policy, None, self.place(policy.root));
        Symbol { detail: id.and_then(|id| self.shown(&id)), children: statements, ..symbol }.settled()
    }

    fn statement(&self, statement: &Statement<'_>, at: usize) -> Symbol {
        let sid = statement.element("Sid");
        let name = sid.and_then(Value::as_str).filter(|sid| !sid.trim().is_empty());
        let name = name.unwrap_or_else(|| format!("statement {}", at + 1).into());
        let effect = statement.element("Effect").and_then(Value::as_str).unwrap_or_default();
        let actions: Vec<&str> = statement.actions.entries().iter().map(|pattern| &*pattern.text).collect();
        let symbol = self.symbol(SymbolKind::Statement, Some(&name), self.place(statement.value));
        let selection = sid.map_or(symbol.selection, |sid| self.place(sid));
        Symbol { detail: self.shown(format!("{effect} {}", actions.join(", ")).trim()), selection, ..symbol }.settled()
    }

    fn tags(&self) -> impl Iterator<Item = Symbol> {
        self.reading.request.tags().iter().filter_map(|tag| {
            let key = tag.key_text()?;
            let span = tag.value.subtree().map(|value| self.place(value)).reduce(Span::to)?;
            let symbol = self.symbol(SymbolKind::Tag, Some(key.as_written()), span);
            let detail = tag.value_text().and_then(|value| self.shown(value.as_written()));
            Some(Symbol { detail, selection: self.place(key.value()), ..symbol }.settled())
        })
    }

    /// A symbol by its name; by its kind where it has none.
    fn symbol(&self, kind: SymbolKind, name: Option<&str>, span: Span) -> Symbol {
        let name = name.and_then(|name| self.shown(name)).unwrap_or_else(|| kind.title().to_owned());
        Symbol { name, detail: None, kind, span, selection: span, children: Vec::new() }
    }

    fn place(&self, value: Value<'_>) -> Span {
        self.reading.origin_of(value.tree()).lift(value.span())
    }

    /// What may be shown of a text: no secrets, nothing that acts on what shows it, and not all of a long one.
    fn shown(&self, text: &str) -> Option<String> {
        let scrubbed = self.redactor.scrub(text);
        let shown = escape_controls(&clip(scrubbed.trim(), MOST_SHOWN)).into_owned();
        (!shown.is_empty()).then_some(shown)
    }
}

impl Symbol {
    /// The same with a span that covers its selection and its children: what was put together from pieces may stand anywhere.
    fn settled(mut self) -> Self {
        let inner = self.children.iter().map(|child| child.span).chain([self.selection]);
        self.span = inner.fold(self.span, Span::to);
        self
    }
}

impl SymbolKind {
    /// What it is called where it has no name of its own.
    const fn title(self) -> &'static str {
        match self {
            Self::Request => "request",
            Self::Policy => "key policy",
            Self::Statement => "statement",
            Self::Tag => "tag",
        }
    }
}
