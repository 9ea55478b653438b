//! From the words of a command line to what is asked for.

use std::ffi::OsString;

use clap::error::ErrorKind;
use clap::parser::ValueSource;
use clap::{Args, CommandFactory, FromArgMatches, Parser, Subcommand};

use super::access::AccessArgs;
use super::args::{Check, CheckArgs, CompletionsArgs, ExplainArgs, LspArgs, MOST_DIAGNOSTICS, RulesArgs, SchemaArgs, VERBS};
use super::audit::AuditArgs;
use super::baseline::BaselineArgs;
use super::diff::DiffArgs;
use super::new::NewArgs;
use super::verify::VerifyArgs;
use super::{levels, output};
use crate::lint::Levels;

const EXIT_CODES: &str = "\
Exit codes:
  0  nothing at or above --fail-on
  1  findings at or above it
  2  wrong usage or configuration
  3  the run is incomplete: something could not be read
  4  no request found in what was named

`cckm-lint explain NAME` shows what a rule finds, why it matters and what to do instead.";

/// Checks CCKM create-AWS-key requests before they are sent, offline.
#[derive(Debug, Parser)]
#[command(name = "cckm-lint", version, after_help = EXIT_CODES, args_conflicts_with_subcommands = true)]
struct Whole {
    #[command(flatten)]
    check: CheckArgs,
    #[command(subcommand)]
    verb: Option<Verb>,
}

#[derive(Debug, Subcommand)]
#[command(disable_help_subcommand = true)]
pub(super) enum Verb {
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
pub(super) enum Asked {
    /// Linting, which is done if no command is given.
    Check(Box<Check>),
    /// Another command.
    Other(Verb),
}

/// Reads the words of a command line, without the name of the program.
pub(super) fn parse(mut words: Vec<OsString>) -> Result<Asked, clap::Error> {
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
            return whole
                .verb
                .map(Asked::Other)
                .ok_or_else(|| Whole::command().error(ErrorKind::InvalidSubcommand, "not a command"));
        }
    }
    if let Some(args) = plain(&words) {
        return Ok(Asked::Check(Box::new(Check { args, levels: Levels::default(), names_format: false })));
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
    Ok(Asked::Check(Box::new(Check { args, levels, names_format })))
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
