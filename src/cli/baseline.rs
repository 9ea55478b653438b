//! `cckm-lint baseline`: write down the findings of today, so that only those of tomorrow count.

use std::path::{Path, PathBuf};

use clap::{Args, Command, FromArgMatches};

use super::args::{Check, CheckArgs};
use super::aside::{Aside, Keep};
use super::exit::Exit;
use super::settings::{self, Settings};
use super::{check, levels, say, values, write};
use crate::baseline::Baseline;
use crate::diagnostic::redact::Redactor;
use crate::diagnostic::{Level, count};
use crate::extract::{Definition, Form};
use crate::lint::Levels;
use crate::source::{self, DEFAULT_MAX_SIZE, whole};

/// What the file is called if nothing else is said.
const FILE_NAME: &str = "cckm-lint-baseline.json";

#[derive(Debug, Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of the command line")]
pub(super) struct BaselineArgs {
    /// Files and folders to lint; without any, the current folder
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// The file to write [default: the one that the configuration names, or cckm-lint-baseline.json]
    #[arg(long, value_name = "PATH")]
    output: Option<PathBuf>,
    /// Take out what no longer occurs, and add nothing
    #[arg(long)]
    prune: bool,
    /// Take up findings of this level and above [default: the lower of warning and what fails a run]
    #[arg(long, value_name = "LEVEL", value_enum)]
    show: Option<Level>,
    /// What the input is written as
    #[arg(long = "as", value_name = "KIND", value_enum, default_value_t = Form::Auto)]
    form: Form,
    /// Raise contested rules of the manual to error
    #[arg(long)]
    strict: bool,
    /// The configuration [default: the nearest cckm-lint.toml, from the current folder upwards]
    #[arg(long, value_name = "PATH", conflicts_with = "isolated")]
    config: Option<PathBuf>,
    /// Read no configuration
    #[arg(long)]
    isolated: bool,
    /// Look at files in folders that .gitignore leaves out
    #[arg(long)]
    no_ignore: bool,
    /// Leave out files of folders that match (repeatable)
    #[arg(long, value_name = "GLOB", value_parser = levels::glob)]
    exclude: Vec<String>,
    /// Fill a hole: ${NAME}, $NAME or {{ NAME }} (repeatable)
    #[arg(long, value_name = "NAME=VALUE")]
    define: Vec<Definition>,
    /// The ARN that CCKM calls AWS with: makes lockout decidable
    #[arg(long, value_name = "ARN", value_parser = values::caller)]
    caller_arn: Option<String>,
    /// The account that keys are made in: makes cross-account access decidable
    #[arg(long, value_name = "ID", value_parser = values::account)]
    account: Option<String>,
    /// Say nothing about the run
    #[arg(long, short)]
    quiet: bool,
}

impl BaselineArgs {
    /// The run whose findings are wanted: all of them, so that a finding is not new because others were in front of it.
    fn check(&self) -> Result<Check, clap::Error> {
        let nothing_said = CheckArgs::augment_args(Command::new("cckm-lint")).try_get_matches_from(["cckm-lint"])?;
        let mut args = CheckArgs::from_arg_matches(&nothing_said)?;
        args.paths.clone_from(&self.paths);
        args.form = self.form;
        args.show = self.show;
        args.config.clone_from(&self.config);
        args.isolated = self.isolated;
        args.no_ignore = self.no_ignore;
        args.exclude.clone_from(&self.exclude);
        args.define.clone_from(&self.define);
        args.caller_arn.clone_from(&self.caller_arn);
        args.account.clone_from(&self.account);
        args.quiet = self.quiet;
        args.max_diagnostics = usize::MAX;
        let mut levels = Levels::default();
        levels.set_strict(self.strict);
        Ok(Check { args, levels, names_format: false })
    }
}

pub(super) fn run(args: &BaselineArgs) -> Exit {
    let check = match args.check() {
        Ok(check) => check,
        Err(error) => return super::refuse(&error),
    };
    settings::load(&check).and_then(|settings| write_down(args, &settings)).unwrap_or_else(|exit| exit)
}

fn write_down(args: &BaselineArgs, settings: &Settings) -> Result<Exit, Exit> {
    let configured = settings.args.baseline.as_deref();
    let path = args.output.as_deref().or(configured).unwrap_or(Path::new(FILE_NAME));
    let keep =
        if args.prune { Keep::Known(load(path)?) } else { Keep::Found(Baseline::new(&folder_of(path)), settings.least_level()) };
    let (report, aside) = check::gather(settings, Aside { keep, ..settings.exceptions() }, None);
    for note in &report.incomplete {
        say(&format!("{}: {}", note.path, note.reason));
    }
    let Some(mut baseline) = aside.into_baseline() else { return Ok(Exit::Clean) };
    if report.summary.files == 0 && !args.prune {
        say("no create-key request found in what was named");
        return Ok(Exit::NoRequest);
    }
    let pruned = if args.prune { baseline.prune() } else { 0 };
    write::atomically(path, &baseline.text()).map_err(|error| {
        say(&format!("{}: cannot be written: {error}", path.display()));
        Exit::Incomplete
    })?;
    if !args.quiet {
        let kept = count(baseline.count(), "finding");
        say(&if args.prune {
            format!("{} taken out of {}, {kept} left", count(pruned, "finding"), path.display())
        } else {
            let next =
                if configured == Some(path) { String::new() } else { format!("; lint with --baseline {}", path.display()) };
            format!("{kept} written to {}{next}", path.display())
        });
    }
    Ok(if report.incomplete.is_empty() { Exit::Clean } else { Exit::Incomplete })
}

/// Reads a baseline; what is wrong with it is said here.
pub(super) fn load(path: &Path) -> Result<Baseline, Exit> {
    let refuse = |reason: String| {
        say(&format!("{}: {reason}", path.display()));
        Exit::Usage
    };
    let source = source::load_file(path, &path.to_string_lossy(), Some(DEFAULT_MAX_SIZE))
        .map_err(|error| refuse(format!("{error}; `cckm-lint baseline` writes a baseline")))?;
    let clean = |reason: String| Redactor::new(source.text()).scrub(&reason).into_owned();
    Baseline::read(source.text(), &folder_of(path)).map_err(|reason| refuse(clean(reason)))
}

fn folder_of(path: &Path) -> PathBuf {
    whole(path).parent().map(Path::to_owned).unwrap_or_default()
}
