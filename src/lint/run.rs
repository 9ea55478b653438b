//! The pass over one source.

use std::borrow::Cow;
use std::collections::HashMap;

use super::claim::Claim;
use super::context::{Context, Sink};
use super::engine::{Linted, Linter, Selected};
use super::key::Key;
use super::meta::Rule;
use super::stage::Stage;
use super::suppression;
use crate::catalog::Dialect;
use crate::diagnostic::redact::Redactor;
use crate::diagnostic::{Diagnostic, fingerprint};
use crate::extract::{self, Body, Call, Document, Form, Holding, Part, Reference};
use crate::json;
use crate::source::{Encoding, Origin, Progress, Source, Span};

/// The pass over one source.
pub(super) struct Run<'l> {
    pub(super) linter: &'l Linter,
    pub(super) rules: Cow<'l, Selected>,
    pub(super) claimants: Cow<'l, Selected>,
    pub(super) source: &'l Source,
    pub(super) form: Form,
    pub(super) is_named: bool,
    pub(super) sink: Sink,
    pub(super) requests: usize,
    /// Secrets that are not seen in the text as it is written.
    pub(super) hidden_secrets: Redactor,
    /// What was found instead of a request.
    pub(super) instead: Option<Holding>,
    pub(super) incomplete: Option<String>,
    references: Vec<Reference>,
    pub(super) claims: Vec<Claim>,
    /// The keys that exist, where those are looked at.
    pub(super) keys: Vec<Key>,
    /// Whether nothing but names of keys was found.
    pub(super) names_keys: bool,
    /// The parts that were linted, for the comments in front of them.
    units: Vec<Span>,
    /// The line of NDJSON that is being read.
    pub(super) line: Option<&'l str>,
    /// What the record that is being read goes by.
    pub(super) record: Option<String>,
    /// What the fields are called in the text that is being read, where that is known.
    pub(super) dialect: Option<Dialect>,
    /// How far claims have been placed.
    pub(super) progress: Progress,
}

impl<'l> Run<'l> {
    pub(super) fn new(linter: &'l Linter, source: &'l Source, form: Form, is_named: bool) -> Self {
        // What a comment may allow has to be known, and not only counted.
        let most = if form.is_host() && suppression::may_be_in(source.text()) { usize::MAX } else { linter.most };
        Self {
            linter,
            rules: linter.rules_for(source),
            claimants: linter.claimants_for(source),
            source,
            form,
            is_named,
            sink: Sink::new(most),
            requests: 0,
            hidden_secrets: Redactor::default(),
            instead: None,
            incomplete: None,
            references: Vec::new(),
            claims: Vec::new(),
            keys: Vec::new(),
            names_keys: false,
            units: Vec::new(),
            line: (form == Form::Ndjson).then(|| source.text()),
            record: None,
            dialect: None,
            progress: Progress::from(source.start()),
        }
    }

    /// Another pass over the same source, with nothing found yet, that numbers requests from `first` on.
    pub(super) fn beside(&self, first: usize) -> Self {
        Self {
            rules: self.rules.clone(),
            claimants: self.claimants.clone(),
            dialect: self.dialect,
            record: self.record.clone(),
            requests: first,
            ..Self::new(self.linter, self.source, self.form, self.is_named)
        }
    }

    pub(super) fn finish(mut self) -> Linted {
        let is_taken = match self.source.encoding() {
            Encoding::Utf8 if self.form.is_host() => self.parts(),
            Encoding::Utf8 => self.json(),
            Encoding::Wide(_) | Encoding::Broken(_) => self.is_named || self.source.text().contains("aws_param"),
        };
        if is_taken {
            self.each_rule(Stage::Source, None, None, |rule, cx| rule.check_source(self.source, cx));
        }
        let skipped = (!is_taken).then(|| self.reason());
        let mut diagnostics = std::mem::take(&mut self.sink.diagnostics);
        let redactor = self.redact(&mut diagnostics);
        diagnostics.sort_by(|a, b| (a.span, a.rule.name).cmp(&(b.span, b.rule.name)));
        // What is read twice, as a text that two commands send, is at fault once.
        diagnostics
            .dedup_by(|again, first| again.rule == first.rule && again.span == first.span && again.message == first.message);
        tell_apart(&mut diagnostics, self.source.name());
        let suppressions =
            if self.form.is_host() && is_taken { suppression::read(self.source.text(), &self.units) } else { Vec::new() };
        let mut linted = Linted {
            form: self.form,
            diagnostics: Vec::new(),
            suppressed: Vec::new(),
            uncounted: self.sink.uncounted,
            requests: self.requests,
            skipped,
            incomplete: self.incomplete,
            redactor,
            references: self.references,
            claims: self.claims,
            keys: self.keys,
            suppressions,
        };
        if !linted.suppressions.is_empty() {
            linted.suppress(&mut diagnostics);
        }
        linted.diagnostics = diagnostics;
        linted
    }

    /// Lints a source that is JSON, or a line of NDJSON; whether it was taken.
    fn json(&mut self) -> bool {
        let document = extract::whole(self.source, &self.linter.definitions);
        match self.form {
            Form::Ndjson => self.line(&document),
            _ => self.document(&document, self.is_named),
        }
    }

    fn line_of(&self, offset: usize) -> usize {
        let before = self.source.text().get(..offset).unwrap_or_default();
        memchr::memchr_iter(b'\n', before.as_bytes()).count() + 1
    }

    /// Lints each part of a source in another language; whether any was taken.
    fn parts(&mut self) -> bool {
        let siblings = || (self.linter.siblings)(self.source);
        let (parts, unread) = extract::parts(self.source, self.form, &self.linter.definitions, &siblings);
        if let Some(unread) = unread {
            let (line, last) = (self.line_of(unread.at), self.line_of(unread.until));
            let what = if unread.until == self.source.text().len() {
                "what follows".to_owned()
            } else {
                format!("what follows up to line {last}")
            };
            self.incomplete = Some(format!("line {line}: {}; {what} was not read", unread.reason));
        }
        // Each is looked at, whether or not one before was taken.
        parts.iter().filter(|part| self.part(part)).count() > 0
    }

    fn part(&mut self, part: &Part<'_>) -> bool {
        let mut is_taken = part.is_sent;
        for body in &part.bodies {
            if let Body::Text(document) = body {
                is_taken |= self.body(document, part);
            }
        }
        if !is_taken {
            return false;
        }
        self.units.push(part.span);
        self.units.extend(&part.around);
        for body in &part.bodies {
            if let Body::Files(files) = body {
                self.references.extend(files.iter().cloned());
            }
        }
        if let Some(call) = &part.call {
            self.call(call);
        }
        true
    }

    fn body(&mut self, document: &Document<'_>, part: &Part<'_>) -> bool {
        self.dialect = part.dialect;
        let is_taken = self.document(document, part.is_sent);
        if is_taken {
            self.hidden_secrets.learn(&document.text, &document.origin);
        }
        self.dialect = None;
        is_taken
    }

    fn call(&mut self, call: &Call) {
        for word in &call.words {
            self.hidden_secrets.learn(&word.text, &word.origin);
        }
        self.each_rule(Stage::Call, None, None, |rule, cx| rule.check_call(call, cx));
    }

    /// Lints a JSON text. Where it `is_certain` that a request is meant, whatever it holds is taken for one.
    pub(super) fn document(&mut self, document: &Document<'_>, is_certain: bool) -> bool {
        self.tree(&json::parse(&document.text), document, is_certain)
    }

    /// Runs a check of every rule. Places are of the text with that origin; without one, of the file.
    pub(super) fn each_rule(
        &mut self,
        stage: Stage,
        origin: Option<&Origin>,
        request: Option<u32>,
        check: impl Fn(&dyn Rule, &mut Context<'_>),
    ) {
        let of_file;
        let origin = match origin {
            Some(origin) => origin,
            None => {
                of_file = Origin::verbatim(0, self.source.text().len());
                &of_file
            }
        };
        let Some((first, _)) = self.rules.first() else { return };
        let mut context = Context::new(*first, None, self.source, origin, &mut self.sink);
        context.request = request;
        context.record = self.record.as_deref();
        context.line = self.line;
        context.is_host = self.form.is_host();
        // What other rules look at is not known.
        let linter = Some(self.linter).filter(|_| matches!(self.rules, Cow::Borrowed(_)));
        let known = linter.and_then(|linter| linter.asked.of(stage));
        let mut looking = Vec::new();
        for (rule, setting) in known.unwrap_or(&self.rules) {
            context.rule = rule.meta();
            context.setting = *setting;
            context.has_passed = false;
            check(*rule, &mut context);
            if known.is_none() && !context.has_passed {
                looking.push((*rule, *setting));
            }
        }
        if let Some(linter) = linter.filter(|_| known.is_none()) {
            linter.asked.learn(stage, looking);
        }
    }

    /// Rids the findings of secrets. Nothing to do, and nothing to look for, where there are none.
    fn redact(&mut self, diagnostics: &mut [Diagnostic]) -> Redactor {
        if diagnostics.is_empty() && self.keys.is_empty() {
            return Redactor::default();
        }
        let mut redactor = Redactor::new(self.source.text());
        redactor.absorb(std::mem::take(&mut self.hidden_secrets), 0);
        self.keys.iter_mut().for_each(|key| key.redact(&redactor));
        let redact = |diagnostics: &mut [Diagnostic]| diagnostics.iter_mut().for_each(|diagnostic| diagnostic.redact(&redactor));
        let threads = self.threads_for(diagnostics.len());
        if threads == 1 {
            redact(diagnostics);
        } else {
            let parts = diagnostics.chunks_mut(diagnostics.len().div_ceil(threads));
            std::thread::scope(|scope| parts.for_each(|part| drop(scope.spawn(|| redact(part)))));
        }
        redactor
    }

    /// Why the source is passed over.
    const fn reason(&self) -> &'static str {
        match self.instead {
            _ if self.names_keys => ONLY_NAMES,
            _ if self.linter.looks_at_keys() => NO_KEY,
            Some(Holding::Answer) => "an answer of the server, not a request",
            Some(Holding::Policy) => "a key policy by itself, not a request",
            _ => NO_REQUEST,
        }
    }

    /// On how many threads so many requests or findings are gone through.
    pub(super) const fn threads_for(&self, number: usize) -> usize {
        if number < WORTH_THREADS { 1 } else { self.linter.threads }
    }
}

/// Fewer requests or findings than this are gone through sooner than a thread is started.
const WORTH_THREADS: usize = 256;

/// Why a source is passed over that has nothing of ours in it.
pub const NO_REQUEST: &str = "no create-key request in it";

/// The same, where keys that exist are looked at.
pub const NO_KEY: &str = "no key in it";

/// Why a list of keys is passed over.
pub const ONLY_NAMES: &str = "it only names keys; export each with `aws kms describe-key` and `aws kms get-key-policy`";

/// Findings of one rule on one place differ in their number alone.
pub(super) fn tell_apart(diagnostics: &mut [Diagnostic], source: &str) {
    let mut seen: HashMap<String, usize> = HashMap::with_capacity(diagnostics.len());
    for diagnostic in diagnostics {
        let ordinal = seen.entry(diagnostic.fingerprint.clone()).or_default();
        if *ordinal > 0 {
            diagnostic.fingerprint = fingerprint(diagnostic.rule.name, source, &diagnostic.fingerprint, *ordinal);
        }
        *ordinal += 1;
    }
}
