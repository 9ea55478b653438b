//! Sets of paths, given as globs.

use std::path::{Component, Path, PathBuf};

use ignore::gitignore::{Gitignore, GitignoreBuilder};

/// The paths that some globs match, which are written as in a `.gitignore` file that stands in a certain folder.
#[derive(Clone, Debug)]
pub struct PathSet {
    root: PathBuf,
    globs: Gitignore,
}

impl Default for PathSet {
    fn default() -> Self {
        Self { root: PathBuf::new(), globs: Gitignore::empty() }
    }
}

impl PathSet {
    /// What `globs` match below `root`. Those that are no globs are left out; see [`PathSet::check`].
    #[must_use]
    pub fn new<G: AsRef<str>>(root: &Path, globs: impl IntoIterator<Item = G>) -> Self {
        let mut builder = GitignoreBuilder::new("");
        for glob in globs {
            // `./a` is how paths are often written; in a `.gitignore` file it would match nothing.
            let glob = glob.as_ref();
            let anchored = glob.strip_prefix("./").map(|rest| format!("/{rest}"));
            let _ = builder.add_line(None, anchored.as_deref().unwrap_or(glob));
        }
        Self { root: whole(root), globs: builder.build().unwrap_or_else(|_| Gitignore::empty()) }
    }

    /// Whether a text is a glob.
    ///
    /// # Errors
    /// Where it is none: the reason.
    pub fn check(glob: &str) -> Result<(), String> {
        GitignoreBuilder::new("").allow_unclosed_class(false).add_line(None, glob).map(|_| ()).map_err(|error| error.to_string())
    }

    /// Whether there is no path in it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.globs.is_empty()
    }

    /// Whether a file, or a folder that it stands in, is among them.
    #[must_use]
    pub fn has(&self, path: &Path, is_folder: bool) -> bool {
        if self.is_empty() {
            return false;
        }
        let path = whole(path);
        let below = path.strip_prefix(&self.root).ok().filter(|below| !below.as_os_str().is_empty());
        below.is_some_and(|below| self.globs.matched_path_or_any_parents(below, is_folder).is_ignore())
    }
}

/// The path from the root of the file system, without detours.
#[must_use]
pub fn whole(path: &Path) -> PathBuf {
    without_detours(&std::path::absolute(path).unwrap_or_else(|_| path.to_owned()))
}

/// What findings call a file: its path as it was given, with `/` on every system.
#[must_use]
pub fn name_of(path: &Path) -> String {
    let name = path.to_string_lossy();
    let name = if std::path::MAIN_SEPARATOR == '/' { name.into_owned() } else { name.replace(std::path::MAIN_SEPARATOR, "/") };
    name.strip_prefix("./").map_or(name.clone(), ToOwned::to_owned)
}

/// A path from `folder` on; both are whole.
#[must_use]
pub fn relative(path: &Path, folder: &Path) -> PathBuf {
    let shared = path.components().zip(folder.components()).take_while(|(a, b)| a == b).count();
    // On another drive there is no way from one to the other.
    if shared == 0 {
        return path.to_owned();
    }
    let up = folder.components().skip(shared).map(|_| Component::ParentDir);
    up.chain(path.components().skip(shared)).collect()
}

/// `a/../b` is `b`, unless `a` is a link, which is for the reader to know.
#[must_use]
pub fn without_detours(path: &Path) -> PathBuf {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_leads_from_one_folder_to_another() {
        for (path, folder, expected) in [
            ("/p/a/b.json", "/p", "a/b.json"),
            ("/p/a/b.json", "/p/x/y", "../../a/b.json"),
            ("/a", "/p", "../a"),
            ("/p", "/p", ""),
        ] {
            assert_eq!(relative(Path::new(path), Path::new(folder)), Path::new(expected));
        }
    }

    #[test]
    fn globs_are_those_of_a_gitignore_file_in_the_folder() {
        let set = PathSet::new(Path::new("/project"), ["legacy/", "*.tmp.json", "/a/*.json", "./one.json"]);
        for (path, is_in) in [
            ("/project/legacy/a.json", true),
            ("/project/x/legacy/a.json", true),
            ("/project/x/y.tmp.json", true),
            ("/project/a/b.json", true),
            ("/project/x/a/b.json", false),
            ("/project/x/../legacy/a.json", true),
            ("/other/legacy/a.json", false),
            ("/project/one.json", true),
            ("/project/x/one.json", false),
            ("/project", false),
        ] {
            assert_eq!(set.has(Path::new(path), false), is_in, "{path}");
        }
        assert!(PathSet::check("a[").is_err());
    }
}
