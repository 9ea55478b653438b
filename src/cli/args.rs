//! The command line.

use std::ffi::OsString;
use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::error::ErrorKind;
use clap::parser::ValueSource;
use clap::{ArgAction, Args, CommandFactory, FromArgMatches, Parser, Subcommand};

use super::access::AccessArgs;
use super::audit::AuditArgs;
use super::baseline::BaselineArgs;
pub(super) use super::choices::{FailOn, ListFormat, Progressing, SchemaOf, When};
use super::diff::DiffArgs;
use super::new::NewArgs;
use super::output::{self, Output};
use super::verify::VerifyArgs;
use super::{levels, values};
use crate::catalog::{Operation, Region, Spec};
use crate::diagnostic::Level;
use crate::extract::{Definition, Form};
use crate::fix::Choice;
use crate::lint::Levels;
use crate::report::Format;

/// How many findings are shown, unless something else is asked for.
const MOST_DIAGNOSTICS: usize = 10_000;

const EXIT_CODES: &str = "\
Exit codes:
  0  nothing at or above --fail-on
  1  findings at or above it
  2  wrong usage or configuration
  3  the run is incomplete: something could not be read
  4  no request found in what was named

`cckm-lint explain NAME` shows what a rule finds, why it matters and what to do instead.";

const LSP_SETTINGS: &str = "\
Settings, as initializationOptions or in workspace/didChangeConfiguration, where they may stand under \"cckm-lint\":
  show        the least level that is shown: \"info\", \"warning\" or \"error\"
  callerArn   the ARN that CCKM calls AWS with
  account     the account that keys are made in
  configPath  the configuration file, from the workspace folder [default: the nearest cckm-lint.toml, from the file upwards]
  isolated    true to read no configuration";

/// Checks CCKM create-AWS-key requests before they are sent, offline.
#[derive(Debug, Parser)]
#[command(name = "cckm-lint", version, after_help = EXIT_CODES, args_conflicts_with_subcommands = true)]
struct Whole {
    #[command(flatten)]
    check: CheckArgs,
    #[command(subcommand)]
    verb: Option<OtherVerb>,
}

#[derive(Debug, Subcommand)]
#[command(disable_help_subcommand = true)]
enum OtherVerb {
    /// Lint files, folders, standard input (what is done if no command is given)
    Check,
    /// List every rule with its category and level
    Rules(RulesArgs),
    /// Show the page of a rule
    Explain(ExplainArgs),
    /// Print a JSON Schema
    Schema(SchemaArgs),
    /// Print what completes the words of the command in a shell
    Completions(CompletionsArgs),
    /// Print the page of the manual, for `man -l -`
    Man,
    /// Write the findings of today to a baseline, so that only those of tomorrow count
    Baseline(Box<BaselineArgs>),
    /// Tell who may do what with the keys, and under which conditions
    Access(Box<AccessArgs>),
    /// Tell what differs in who may do what, between two requests or key policies
    Diff(Box<DiffArgs>),
    /// Write a cckm-lint.toml to start from
    Init,
    /// Write a request that passes, from what is wanted of the key; asks for what is not said
    New(Box<NewArgs>),
    /// Tell whether the server made what was asked
    Verify(Box<VerifyArgs>),
    /// Look at keys that exist, those at the greatest risk first
    Audit(Box<AuditArgs>),
    /// Serve an editor: findings, fixes and completions by the language server protocol, on standard input and output
    Lsp(LspArgs),
}

/// What the command line asks for.
pub(super) enum Verb {
    Check(Box<Check>),
    Rules(RulesArgs),
    Explain(ExplainArgs),
    Schema(SchemaArgs),
    Completions(CompletionsArgs),
    Man,
    Baseline(Box<BaselineArgs>),
    Access(Box<AccessArgs>),
    Diff(Box<DiffArgs>),
    Init,
    New(Box<NewArgs>),
    Verify(Box<VerifyArgs>),
    Audit(Box<AuditArgs>),
    Lsp,
}

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
    error: Vec<String>,
    /// Set a rule or a category to warning
    #[arg(long, value_name = "NAME", value_delimiter = ',')]
    warn: Vec<String>,
    /// Set a rule or a category to info
    #[arg(long, value_name = "NAME", value_delimiter = ',')]
    info: Vec<String>,
    /// Leave out the findings of a rule or a category
    #[arg(long, value_name = "NAME", value_delimiter = ',')]
    allow: Vec<String>,
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

/// Reads the words of a command line, without the name of the program.
pub(super) fn parse(mut words: Vec<OsString>) -> Result<Verb, clap::Error> {
    let name = || std::iter::once(OsString::from("cckm-lint"));
    let verb = verb_at(&words);
    match verb.and_then(|at| words.get(at)).and_then(|word| word.to_str()) {
        None => {}
        Some("check") => drop(verb.map(|at| words.remove(at))),
        // `--format json rules` is `rules --format json`.
        Some(_) => {
            if let Some(at) = verb {
                words.get_mut(..=at).unwrap_or_default().rotate_right(1);
            }
            let whole = Whole::try_parse_from(name().chain(words))?;
            return whole.verb.map(other).ok_or_else(|| Whole::command().error(ErrorKind::InvalidSubcommand, "not a command"));
        }
    }
    if let Some(args) = plain(&words) {
        return Ok(Verb::Check(Box::new(Check { args, levels: Levels::default(), names_format: false })));
    }
    // The commands besides `check` are not even looked at, which saves their set-up.
    let bare = CheckArgs::augment_args(clap::Command::new("cckm-lint")).version(env!("CARGO_PKG_VERSION"));
    let matches = match bare.try_get_matches_from(name().chain(words.iter().cloned())) {
        Err(error) if error.kind() == ErrorKind::DisplayHelp => {
            return Err(Whole::try_parse_from(name().chain(words)).err().unwrap_or(error));
        }
        matches => matches?,
    };
    let args = CheckArgs::from_arg_matches(&matches)?;
    if let Some(clash) = output::clash(&args) {
        return Err(Whole::command().error(ErrorKind::ArgumentConflict, clash));
    }
    let levels = levels::read(&matches, args.strict)?;
    let names_format = matches.value_source("format") == Some(ValueSource::CommandLine);
    Ok(Verb::Check(Box::new(Check { args, levels, names_format })))
}

/// The arguments where only paths are given, and perhaps `-q`: what most runs are, for which the table of all flags is not set
/// up.
fn plain(words: &[OsString]) -> Option<CheckArgs> {
    let mut args = CheckArgs { max_diagnostics: MOST_DIAGNOSTICS, ..CheckArgs::default() };
    for word in words {
        match word.as_encoded_bytes() {
            b"-q" | b"--quiet" if !args.quiet => args.quiet = true,
            b"-" => args.paths.push(word.into()),
            [] | [b'-', ..] => return None,
            _ => args.paths.push(word.into()),
        }
    }
    Some(args)
}

/// The whole command line.
pub(super) fn command() -> clap::Command {
    Whole::command()
}

fn other(verb: OtherVerb) -> Verb {
    match verb {
        OtherVerb::Rules(rules) => Verb::Rules(rules),
        OtherVerb::Explain(explain) => Verb::Explain(explain),
        OtherVerb::Schema(schema) => Verb::Schema(schema),
        OtherVerb::Completions(completions) => Verb::Completions(completions),
        OtherVerb::Man => Verb::Man,
        OtherVerb::Baseline(baseline) => Verb::Baseline(baseline),
        OtherVerb::Access(access) => Verb::Access(access),
        OtherVerb::Diff(diff) => Verb::Diff(diff),
        OtherVerb::Init => Verb::Init,
        OtherVerb::New(new) => Verb::New(new),
        OtherVerb::Verify(verify) => Verb::Verify(verify),
        OtherVerb::Audit(audit) => Verb::Audit(audit),
        OtherVerb::Lsp(_) => Verb::Lsp,
        OtherVerb::Check => unreachable!("taken out before"),
    }
}

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

/// Where among the words the verb stands: the first one that is neither a flag nor the value of one.
fn verb_at(words: &[OsString]) -> Option<usize> {
    let is_verb = |word: &OsString| word.to_str().is_some_and(|word| VERBS.contains(&word));
    if !words.iter().any(is_verb) {
        return None;
    }
    let command = CheckArgs::augment_args(clap::Command::new("cckm-lint"));
    let takes_value = |flag: &str| {
        let option = command.get_opts().find(|option| option.get_long() == Some(flag));
        option.is_some_and(|option| option.get_action().takes_values())
    };
    let mut is_value = false;
    for (at, word) in words.iter().enumerate() {
        let text = word.to_str().unwrap_or_default();
        if std::mem::take(&mut is_value) {
            continue;
        }
        match text.strip_prefix("--") {
            Some("") => return None,
            Some(flag) => is_value = takes_value(flag),
            None if text.starts_with('-') && text.len() > 1 => {}
            None => return is_verb(word).then_some(at),
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is read without the table of flags is what the table would have made of it.
    #[test]
    fn a_plain_command_line_is_read_as_any_other() {
        let lines: [&[&str]; 6] =
            [&[], &["a.json"], &["-q", "a.json"], &["b/", "--quiet", "-", "a"], &["é \n", "a=b"], &["a", "a"]];
        for line in lines {
            let words: Vec<OsString> = line.iter().map(OsString::from).collect();
            let command = CheckArgs::augment_args(clap::Command::new("cckm-lint"));
            let matches = command.get_matches_from([OsString::from("cckm-lint")].into_iter().chain(words.clone()));
            let read = CheckArgs::from_arg_matches(&matches).unwrap();
            assert_eq!(format!("{:?}", plain(&words).unwrap()), format!("{read:?}"));
        }
        for other in ["--fix", "-k", "--", "", "--quiet=true"] {
            assert!(plain(&[OsString::from(other)]).is_none(), "{other}");
        }
        assert!(plain(&["-q".into(), "-q".into()]).is_none());
    }
}
