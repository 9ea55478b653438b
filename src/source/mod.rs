//! A file or standard input as checked UTF-8 text: size limit, byte order mark, lines and columns.
//!
//! This is the only module that touches the file system to read input.

mod encoding;
mod line_index;
mod lines;
mod load;
mod notation;
mod origin;
mod paths;
mod span;
mod uri;
mod walk;

use std::sync::Arc;

pub use encoding::Encoding;
pub use line_index::{LineIndex, Position, Progress};
pub use lines::{Batch, Line, Lines, lines};
pub use load::{DEFAULT_MAX_SIZE, LoadError, head, is_device, load, load_file, open};
pub use notation::{Notation, inside_json_string};
pub use origin::Origin;
pub use paths::{PathSet, name_of, relative, whole, without_detours};
pub use span::Span;
pub use uri::{address, path_of, percent_encoded, uri_of};
pub use walk::{Walk, is_excluded, walk};

/// U+FEFF, which some editors put at the start of a file.
pub const BOM: char = '\u{feff}';

/// One input, or a piece of one: its name, and its text exactly as it is on disk.
#[derive(Clone, Debug)]
pub struct Source {
    name: Arc<str>,
    text: String,
    encoding: Encoding,
    start: Start,
}

/// Where a piece of a file starts in it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Start {
    /// How many lines are in front of it.
    pub line: usize,
    /// How many bytes are in front of it.
    pub offset: usize,
}

impl Source {
    /// A source from text that is already known to be UTF-8.
    #[must_use]
    pub fn from_text(name: impl Into<Arc<str>>, text: impl Into<String>) -> Self {
        Self { name: name.into(), text: text.into(), encoding: Encoding::Utf8, start: Start::default() }
    }

    /// What standard input is called where nothing else is said.
    pub const STDIN: &str = "<stdin>";

    /// A source from bytes. What is not UTF-8 is kept byte for byte as `?`, so that offsets stay those of the file.
    #[must_use]
    pub fn from_bytes(name: impl Into<Arc<str>>, bytes: Vec<u8>) -> Self {
        let (text, encoding) = encoding::decode(bytes);
        Self { name: name.into(), text, encoding, start: Start::default() }
    }

    /// A line of a file of that name.
    #[must_use]
    pub fn of_line(name: &Arc<str>, line: Line<'_>) -> Self {
        Self { start: line.start, ..Self::from_bytes(Arc::clone(name), line.bytes.to_vec()) }
    }

    /// The path as the user gave it, with `/` on every system; `<stdin>` for standard input.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Where it starts in the file that it is a piece of; at the start where it is all of it.
    #[must_use]
    pub const fn start(&self) -> Start {
        self.start
    }

    /// The name, to be kept without a copy of it.
    #[must_use]
    pub fn shared_name(&self) -> Arc<str> {
        Arc::clone(&self.name)
    }

    /// The text, with the byte order mark if there is one.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// What the bytes turned out to be.
    #[must_use]
    pub const fn encoding(&self) -> Encoding {
        self.encoding
    }

    /// The byte order mark, where the text starts with one.
    #[must_use]
    pub fn bom(&self) -> Option<Span> {
        self.text.starts_with(BOM).then(|| Span::new(0, BOM.len_utf8()))
    }

    /// The part of the text after a byte order mark.
    #[must_use]
    pub fn body(&self) -> Span {
        Span::new(self.bom().map_or(0, Span::end), self.text.len())
    }
}
