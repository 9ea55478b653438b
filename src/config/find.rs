//! Where the configuration stands.

use std::path::{Path, PathBuf};

/// What a configuration file is called.
pub const FILE_NAME: &str = "cckm-lint.toml";

/// The nearest configuration file, from the current folder upwards, by the path that leads there. A folder that holds a
/// repository is the last one that is looked into.
#[must_use]
pub fn find() -> Option<PathBuf> {
    let here = std::env::current_dir().ok()?;
    let (up, _) = nearest(&here)?;
    Some(std::iter::repeat_n("..", up).collect::<PathBuf>().join(FILE_NAME))
}

/// The configuration file that counts for what stands in `folder`.
#[must_use]
pub fn find_from(folder: &Path) -> Option<PathBuf> {
    nearest(folder).map(|(_, folder)| folder.join(FILE_NAME))
}

/// The nearest folder that has a configuration file, and how far up it is.
fn nearest(here: &Path) -> Option<(usize, &Path)> {
    for (up, folder) in here.ancestors().enumerate() {
        if folder.join(FILE_NAME).is_file() {
            return Some((up, folder));
        }
        if is_repository(folder) {
            return None;
        }
    }
    None
}

/// A worktree has a file of that name.
fn is_repository(folder: &Path) -> bool {
    folder.join(".git").exists()
}
