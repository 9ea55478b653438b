//! Where the configuration stands.

use std::path::{Path, PathBuf};

/// What a configuration file is called.
pub const FILE_NAME: &str = "cckm-lint.toml";

/// The nearest configuration file, from the current folder upwards, by the path that leads there. A folder that holds a
/// repository is the last one that is looked into.
#[must_use]
pub fn find() -> Option<PathBuf> {
    let here = std::env::current_dir().ok()?;
    let mut way = PathBuf::new();
    for folder in here.ancestors() {
        if folder.join(FILE_NAME).is_file() {
            return Some(way.join(FILE_NAME));
        }
        if is_repository(folder) {
            return None;
        }
        way.push("..");
    }
    None
}

/// A worktree has a file of that name.
fn is_repository(folder: &Path) -> bool {
    folder.join(".git").exists()
}
