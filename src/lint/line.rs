//! Linting NDJSON: each line by itself, so that nothing that is said of one hangs on those around it.

use super::engine::{Linted, Linter};
use super::run::{NO_REQUEST, Run};
use crate::diagnostic::redact::Redactor;
use crate::extract::{self, Document, Form};
use crate::json;
use crate::source::{Encoding, Source, lines};

impl Linter {
    /// The same linter for the lines of the file of that name, each of which is a source.
    #[must_use]
    pub fn for_lines(&self, file: &str) -> Self {
        Self { form: Form::Ndjson, ..self.with_levels_of(file) }
    }

    /// The same linter, that keeps nothing of what it finds but the number; where it keeps everything, as findings are to be set
    /// aside, it still does.
    #[must_use]
    pub fn counting(&self) -> Self {
        let most = if self.most == usize::MAX { self.most } else { 0 };
        Self { most, ..self.clone() }
    }

    /// Lints a line; only a linter [`for_lines`](Self::for_lines) does.
    #[must_use]
    pub fn read_line(&self, line: &Source, is_named: bool) -> Linted {
        Run::new(self, line, Form::Ndjson, is_named).finish()
    }

    /// Lints the lines of a source that is at hand as a whole.
    pub(super) fn read_lines(&self, source: &Source, is_named: bool) -> Linted {
        if source.encoding() != Encoding::Utf8 {
            return Run::new(self, source, Form::Ndjson, is_named).finish();
        }
        let linter = self.for_lines(source.name());
        let (counting, name) = (linter.counting(), source.shared_name());
        let mut all = Linted { form: Form::Ndjson, skipped: Some(NO_REQUEST), ..Linted::default() };
        for line in lines(source.text().as_bytes(), source.start()) {
            let linter = if all.diagnostics.len() < self.most { &linter } else { &counting };
            let linted = linter.read_line(&Source::of_line(&name, line), is_named);
            all.append(linted, line.start.offset - source.start().offset);
        }
        if !all.diagnostics.is_empty() {
            // Lines in which nothing is found are shown around others.
            all.redactor.absorb(Redactor::new(source.text()), 0);
        }
        all
    }
}

impl Run<'_> {
    /// Lints the line; whether it was taken.
    pub(super) fn line(&mut self, document: &Document<'_>) -> bool {
        if document.text.len() > self.linter.max_line {
            self.pass_over();
            return false;
        }
        let tree = json::parse(&document.text);
        let record = &self.linter.record;
        let at = |pointer: &Option<String>| pointer.as_deref().and_then(|pointer| tree.at_pointer(pointer));
        self.record = at(&record.key).map(|key| key.as_str().map_or_else(|| key.raw().to_owned(), Into::into));
        match &record.request {
            None => self.tree(&tree, document, self.is_named),
            Some(_) if !tree.errors().is_empty() && self.is_named => self.tree(&tree, document, true),
            pointer => at(pointer).is_some_and(|request| {
                let inner = extract::inside(request, &document.origin);
                self.document(&inner, self.is_named)
            }),
        }
    }

    /// A line that is too long is not read.
    fn pass_over(&mut self) {
        let (line, limit) = (self.source.start().line + 1, self.linter.max_line);
        self.incomplete = Some(format!("line {line} is larger than {limit} bytes, the limit of --max-size, and was not read"));
    }
}

impl Linted {
    /// Adds what came of the next line, which starts `by` bytes into the source.
    fn append(&mut self, mut line: Self, by: usize) {
        line.number_from(self.requests);
        line.diagnostics.iter_mut().for_each(|diagnostic| diagnostic.shift(by));
        line.claims.iter_mut().for_each(|claim| claim.span = claim.span.shifted(by));
        self.diagnostics.append(&mut line.diagnostics);
        self.claims.append(&mut line.claims);
        self.keys.append(&mut line.keys);
        self.uncounted.iter_mut().zip(line.uncounted).for_each(|(all, number)| *all += number);
        self.requests += line.requests;
        // The first reason is told, if there is nothing but reasons.
        self.skipped = self.skipped.and(line.skipped);
        self.incomplete = self.incomplete.take().or(line.incomplete);
        self.redactor.absorb(line.redactor, by);
    }

    /// Numbers the requests from `first` on, as those of a line that is not the first one.
    pub fn number_from(&mut self, first: usize) {
        let first = first as u32;
        for request in self.diagnostics.iter_mut().filter_map(|diagnostic| diagnostic.request.as_mut()) {
            *request += first;
        }
        let of_keys = self.keys.iter_mut().map(|key| &mut key.request);
        for request in self.claims.iter_mut().map(|claim| &mut claim.request).chain(of_keys) {
            *request += first;
        }
    }
}
