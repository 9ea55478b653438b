//! Reading one input: linted, and mended where that is asked for.

use std::io;
use std::path::Path;

use super::args::{CheckArgs, VERBS};
use super::gather::{Outcome, Read};
use super::inputs::Input;
use super::mend::{self, Target};
use crate::catalog::near::nearest;
use crate::fault;
use crate::lint::Linter;
use crate::report::Note;
use crate::source::{LoadError, Source};

/// Loads an input, and lints it.
pub(super) fn load(linter: &Linter, input: &Input, args: &CheckArgs) -> Outcome {
    let source = match input.load(args) {
        Ok(source) => source,
        Err(error) => return failed(&error, input.name(args)),
    };
    read(linter, source, input.file(), input.is_forced(args), args)
}

/// What comes of an input of that name that cannot be read.
pub(super) fn failed(error: &LoadError, name: String) -> Outcome {
    let reason = format!("{error}{}", command_meant(error, &name));
    Outcome::Failed(Note { path: name, reason })
}

/// Lints a source, and mends it where that is asked for. A fault of ours takes no more with it than that source.
pub(super) fn read(linter: &Linter, source: Source, path: Option<&Path>, is_named: bool, args: &CheckArgs) -> Outcome {
    let name = source.name().to_owned();
    let read = fault::guarded(|| {
        let linted = linter.read(&source, is_named);
        match args.fixes() {
            Some(choice) => mend::mend(linter, source, linted, Target::of(path, args), is_named, choice),
            None => Read::of(source, linted),
        }
    });
    match read {
        Ok(read) => Outcome::Linted(Box::new(read)),
        Err(reason) => Outcome::Failed(Note { path: name, reason }),
    }
}

/// A command that was misspelled is taken for a path.
fn command_meant(error: &LoadError, name: &str) -> String {
    let is_missing = matches!(error, LoadError::Io(error) if error.kind() == io::ErrorKind::NotFound);
    let verb = nearest(name, VERBS.iter().copied()).filter(|_| is_missing);
    verb.map_or_else(String::new, |verb| format!("; did you mean the command `{verb}`?"))
}
