//! The documents that are open, each with what is found in it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use lsp_types::{DidChangeTextDocumentParams, DidOpenTextDocumentParams};

use super::document::Document;
use super::judge::{Found, judge};
use super::position::Encoding;
use super::setup::{Outcome, Setups};

/// The documents that are open, and how they are linted.
#[derive(Default)]
pub(super) struct Workspace {
    pub setups: Setups,
    documents: BTreeMap<String, (Document, Option<Judged>)>,
    /// The documents of which it is to be said what is found in them.
    waiting: BTreeSet<String>,
}

/// What is found in a document, and how it was linted.
struct Judged {
    found: Found,
    outcome: Outcome,
}

/// A document that was linted.
pub(super) struct Opened<'w> {
    pub document: &'w Document,
    pub found: &'w Found,
    pub outcome: &'w Outcome,
}

impl Workspace {
    pub(super) fn open(&mut self, params: DidOpenTextDocumentParams) {
        let document = Document::open(params.text_document);
        let uri = document.uri.as_str().to_owned();
        self.waiting.insert(uri.clone());
        self.documents.insert(uri, (document, None));
    }

    /// Changes a document; whether it is open.
    pub(super) fn change(&mut self, params: DidChangeTextDocumentParams, encoding: Encoding) -> bool {
        let uri = params.text_document.uri.as_str();
        let Some((document, judged)) = self.documents.get_mut(uri) else { return false };
        document.change(params.text_document.version, params.content_changes, encoding);
        *judged = None;
        self.waiting.insert(uri.to_owned());
        true
    }

    pub(super) fn close(&mut self, uri: &str) {
        self.documents.remove(uri);
        self.waiting.remove(uri);
    }

    /// Reads configuration files anew, and lints everything by them.
    pub(super) fn look_again(&mut self) {
        self.setups.forget();
        self.documents.values_mut().for_each(|(_, judged)| *judged = None);
        self.waiting = self.documents.keys().cloned().collect();
    }

    pub(super) fn change_folders(&mut self, removed: &[PathBuf], added: Vec<PathBuf>) {
        self.setups.folders.retain(|folder| !removed.contains(folder));
        self.setups.folders.extend(added);
        self.look_again();
    }

    pub(super) fn is_behind(&self) -> bool {
        !self.waiting.is_empty()
    }

    /// The next document of which it is to be said what is found in it.
    pub(super) fn next(&mut self, encoding: Encoding) -> Option<Opened<'_>> {
        let uri = self.waiting.pop_first()?;
        self.opened(&uri, encoding)
    }

    /// A document with what is found in it, which is worked out unless it is known.
    pub(super) fn opened(&mut self, uri: &str, encoding: Encoding) -> Option<Opened<'_>> {
        let (document, judged) = self.documents.get_mut(uri)?;
        let Judged { found, outcome } = match judged {
            Some(judged) => judged,
            None => {
                let outcome = self.setups.of(document);
                judged.insert(Judged { found: judge(document, document.places(encoding), &outcome), outcome })
            }
        };
        Some(Opened { document, found, outcome })
    }
}
