//! Putting together what came of the inputs of a run, in their order.

use super::args::CheckArgs;
use super::aside::Aside;
use super::say;
use crate::diagnostic::redact::Redactor;
use crate::diagnostic::{Diagnostic, Level};
use crate::extract;
use crate::lint::{Claims, Linted, Linter, Suppressed};
use crate::report::{FileReport, Note, Report};
use crate::source::Source;

/// What came of one input.
pub(super) enum Outcome {
    Linted(Box<Read>),
    Failed(Note),
    Skipped(Note),
}

/// An input that was read.
pub(super) struct Read {
    pub source: Source,
    pub linted: Linted,
    /// How many findings were mended in it.
    pub fixes: usize,
    /// What mending it would change, where only that is asked for.
    pub diff: Option<String>,
    /// Its text, where that goes to standard output.
    pub text: Option<String>,
    /// Why it could not be written.
    pub failure: Option<String>,
}

impl Read {
    /// An input that was read, and nothing more.
    pub(super) const fn of(source: Source, linted: Linted) -> Self {
        Self { source, linted, fixes: 0, diff: None, text: None, failure: None }
    }
}

/// A report that is being put together.
pub(super) struct Gathered<'a> {
    args: &'a CheckArgs,
    show: Level,
    report: Report,
    claims: Claims,
    shown: usize,
    aside: Aside,
}

impl<'a> Gathered<'a> {
    /// A report of a run with these arguments, of which `failures` are known already.
    pub(super) fn new(args: &'a CheckArgs, failures: Vec<Note>) -> Self {
        let show = args.least_shown();
        let report = Report { incomplete: failures, ..Report::default() };
        Self { args, show, report, claims: Claims::default(), shown: 0, aside: Aside::default() }
    }

    /// Sets some of the findings aside.
    pub(super) fn with_aside(mut self, aside: Aside) -> Self {
        self.aside = aside;
        self
    }

    /// Adds what came of the next input.
    pub(super) fn add(&mut self, linter: &Linter, is_named: bool, outcome: Outcome) {
        match outcome {
            Outcome::Failed(note) => self.report.incomplete.push(note),
            Outcome::Skipped(note) => {
                if !self.args.quiet {
                    say(&format!("{}: {}", note.path, note.reason));
                }
                self.skip(note);
            }
            Outcome::Linted(read) => {
                self.aside.see(read.source.name());
                self.add_read(linter, is_named, *read);
            }
        }
    }

    fn add_read(&mut self, linter: &Linter, is_named: bool, read: Read) {
        let Read { source, mut linted, fixes, diff, text, failure } = read;
        self.report.summary.count_fixes(fixes);
        self.report.diffs.extend(diff);
        self.report.mended_stdin = self.report.mended_stdin.take().or(text);
        self.report.incomplete.extend(failure.map(|reason| Note { path: source.name().to_owned(), reason }));
        if let Some(reason) = &linted.incomplete {
            self.report.incomplete.push(Note { path: source.name().to_owned(), reason: reason.clone() });
        }
        if let Some(reason) = linted.skipped {
            if is_named && linted.incomplete.is_none() && !self.args.requests_only && !self.args.quiet {
                say(&format!("{}: {reason}", source.name()));
            }
            return self.skip(Note { path: source.name().to_owned(), reason: reason.to_owned() });
        }
        linted.join(linter, &source, &mut self.claims);
        self.report.summary.set_aside += self.aside.take(source.name(), &mut linted);
        self.count(&linted);
        self.report.summary.hidden += linted.uncounted.iter().sum::<usize>();
        if !extract::is_recording(linted.form, source.text()) {
            let fixable = linted.diagnostics.iter().filter(|found| found.level >= self.show && found.is_safely_fixable());
            self.report.summary.fixable += fixable.count();
        }
        self.show(source, linted.diagnostics, linted.suppressed, linted.redactor);
    }

    /// Adds what is to be said of the configuration, now that all files are known. What is of no use is only known where
    /// everything was looked at.
    pub(super) fn judge(&mut self, linter: &Linter, config: &Source, is_whole: bool) {
        let findings = self.aside.judge(linter, config, is_whole && self.report.incomplete.is_empty());
        for found in &findings {
            self.report.summary.count(found.level, 1);
        }
        if !findings.is_empty() {
            self.show(config.clone(), findings, Vec::new(), Redactor::new(config.text()));
        }
    }

    /// Adds findings of a file, if there are any to be shown.
    fn show(&mut self, source: Source, mut diagnostics: Vec<Diagnostic>, mut suppressed: Vec<Suppressed>, redactor: Redactor) {
        let found = diagnostics.len();
        diagnostics.retain(|diagnostic| diagnostic.level >= self.show);
        diagnostics.truncate(self.args.max_diagnostics.saturating_sub(self.shown));
        self.shown += diagnostics.len();
        self.report.summary.hidden += found - diagnostics.len();
        suppressed.retain(|suppressed| suppressed.diagnostic.level >= self.show);
        if diagnostics.is_empty() && suppressed.is_empty() {
            self.report.clean.push(source.name().to_owned());
        } else {
            self.report.files.push(FileReport { source, diagnostics, suppressed, redactor });
        }
    }

    fn skip(&mut self, note: Note) {
        self.report.summary.skipped += 1;
        self.report.skipped.push(note);
    }

    fn count(&mut self, linted: &Linted) {
        let summary = &mut self.report.summary;
        summary.files += 1;
        summary.requests += linted.requests;
        summary.suppressed += linted.suppressed.len();
        *summary.forms.entry(linted.form.title()).or_default() += 1;
        for diagnostic in &linted.diagnostics {
            summary.count(diagnostic.level, 1);
        }
        for (level, number) in Level::ALL.into_iter().zip(linted.uncounted) {
            summary.count(level, number);
        }
    }

    /// The report, and what sets findings aside, with what it met.
    pub(super) fn finish(mut self) -> (Report, Aside) {
        self.report.summary.claims_forgotten = self.claims.has_forgotten;
        (self.report, self.aside)
    }
}
