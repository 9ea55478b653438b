//! Putting together what came of the inputs of a run, in their order.

use super::args::CheckArgs;
use super::aside::Aside;
use super::say;
use crate::diagnostic::redact::Redactor;
use crate::diagnostic::{Diagnostic, Level};
use crate::lint::{Claims, Linted, Linter};
use crate::report::{FileReport, Note, Report};
use crate::source::Source;

/// What came of one input.
pub(super) enum Outcome {
    Linted(Box<(Source, Linted)>),
    Failed(Note),
    Skipped(Note),
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
        let show = args.show.unwrap_or_else(|| args.fails_at().map_or(Level::Warning, |level| level.min(Level::Warning)));
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
            Outcome::Linted(linted) => {
                let (source, linted) = *linted;
                self.aside.see(source.name());
                self.add_linted(linter, is_named, source, linted);
            }
        }
    }

    fn add_linted(&mut self, linter: &Linter, is_named: bool, source: Source, mut linted: Linted) {
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
        self.show(source, linted.diagnostics, linted.redactor);
    }

    /// Adds what is to be said of the configuration, now that all files are known. What is of no use is only known where
    /// everything was looked at.
    pub(super) fn judge(&mut self, linter: &Linter, config: &Source, is_whole: bool) {
        let findings = self.aside.judge(linter, config, is_whole && self.report.incomplete.is_empty());
        for found in &findings {
            self.report.summary.count(found.level, 1);
        }
        self.show(config.clone(), findings, Redactor::new(config.text()));
    }

    /// Adds findings of a file, if there are any to be shown.
    fn show(&mut self, source: Source, mut diagnostics: Vec<Diagnostic>, redactor: Redactor) {
        let found = diagnostics.len();
        diagnostics.retain(|diagnostic| diagnostic.level >= self.show);
        diagnostics.truncate(self.args.max_diagnostics.saturating_sub(self.shown));
        self.shown += diagnostics.len();
        self.report.summary.hidden += found - diagnostics.len();
        if !diagnostics.is_empty() {
            self.report.files.push(FileReport { source, diagnostics, redactor });
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
        for (level, number) in [Level::Info, Level::Warning, Level::Error].into_iter().zip(linted.uncounted) {
            summary.count(level, number);
        }
    }

    /// The report, and what sets findings aside, with what it met.
    pub(super) fn finish(mut self) -> (Report, Aside) {
        self.report.summary.claims_forgotten = self.claims.has_forgotten;
        (self.report, self.aside)
    }
}
