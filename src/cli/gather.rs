//! Putting together what came of the inputs of a run, in their order.

use super::args::CheckArgs;
use super::aside::Aside;
use super::printer::Printer;
use super::say;
use crate::diagnostic::redact::Redactor;
use crate::diagnostic::{Diagnostic, Level};
use crate::extract::{self, Form};
use crate::lint::{Claims, Linted, Linter, NO_KEY, NO_REQUEST, ONLY_NAMES, Suppressed};
use crate::report::{FileReport, Listed, Note, Report};
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

/// What came of a file of which the lines are linted one by one.
pub(super) struct Streamed {
    name: String,
    is_named: bool,
    requests: usize,
    /// Whether there was any line to lint.
    is_taken: bool,
    /// Why the first line that holds no request was passed over.
    skipped: Option<&'static str>,
    incomplete: Option<String>,
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
        let mut report = Report { incomplete: failures, ..Report::default() };
        report.summary.is_of_keys = args.looks_at_keys();
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
            return self.pass_over(source.name(), reason, is_named && linted.incomplete.is_none());
        }
        linted.join(linter, &source, &mut self.claims);
        self.report.summary.set_aside += self.aside.take(source.name(), &mut linted);
        self.count_file(linted.form, linted.requests);
        self.list(&source, &mut linted);
        self.count(&linted);
        if !extract::is_recording(linted.form, source.text()) {
            self.count_fixable(&linted);
        }
        let name = source.shared_name();
        if !self.show(source, linted.diagnostics, linted.suppressed, linted.redactor) {
            self.report.clean.push(name.to_string());
        }
    }

    /// Starts with a file of which the lines are linted one by one.
    pub(super) fn start(&mut self, name: &str, is_named: bool) -> Streamed {
        self.aside.see(name);
        Streamed { name: name.to_owned(), is_named, requests: 0, is_taken: false, skipped: None, incomplete: None }
    }

    /// Adds the next line of such a file.
    pub(super) fn add_line(&mut self, linter: &Linter, file: &mut Streamed, source: Source, linted: Result<Linted, String>) {
        let mut linted = match linted {
            Ok(linted) => linted,
            Err(reason) => {
                let reason = format!("line {}: {reason}", source.start().line + 1);
                return self.report.incomplete.push(Note { path: file.name.clone(), reason });
            }
        };
        linted.number_from(file.requests);
        file.requests += linted.requests;
        file.incomplete = file.incomplete.take().or(linted.incomplete.take());
        if let Some(reason) = linted.skipped {
            file.skipped = file.skipped.or(Some(reason));
            return;
        }
        file.is_taken = true;
        linted.join(linter, &source, &mut self.claims);
        self.report.summary.set_aside += self.aside.take(&file.name, &mut linted);
        self.list(&source, &mut linted);
        self.count(&linted);
        // Behind the last line that is shown it hangs on chance whether more is known of a finding than that it is there.
        if !self.is_full() {
            self.count_fixable(&linted);
        }
        self.show(source, linted.diagnostics, linted.suppressed, linted.redactor);
    }

    /// Notes that such a file is done; whether it held any request.
    pub(super) fn end(&mut self, file: Streamed) -> bool {
        let Streamed { name, is_named, requests, is_taken, skipped, incomplete } = file;
        if is_taken {
            self.count_file(Form::Ndjson, requests);
            if self.report.files.last().is_none_or(|last| last.source.name() != name) {
                self.report.clean.push(name.clone());
            }
        } else {
            let nothing = if self.args.looks_at_keys() { NO_KEY } else { NO_REQUEST };
            self.pass_over(&name, skipped.unwrap_or(nothing), is_named && incomplete.is_none());
        }
        self.report.incomplete.extend(incomplete.map(|reason| Note { path: name, reason }));
        is_taken
    }

    /// Has the findings that are new printed.
    pub(super) fn print(&mut self, printer: &mut Printer) {
        printer.print(&mut self.report, self.args);
    }

    /// Whether as many findings are shown as may be.
    pub(super) fn is_full(&self) -> bool {
        self.shown >= self.args.max_diagnostics
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

    /// Adds findings of a file, if there are any to be shown; whether there are.
    fn show(
        &mut self,
        source: Source,
        mut diagnostics: Vec<Diagnostic>,
        mut suppressed: Vec<Suppressed>,
        redactor: Redactor,
    ) -> bool {
        let found = diagnostics.len();
        diagnostics.retain(|diagnostic| diagnostic.level >= self.show);
        diagnostics.truncate(self.args.max_diagnostics.saturating_sub(self.shown));
        self.shown += diagnostics.len();
        self.report.summary.hidden += found - diagnostics.len();
        suppressed.retain(|suppressed| suppressed.diagnostic.level >= self.show);
        let is_shown = !diagnostics.is_empty() || !suppressed.is_empty();
        if is_shown {
            self.report.files.push(FileReport { source, diagnostics, suppressed, redactor });
        }
        is_shown
    }

    /// A file that holds no request. Whoever named it is told why nothing comes of it; that it could be of use, everybody is.
    fn pass_over(&mut self, name: &str, reason: &str, is_told: bool) {
        if (is_told || reason == ONLY_NAMES) && !self.args.requests_only && !self.args.quiet {
            say(&format!("{name}: {reason}"));
        }
        self.skip(Note { path: name.to_owned(), reason: reason.to_owned() });
    }

    fn skip(&mut self, note: Note) {
        self.report.summary.skipped += 1;
        self.report.skipped.push(note);
    }

    /// Lists the keys of a file, where those that exist are looked at.
    fn list(&mut self, source: &Source, linted: &mut Linted) {
        let keys = std::mem::take(&mut linted.keys).into_iter();
        self.report.keys.extend(keys.map(|key| Listed { path: source.shared_name(), key }));
    }

    /// Counts the findings that are shown and can be mended.
    fn count_fixable(&mut self, linted: &Linted) {
        let fixable = linted.diagnostics.iter().filter(|found| found.level >= self.show && found.is_safely_fixable());
        self.report.summary.fixable += fixable.count();
    }

    fn count_file(&mut self, form: Form, requests: usize) {
        let summary = &mut self.report.summary;
        summary.files += 1;
        summary.requests += requests;
        *summary.forms.entry(form.title()).or_default() += 1;
    }

    fn count(&mut self, linted: &Linted) {
        let summary = &mut self.report.summary;
        summary.suppressed += linted.suppressed.len();
        summary.hidden += linted.uncounted.iter().sum::<usize>();
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
