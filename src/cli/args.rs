//! What the commands take.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::{ArgAction, Args};

pub(super) use super::choices::{FailOn, ListFormat, Progressing, SchemaOf, When};
use super::output::{self, Output};
use super::{levels, values};
use crate::catalog::{Operation, Region, Spec};
use crate::diagnostic::Level;
use crate::extract::{Definition, Form};
use crate::fix::Choice;
use crate::lint::Levels;
use crate::report::Format;

/// How many findings are shown, unless something else is asked for.
pub(super) const MOST_DIAGNOSTICS: usize = 10_000;

/// The commands.
pub(super) const VERBS: &[&str] = &[
    "check",
    "access",
    "diff",
    "rules",
    "explain",
    "schema",
    "baseline",
    "init",
    "new",
    "verify",
    "audit",
    "lsp",
    "completions",
    "man",
];

const LSP_SETTINGS: &str = "\
Settings, as initializationOptions or in workspace/didChangeConfiguration, where they may stand under \"cckm-lint\":
  show        the least level that is shown: \"info\", \"warning\" or \"error\"
  callerArn   the ARN that CCKM calls AWS with
  account     the account that keys are made in
  configPath  the configuration file, from the workspace folder [default: the nearest cckm-lint.toml, from the file upwards]
  isolated    true to read no configuration";

/// The arguments of `check`, with the levels that they amount to.
pub(super) struct Check {
    pub args: CheckArgs,
    pub levels: Levels,
    /// Whether a format was asked for, be it the default one.
    pub names_format: bool,
}

#[derive(Clone, Debug, Default, Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of the command line")]
pub(super) struct CheckArgs {
    /// Files and folders to lint, or - for standard input; without any, the current folder
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// What the input is written as
    #[arg(long = "as", value_name = "KIND", value_enum, default_value_t = Form::Auto)]
    pub form: Form,
    /// How findings are written
    #[arg(long, value_enum, default_value_t = Format::Human)]
    pub format: Format,
    /// Write a further report to a file, in any of these formats (repeatable)
    #[arg(long, value_name = "FORMAT=PATH", value_parser = output::parse)]
    pub output: Vec<Output>,
    /// Leave out findings below this level [default: the lower of warning and --fail-on]
    #[arg(long, value_name = "LEVEL", value_enum)]
    pub show: Option<Level>,
    /// Mend what can be mended without a person, and report what is left; standard input is mended to standard output
    #[arg(long)]
    pub fix: bool,
    /// With --fix or --diff: also mend what wants a person to look at it afterwards
    #[arg(long)]
    pub unsafe_fixes: bool,
    /// Write no file, but show what --fix would change
    #[arg(long)]
    pub diff: bool,
    /// Fail on findings of this level and above [default: error]
    #[arg(long, value_name = "LEVEL", value_enum)]
    pub fail_on: Option<FailOn>,
    /// Show at most this many findings; the others are counted
    #[arg(long, value_name = "N", default_value_t = MOST_DIAGNOSTICS)]
    pub max_diagnostics: usize,
    /// Raise a rule or a category to error (repeatable; the last of these four wins)
    #[arg(long, value_name = "NAME", value_delimiter = ',')]
    pub error: Vec<String>,
    /// Set a rule or a category to warning
    #[arg(long, value_name = "NAME", value_delimiter = ',')]
    pub warn: Vec<String>,
    /// Set a rule or a category to info
    #[arg(long, value_name = "NAME", value_delimiter = ',')]
    pub info: Vec<String>,
    /// Leave out the findings of a rule or a category
    #[arg(long, value_name = "NAME", value_delimiter = ',')]
    pub allow: Vec<String>,
    /// Raise contested rules of the manual to error
    #[arg(long)]
    pub strict: bool,
    /// The configuration [default: the nearest cckm-lint.toml, from the current folder upwards]
    #[arg(long, value_name = "PATH", conflicts_with = "isolated")]
    pub config: Option<PathBuf>,
    /// Read no configuration
    #[arg(long)]
    pub isolated: bool,
    /// Set aside the findings that this file knows, which `cckm-lint baseline` writes
    #[arg(long, value_name = "PATH")]
    pub baseline: Option<PathBuf>,
    /// Look at files in folders that .gitignore leaves out
    #[arg(long)]
    pub no_ignore: bool,
    /// Fill a hole: ${NAME}, $NAME or {{ NAME }} (repeatable)
    #[arg(long, value_name = "NAME=VALUE")]
    pub define: Vec<Definition>,
    /// The call that bodies are for, where neither an address nor their shape tells: create-key, upload-key, policy, …
    #[arg(long, value_name = "NAME", value_parser = values::operation)]
    pub call: Option<Operation>,
    /// The ARN that CCKM calls AWS with: makes lockout decidable
    #[arg(long, value_name = "ARN", value_parser = values::caller)]
    pub caller_arn: Option<String>,
    /// The account that keys are made in: makes cross-account access decidable
    #[arg(long, value_name = "ID", value_parser = values::account)]
    pub account: Option<String>,
    /// The region that a key policy by itself is for
    #[arg(long, value_name = "REGION", value_parser = values::region)]
    pub region: Option<&'static Region>,
    /// The spec of the key that a key policy by itself is for
    #[arg(long, value_name = "SPEC", value_parser = values::spec)]
    pub key_spec: Option<&'static Spec>,
    /// The usage of the key that a key policy by itself is for
    #[arg(long, value_name = "USAGE", value_parser = values::usage)]
    pub key_usage: Option<&'static str>,
    /// Pass over a named file that holds no request, as in a folder
    #[arg(long)]
    pub requests_only: bool,
    /// Where the request stands in each JSON text or NDJSON record: /request/body
    #[arg(long, value_name = "POINTER", value_parser = values::pointer)]
    pub pointer: Option<String>,
    /// Where the key of each record stands, to be named in its findings: /id
    #[arg(long, value_name = "POINTER", value_parser = values::pointer)]
    pub key: Option<String>,
    /// What to call standard input in findings
    #[arg(long, value_name = "NAME")]
    pub stdin_filename: Option<String>,
    /// Leave out files of folders that match (repeatable)
    #[arg(long, value_name = "GLOB", value_parser = levels::glob)]
    pub exclude: Vec<String>,
    /// Leave out named files that match --exclude, too
    #[arg(long)]
    pub force_exclude: bool,
    /// The largest document that is read [default: 128 MiB; 16 MiB for a line of NDJSON]
    #[arg(long, value_name = "BYTES")]
    pub max_size: Option<u64>,
    /// How many threads lint, be it files, lines of NDJSON or requests of a list [default: as many as there are processors]
    #[arg(long, value_name = "N", value_parser = values::jobs)]
    pub jobs: Option<NonZeroUsize>,
    /// Whether to use colour; NO_COLOR, FORCE_COLOR and CLICOLOR are honoured
    #[arg(long, value_name = "WHEN", value_enum, default_value_t = When::Auto)]
    pub color: When,
    /// Whether paths are links that a terminal follows; FORCE_HYPERLINK is honoured
    #[arg(long, value_name = "WHEN", value_enum, default_value_t = When::Auto)]
    pub hyperlinks: When,
    /// Whether to say on a terminal how far a long run has come
    #[arg(long, value_name = "WHEN", value_enum, default_value_t = Progressing::Auto)]
    pub progress: Progressing,
    /// Say nothing about the run besides its findings
    #[arg(long, short, action = ArgAction::SetTrue)]
    pub quiet: bool,
    /// Exit with 0 where no request is found
    #[arg(long)]
    pub allow_empty: bool,
    /// Exit with 0 where there are findings
    #[arg(long)]
    pub exit_zero: bool,
}

impl CheckArgs {
    /// Whether keys that exist are looked at, and not requests.
    pub(super) fn looks_at_keys(&self) -> bool {
        self.call == Some(Operation::ReadKey)
    }

    /// The least level that fails the run, if any does.
    pub(super) fn fails_at(&self) -> Option<Level> {
        self.fail_on.unwrap_or(FailOn::Error).level()
    }

    /// The least level of findings that are shown.
    pub(super) fn least_shown(&self) -> Level {
        self.show.unwrap_or_else(|| self.fails_at().map_or(Level::Warning, |level| level.min(Level::Warning)))
    }

    /// Which fixes are asked for.
    pub(super) fn fixes(&self) -> Option<Choice> {
        (self.fix || self.diff).then(|| Choice { level: self.least_shown(), is_unsafe: self.unsafe_fixes })
    }
}

#[derive(Debug, Args)]
pub(super) struct RulesArgs {
    /// How the rules are listed
    #[arg(long, value_enum, default_value_t = ListFormat::Human)]
    pub format: ListFormat,
}

#[derive(Debug, Args)]
pub(super) struct ExplainArgs {
    /// The name of the rule
    #[arg(value_name = "NAME")]
    pub rule: String,
}

#[derive(Debug, Args)]
pub(super) struct SchemaArgs {
    /// Of what
    #[arg(value_enum)]
    pub of: SchemaOf,
}

#[derive(Debug, Args)]
pub(super) struct CompletionsArgs {
    /// Which shell
    #[arg(value_enum)]
    pub shell: clap_complete::Shell,
}

/// An editor starts the server, and says in the protocol what it wants.
#[derive(Debug, Args)]
#[command(after_help = LSP_SETTINGS)]
pub(super) struct LspArgs {
    /// What is done in any case; some editors say it
    #[arg(long, hide = true)]
    stdio: bool,
}
