//! Files that scripts send: `-d @body.json`.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use super::args::CheckArgs;
use super::gather::Outcome;
use super::inputs::{Input, known_as};
use super::read::read;
use crate::diagnostic::redact::Redactor;
use crate::extract::{Contents, Form, Reference};
use crate::lint::Linter;
use crate::report::Note;
use crate::source::{self, DEFAULT_MAX_SIZE, without_detours};

/// The files that the inputs of a run name.
#[derive(Default)]
pub(super) struct References<'i> {
    /// Each with the name of the script that it is named in.
    named: Vec<(String, Reference)>,
    /// The inputs that were not linted, so that what names them is the reason to.
    passed_over: HashSet<&'i Path>,
}

impl<'i> References<'i> {
    /// Notes what an input names, and whether it was linted itself.
    pub(super) fn note(&mut self, input: &'i Input, outcome: &Outcome) {
        match outcome {
            Outcome::Linted(read) if read.linted.skipped.is_none() => {
                let named = read.linted.references.iter().cloned();
                self.named.extend(named.map(|reference| (read.source.name().to_owned(), reference)));
            }
            _ => self.pass_over(input),
        }
    }

    /// Notes that an input was not linted itself.
    pub(super) fn pass_over(&mut self, input: &'i Input) {
        self.passed_over.extend(input.file());
    }

    /// Lints the files that were named and that are not among the inputs; what came of each.
    pub(super) fn follow(self, linter: &Linter, inputs: &[Input], args: &CheckArgs) -> Vec<Outcome> {
        if self.named.is_empty() {
            return Vec::new();
        }
        let taken = inputs.iter().filter_map(Input::file).filter(|file| !self.passed_over.contains(file));
        let mut seen: HashSet<PathBuf> = taken.map(known_as).collect();
        let fresh = self.named.into_iter().filter_map(|(script, reference)| {
            let path = find(&script, &reference.path);
            seen.insert(known_as(&path)).then(|| lint(linter, &script, &reference, args))
        });
        fresh.collect()
    }
}

/// Where a file is that `script` names: beside the script or, as scripts are mostly run from there, in the current folder.
fn find(script: &str, path: &str) -> PathBuf {
    let beside = without_detours(&Path::new(script).parent().unwrap_or(Path::new("")).join(path));
    if !beside.exists() && Path::new(path).exists() { PathBuf::from(path) } else { beside }
}

/// Whether a file is below the current folder, or below that of the script which names it. What somebody else wrote must not have
/// the rest of the machine read, shown in a log, or mended.
fn is_at_hand(script: &str, path: &Path) -> bool {
    let own = Path::new(script).parent().filter(|folder| !folder.as_os_str().is_empty());
    let folders = [Some(Path::new(".")), own].into_iter().flatten();
    folders.filter_map(|folder| folder.canonicalize().ok()).any(|folder| known_as(path).starts_with(folder))
}

/// Where a file is that `script` names and what it is read as; or why it is not read.
pub(super) fn locate(script: &str, reference: &Reference) -> Result<(PathBuf, Form), &'static str> {
    let path = find(script, &reference.path);
    let form = match reference.holds {
        Contents::Request => Form::Json,
        Contents::Policy => Form::Policy,
        Contents::Undocumented => return Err("named by a command; the shape of such files is not documented"),
    };
    if !path.is_file() {
        return Err("named by a command, and not there");
    }
    if !is_at_hand(script, &path) {
        return Err("named by a command, and neither below the current folder nor beside it; name it to have it linted");
    }
    Ok((path, form))
}

fn lint(linter: &Linter, script: &str, reference: &Reference, args: &CheckArgs) -> Outcome {
    let name = source::name_of(&find(script, &reference.path));
    let (path, form) = match locate(script, reference) {
        Ok(found) => found,
        Err(reason) => {
            // It was read in a script, where a secret may stand in it.
            let shown = Redactor::default().scrub(&name).into_owned();
            return Outcome::Skipped(Note { path: shown, reason: reason.to_owned() });
        }
    };
    match source::load_file(&path, &name, Some(args.max_size.unwrap_or(DEFAULT_MAX_SIZE))) {
        Ok(source) => read(&linter.for_form(form), source, Some(&path), true, args),
        Err(error) => Outcome::Failed(Note { path: name, reason: error.to_string() }),
    }
}
