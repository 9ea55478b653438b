//! `cckm-lint access`: who may do what with the keys, and under which conditions.

use std::io::{self, Write};
use std::path::PathBuf;

use clap::Args;

use super::args::CheckArgs;
use super::exit::Exit;
use super::settings::Settings;
use super::told::{self, ReadingArgs, Texts, Told};
use super::{finish, inputs, levels, say, terminal};
use crate::diagnostic::number;
use crate::report::{AccessFormat, AccessReport, write_access};

const EXIT_CODES: &str = "\
Tells of each principal that a key policy names what it may do in four groups of actions: administer the key, use it, make and end
grants, read what it is. What IAM policies say is not known, and what is filled in later is said to be.

Exit codes:
  0  it is told, be it that the policy is in a template in CCKM and so not known
  2  wrong usage or configuration
  3  something could not be read, or not as a whole
  4  no request found in what was named";

/// Tells who may do what.
#[derive(Debug, Args)]
#[command(after_help = EXIT_CODES)]
pub(super) struct AccessArgs {
    /// Files and folders with requests, key policies or keys that exist, or - for standard input; without any, the current folder
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// How it is written
    #[arg(long, value_enum, default_value_t = AccessFormat::Human)]
    format: AccessFormat,
    /// Look at files in folders that .gitignore leaves out
    #[arg(long)]
    no_ignore: bool,
    /// Leave out files of folders that match (repeatable)
    #[arg(long, value_name = "GLOB", value_parser = levels::glob)]
    exclude: Vec<String>,
    #[command(flatten)]
    reading: ReadingArgs,
}

pub(super) fn run(args: &AccessArgs) -> Exit {
    let more = |check: &mut CheckArgs| {
        check.no_ignore = args.no_ignore;
        check.exclude.clone_from(&args.exclude);
    };
    args.reading.settings(args.paths.clone(), more).map_or_else(|exit| exit, |settings| tell(args, &settings))
}

fn tell(args: &AccessArgs, settings: &Settings) -> Exit {
    let check = &settings.args;
    let (report, left_out) = gather(settings);
    let human = terminal::look(check);
    let mut out = io::BufWriter::new(io::stdout().lock());
    let written = write_access(&report, args.format, &human, &mut out).and_then(|()| out.flush());
    for note in &report.incomplete {
        say(&format!("{}: {}", note.path, note.reason));
    }
    if left_out > 0 {
        say(&format!("{} more requests are not told of", number(left_out)));
    }
    if !check.quiet {
        say_skipped(&report, check);
    }
    let exit = match (report.incomplete.is_empty(), report.told.is_empty()) {
        (false, _) => Exit::Incomplete,
        (true, true) => Exit::NoRequest,
        (true, false) => Exit::Clean,
    };
    finish(written, exit)
}

/// Words about what holds no request, where it was named or where there is nothing else.
fn say_skipped(report: &AccessReport, check: &CheckArgs) {
    let is_named = |path: &str| check.paths.iter().any(|named| crate::source::name_of(named) == path);
    for note in report.skipped.iter().filter(|note| is_named(&note.path)) {
        say(&format!("{}: {}", note.path, note.reason));
    }
    if report.told.is_empty() && report.incomplete.is_empty() {
        say("no create-key request found in what was named");
    }
}

/// What there is to tell of all inputs, and how many more requests there are.
fn gather(settings: &Settings) -> (AccessReport, usize) {
    let check = &settings.args;
    let mut finder = told::finder(settings);
    let (inputs, failures) = inputs::collect(check, &settings.left_out());
    let mut report = AccessReport { incomplete: failures, ..AccessReport::default() };
    let (mut left_out, most) = (0, finder.most);
    for input in &inputs {
        let mut texts = match Texts::load(input, check) {
            Ok(texts) => texts,
            Err(note) => {
                report.incomplete.push(note);
                continue;
            }
        };
        finder.most = most.saturating_sub(report.told.len());
        let told = texts.tell(&finder, check);
        left_out += told.left_out;
        add(&mut report, told);
    }
    (report, left_out)
}

fn add(report: &mut AccessReport, told: Told) {
    report.told.extend(told.requests.into_iter().map(|(access, redactor)| access.shown(&redactor)));
    report.skipped.extend(told.skipped);
    report.incomplete.extend(told.incomplete);
}
