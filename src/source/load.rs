//! Reading a file or standard input, up to a limit.

use std::fs::{self, File, Metadata};
use std::io::{self, Read};
use std::path::Path;

use super::{Source, Start};

/// How large a document may be: 128 MiB.
pub const DEFAULT_MAX_SIZE: u64 = 128 * 1024 * 1024;

/// The most that can be read at all: offsets are 32 bits wide.
const MOST: u64 = u32::MAX as u64;

/// Why an input could not be read whole.
#[derive(Debug)]
pub enum LoadError {
    /// The operating system said no.
    Io(io::Error),
    /// More bytes than the limit, which is given.
    TooLarge(u64),
    /// More bytes than any limit allows.
    TooLargeForAll,
    /// A pipe or a socket, which may never end.
    NotAFile(&'static str),
}

impl std::fmt::Display for LoadError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Io(error) if error.kind() == io::ErrorKind::NotFound => f.write_str("no such file or folder"),
            Self::Io(error) => write!(f, "cannot be read: {error}"),
            Self::TooLargeForAll => f.write_str("4 GiB or larger, which is more than can be read at once"),
            Self::TooLarge(limit) => write!(f, "larger than {limit} bytes, the limit of --max-size"),
            Self::NotAFile(kind) => write!(f, "{kind}, not a file; to read from a pipe, use - for standard input"),
        }
    }
}

impl std::error::Error for LoadError {}

impl From<io::Error> for LoadError {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

/// Reads the file at `path`, of at most `limit` bytes where one is given. The source is called `name`.
///
/// # Errors
/// Where the file cannot be read, is larger than the limit, or is a named pipe or a socket.
pub fn load_file(path: &Path, name: &str, limit: Option<u64>) -> Result<Source, LoadError> {
    let file = open(path)?;
    let size = file.metadata().map_or(0, |meta| meta.len());
    if size > limit.unwrap_or(MOST).min(MOST) {
        return Err(too_large(limit));
    }
    read_up_to(file, size, limit).map(|bytes| Source::from_bytes(name, bytes))
}

/// Reads all that a reader has, of at most `limit` bytes where one is given. The source is called `name`.
///
/// # Errors
/// Where it cannot be read, or is larger than the limit.
pub fn load(reader: impl Read, name: &str, limit: Option<u64>) -> Result<Source, LoadError> {
    read_up_to(reader, 0, limit).map(|bytes| Source::from_bytes(name, bytes))
}

/// How much of a text is read to see what it is.
const HEAD: usize = 64 * 1024;

/// The first lines that a reader has, two that are not blank if there are as many in so few bytes. They are taken out of it.
///
/// # Errors
/// Where it cannot be read.
pub fn head(reader: &mut impl Read) -> io::Result<Vec<u8>> {
    let mut head = Vec::new();
    let mut part = [0; 4096];
    while head.len() < HEAD && !has_two_lines(&head) {
        match reader.read(&mut part) {
            Ok(0) => break,
            Ok(read) => head.extend_from_slice(part.get(..read).unwrap_or_default()),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(head)
}

/// Whether there are two lines that are not blank, to the end of each.
fn has_two_lines(head: &[u8]) -> bool {
    let whole = memchr::memrchr(b'\n', head).and_then(|end| head.get(..end));
    whole.is_some_and(|whole| super::lines(whole, Start::default()).nth(1).is_some())
}

/// Opens the file at `path` to be read.
///
/// # Errors
/// Where that is not possible, or it is a named pipe or a socket. Opening a named pipe blocks until somebody writes, so what a
/// path is must be known first.
pub fn open(path: &Path) -> Result<File, LoadError> {
    let meta = fs::metadata(path)?;
    if let Some(kind) = refused(&meta).filter(|_| !is_descriptor(path)) {
        return Err(LoadError::NotAFile(kind));
    }
    Ok(File::open(path)?)
}

/// `/dev/stdin`, `/dev/fd/63`: what a shell makes of `<(…)` is a pipe that somebody writes to.
fn is_descriptor(path: &Path) -> bool {
    path.starts_with("/dev/fd") || path.starts_with("/proc/self/fd") || path == Path::new("/dev/stdin")
}

#[cfg(unix)]
fn refused(meta: &Metadata) -> Option<&'static str> {
    use std::os::unix::fs::FileTypeExt;
    let kind = meta.file_type();
    if kind.is_fifo() {
        Some("a named pipe")
    } else if kind.is_socket() {
        Some("a socket")
    } else {
        None
    }
}

/// Whether `path` is a character device, which may have no end. The pipe that a shell makes of `<(…)` is none.
#[cfg(unix)]
#[must_use]
pub fn is_device(path: &Path) -> bool {
    use std::os::unix::fs::FileTypeExt;
    fs::metadata(path).is_ok_and(|meta| meta.file_type().is_char_device())
}

/// Whether `path` is a character device, which may have no end.
#[cfg(not(unix))]
#[must_use]
pub const fn is_device(_: &Path) -> bool {
    false
}

#[cfg(not(unix))]
fn refused(_: &Metadata) -> Option<&'static str> {
    None
}

fn read_up_to(reader: impl Read, size: u64, limit: Option<u64>) -> Result<Vec<u8>, LoadError> {
    let most = limit.unwrap_or(MOST).min(MOST);
    let mut bytes = Vec::with_capacity(size as usize + 1);
    reader.take(most + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > most {
        return Err(too_large(limit));
    }
    Ok(bytes)
}

fn too_large(limit: Option<u64>) -> LoadError {
    limit.filter(|limit| *limit < MOST).map_or(LoadError::TooLargeForAll, LoadError::TooLarge)
}
