//! Which files of a folder are looked at.

use std::path::{Path, PathBuf};

use ignore::WalkBuilder;
use ignore::overrides::{Override, OverrideBuilder};

use super::paths::PathSet;

/// What a walk found.
#[derive(Debug, Default)]
pub struct Walk {
    /// Files, sorted by path.
    pub files: Vec<PathBuf>,
    /// Folders or entries that could not be looked into, and why.
    pub failures: Vec<(PathBuf, String)>,
}

/// The files below `folder` whose name `is_wanted`. `.gitignore` files are respected unless
/// `no_ignore`; symbolic links are not followed; hidden files are passed over, and so is what is `left_out`.
#[must_use]
pub fn walk(folder: &Path, is_wanted: impl Fn(&str) -> bool, exclude: &[String], left_out: &PathSet, no_ignore: bool) -> Walk {
    let mut found = Walk::default();
    let mut walker = WalkBuilder::new(folder);
    if !left_out.is_empty() {
        let left_out = left_out.clone();
        walker.filter_entry(move |entry| !left_out.has(entry.path(), entry.file_type().is_some_and(|kind| kind.is_dir())));
    }
    let walker = walker.standard_filters(!no_ignore).hidden(true).require_git(false).overrides(excluded(folder, exclude)).build();
    for entry in walker {
        match entry {
            Ok(entry) if entry.file_type().is_some_and(|kind| kind.is_file()) => {
                // A name that is not UTF-8 has an ending all the same.
                if is_wanted(&entry.file_name().to_string_lossy()) {
                    found.files.push(entry.into_path());
                }
            }
            Ok(_) => {}
            Err(error) => found.failures.push(failure(folder, &error)),
        }
    }
    found.files.sort_by_cached_key(|path| in_order(path));
    found
}

/// Which path of a walk cannot be looked into, and why.
fn failure(folder: &Path, error: &ignore::Error) -> (PathBuf, String) {
    // What walks says the path, too, which is said already.
    let cause = error
        .io_error()
        .map(|error| error.get_ref().and_then(|walk| walk.source()).map_or(error.to_string(), |own| own.to_string()));
    let reason = cause.map_or_else(|| error.to_string(), |cause| format!("cannot be read: {cause}"));
    (path_of(error).unwrap_or(folder).to_owned(), reason)
}

/// The path that an error is about.
fn path_of(error: &ignore::Error) -> Option<&Path> {
    match error {
        ignore::Error::WithPath { path, .. } => Some(path),
        ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => path_of(err),
        _ => None,
    }
}

/// What sorts as the path does, part by part, and is compared much faster.
fn in_order(path: &Path) -> Vec<u8> {
    let bytes = path.as_os_str().as_encoded_bytes().iter();
    bytes.map(|byte| if std::path::is_separator(char::from(*byte)) { 0 } else { *byte }).collect()
}

/// Whether `path` matches one of the `exclude` globs, which are relative to `root`.
#[must_use]
pub fn is_excluded(root: &Path, path: &Path, exclude: &[String]) -> bool {
    !exclude.is_empty() && excluded(root, exclude).matched(path, false).is_ignore()
}

fn excluded(root: &Path, globs: &[String]) -> Override {
    let mut builder = OverrideBuilder::new(root);
    for glob in globs {
        // Faulty globs are refused when the arguments are read, so none is left here.
        let _ = builder.add(&format!("!{glob}"));
    }
    builder.build().unwrap_or_else(|_| Override::empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_in_the_order_of_their_parts() {
        let mut paths: Vec<PathBuf> = ["a/b", "a.b", "a", "a/b/c", "a/b.c", "a b/c", "ab", "a/é"].map(PathBuf::from).into();
        let mut sorted = paths.clone();
        sorted.sort();
        paths.sort_by_cached_key(|path| in_order(path));
        assert_eq!(paths, sorted);
    }
}
