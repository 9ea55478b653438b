//! What client and server tell each other that they can do.

use lsp_types::{
    ClientCapabilities, CodeActionKind, CodeActionOptions, CompletionOptions, HoverProviderCapability, InitializeParams,
    InitializeResult, MarkupKind, OneOf, ServerCapabilities, ServerInfo, TextDocumentSyncCapability, TextDocumentSyncKind,
    TextDocumentSyncOptions, TextDocumentSyncSaveOptions, WorkspaceFoldersServerCapabilities, WorkspaceServerCapabilities,
};

use super::actions::FIX_ALL;
use super::answers::best_of;
use super::position::Encoding;

/// What the client can do.
#[derive(Clone, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is a capability of its own")]
pub(super) struct Client {
    pub encoding: Encoding,
    /// How a hover is written.
    pub hover: MarkupKind,
    /// How the documentation of a completion is written.
    pub documentation: MarkupKind,
    /// Whether a completion can say where the caret goes.
    pub has_snippets: bool,
    /// Whether symbols can stand in symbols.
    pub has_trees: bool,
    /// Whether it takes actions that are no commands.
    pub has_actions: bool,
    /// Whether an edit can be for a certain version of a document.
    pub takes_versions: bool,
    /// Whether it can be asked to watch files.
    pub watches: bool,
}

impl Default for Client {
    fn default() -> Self {
        Self::of(&ClientCapabilities::default())
    }
}

impl Client {
    pub(super) fn of(says: &ClientCapabilities) -> Self {
        let text = says.text_document.as_ref();
        let workspace = says.workspace.as_ref();
        let offered = says.general.as_ref().and_then(|general| general.position_encodings.as_deref());
        let hover = text.and_then(|text| text.hover.as_ref()?.content_format.as_deref());
        let item = text.and_then(|text| text.completion.as_ref()?.completion_item.as_ref());
        let is = |flag: Option<bool>| flag == Some(true);
        Self {
            encoding: Encoding::agreed_on(offered.unwrap_or_default()),
            hover: best_of(hover),
            documentation: best_of(item.and_then(|item| item.documentation_format.as_deref())),
            has_snippets: is(item.and_then(|item| item.snippet_support)),
            has_trees: is(text.and_then(|text| text.document_symbol.as_ref()?.hierarchical_document_symbol_support)),
            has_actions: text
                .is_some_and(|text| text.code_action.as_ref().is_some_and(|action| action.code_action_literal_support.is_some())),
            takes_versions: is(workspace.and_then(|workspace| workspace.workspace_edit.as_ref()?.document_changes)),
            watches: is(workspace.and_then(|workspace| workspace.did_change_watched_files?.dynamic_registration)),
        }
    }
}

/// What the server can do for such a client.
pub(super) fn welcome(client: &Client) -> InitializeResult {
    let sync = TextDocumentSyncOptions {
        open_close: Some(true),
        change: Some(TextDocumentSyncKind::INCREMENTAL),
        save: Some(TextDocumentSyncSaveOptions::Supported(true)),
        ..TextDocumentSyncOptions::default()
    };
    let actions =
        CodeActionOptions { code_action_kinds: Some(vec![CodeActionKind::QUICKFIX, FIX_ALL]), ..CodeActionOptions::default() };
    let triggers = ["\"", ":", "'", " "].map(str::to_owned).to_vec();
    let folders = WorkspaceFoldersServerCapabilities { supported: Some(true), change_notifications: Some(OneOf::Left(true)) };
    let capabilities = ServerCapabilities {
        position_encoding: Some(client.encoding.kind()),
        text_document_sync: Some(TextDocumentSyncCapability::Options(sync)),
        hover_provider: Some(HoverProviderCapability::Simple(true)),
        completion_provider: Some(CompletionOptions { trigger_characters: Some(triggers), ..CompletionOptions::default() }),
        document_symbol_provider: Some(OneOf::Left(true)),
        code_action_provider: Some(actions.into()),
        workspace: Some(WorkspaceServerCapabilities { workspace_folders: Some(folders), file_operations: None }),
        ..ServerCapabilities::default()
    };
    let version = Some(env!("CARGO_PKG_VERSION").to_owned());
    InitializeResult { capabilities, server_info: Some(ServerInfo { name: "cckm-lint".to_owned(), version }) }
}

/// The folders that the editor works in, by their URIs.
pub(super) fn folders(says: &InitializeParams) -> Vec<String> {
    let folders = says.workspace_folders.iter().flatten().map(|folder| folder.uri.as_str().to_owned());
    let folders: Vec<String> = folders.collect();
    #[expect(deprecated, reason = "what older editors say")]
    let root = says.root_uri.as_ref().map(|uri| uri.as_str().to_owned());
    if folders.is_empty() { root.into_iter().collect() } else { folders }
}
