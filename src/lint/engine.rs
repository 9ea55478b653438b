//! Runs the rules over a source.

use std::collections::HashMap;

use super::context::{Context, Sink};
use super::levels::{Levels, Setting};
use super::meta::{Category, Rule};
use crate::diagnostic::redact::{self, Redactor};
use crate::diagnostic::{Diagnostic, fingerprint};
use crate::extract::{self, Definition, Document, Form, Holding};
use crate::json::{self, Kind, Tree, Value};
use crate::request::{Request, Surroundings};
use crate::rules;
use crate::source::{Encoding, Origin, Source, Span};

/// Lints sources, all in the same way.
pub struct Linter {
    rules: Vec<(&'static dyn Rule, Option<Setting>)>,
    form: Form,
    definitions: Vec<Definition>,
    most: usize,
    max_line: usize,
    surroundings: Surroundings,
}

/// How long a line of NDJSON may be: 16 MiB.
pub const DEFAULT_MAX_LINE: usize = 16 * 1024 * 1024;

/// What came of a source.
#[derive(Debug)]
pub struct Linted {
    /// Its findings, in the order of their places.
    pub diagnostics: Vec<Diagnostic>,
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
}

impl Linter {
    /// A linter with these levels that keeps at most `most` findings a source.
    #[must_use]
    pub fn new(levels: &Levels, form: Form, definitions: Vec<Definition>, most: usize) -> Self {
        let rules = rules::all().map(|rule| (rule, levels.setting(rule.meta())));
        let rules = rules.filter(|(_, setting)| *setting != Some(Setting::Allow)).collect();
        Self { rules, form, definitions, most, max_line: DEFAULT_MAX_LINE, surroundings: Surroundings::default() }
    }

    /// Passes over lines of NDJSON that are longer than `bytes`, and says so.
    #[must_use]
    pub const fn with_max_line(mut self, bytes: usize) -> Self {
        self.max_line = bytes;
        self
    }

    /// Takes into account what is known from outside of the requests.
    #[must_use]
    pub fn with_surroundings(mut self, surroundings: Surroundings) -> Self {
        self.surroundings = surroundings;
        self
    }

    /// Lints a source that was named: whatever it holds is taken for a request.
    #[must_use]
    pub fn lint(&self, source: &Source) -> Linted {
        Run::new(self, source, true).finish()
    }

    /// Lints a source that was come across in a folder: it is passed over where it holds no request.
    #[must_use]
    pub fn lint_if_request(&self, source: &Source) -> Linted {
        Run::new(self, source, false).finish()
    }
}

/// The pass over one source.
struct Run<'l> {
    linter: &'l Linter,
    source: &'l Source,
    is_named: bool,
    sink: Sink,
    requests: usize,
    escaped_secrets: Vec<(Span, String)>,
    /// What was found instead of a request.
    instead: Option<Holding>,
    incomplete: Option<String>,
}

impl<'l> Run<'l> {
    fn new(linter: &'l Linter, source: &'l Source, is_named: bool) -> Self {
        let sink = Sink::new(linter.most);
        Self { linter, source, is_named, sink, requests: 0, escaped_secrets: Vec::new(), instead: None, incomplete: None }
    }

    fn finish(mut self) -> Linted {
        let is_taken = match self.source.encoding() {
            Encoding::Utf8 => self.documents(),
            Encoding::Wide(_) | Encoding::Broken(_) => self.is_named || self.source.text().contains("aws_param"),
        };
        if is_taken {
            let origin = Origin::verbatim(0, self.source.text().len());
            self.each_rule(&origin, None, |rule, cx| rule.check_source(self.source, cx));
        }
        let skipped = (!is_taken).then(|| reason(self.instead));
        let redactor = self.redact();
        let mut diagnostics = std::mem::take(&mut self.sink.diagnostics);
        diagnostics.sort_by(|a, b| (a.span, a.rule.name).cmp(&(b.span, b.rule.name)));
        tell_apart(&mut diagnostics, self.source.name());
        let Self { requests, incomplete, sink, .. } = self;
        Linted { diagnostics, uncounted: sink.uncounted, requests, skipped, incomplete, redactor }
    }

    /// Lints each JSON text of the source; whether any was taken.
    fn documents(&mut self) -> bool {
        let mut is_taken = false;
        let form = extract::form(self.source, self.linter.form);
        for document in extract::documents(self.source, form, &self.linter.definitions) {
            if form == Form::Ndjson && document.text.len() > self.linter.max_line {
                self.pass_over(&document);
            } else {
                is_taken |= self.document(&document);
            }
        }
        is_taken
    }

    /// A line that is too long is not read, and the first one is named.
    fn pass_over(&mut self, document: &Document<'_>) {
        let start = document.origin.lift(Span::point(0)).start();
        let before = self.source.text().get(..start).unwrap_or_default();
        let line = memchr::memchr_iter(b'\n', before.as_bytes()).count() + 1;
        let limit = self.linter.max_line;
        self.incomplete.get_or_insert_with(|| {
            format!("line {line} is larger than {limit} bytes, the limit of --max-size, and was not read")
        });
    }

    fn document(&mut self, document: &Document<'_>) -> bool {
        let tree = json::parse(&document.text);
        let values = extract::requests(&tree).map(|value| (value, extract::holding(value)));
        let requests: Vec<(Value<'_>, Holding)> = values.filter(|(value, holding)| self.takes(*value, *holding)).collect();
        let is_broken = self.is_named && !tree.errors().is_empty();
        if requests.is_empty() && !is_broken {
            return false;
        }
        let policies: Vec<Value<'_>> = requests.iter().flat_map(|(request, _)| extract::policies_in_strings(*request)).collect();
        let texts: Vec<String> = policies.iter().map(|policy| policy.as_str().unwrap_or_default().into_owned()).collect();
        let inside: Vec<Tree<'_>> = texts.iter().zip(&policies).map(|(text, policy)| json::parse_inside(text, *policy)).collect();
        let escaped = redact::find_escaped(&tree).into_iter();
        self.escaped_secrets.extend(escaped.map(|secret| (document.origin.lift(secret.span), secret.text)));
        for tree in std::iter::once(&tree).chain(&inside) {
            self.each_rule(&document.origin, None, |rule, cx| rule.check_text(tree, cx));
        }
        let linter = self.linter;
        for (root, holding) in requests {
            let request = if linter.form == Form::Policy || holding == Holding::Policy {
                Request::of_policy(root, &linter.surroundings)
            } else {
                Request::read(root, &inside, &linter.surroundings)
            };
            self.request(&request, &document.origin);
        }
        true
    }

    /// Whether a value that holds such a thing is linted.
    fn takes(&mut self, value: Value<'_>, holding: Holding) -> bool {
        // What is broken was reported as such, and no more can be said of it.
        let is_taken = match holding {
            Holding::Request => true,
            Holding::Answer => self.is_named,
            Holding::Policy => self.is_named || extract::is_key_policy(value),
            Holding::Other => self.is_named && !matches!(value.kind(), Kind::Invalid | Kind::Hole),
        };
        if !is_taken {
            self.instead.get_or_insert(holding);
        }
        is_taken
    }

    fn request(&mut self, request: &Request<'_>, origin: &Origin) {
        let index = self.requests as u32;
        self.requests += 1;
        self.each_rule(origin, Some(index), |rule, cx| {
            // Of a policy by itself only the rules of policies and of the text have something to say.
            if !request.is_bare_policy() || matches!(rule.meta().category, Category::Policy | Category::Json) {
                rule.check(request, cx);
            }
        });
    }

    fn each_rule(&mut self, origin: &Origin, request: Option<u32>, check: impl Fn(&dyn Rule, &mut Context<'_>)) {
        for (rule, setting) in &self.linter.rules {
            let mut context = Context {
                rule: rule.meta(),
                setting: *setting,
                source: self.source.name(),
                origin,
                request,
                sink: &mut self.sink,
            };
            check(*rule, &mut context);
        }
    }

    /// Rids the findings of secrets. Nothing to do, and nothing to look for, where there are none.
    fn redact(&mut self) -> Redactor {
        if self.sink.diagnostics.is_empty() {
            return Redactor::default();
        }
        let mut redactor = Redactor::new(self.source.text());
        for (span, text) in std::mem::take(&mut self.escaped_secrets) {
            redactor.add(span, &text);
        }
        for diagnostic in &mut self.sink.diagnostics {
            diagnostic.redact(&redactor);
        }
        redactor
    }
}

fn reason(instead: Option<Holding>) -> &'static str {
    match instead {
        Some(Holding::Answer) => "an answer of the server, not a request",
        Some(Holding::Policy) => "a key policy by itself, not a request",
        _ => "no create-key request in it",
    }
}

/// Findings of one rule on one place differ in their number alone.
fn tell_apart(diagnostics: &mut [Diagnostic], source: &str) {
    let mut seen: HashMap<String, usize> = HashMap::with_capacity(diagnostics.len());
    for diagnostic in diagnostics {
        let ordinal = seen.entry(diagnostic.fingerprint.clone()).or_default();
        if *ordinal > 0 {
            diagnostic.fingerprint = fingerprint(diagnostic.rule.name, source, &diagnostic.fingerprint, *ordinal);
        }
        *ordinal += 1;
    }
}
