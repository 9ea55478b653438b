//! Files that scripts send: `-d @body.json`.

use std::collections::HashSet;
use std::path::{Component, Path, PathBuf};

use super::args::CheckArgs;
use super::check::read;
use super::gather::Outcome;
use super::inputs::Input;
use crate::extract::{Contents, Form, Reference};
use crate::lint::Linter;
use crate::report::Note;
use crate::source::{self, DEFAULT_MAX_SIZE, Source};

/// Lints the files that the inputs name and that are not among them; what came of each.
pub(super) fn follow(linter: &Linter, inputs: &[Input], outcomes: &[Outcome], args: &CheckArgs) -> Vec<Outcome> {
    let named: Vec<(&Source, &Reference)> = outcomes.iter().flat_map(references).collect();
    if named.is_empty() {
        return Vec::new();
    }
    let taken = inputs.iter().zip(outcomes).filter(|(_, outcome)| is_taken(outcome)).filter_map(|(input, _)| input.file());
    let mut seen: HashSet<PathBuf> = taken.map(known_as).collect();
    let fresh = named.into_iter().filter_map(|(source, reference)| {
        let path = find(source.name(), &reference.path);
        seen.insert(known_as(&path)).then(|| lint(linter, &path, reference.holds, args))
    });
    fresh.collect()
}

fn references(outcome: &Outcome) -> Vec<(&Source, &Reference)> {
    let Outcome::Linted(linted) = outcome else { return Vec::new() };
    linted.1.references.iter().map(|reference| (&linted.0, reference)).collect()
}

fn is_taken(outcome: &Outcome) -> bool {
    matches!(outcome, Outcome::Linted(linted) if linted.1.skipped.is_none())
}

fn known_as(path: impl AsRef<Path>) -> PathBuf {
    let path = path.as_ref();
    path.canonicalize().unwrap_or_else(|_| path.to_owned())
}

/// Where a file is that `script` names: beside the script or, as scripts are mostly run from there, in the current folder.
fn find(script: &str, path: &str) -> PathBuf {
    let beside = without_detours(&Path::new(script).parent().unwrap_or(Path::new("")).join(path));
    if !beside.exists() && Path::new(path).exists() { PathBuf::from(path) } else { beside }
}

/// `a/../b` is `b`, unless `a` is a link, which is for the reader to know.
fn without_detours(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for component in path.components() {
        let is_folder = matches!(plain.components().next_back(), Some(Component::Normal(_)));
        match component {
            Component::ParentDir if is_folder => drop(plain.pop()),
            Component::CurDir => {}
            other => plain.push(other),
        }
    }
    plain
}

fn lint(linter: &Linter, path: &Path, holds: Contents, args: &CheckArgs) -> Outcome {
    let name = super::inputs::name_of(path);
    let skipped = |reason: &str| Outcome::Skipped(Note { path: name.clone(), reason: reason.to_owned() });
    let form = match holds {
        Contents::Request => Form::Json,
        Contents::Policy => Form::Policy,
        Contents::Undocumented => return skipped("named by a command; the shape of such files is not documented"),
    };
    if !path.is_file() {
        return skipped("named by a command, and not there");
    }
    match source::load_file(path, &name, Some(args.max_size.unwrap_or(DEFAULT_MAX_SIZE))) {
        Ok(source) => read(&linter.for_form(form), source, true),
        Err(error) => Outcome::Failed(Note { path: name, reason: error.to_string() }),
    }
}
