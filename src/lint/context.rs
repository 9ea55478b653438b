//! What a rule reports into.

use super::levels::Setting;
use super::meta::{Category, Meta, Rule};
use crate::diagnostic::{Diagnostic, Elsewhere, FileFix, Finding, Fix, Label, Level, Names, fingerprint};
use crate::json::{Edit, Host, Place, Tree, Value};
use crate::source::{LineIndex, Origin, Source, Span};

/// Where the request stands that an answer is held against.
pub(super) struct Counterpart<'r> {
    pub(super) source: &'r Source,
    /// From the text of the request to the file.
    pub(super) origin: &'r Origin,
    pub(super) lines: &'r LineIndex,
}

/// Takes the findings of one rule on one text, and turns them into diagnostics of the file.
pub struct Context<'r> {
    pub(super) rule: &'static Meta,
    pub(super) setting: Option<Setting>,
    pub(super) source: &'r str,
    pub(super) origin: &'r Origin,
    pub(super) request: Option<u32>,
    pub(super) record: Option<&'r str>,
    /// The line of NDJSON that the request stands in.
    pub(super) line: Option<&'r str>,
    pub(super) is_host: bool,
    /// The request that an answer is held against.
    pub(super) asked: Option<&'r Counterpart<'r>>,
    /// Whether the rule has nothing to do with what it was asked to look at.
    pub(super) has_passed: bool,
    pub(super) sink: &'r mut Sink,
}

impl<'r> Context<'r> {
    /// What `rule` says goes into `sink`; its places are of the text that has this origin in the source.
    pub(super) fn new(
        rule: &'static dyn Rule,
        setting: Option<Setting>,
        source: &'r Source,
        origin: &'r Origin,
        sink: &'r mut Sink,
    ) -> Self {
        Self {
            rule: rule.meta(),
            setting,
            source: source.name(),
            origin,
            request: None,
            record: None,
            line: None,
            is_host: false,
            asked: None,
            has_passed: false,
            sink,
        }
    }

    /// Whether requests stand among other things in the file, in a language that is not JSON.
    #[must_use]
    pub const fn is_host(&self) -> bool {
        self.is_host
    }

    /// Whether the source is a line of NDJSON, of which nothing is said that hangs on the lines in front of it.
    #[must_use]
    pub const fn is_line(&self) -> bool {
        self.line.is_some()
    }

    /// The file, as the user gave it.
    #[must_use]
    pub const fn path(&self) -> &'r str {
        self.source
    }

    /// Says that the rule never looks at what it was asked to look at.
    pub(super) const fn pass(&mut self) {
        self.has_passed = true;
    }

    /// Reports a finding.
    pub fn report(&mut self, finding: Finding<'_>) {
        let level = match self.setting {
            Some(Setting::Level(level)) => level,
            _ => finding.level.unwrap_or(self.rule.level),
        };
        if self.sink.counts_only() {
            return self.sink.count(level);
        }
        let diagnostic = self.diagnostic(finding, level);
        self.sink.push(diagnostic);
    }

    fn diagnostic(&self, finding: Finding<'_>, level: Level) -> Diagnostic {
        let mut related: Vec<_> = finding.related.into_iter().map(|(place, text)| self.label(place, text)).collect();
        let asked = finding.asked.and_then(|(place, text)| Some(self.asked?.label(place, text, self.source)));
        related.extend(asked);
        if let Some(last) = related.last_mut().filter(|_| finding.unnamed > 0) {
            last.text = format!("{} (and {} more)", last.text, finding.unnamed);
        }
        let value = finding.place.value;
        let names = match self.line {
            Some(line) => Names::in_line(value, self.record, line),
            None => value.map(Names::of).unwrap_or_default(),
        };
        let tree = value.map(Value::tree);
        let primary = self.label(finding.place, finding.label);
        Diagnostic {
            rule: self.rule,
            level,
            message: finding.message,
            help: finding.help,
            span: primary.span,
            label: primary.text,
            related,
            request: self.request,
            record: self.record.map(ToOwned::to_owned),
            pointer: primary.pointer,
            fix: finding.fix.and_then(|fix| self.fix(fix, tree)),
            // Told apart from others of the same place once all are known.
            fingerprint: fingerprint(self.rule.name, self.source, &names.identity, 0),
            place: names.place,
        }
    }

    fn label(&self, place: Place<'_>, text: String) -> Label {
        let host = place.value.and_then(|value| value.tree().host());
        // No pointer leads into a string: the string itself is named.
        let pointer = host.map(|host| host.pointer.clone()).or_else(|| place.value.map(|value| value.pointer()));
        Label { span: self.lift(host, place.span), text, pointer: pointer.unwrap_or_default(), elsewhere: None }
    }

    /// From the text that a place is of, through the string that it was decoded from, to the file.
    fn lift(&self, host: Option<&Host>, span: Span) -> Span {
        self.origin.lift(host.map_or(span, |host| host.origin.lift(span)))
    }

    /// A fix in the words of the file; none where its notation cannot express it.
    fn fix(&self, fix: Fix, tree: Option<&Tree<'_>>) -> Option<FileFix> {
        // What stands at a fault of syntax is a guess, and is mended once that is.
        let is_guess = |edit: &Edit| tree.is_some_and(|tree| tree.has_error_at(edit.span));
        if self.rule.category != Category::Json && fix.edits.iter().any(is_guess) {
            return None;
        }
        let host = tree.and_then(Tree::host);
        let lift = |edit: Edit| {
            let (span, text) =
                host.map_or_else(|| Some((edit.span, edit.text.clone())), |host| host.origin.write(edit.span, &edit.text))?;
            self.origin.write(span, &text).map(|(span, text)| Edit { span, text })
        };
        let edits = fix.edits.into_iter().map(lift).collect::<Option<Vec<_>>>()?;
        Some(FileFix { safety: fix.safety, title: fix.title, edits })
    }
}

impl Counterpart<'_> {
    /// The label of a place in the request, for a finding in a source of that name.
    fn label(&self, place: Place<'_>, text: String, found_in: &str) -> Label {
        let host = place.value.and_then(|value| value.tree().host());
        let span = self.origin.lift(host.map_or(place.span, |host| host.origin.lift(place.span)));
        let position = |at: usize| self.lines.position(at, self.source.text());
        let elsewhere =
            || Elsewhere { path: self.source.name().to_owned(), start: position(span.start()), end: position(span.end()) };
        let pointer = host.map(|host| host.pointer.clone()).or_else(|| place.value.map(|value| value.pointer()));
        Label { span, text, pointer: pointer.unwrap_or_default(), elsewhere: (self.source.name() != found_in).then(elsewhere) }
    }
}

/// The diagnostics of one file, up to a limit; beyond it they are only counted.
#[derive(Debug)]
pub(super) struct Sink {
    pub(super) diagnostics: Vec<Diagnostic>,
    pub(super) uncounted: [usize; 3],
    most: usize,
}

impl Sink {
    pub(super) const fn new(most: usize) -> Self {
        Self { diagnostics: Vec::new(), uncounted: [0; 3], most }
    }

    /// How many findings there were so far.
    pub(super) fn total(&self) -> usize {
        self.diagnostics.len() + self.uncounted.iter().sum::<usize>()
    }

    fn counts_only(&self) -> bool {
        self.diagnostics.len() >= self.most
    }

    fn count(&mut self, level: Level) {
        if let Some(count) = self.uncounted.get_mut(level as usize) {
            *count += 1;
        }
    }

    /// Adds what another sink holds, as if it had been reported here.
    pub(super) fn append(&mut self, other: Self) {
        for diagnostic in other.diagnostics {
            if self.counts_only() {
                self.count(diagnostic.level);
            } else {
                self.push(diagnostic);
            }
        }
        self.uncounted.iter_mut().zip(other.uncounted).for_each(|(all, number)| *all += number);
    }

    fn push(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }
}
