//! A document as the editor has it.

use std::path::{Path, PathBuf};

use lsp_types::{TextDocumentContentChangeEvent, TextDocumentItem, Uri};

use super::language::telling_name;
use super::position::{Encoding, Places};
use crate::config::FILE_NAME;
use crate::source::{DEFAULT_MAX_SIZE, LineIndex, Source, name_of, path_of};

/// A document that is open in the editor: its text as it is there, saved or not.
pub struct Document {
    pub(super) uri: Uri,
    pub(super) version: i32,
    pub(super) source: Source,
    pub(super) lines: LineIndex,
    /// Where it is on disk, if it is a file.
    pub(super) path: Option<PathBuf>,
    /// What it is to be linted as, if at all.
    pub(super) role: Role,
}

/// What there is to do with a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// It may hold requests.
    Input,
    /// It is a configuration file.
    Configuration,
    /// It is in a language that is not read.
    Foreign,
}

impl Document {
    /// A document that was opened.
    #[must_use]
    pub fn open(item: TextDocumentItem) -> Self {
        let path = path_of(item.uri.as_str());
        let name = path.as_deref().map_or_else(|| item.uri.as_str().to_owned(), name_of);
        let is_configuration = path.as_deref().and_then(Path::file_name).is_some_and(|name| name == FILE_NAME);
        let (role, name) = match telling_name(&name, &item.language_id) {
            _ if is_configuration => (Role::Configuration, name),
            Some(telling) => (Role::Input, telling),
            None => (Role::Foreign, name),
        };
        let lines = LineIndex::new(&item.text);
        Self { uri: item.uri, version: item.version, source: Source::from_text(name, item.text), lines, path, role }
    }

    /// Changes the text as the editor did, in the order of the changes.
    pub fn change(&mut self, version: i32, changes: Vec<TextDocumentContentChangeEvent>, encoding: Encoding) {
        self.version = version;
        for change in changes {
            let text = match change.range {
                Some(range) => {
                    let (text, span) = (self.text(), self.places(encoding).span(range));
                    let (before, after) = (text.get(..span.start()), text.get(span.end()..));
                    [before.unwrap_or_default(), &change.text, after.unwrap_or_default()].concat()
                }
                None => change.text,
            };
            self.lines = LineIndex::new(&text);
            self.source = Source::from_text(self.source.name(), text);
        }
    }

    /// The text.
    #[must_use]
    pub fn text(&self) -> &str {
        self.source.text()
    }

    /// Whether it may hold requests.
    pub(super) fn is_input(&self) -> bool {
        self.role == Role::Input
    }

    /// Whether there is more text than is linted.
    pub(super) fn is_too_large(&self) -> bool {
        self.text().len() as u64 > DEFAULT_MAX_SIZE
    }

    pub(super) fn places(&self, encoding: Encoding) -> Places<'_> {
        Places { text: self.text(), lines: &self.lines, encoding }
    }
}
