//! `cckm-lint check`: lint, and report.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use super::args::{Check, CheckArgs, Progressing};
use super::aside::Aside;
use super::exit::Exit;
use super::gather::{Gathered, Outcome};
use super::inputs::{self, Input};
use super::progress::Progress;
use super::read::load;
use super::references::References;
use super::settings::{self, Settings};
use super::{finish, output, say};
use crate::diagnostic::count;
use crate::lint::{DEFAULT_MAX_LINE, Linter, Record};
use crate::report::{Format, Report, forms_line, summary_line};
use crate::siblings;

/// Fewer inputs than this are linted sooner than a thread is started.
const WORTH_THREADS: usize = 32;

/// How many inputs a thread takes at a time.
const BATCH: usize = 16;

pub(super) fn run(check: &Check) -> Exit {
    let settings = match settings::load(check) {
        Ok(settings) => settings,
        Err(exit) => return exit,
    };
    let (report, aside) = match settings.aside() {
        Ok(aside) => gather(&settings, aside),
        Err(exit) => return exit,
    };
    let args = &settings.args;
    let written = output::print(&report, args, check.names_format);
    let exit = finish(written, exit(&report, args));
    let are_kept = output::write_files(&report, args);
    say_words(&report, args);
    if let Some(idle) = aside.into_baseline().map(|baseline| baseline.idle()).filter(|idle| *idle > 0 && !args.quiet) {
        say(&format!("{} of the baseline no longer there; `cckm-lint baseline --prune` takes them out", count(idle, "finding")));
    }
    if are_kept { exit } else { Exit::Incomplete }
}

/// Lints everything that the arguments amount to; what came of it, and what was set aside.
pub(super) fn gather(settings: &Settings, aside: Aside) -> (Report, Aside) {
    let args = &settings.args;
    let max_line = args.max_size.map_or(DEFAULT_MAX_LINE, |bytes| usize::try_from(bytes).unwrap_or(usize::MAX));
    let linter = Linter::new(&settings.levels, args.form, args.define.clone(), settings.most())
        .with_max_line(max_line)
        .with_surroundings(settings.surroundings())
        .with_record(Record { request: args.pointer.clone(), key: args.key.clone() })
        .with_siblings(siblings::load);
    let linter = settings.equip(linter);
    let (inputs, failures) = inputs::collect(args, &settings.left_out());
    let mut gathered = Gathered::new(args, failures).with_aside(aside);
    let mut references = References::default();
    let mut progress = Progress::new(inputs.len(), args.progress == Progressing::Auto && !args.quiet);
    lint_all(&linter, &inputs, args, |input, outcome| {
        progress.step();
        references.note(input, &outcome);
        gathered.add(&linter, input.is_named, outcome);
    });
    progress.finish();
    for outcome in references.follow(&linter, &inputs, args) {
        gathered.add(&linter, false, outcome);
    }
    settings.judge(&linter, &mut gathered);
    let (mut report, aside) = gathered.finish();
    // Sorted by path, then as the linter has it: by place and rule.
    report.files.sort_by(|a, b| a.source.name().cmp(b.source.name()));
    (report, aside)
}

/// Lints the inputs, on several threads where there are many. `each` is given what came of them in their order, as soon as
/// it is known, so that nothing is kept for longer than it is needed.
fn lint_all<'i>(linter: &Linter, inputs: &'i [Input], args: &CheckArgs, mut each: impl FnMut(&'i Input, Outcome) + Send) {
    let processors = || std::thread::available_parallelism().map_or(1, std::num::NonZeroUsize::get);
    let jobs = if inputs.len() < WORTH_THREADS { 1 } else { args.jobs.map_or_else(processors, std::num::NonZeroUsize::get) };
    if jobs == 1 {
        return inputs.iter().for_each(|input| each(input, load(linter, input, args)));
    }
    let batches: Vec<&[Input]> = inputs.chunks(BATCH).collect();
    let next = AtomicUsize::new(0);
    let in_turn = Mutex::new(InTurn { batches: &batches, early: BTreeMap::new(), turn: 0, each });
    std::thread::scope(|scope| {
        for _ in 0..jobs {
            scope.spawn(|| {
                while let Some((at, batch)) = take(&next, &batches) {
                    let outcomes = batch.iter().map(|input| load(linter, input, args)).collect();
                    in_turn.lock().unwrap_or_else(PoisonError::into_inner).add(at, outcomes);
                }
            });
        }
    });
}

/// What came of batches, handed on in their order: those that are early wait for the ones in front of them.
struct InTurn<'b, 'i, F> {
    batches: &'b [&'i [Input]],
    early: BTreeMap<usize, Vec<Outcome>>,
    turn: usize,
    each: F,
}

impl<'i, F: FnMut(&'i Input, Outcome)> InTurn<'_, 'i, F> {
    fn add(&mut self, at: usize, outcomes: Vec<Outcome>) {
        self.early.insert(at, outcomes);
        while let Some(outcomes) = self.early.remove(&self.turn) {
            let batch = self.batches.get(self.turn).copied().unwrap_or_default();
            batch.iter().zip(outcomes).for_each(|(input, outcome)| (self.each)(input, outcome));
            self.turn += 1;
        }
    }
}

fn take<'b, 'i>(next: &AtomicUsize, batches: &'b [&'i [Input]]) -> Option<(usize, &'b &'i [Input])> {
    let at = next.fetch_add(1, Ordering::Relaxed);
    batches.get(at).map(|batch| (at, batch))
}

/// Words about the run. What makes it incomplete is said even where quiet was asked for.
fn say_words(report: &Report, args: &CheckArgs) {
    for note in &report.incomplete {
        say(&format!("{}: {}", note.path, note.reason));
    }
    if args.quiet {
        return;
    }
    if matches!(args.format, Format::Human | Format::Concise) && report.summary.files > 0 {
        say(&summary_line(&report.summary));
        if let Some(line) = forms_line(&report.summary) {
            say(&line);
        }
    } else if report.summary.files == 0 && report.incomplete.is_empty() && !args.allow_empty {
        say("no create-key request found in what was named");
    }
}

fn exit(report: &Report, args: &CheckArgs) -> Exit {
    let fails = args.fails_at().is_some_and(|level| report.summary.at_least(level) > 0);
    if !report.incomplete.is_empty() {
        Exit::Incomplete
    } else if fails && !args.exit_zero {
        Exit::Findings
    } else if report.summary.files == 0 && !args.allow_empty && !args.requests_only {
        Exit::NoRequest
    } else {
        Exit::Clean
    }
}
