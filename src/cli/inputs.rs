//! What there is to lint: named files, standard input, and what folders hold.

use std::io::{self, Cursor, Read};
use std::path::{Path, PathBuf};

use super::args::CheckArgs;
use crate::extract::{self, Form, form_by_name};
use crate::lint::DEFAULT_MAX_LINE;
use crate::report::Note;
use crate::source::{self, DEFAULT_MAX_SIZE, Lines, LoadError, PathSet, Source, name_of};

/// One thing to lint.
pub(super) struct Input {
    path: PathBuf,
    /// Whether it was named, rather than come across in a folder.
    pub is_named: bool,
}

impl Input {
    /// A file that is named, or standard input.
    pub(super) fn named(path: &Path) -> Self {
        Self { path: path.to_owned(), is_named: true }
    }

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

    /// Whether it is linted whatever it holds: what was named is, unless only requests are asked for.
    pub(super) const fn is_forced(&self, args: &CheckArgs) -> bool {
        self.is_named && !args.requests_only
    }

    /// Reads it.
    pub(super) fn load(&self, args: &CheckArgs) -> Result<Source, LoadError> {
        let (name, limit) = (self.name(args), self.limit(args));
        if self.is_stdin() { source::load(io::stdin(), &name, limit) } else { source::load_file(&self.path, &name, limit) }
    }

    /// How large it may be. In NDJSON the limit is one of a line, not of the file, unless that may never end.
    fn limit(&self, args: &CheckArgs) -> Option<u64> {
        let is_ndjson = self.form(args) == Some(Form::Ndjson) && !self.is_device();
        (!is_ndjson).then(|| args.max_size.unwrap_or(DEFAULT_MAX_SIZE))
    }

    /// What it is written as, unless only its content tells.
    fn form(&self, args: &CheckArgs) -> Option<Form> {
        if args.form == Form::Auto { form_by_name(&self.name(args)) } else { Some(args.form) }
    }

    /// Whether it may be read line by line. What is to be mended is needed as a whole.
    pub(super) fn may_be_lines(&self, args: &CheckArgs) -> bool {
        self.form(args).is_none_or(|form| form == Form::Ndjson) && args.fixes().is_none() && !self.is_device()
    }

    /// Whether it is a device, as `/dev/zero`, which is read up to a limit.
    fn is_device(&self) -> bool {
        self.file().is_some_and(source::is_device)
    }

    /// Opens what [may be read line by line](Self::may_be_lines), to see whether it is.
    pub(super) fn open(&self, args: &CheckArgs) -> Result<Opened, LoadError> {
        let mut reader: Box<dyn Read + Send> =
            if self.is_stdin() { Box::new(io::stdin()) } else { Box::new(source::open(&self.path)?) };
        if self.form(args).is_some() {
            return Ok(Opened::Lines(Lines::new(reader, longest_line(args))));
        }
        let head = source::head(&mut reader)?;
        let is_ndjson = std::str::from_utf8(&head).is_ok_and(extract::is_ndjson);
        let whole: Box<dyn Read + Send> = Box::new(Cursor::new(head).chain(reader));
        if is_ndjson {
            return Ok(Opened::Lines(Lines::new(whole, longest_line(args))));
        }
        source::load(whole, &self.name(args), self.limit(args)).map(Opened::Whole)
    }
}

/// An input that was opened.
pub(super) enum Opened {
    /// All of it.
    Whole(Source),
    /// NDJSON, none of which is read yet.
    Lines(Lines<Box<dyn Read + Send>>),
}

/// How long a line of NDJSON may be.
pub(super) fn longest_line(args: &CheckArgs) -> usize {
    args.max_size.map_or(DEFAULT_MAX_LINE, |bytes| usize::try_from(bytes).unwrap_or(usize::MAX))
}

/// Everything that the paths of the command line amount to, each file once; and what could not be looked into.
pub(super) fn collect(args: &CheckArgs, left_out: &PathSet) -> (Vec<Input>, Vec<Note>) {
    let here = [PathBuf::from(".")];
    let paths = if args.paths.is_empty() { &here[..] } else { &args.paths[..] };
    let mut inputs = Vec::new();
    let mut failures = Vec::new();
    for path in paths {
        if path != Path::new("-") && path.is_dir() {
            let is_wanted = |name: &str| form_by_name(name).is_some_and(|form| !(args.looks_at_keys() && form.is_host()));
            let found = source::walk(path, is_wanted, &args.exclude, left_out, args.no_ignore);
            inputs.extend(found.files.into_iter().map(|path| Input { path, is_named: false }));
            failures.extend(found.failures.into_iter().map(|(path, reason)| note(&path, reason)));
        } else if !(args.force_exclude && is_excluded(path, args, left_out)) {
            inputs.push(Input { path: path.clone(), is_named: true });
        }
    }
    if paths.len() > 1 {
        // In whatever order they are named, the same is found. Of a file that is named and come across, it counts that it is named.
        // Names that are not UTF-8 may be shown alike, and are not the same.
        inputs.sort_by_cached_key(|input| (name_of(&input.path), plain(&input.path).to_owned(), !input.is_named));
        inputs.dedup_by(|one, other| plain(&one.path) == plain(&other.path));
    }
    (inputs, failures)
}

/// `./a` is `a`.
fn plain(path: &Path) -> &Path {
    path.strip_prefix(".").unwrap_or(path)
}

/// What a path is known by, however it is written.
pub(super) fn known_as(path: &Path) -> PathBuf {
    path.canonicalize().unwrap_or_else(|_| source::whole(path))
}

fn is_excluded(path: &Path, args: &CheckArgs, left_out: &PathSet) -> bool {
    source::is_excluded(Path::new("."), path, &args.exclude) || left_out.has(path, false)
}

fn note(path: &Path, reason: String) -> Note {
    Note { path: name_of(path), reason }
}
