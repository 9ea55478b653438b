//! A file or standard input as checked UTF-8 text: size limit, byte order mark, lines and columns.
//!
//! This is the only module that touches the file system to read input.

mod encoding;
mod line_index;
mod load;
mod notation;
mod origin;
mod paths;
mod span;
mod uri;
mod walk;

pub use encoding::Encoding;
pub use line_index::{LineIndex, Position, Progress};
pub use load::{DEFAULT_MAX_SIZE, LoadError, load_file, load_stdin};
pub use notation::{Notation, inside_json_string};
pub use origin::Origin;
pub use paths::{PathSet, name_of, relative, whole, without_detours};
pub use span::Span;
pub use uri::{address, path_of, percent_encoded, uri_of};
pub use walk::{Walk, is_excluded, walk};

/// U+FEFF, which some editors put at the start of a file.
pub const BOM: char = '\u{feff}';

/// One input: its name, and its text exactly as it is on disk.
#[derive(Clone, Debug)]
pub struct Source {
    name: String,
    text: String,
    encoding: Encoding,
}

impl Source {
    /// A source from text that is already known to be UTF-8.
    #[must_use]
    pub fn from_text(name: impl Into<String>, text: impl Into<String>) -> Self {
        Self { name: name.into(), text: text.into(), encoding: Encoding::Utf8 }
    }

    /// What standard input is called where nothing else is said.
    pub const STDIN: &str = "<stdin>";

    /// A source from bytes. What is not UTF-8 is kept byte for byte as `?`, so that offsets stay those of the file.
    #[must_use]
    pub fn from_bytes(name: impl Into<String>, bytes: Vec<u8>) -> Self {
        let (text, encoding) = encoding::decode(bytes);
        Self { name: name.into(), text, encoding }
    }

    /// The path as the user gave it, with `/` on every system; `<stdin>` for standard input.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
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
