//! What there is to lint: named files, standard input, and what folders hold.

use std::path::{Path, PathBuf};

use super::args::CheckArgs;
use crate::extract::{Form, form_by_name};
use crate::report::Note;
use crate::source::{self, DEFAULT_MAX_SIZE, LoadError, PathSet, Source, name_of};

/// One thing to lint.
pub(super) struct Input {
    path: PathBuf,
    /// Whether it was named, rather than come across in a folder.
    pub is_named: bool,
}

impl Input {
    /// What findings call it: the path as it was given, with `/` on every system.
    pub(super) fn name(&self, args: &CheckArgs) -> String {
        if self.is_stdin() {
            return args.stdin_filename.clone().unwrap_or_else(|| Source::STDIN.to_owned());
        }
        name_of(&self.path)
    }

    /// Its path, unless it is standard input.
    pub(super) fn file(&self) -> Option<&Path> {
        (!self.is_stdin()).then_some(&*self.path)
    }

    fn is_stdin(&self) -> bool {
        self.path == Path::new("-")
    }

    /// Reads it.
    pub(super) fn load(&self, args: &CheckArgs) -> Result<Source, LoadError> {
        let name = self.name(args);
        let limit = if is_ndjson(&name, args) { None } else { Some(args.max_size.unwrap_or(DEFAULT_MAX_SIZE)) };
        if self.is_stdin() { source::load_stdin(&name, limit) } else { source::load_file(&self.path, &name, limit) }
    }
}

/// In NDJSON the limit is one of a line, not of the file.
fn is_ndjson(name: &str, args: &CheckArgs) -> bool {
    args.form == Form::Ndjson || (args.form == Form::Auto && form_by_name(name) == Some(Form::Ndjson))
}

/// Everything that the paths of the command line amount to, each file once; and what could not be looked into.
pub(super) fn collect(args: &CheckArgs, left_out: &PathSet) -> (Vec<Input>, Vec<Note>) {
    let here = [PathBuf::from(".")];
    let paths = if args.paths.is_empty() { &here[..] } else { &args.paths[..] };
    let mut inputs = Vec::new();
    let mut failures = Vec::new();
    for path in paths {
        if path != Path::new("-") && path.is_dir() {
            let found = source::walk(path, |name| form_by_name(name).is_some(), &args.exclude, left_out, args.no_ignore);
            inputs.extend(found.files.into_iter().map(|path| Input { path, is_named: false }));
            failures.extend(found.failures.into_iter().map(|(path, reason)| note(&path, reason)));
        } else if !(args.force_exclude && is_excluded(path, args, left_out)) {
            inputs.push(Input { path: path.clone(), is_named: true });
        }
    }
    if paths.len() > 1 {
        // In whatever order they are named, the same is found. Of a file that is named and come across, it counts that it is named.
        inputs.sort_by_cached_key(|input| (name_of(&input.path), !input.is_named));
        inputs.dedup_by_key(|input| name_of(&input.path));
    }
    (inputs, failures)
}

fn is_excluded(path: &Path, args: &CheckArgs, left_out: &PathSet) -> bool {
    source::is_excluded(Path::new("."), path, &args.exclude) || left_out.has(path, false)
}

fn note(path: &Path, reason: String) -> Note {
    Note { path: path.to_string_lossy().into_owned(), reason }
}
