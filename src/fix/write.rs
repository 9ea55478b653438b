//! Writing a file so that at any moment it is either the old one or the new one.

use std::fmt;
use std::fs;
use std::io::{self, Write};
use std::path::Path;

use crate::replace::Replacement;

/// Why a file was left alone.
#[derive(Debug)]
pub enum WriteError {
    /// It is no longer what was linted.
    Changed,
    /// It may not be written.
    ReadOnly,
    /// Something else.
    Io(io::Error),
}

impl fmt::Display for WriteError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Changed => f.write_str("changed while it was linted, and was left alone"),
            Self::ReadOnly => f.write_str("is read-only, and was left alone"),
            Self::Io(error) => write!(f, "cannot be written, and was left alone: {error}"),
        }
    }
}

impl std::error::Error for WriteError {}

impl From<io::Error> for WriteError {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

/// Puts `after` in the place of `before` in the file at `path`. A link is followed: it goes on leading to the file.
///
/// # Errors
/// Where the file is no longer `before`, may not be written, or cannot be.
pub fn write(path: &Path, before: &str, after: &str) -> Result<(), WriteError> {
    let path = path.canonicalize()?;
    let permissions = fs::metadata(&path)?.permissions();
    if permissions.readonly() {
        return Err(WriteError::ReadOnly);
    }
    let new = Replacement::write(&path, Some(permissions), |out| out.write_all(after.as_bytes()))?;
    // As late as can be, so that little time is left for somebody else to write.
    if fs::read(&path)? != before.as_bytes() {
        return Err(WriteError::Changed);
    }
    Ok(new.keep()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_changed_meanwhile_is_left_alone() {
        let folder = std::env::temp_dir().join(format!("cckm-lint-write-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let path = folder.join("a.json");
        fs::write(&path, "somebody else's").unwrap();
        assert!(matches!(write(&path, "what was read", "what is to be"), Err(WriteError::Changed)));
        assert_eq!(fs::read_to_string(&path).unwrap(), "somebody else's");
        assert_eq!(fs::read_dir(&folder).unwrap().count(), 1, "nothing is left behind");
        fs::remove_dir_all(&folder).unwrap();
    }
}
