//! `cckm-lint audit`: keys that exist, ordered by risk.

use std::path::PathBuf;

use clap::Args;

use super::args::{Check, CheckArgs, FailOn, When};
use super::aside::Aside;
use super::exit::Exit;
use super::output::{self, Output};
use super::settings::{self, Settings};
use super::{check, finish, levels, say, values};
use crate::catalog::Operation;
use crate::diagnostic::Level;
use crate::lint::Levels;
use crate::report::{Format, summary_line};

const EXIT_CODES: &str = "\
Reads what CCKM and AWS answer, as JSON or NDJSON: the keys of GET /v1/cckm/aws/keys, in pages or one by one, and
what `aws kms describe-key`, `get-key-policy`, `get-key-rotation-status`, `list-aliases --key-id` and
`list-resource-tags` print of a key, each by itself or merged into one object (jq -s add). Each key is looked at as
what it is; what was not exported is not missed.

Exit codes:
  0  nothing at or above --fail-on
  1  findings at or above it
  2  wrong usage or configuration
  3  the run is incomplete: something could not be read
  4  no key found in what was named";

/// Looks at keys that exist.
#[derive(Debug, Args)]
#[command(after_help = EXIT_CODES)]
pub(super) struct AuditArgs {
    /// Files and folders with answers of CCKM or AWS, or - for standard input; without any, the current folder
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// How findings are written
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
    /// Write a further report to a file, in any of these formats (repeatable)
    #[arg(long, value_name = "FORMAT=PATH", value_parser = output::parse)]
    output: Vec<Output>,
    /// Leave out findings below this level [default: the lower of warning and --fail-on]
    #[arg(long, value_name = "LEVEL", value_enum)]
    show: Option<Level>,
    /// Fail on findings of this level and above [default: error]
    #[arg(long, value_name = "LEVEL", value_enum)]
    fail_on: Option<FailOn>,
    /// The configuration [default: the nearest cckm-lint.toml, from the current folder upwards]
    #[arg(long, value_name = "PATH", conflicts_with = "isolated")]
    config: Option<PathBuf>,
    /// Read no configuration
    #[arg(long)]
    isolated: bool,
    /// The ARN that CCKM calls AWS with: makes lockout decidable
    #[arg(long, value_name = "ARN", value_parser = values::caller)]
    caller_arn: Option<String>,
    /// The account that the keys are in: makes cross-account access decidable
    #[arg(long, value_name = "ID", value_parser = values::account)]
    account: Option<String>,
    /// Leave out files of folders that match (repeatable)
    #[arg(long, value_name = "GLOB", value_parser = levels::glob)]
    exclude: Vec<String>,
    /// Whether to use colour; NO_COLOR, FORCE_COLOR and CLICOLOR are honoured
    #[arg(long, value_name = "WHEN", value_enum, default_value_t = When::Auto)]
    color: When,
    /// Say nothing about the run besides its findings
    #[arg(long, short)]
    quiet: bool,
}

impl AuditArgs {
    fn check(&self) -> Check {
        let mut args = CheckArgs::default();
        args.paths.clone_from(&self.paths);
        args.format = self.format;
        args.output.clone_from(&self.output);
        args.show = self.show;
        args.fail_on = self.fail_on;
        args.config.clone_from(&self.config);
        args.isolated = self.isolated;
        args.caller_arn.clone_from(&self.caller_arn);
        args.account.clone_from(&self.account);
        args.exclude.clone_from(&self.exclude);
        args.color = self.color;
        args.quiet = self.quiet;
        args.call = Some(Operation::ReadKey);
        args.max_diagnostics = usize::MAX;
        Check { args, levels: Levels::default(), names_format: true }
    }
}

pub(super) fn run(args: &AuditArgs) -> Exit {
    settings::load(&args.check()).map_or_else(|exit| exit, |settings| audit(&settings))
}

fn audit(settings: &Settings) -> Exit {
    let args = &settings.args;
    let (report, _) = check::gather(settings, Aside { ..settings.exceptions() }, None);
    let printed = output::print(&report, args, true);
    let are_kept = output::write_files(&report, args);
    for note in &report.incomplete {
        say(&format!("{}: {}", note.path, note.reason));
    }
    if report.summary.requests == 0 && report.incomplete.is_empty() {
        say("no key found in what was named");
        return finish(printed, Exit::NoRequest);
    }
    if !args.quiet && args.format == Format::Human && report.summary.files > 0 {
        say(&summary_line(&report.summary));
    }
    let fails = args.fails_at().is_some_and(|level| report.summary.at_least(level) > 0);
    let exit = match (report.incomplete.is_empty() && are_kept, fails) {
        (false, _) => Exit::Incomplete,
        (true, true) => Exit::Findings,
        (true, false) => Exit::Clean,
    };
    finish(printed, exit)
}
