//! Writing files of ours.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

use crate::replace::Replacement;

/// Writes a file so that whoever reads it finds the old text or the new one, and never a part.
pub(super) fn atomically(path: &Path, text: &str) -> io::Result<()> {
    // What a link leads to is written, and the link stays.
    let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    Replacement::write(&path, None, |out| out.write_all(text.as_bytes()))?.keep()
}
