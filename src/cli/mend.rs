//! `--fix` and `--diff`: what becomes of a file whose findings can be mended.

use std::path::Path;

use similar::TextDiff;

use super::args::CheckArgs;
use super::gather::Read;
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
            let diff = mended.map(|mended| linted.redactor.scrub(&diff(&source, &mended.source)).into_owned());
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

/// What is to change, as a unified diff.
fn diff(before: &Source, after: &Source) -> String {
    let name = crate::diagnostic::escape_controls(before.name()).into_owned();
    let diff = TextDiff::from_lines(before.text(), after.text());
    diff.unified_diff().header(&name, &name).to_string()
}
