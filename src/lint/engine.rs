//! Lints sources.

use std::borrow::Cow;
use std::sync::Arc;

use super::claim::{Claim, Claims};
use super::context::Context;
use super::key::Key;
use super::known_good::KnownGood;
use super::levels::{Levels, Setting};
use super::meta::{Category, Rule};
use super::run::{Run, tell_apart};
use super::stage::Asked;
use super::suppression::{Speaking, Suppressed, Suppression};
use crate::catalog::{Dialect, Operation};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::redact::Redactor;
use crate::extract::{self, Definition, Form, Reference};
use crate::json::Value;
use crate::request::{PolicySubject, Surroundings};
use crate::rules;
use crate::source::{Origin, Source};

/// Lints sources, all in the same way.
#[derive(Clone)]
pub struct Linter {
    pub(super) rules: Vec<(&'static dyn Rule, Option<Setting>)>,
    /// Those of them that compare the requests of a run.
    pub(super) claimants: Vec<(&'static dyn Rule, Option<Setting>)>,
    pub(super) form: Form,
    pub(super) definitions: Vec<Definition>,
    pub(super) most: usize,
    pub(super) max_line: usize,
    /// How many threads may share the requests of one text.
    pub(super) threads: usize,
    pub(super) surroundings: Surroundings,
    pub(super) record: Record,
    pub(super) siblings: Siblings,
    pub(super) levels_by_path: Option<LevelsByPath>,
    /// Shapes of requests, and policies by the keys that they are for.
    pub(super) good_shapes: Arc<KnownGood<()>>,
    pub(super) good_policies: Arc<KnownGood<PolicySubject>>,
    pub(super) asked: Asked,
}

/// The rules of a run, each with what was said of its level.
pub(super) type Selected = Vec<(&'static dyn Rule, Option<Setting>)>;

/// The levels of the source of that name, where they are other than those of the run.
pub type LevelsByPath = Arc<dyn Fn(&str) -> Option<Levels> + Send + Sync>;

/// Loads the files beside a source, in which names that it uses may be given.
pub type Siblings = fn(&Source) -> Vec<Source>;

/// Where requests stand in records, as JSON Pointers.
#[derive(Clone, Debug, Default)]
pub struct Record {
    /// The request.
    pub request: Option<String>,
    /// What the record goes by.
    pub key: Option<String>,
}

/// How long a line of NDJSON may be: 16 MiB.
pub const DEFAULT_MAX_LINE: usize = 16 * 1024 * 1024;

/// What came of a source.
#[derive(Debug, Default)]
pub struct Linted {
    /// What it was read as.
    pub form: Form,
    /// Its findings, in the order of their places.
    pub diagnostics: Vec<Diagnostic>,
    /// The findings that a comment of the file allows, or that were set aside otherwise.
    pub suppressed: Vec<Suppressed>,
    /// How many more there were beyond the limit, by level: info, warning, error.
    pub uncounted: [usize; 3],
    /// How many requests it holds.
    pub requests: usize,
    /// Why it was passed over, where it holds no request.
    pub skipped: Option<&'static str>,
    /// What of it was not read, and why.
    pub incomplete: Option<String>,
    /// What must not be shown of it.
    pub redactor: Redactor,
    /// The files that it sends.
    pub references: Vec<Reference>,
    /// The keys that it tells of, where those that exist are looked at.
    pub keys: Vec<Key>,
    pub(super) claims: Vec<Claim>,
    pub(super) suppressions: Vec<Suppression>,
}

impl Linter {
    /// A linter with these levels that keeps at most `most` findings a source.
    #[must_use]
    pub fn new(levels: &Levels, form: Form, definitions: Vec<Definition>, most: usize) -> Self {
        let rules = select(levels);
        let (surroundings, record) = (Surroundings::default(), Record::default());
        let siblings = |_: &Source| Vec::new();
        let claimants = rules.iter().filter(|(rule, _)| rule.has_claims()).copied().collect();
        let levels_by_path = None;
        Self {
            rules,
            claimants,
            form,
            definitions,
            most,
            max_line: DEFAULT_MAX_LINE,
            threads: 1,
            surroundings,
            record,
            siblings,
            levels_by_path,
            good_shapes: Arc::default(),
            good_policies: Arc::default(),
            asked: Asked::default(),
        }
    }

    /// Passes over lines of NDJSON that are longer than `bytes`, and says so.
    #[must_use]
    pub const fn with_max_line(mut self, bytes: usize) -> Self {
        self.max_line = bytes;
        self
    }

    /// Lints the requests of a text on so many threads, if they are many.
    #[must_use]
    pub const fn with_threads(mut self, threads: usize) -> Self {
        self.threads = threads;
        self
    }

    /// Takes into account what is known from outside of the requests.
    #[must_use]
    pub fn with_surroundings(mut self, surroundings: Surroundings) -> Self {
        self.surroundings = surroundings;
        let wants_more = self.surroundings.org.is_some() || !self.surroundings.schemas.is_empty();
        self.rules.retain(|(rule, _)| wants_more || rule.meta().category != Category::Org);
        self
    }

    /// What the fields of a body are called of which nothing tells what sends it.
    pub(crate) fn dialect_of(&self, body: Value<'_>) -> Dialect {
        extract::dialect_of(body, self.surroundings.operation)
    }

    /// Whether keys that exist are looked at, and not requests.
    #[must_use]
    pub const fn looks_at_keys(&self) -> bool {
        matches!(self.surroundings.operation, Some(Operation::ReadKey))
    }

    /// Looks for requests inside of records.
    #[must_use]
    pub fn with_record(mut self, record: Record) -> Self {
        self.record = record;
        self
    }

    /// Looks for the values of Terraform's locals and variables in the files that `siblings` loads.
    #[must_use]
    pub const fn with_siblings(mut self, siblings: Siblings) -> Self {
        self.siblings = siblings;
        self
    }

    /// Has other levels for some sources.
    #[must_use]
    pub fn with_levels_by_path(mut self, levels: LevelsByPath) -> Self {
        self.levels_by_path = Some(levels);
        self
    }

    /// The form that a source is read in.
    #[must_use]
    pub fn form_of(&self, source: &Source) -> Form {
        match extract::form(source, self.form) {
            // What a server answered is kept as JSON, whatever it goes by.
            form if self.looks_at_keys() && form.is_host() => Form::Json,
            form => form,
        }
    }

    /// Whether every source is said to be a key policy.
    #[must_use]
    pub fn expects_policies(&self) -> bool {
        self.form == Form::Policy
    }

    /// What is known from outside of the requests.
    #[must_use]
    pub const fn surroundings(&self) -> &Surroundings {
        &self.surroundings
    }

    /// What holes are filled in with.
    #[must_use]
    pub fn definitions(&self) -> &[Definition] {
        &self.definitions
    }

    /// The files beside a source, in which names that it uses may be given.
    #[must_use]
    pub fn siblings_of(&self, source: &Source) -> Vec<Source> {
        (self.siblings)(source)
    }

    /// The rules that look at a source.
    pub(super) fn rules_for(&self, source: &Source) -> Cow<'_, Selected> {
        self.levels_of(source.name()).map_or(Cow::Borrowed(&self.rules), |levels| Cow::Owned(select(&levels)))
    }

    /// The rules that compare a source with others. One that is allowed there makes its claims all the same: what comes after
    /// it is still a repeat.
    pub(super) fn claimants_for(&self, source: &Source) -> Cow<'_, Selected> {
        self.levels_of(source.name()).map_or(Cow::Borrowed(&self.claimants), |levels| Cow::Owned(claimants(&levels)))
    }

    /// The levels of a source of that name, where they are other than those of the run.
    fn levels_of(&self, name: &str) -> Option<Levels> {
        self.levels_by_path.as_ref().and_then(|levels| levels(name))
    }

    /// The same linter with the levels that sources of that name have.
    pub(super) fn with_levels_of(&self, name: &str) -> Self {
        let same = Self { levels_by_path: None, ..self.clone() };
        match self.levels_of(name) {
            // Other rules are asked, and find other texts good.
            Some(levels) => Self {
                rules: select(&levels),
                claimants: claimants(&levels),
                good_shapes: Arc::default(),
                good_policies: Arc::default(),
                asked: Asked::default(),
                ..same
            },
            None => same,
        }
    }

    /// The same linter for sources of that form.
    #[must_use]
    pub fn for_form(&self, form: Form) -> Self {
        Self { form, record: Record::default(), ..self.clone() }
    }

    /// Lints a source that was named, by itself: whatever it holds is taken for a request.
    #[must_use]
    pub fn lint(&self, source: &Source) -> Linted {
        let mut linted = self.read(source, true);
        linted.join(self, source, &mut Claims::default());
        linted
    }

    /// Lints a source, but for what is only known once others were linted, which [`Linted::join`] adds. Unless it `is_named`
    /// it is passed over where it holds no request.
    #[must_use]
    pub fn read(&self, source: &Source, is_named: bool) -> Linted {
        match self.form_of(source) {
            Form::Ndjson => self.read_lines(source, is_named),
            form => Run::new(self, source, form, is_named).finish(),
        }
    }
}

impl Linted {
    /// Compares the requests with those of other sources, which `claims` remembers, and says which comments allow nothing.
    pub fn join(&mut self, linter: &Linter, source: &Source, claims: &mut Claims) {
        let mut found = claims.clashes(source, std::mem::take(&mut self.claims));
        self.redact(&mut found, source);
        if self.skipped.is_none() && !self.suppressions.is_empty() {
            self.suppress(&mut found);
            let mut idle = self.idle_suppressions(linter, source);
            self.redact(&mut idle, source);
            found.append(&mut idle);
        }
        if found.is_empty() {
            return;
        }
        self.diagnostics.append(&mut found);
        self.diagnostics.sort_by(|a, b| (a.span, a.rule.name).cmp(&(b.span, b.rule.name)));
        tell_apart(&mut self.diagnostics, source.name());
    }

    /// Rids further findings of secrets. They are looked for only now where there was nothing to be rid of them before.
    fn redact(&mut self, found: &mut [Diagnostic], source: &Source) {
        if found.is_empty() {
            return;
        }
        if self.diagnostics.is_empty() && self.suppressed.is_empty() {
            self.redactor = Redactor::new(source.text());
        }
        for diagnostic in found {
            diagnostic.redact(&self.redactor);
        }
    }

    /// Sets aside the findings that a comment allows.
    pub(super) fn suppress(&mut self, diagnostics: &mut Vec<Diagnostic>) {
        let mut speaking = Speaking::of(&mut self.suppressions);
        for diagnostic in std::mem::take(diagnostics) {
            let reasons = speaking.reasons(&diagnostic);
            if reasons.is_empty() {
                diagnostics.push(diagnostic);
                continue;
            }
            let reason = reasons.into_iter().find(|reason| !reason.is_empty());
            let reason = reason.map(|reason| self.redactor.scrub(&reason).into_owned());
            self.suppressed.push(Suppressed { diagnostic, reason, is_in_source: true });
        }
    }

    /// Sets aside the findings for which there is a reason, whether it is told or not; how many.
    pub fn set_aside(&mut self, mut reason: impl FnMut(&Diagnostic) -> Option<Option<String>>) -> usize {
        let before = self.suppressed.len();
        for diagnostic in std::mem::take(&mut self.diagnostics) {
            match reason(&diagnostic) {
                Some(reason) => self.suppressed.push(Suppressed { diagnostic, reason, is_in_source: false }),
                None => self.diagnostics.push(diagnostic),
            }
        }
        self.suppressed.len() - before
    }

    /// What is to be said of the comments themselves.
    fn idle_suppressions(&self, linter: &Linter, source: &Source) -> Vec<Diagnostic> {
        let origin = Origin::verbatim(0, source.text().len());
        let mut sink = super::context::Sink::new(linter.most);
        for (rule, setting) in linter.rules_for(source).iter() {
            for suppression in &self.suppressions {
                let mut cx = Context::new(*rule, *setting, source, &origin, &mut sink);
                rule.check_suppression(suppression, &mut cx);
            }
        }
        sink.diagnostics
    }
}

/// The rules that compare the requests of a run, be they allowed or not.
fn claimants(levels: &Levels) -> Selected {
    rules::all().filter(|rule| rule.has_claims()).map(|rule| (rule, levels.setting(rule.meta()))).collect()
}

/// Every rule but those that are allowed.
fn select(levels: &Levels) -> Selected {
    let mut rules = Vec::with_capacity(rules::count());
    rules.extend(
        rules::all().map(|rule| (rule, levels.setting(rule.meta()))).filter(|(_, setting)| *setting != Some(Setting::Allow)),
    );
    rules
}
