//! `cckm-lint check`: lint, and report.

use std::io::Read;
use std::num::NonZeroUsize;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::args::{Check, CheckArgs, Progressing};
use super::aside::Aside;
use super::exit::Exit;
use super::gather::{Gathered, Outcome};
use super::in_turn::InTurn;
use super::inputs::{self, Input, Opened};
use super::printer::Printer;
use super::progress::Progress;
use super::read::{self, load};
use super::references::References;
use super::settings::{self, Settings};
use super::stream::Stream;
use super::{finish, output, say};
use crate::diagnostic::count;
use crate::lint::{Linter, Record};
use crate::report::{Format, Report, forms_line, summary_line};
use crate::siblings;
use crate::source::{Lines, LoadError};

/// Fewer inputs than this are linted sooner than a thread is started.
const WORTH_THREADS: usize = 32;

/// How many inputs a thread takes at a time.
const BATCH: usize = 16;

pub(super) fn run(check: &Check) -> Exit {
    let settings = match settings::load(check) {
        Ok(settings) => settings,
        Err(exit) => return exit,
    };
    let aside = match settings.aside() {
        Ok(aside) => aside,
        Err(exit) => return exit,
    };
    let args = &settings.args;
    let mut printer = Printer::new(args, check.names_format);
    let (mut report, aside) = gather(&settings, aside, printer.as_mut());
    let written = match printer {
        Some(printer) => printer.finish(&mut report, args),
        None => output::print(&report, args, check.names_format),
    };
    let exit = finish(written, exit(&report, args));
    let are_kept = output::write_files(&report, args);
    say_words(&report, args);
    if let Some(idle) = aside.into_baseline().map(|baseline| baseline.idle()).filter(|idle| *idle > 0 && !args.quiet) {
        say(&format!("{} of the baseline no longer there; `cckm-lint baseline --prune` takes them out", count(idle, "finding")));
    }
    if are_kept { exit } else { Exit::Incomplete }
}

/// Lints everything that the arguments amount to; what came of it, and what was set aside. What a printer is given for it
/// prints at once.
pub(super) fn gather(settings: &Settings, aside: Aside, printer: Option<&mut Printer>) -> (Report, Aside) {
    let args = &settings.args;
    let linter = Linter::new(&settings.levels, args.form, args.define.clone(), settings.most())
        .with_max_line(inputs::longest_line(args))
        .with_surroundings(settings.surroundings())
        .with_record(Record { request: args.pointer.clone(), key: args.key.clone() })
        .with_siblings(siblings::load);
    let (inputs, failures) = inputs::collect(args, &settings.left_out());
    // Where there are many files, each of them has a thread.
    let linter = settings.equip(linter).with_threads(if inputs.len() < WORTH_THREADS { jobs(args) } else { 1 });
    // What other inputs lead to may have to stand in front of what is known so far.
    let are_lines: Vec<bool> = inputs.iter().map(|input| input.may_be_lines(args)).collect();
    let printer = printer.filter(|_| are_lines.iter().all(|are_lines| *are_lines));
    let progress = Progress::new(inputs.len(), args.progress == Progressing::Auto && !args.quiet);
    let gathered = Gathered::new(args, failures).with_aside(aside);
    let mut pass = Pass { linter: &linter, args, gathered, references: References::default(), progress, printer };
    let mut rest = &*inputs;
    // Those that are read as a whole are linted together, up to the next one that may be lines.
    for are_lines in are_lines.chunk_by(|one, next| !one && !next) {
        let (some, others) = rest.split_at(are_lines.len());
        rest = others;
        match some {
            [input] if are_lines.contains(&true) => pass.open(input),
            inputs => pass.lint(inputs),
        }
    }
    let Pass { mut gathered, references, progress, printer, .. } = pass;
    progress.finish();
    for outcome in references.follow(&linter, &inputs, args) {
        gathered.add(&linter, false, outcome);
    }
    settings.judge(&linter, &mut gathered);
    let (mut report, aside) = gathered.finish();
    if printer.is_none_or(|printer| !printer.has_begun) {
        // Sorted by path, then as the linter has it: by place and rule.
        report.files.sort_by(|a, b| a.source.name().cmp(b.source.name()));
    }
    (report, aside)
}

/// The pass over the inputs of a run.
struct Pass<'p, 'i> {
    linter: &'p Linter,
    args: &'p CheckArgs,
    gathered: Gathered<'p>,
    references: References<'i>,
    progress: Progress,
    printer: Option<&'p mut Printer>,
}

impl<'i> Pass<'_, 'i> {
    /// Lints inputs each of which is read as a whole.
    fn lint(&mut self, inputs: &'i [Input]) {
        let (linter, args) = (self.linter, self.args);
        lint_all(linter, inputs, args, |input, outcome| self.add(input, outcome));
    }

    /// Lints an input that may be NDJSON: line by line where it is.
    fn open(&mut self, input: &'i Input) {
        let name = input.name(self.args);
        match input.open(self.args) {
            Ok(Opened::Lines(lines)) => self.stream(input, &name, lines),
            Ok(Opened::Whole(source)) => {
                let outcome = read::read(self.linter, source, input.file(), input.is_forced(self.args), self.args);
                self.add(input, outcome);
            }
            Err(error) => self.add(input, read::failed(&error, name)),
        }
    }

    fn add(&mut self, input: &'i Input, outcome: Outcome) {
        self.progress.step();
        self.references.note(input, &outcome);
        self.gathered.add(self.linter, input.is_named, outcome);
    }

    /// Lints the lines of an input while it is read.
    fn stream(&mut self, input: &'i Input, name: &str, lines: Lines<impl Read + Send>) {
        let (linter, args) = (self.linter, self.args);
        let stream = Stream::new(linter, name, input.is_forced(args));
        let mut file = self.gathered.start(name, input.is_named);
        let read = stream.lint(lines, jobs(args), |lines| {
            for (source, linted) in lines {
                self.gathered.add_line(linter, &mut file, source, linted);
            }
            if let Some(printer) = &mut self.printer {
                self.gathered.print(printer);
                stream.is_over.store(!printer.is_heard(), Ordering::Relaxed);
            }
            stream.is_full.store(self.gathered.is_full(), Ordering::Relaxed);
        });
        self.progress.step();
        if !self.gathered.end(file) {
            self.references.pass_over(input);
        }
        if let Err(error) = read {
            self.gathered.add(linter, input.is_named, read::failed(&LoadError::Io(error), name.to_owned()));
        }
    }
}

/// How many threads there may be.
fn jobs(args: &CheckArgs) -> usize {
    let processors = || std::thread::available_parallelism().map_or(1, NonZeroUsize::get);
    args.jobs.map_or_else(processors, NonZeroUsize::get)
}

/// Lints the inputs, on several threads where there are many. `each` is given what came of them in their order, as soon as
/// it is known, so that nothing is kept for longer than it is needed.
fn lint_all<'i>(linter: &Linter, inputs: &'i [Input], args: &CheckArgs, mut each: impl FnMut(&'i Input, Outcome) + Send) {
    let jobs = if inputs.len() < WORTH_THREADS { 1 } else { jobs(args) };
    if jobs == 1 {
        return inputs.iter().for_each(|input| each(input, load(linter, input, args)));
    }
    let batches: Vec<&[Input]> = inputs.chunks(BATCH).collect();
    let next = AtomicUsize::new(0);
    let in_turn = InTurn::new(|(batch, outcomes): (&'i [Input], Vec<Outcome>)| {
        batch.iter().zip(outcomes).for_each(|(input, outcome)| each(input, outcome));
    });
    std::thread::scope(|scope| {
        for _ in 0..jobs {
            scope.spawn(|| {
                while let Some((at, batch)) = take(&next, &batches) {
                    let outcomes = batch.iter().map(|input| load(linter, input, args)).collect();
                    in_turn.add(at, (batch, outcomes));
                }
            });
        }
    });
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
