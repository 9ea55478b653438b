//! Replacing a file in one step: whoever looks there finds the old one or the new one, whole.

use std::fs::{self, File};
use std::io::{self, BufWriter};
use std::path::{Path, PathBuf};

use crate::interrupt::{self, unfinished};

/// How many files may be left of runs that were killed.
const MOST_TRIES: usize = 100;

/// A new file that stands beside the one whose place it is to take. Unless it is kept, it goes again.
pub(crate) struct Replacement<'p> {
    path: &'p Path,
    beside: PathBuf,
    is_kept: bool,
}

impl<'p> Replacement<'p> {
    /// Writes the file that is to stand at `path`, with these permissions where some are given.
    pub(crate) fn write(
        path: &'p Path,
        permissions: Option<fs::Permissions>,
        fill: impl FnOnce(&mut BufWriter<File>) -> io::Result<()>,
    ) -> io::Result<Self> {
        let (beside, file) = beside(path)?;
        let new = Self { path, beside, is_kept: false };
        if let Some(permissions) = permissions {
            file.set_permissions(permissions)?;
        }
        let mut out = BufWriter::new(file);
        fill(&mut out)?;
        // Otherwise a crash may leave an empty file under the name of the old one.
        out.into_inner().map_err(io::IntoInnerError::into_error)?.sync_all()?;
        Ok(new)
    }

    /// Puts it in its place.
    pub(crate) fn keep(mut self) -> io::Result<()> {
        let mut unfinished = unfinished();
        fs::rename(&self.beside, self.path)?;
        // From now on the name may be that of another thread's file.
        unfinished.remove(&self.beside);
        self.is_kept = true;
        Ok(())
    }
}

impl Drop for Replacement<'_> {
    fn drop(&mut self) {
        if !self.is_kept {
            let mut unfinished = unfinished();
            let _ = fs::remove_file(&self.beside);
            unfinished.remove(&self.beside);
        }
    }
}

/// A new file in the same folder, as none can be renamed into another file system. One of its name may be left of a run that
/// was killed, and in containers every run may have the same number.
fn beside(path: &Path) -> io::Result<(PathBuf, File)> {
    // Not the file's own name and more: that may be as long as a name can be.
    path.file_name().ok_or_else(|| io::Error::other("this is no name of a file"))?;
    interrupt::watch();
    let mut unfinished = unfinished();
    let mut tries = 0;
    loop {
        let beside = path.with_file_name(format!(".cckm-lint-{}-{tries}.tmp", std::process::id()));
        match File::create_new(&beside) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists && tries < MOST_TRIES => tries += 1,
            file => {
                let file = file?;
                unfinished.insert(beside.clone());
                return Ok((beside, file));
            }
        }
    }
}
