//! `--fix` and `--diff`: what becomes of a file whose findings can be mended.

use std::path::Path;

use similar::TextDiff;

use super::args::CheckArgs;
use super::gather::Read;
use super::harmless;
use crate::diagnostic::escape_controls;
use crate::diagnostic::redact::Redactor;
use crate::fix::{self, Choice, Mended};
use crate::lint::{Linted, Linter};
use crate::source::Source;

/// Where a source goes once it is mended.
#[derive(Clone, Copy)]
pub(super) enum Target<'p> {
    /// Into its file.
    File(&'p Path),
    /// To standard output, mended or not.
    Stdout,
    /// Nowhere: only what would change is shown.
    Diff,
}

impl<'p> Target<'p> {
    /// Of what was read from `path`, or else from standard input.
    pub(super) fn of(path: Option<&'p Path>, args: &CheckArgs) -> Self {
        match path {
            _ if args.diff => Self::Diff,
            Some(path) => Self::File(path),
            None => Self::Stdout,
        }
    }
}

/// Mends a source that was read, and writes it. Where it cannot be written what is said is said of the text as it is.
pub(super) fn mend(linter: &Linter, source: Source, linted: Linted, target: Target<'_>, is_named: bool, choice: Choice) -> Read {
    let mended = fix::mend(linter, &source, &linted, is_named, choice);
    match (target, mended) {
        (Target::Diff, mended) => {
            let diff = mended.map(|mended| diff((&source, &linted.redactor), (&mended.source, &mended.linted.redactor)));
            Read { diff, ..Read::of(source, linted) }
        }
        (Target::Stdout, None) => Read { text: Some(source.text().to_owned()), ..Read::of(source, linted) },
        (Target::Stdout, Some(Mended { source, linted, fixes })) => {
            Read { text: Some(source.text().to_owned()), fixes, ..Read::of(source, linted) }
        }
        (Target::File(_), None) => Read::of(source, linted),
        (Target::File(path), Some(mended)) => match fix::write(path, source.text(), mended.source.text()) {
            Ok(()) => Read { fixes: mended.fixes, ..Read::of(mended.source, mended.linted) },
            Err(error) => Read { failure: Some(error.to_string()), ..Read::of(source, linted) },
        },
    }
}

/// What is to change, as a unified diff in which no secret is shown and nothing acts on a terminal.
fn diff(before: (&Source, &Redactor), after: (&Source, &Redactor)) -> String {
    let name = escape_controls(before.0.name()).into_owned();
    // Of a secret the lines may be shown that stand near a change, without what it is known by.
    let (old, new) = (before.1.masked(before.0.text()), after.1.masked(after.0.text()));
    let diff = TextDiff::from_lines(&*old, &*new).unified_diff().header(&name, &name).to_string();
    let shown = harmless(&before.1.scrub(&diff));
    // A lone CR ended the last line, and is shown as it is written; that of another file is to start on a line of its own.
    if shown.ends_with('\n') { shown } else { shown + "\n" }
}
