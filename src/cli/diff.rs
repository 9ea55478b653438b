//! `cckm-lint diff`: what differs in who may do what with a key.

use std::collections::BTreeSet;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::Args;

use super::args::CheckArgs;
use super::exit::Exit;
use super::inputs::Input;
use super::settings::Settings;
use super::told::{self, ReadingArgs, Texts, Told};
use super::{finish, say, terminal};
use crate::access::{Changes, Finder, Who};
use crate::diagnostic::count;
use crate::report::{ChangesFormat, write_changes};

const EXIT_CODES: &str = "\
Compares what two policies mean, not how they are written: neither the order of statements counts nor how actions are listed.

Exit codes:
  0  no change in access
  1  access differs
  2  wrong usage or configuration
  3  something could not be read, or is not known well enough to be compared
  4  no request found in what was named";

/// Tells what differs.
#[derive(Debug, Args)]
#[command(after_help = EXIT_CODES)]
pub(super) struct DiffArgs {
    /// The request, key policy or key before, or - for standard input
    #[arg(value_name = "BEFORE")]
    before: PathBuf,
    /// The one after
    #[arg(value_name = "AFTER")]
    after: PathBuf,
    /// How it is written
    #[arg(long, value_enum, default_value_t = ChangesFormat::Human)]
    format: ChangesFormat,
    #[command(flatten)]
    reading: ReadingArgs,
}

pub(super) fn run(args: &DiffArgs) -> Exit {
    let paths = vec![args.before.clone(), args.after.clone()];
    let settings = args.reading.settings(paths, |_| {});
    settings.and_then(|settings| compare(args, &settings)).unwrap_or_else(|exit| exit)
}

fn compare(args: &DiffArgs, settings: &Settings) -> Result<Exit, Exit> {
    let check = &settings.args;
    let mut before = load(&args.before, check)?;
    let mut after = load(&args.after, check)?;
    let finder = told::finder(settings);
    let first = (before.tell(&finder, check), after.tell(&finder, check));
    // Whom one of them means by a bare name hangs on the account, which only the other one may tell.
    let finder = Finder { account: account_of(&first.0, &first.1), ..finder };
    let named = (before.tell(&finder, check), after.tell(&finder, check));
    let finder = Finder { also: principals_of(&named.0, &named.1), ..finder };
    let (old, new) = (before.tell(&finder, check), after.tell(&finder, check));
    let is_whole = say_words(&first.0, check) & say_words(&first.1, check);
    if old.requests.is_empty() || new.requests.is_empty() {
        if !is_whole {
            return Err(Exit::Incomplete);
        }
        say("no create-key request found in what was named");
        return Err(Exit::NoRequest);
    }
    let changes = pairs(old, new)?;
    let human = terminal::look(check);
    let mut out = io::BufWriter::new(io::stdout().lock());
    let written = write_changes(&changes, args.format, &human, &mut out).and_then(|()| out.flush());
    let exit = if !is_whole || changes.iter().any(|changes| changes.gap.is_some()) {
        Exit::Incomplete
    } else if changes.iter().any(|changes| !changes.is_empty()) {
        Exit::Findings
    } else {
        Exit::Clean
    };
    Ok(finish(written, exit))
}

fn load(path: &Path, check: &CheckArgs) -> Result<Texts, Exit> {
    Texts::load(&Input::named(path), check).map_err(|note| {
        say(&format!("{}: {}", note.path, note.reason));
        Exit::Incomplete
    })
}

/// The account of the keys of either, where there is but one.
fn account_of(before: &Told, after: &Told) -> Option<String> {
    let accounts: BTreeSet<&str> = before.accounts().chain(after.accounts()).collect();
    accounts.first().filter(|_| accounts.len() == 1).map(|account| (*account).to_owned())
}

/// The principals of both, of which each is to be told.
fn principals_of(before: &Told, after: &Told) -> Arc<[Who]> {
    let all: BTreeSet<Who> = before.principals().chain(after.principals()).cloned().collect();
    all.into_iter().collect()
}

/// Words about what could not be read; whether all was.
fn say_words(told: &Told, check: &CheckArgs) -> bool {
    for note in &told.incomplete {
        say(&format!("{}: {}", note.path, note.reason));
    }
    if !check.quiet {
        told.skipped.iter().for_each(|note| say(&format!("{}: {}", note.path, note.reason)));
    }
    told.incomplete.is_empty() && told.left_out == 0
}

/// The requests of both, each with its like: the first with the first.
fn pairs(before: Told, after: Told) -> Result<Vec<Changes>, Exit> {
    let (old, new) = (before.requests, after.requests);
    if old.len() != new.len() {
        let (old, new) = (count(old.len(), "request"), count(new.len(), "request"));
        say(&format!("there is no telling which belong together of {old} and {new}; --pointer names one"));
        return Err(Exit::Usage);
    }
    let pairs = old.into_iter().zip(new);
    Ok(pairs.map(|((old, hidden), (new, also))| Changes::between(old, new).shown(&hidden, &also)).collect())
}
