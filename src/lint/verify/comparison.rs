//! Answers, each held against its request.

use std::cell::OnceCell;

use super::answer::{answer_of, is_refusal};
use super::locate::Located;
use super::{Answer, Exchange, Known, Unverifiable};
use crate::catalog::{Dialect, Operation};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::redact::Redactor;
use crate::extract::{self, Decoded, Document, Form};
use crate::json::{self, Tree};
use crate::lint::context::{Context, Counterpart, Sink};
use crate::lint::engine::{Linted, Linter};
use crate::lint::run::tell_apart;
use crate::request::Request;
use crate::source::{LineIndex, Source, Span};

const KEY: Dialect = Dialect::of(Operation::ReadKey);

/// The answers of a source, held against the requests of another one, or of the same.
pub(super) struct Comparison<'l> {
    linter: &'l Linter,
    asked: &'l Source,
    answer: &'l Source,
    /// The lines of the source with the requests.
    lines: LineIndex,
    /// What the rules find there, once that is asked for.
    known: OnceCell<Vec<Diagnostic>>,
    sink: Sink,
    /// How many exchanges there were.
    number: usize,
    /// What must not be shown of either side.
    asked_secrets: Redactor,
    answer_secrets: Redactor,
}

impl<'l> Comparison<'l> {
    pub(super) fn new(linter: &'l Linter, asked: &'l Source, answer: &'l Source) -> Self {
        Self {
            linter,
            asked,
            answer,
            lines: LineIndex::of(asked),
            known: OnceCell::new(),
            sink: Sink::new(linter.most),
            number: 0,
            asked_secrets: Redactor::new(asked.text()),
            answer_secrets: Redactor::new(answer.text()),
        }
    }

    /// Holds the answer that a text is against a request.
    pub(super) fn exchange(&mut self, located: &Located<'_>, answer: &Document<'_>) -> Result<(), Unverifiable> {
        let surroundings = self.linter.surroundings();
        let tree = json::parse(&answer.text);
        let root = answer_of(&tree, self.answer, answer)?;
        let decoded = Decoded::of([(root, KEY)]);
        let inside = decoded.trees();
        learn(&mut self.answer_secrets, answer, &tree, &inside);

        let request_tree = json::parse(&located.document.text);
        let request = extract::requests(&request_tree).nth(located.nth).ok_or(Unverifiable::NoRequest)?;
        let dialect = located.dialect.unwrap_or_else(|| self.linter.dialect_of(request));
        let request_decoded = Decoded::of([(request, dialect)]);
        let request_inside = request_decoded.trees();
        learn(&mut self.asked_secrets, &located.document, &request_tree, &request_inside);

        let is_refusal = is_refusal(root);
        let span = located.document.origin.lift(request.span());
        let exchange = Exchange {
            request: Request::read(request, &request_inside, dialect, surroundings),
            answer: if is_refusal {
                Answer::Refusal(root)
            } else {
                Answer::Key(Box::new(Request::read(root, &inside, KEY, surroundings)))
            },
            findings: if is_refusal { self.known(span, located.is_only) } else { Vec::new() },
        };
        self.hold(&exchange, answer, located);
        self.number += 1;
        Ok(())
    }

    /// Asks the rules what they say of an exchange.
    fn hold(&mut self, exchange: &Exchange<'_>, answer: &Document<'_>, located: &Located<'_>) {
        let counterpart = Counterpart { source: self.asked, origin: &located.document.origin, lines: &self.lines };
        for (rule, setting) in self.linter.rules_for(self.answer).iter() {
            let mut cx = Context::new(*rule, *setting, self.answer, &answer.origin, &mut self.sink);
            cx.asked = Some(&counterpart);
            cx.request = u32::try_from(self.number).ok();
            rule.check_exchange(exchange, &mut cx);
        }
    }

    /// What the rules find in the request that stands there; in all of the source, if it `is_only` for that request.
    fn known(&self, request: Span, is_only: bool) -> Vec<Known> {
        let all = self.known.get_or_init(|| self.linter.lint(self.asked).diagnostics);
        let known = |found: &Diagnostic| {
            let at = self.lines.position(found.span.start(), self.asked.text());
            let place = format!("{}:{}:{}", self.asked.name(), at.line, at.column);
            Known { rule: found.rule.name, message: found.message.clone(), place }
        };
        all.iter().filter(|found| is_only || request.touches(found.span)).map(known).collect()
    }

    /// What was found, rid of the secrets of both sides.
    pub(super) fn finish(mut self) -> Linted {
        let mut diagnostics = std::mem::take(&mut self.sink.diagnostics);
        if std::ptr::eq(self.asked, self.answer) {
            self.answer_secrets.absorb(std::mem::take(&mut self.asked_secrets), 0);
        }
        for diagnostic in &mut diagnostics {
            diagnostic.redact(&self.answer_secrets);
            diagnostic.redact(&self.asked_secrets);
        }
        diagnostics.sort_by(|a, b| (a.span, a.rule.name).cmp(&(b.span, b.rule.name)));
        tell_apart(&mut diagnostics, self.answer.name());
        Linted {
            form: Form::Json,
            diagnostics,
            uncounted: self.sink.uncounted,
            requests: self.number,
            redactor: self.answer_secrets,
            ..Linted::default()
        }
    }
}

/// Learns what is a secret of a side once it is decoded, and in its policies.
fn learn(secrets: &mut Redactor, document: &Document<'_>, tree: &Tree<'_>, inside: &[Tree<'_>]) {
    if document.is_decoded() {
        secrets.learn(&document.text, &document.origin);
    }
    for tree in std::iter::once(tree).chain(inside) {
        secrets.learn_escaped(tree, &document.origin);
    }
}
