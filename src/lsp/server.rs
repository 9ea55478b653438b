//! The server: what it knows, and what it does with each message.

use std::path::PathBuf;

use lsp_server::{ErrorCode, Message, Notification, Request, RequestId, Response, ResponseError};
use lsp_types::notification::{self, Notification as _};
use lsp_types::request::{self, Request as _};
use lsp_types::{
    CodeActionParams, CompletionParams, DidChangeConfigurationParams, DidChangeTextDocumentParams,
    DidChangeWatchedFilesRegistrationOptions, DidChangeWorkspaceFoldersParams, DidCloseTextDocumentParams,
    DidOpenTextDocumentParams, DocumentSymbolParams, FileSystemWatcher, GlobPattern, HoverParams, InitializeParams,
    LogMessageParams, MessageType, PublishDiagnosticsParams, Registration, RegistrationParams, WorkspaceFolder,
};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::actions::Fixable;
use super::answers::Asked;
use super::client::{self, Client};
use super::options::Options;
use super::workspace::{Opened, Workspace};
use crate::diagnostic::quoted;
use crate::fault::guarded;
use crate::source::path_of;

/// What a request comes to.
type Answer = Result<Value, ResponseError>;

/// How far client and server have come with each other.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Stage {
    /// The client has not said yet who it is.
    #[default]
    New,
    Running,
    /// The client wants nothing any more but the end.
    ShutDown,
}

/// How the conversation ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ended {
    /// As the protocol has it: shut down first.
    Orderly,
    /// The client left, or told the server to leave, without that.
    Abruptly,
}

/// A language server, without what carries its messages.
#[derive(Default)]
pub(super) struct Server {
    stage: Stage,
    client: Client,
    workspace: Workspace,
    /// Messages to be sent.
    pub outbox: Vec<Message>,
    pub ended: Option<Ended>,
}

impl Server {
    /// Does what a message asks for.
    pub(super) fn take(&mut self, message: Message) {
        match message {
            Message::Request(request) => self.answer(request),
            Message::Notification(note) => self.note(note),
            // What was asked of the client is to its liking or not; nothing hangs on it.
            Message::Response(_) => {}
        }
    }

    /// Whether there are documents of which it is not said yet what is found in them.
    pub(super) fn is_behind(&self) -> bool {
        self.workspace.is_behind()
    }

    /// Says what is found in one of the documents that wait for it.
    pub(super) fn catch_up(&mut self) {
        let Some(opened) = self.workspace.next(self.client.encoding) else { return };
        let publish = PublishDiagnosticsParams {
            uri: opened.document.uri.clone(),
            diagnostics: opened.found.diagnostics.clone(),
            version: Some(opened.document.version),
        };
        let fault = opened.found.fault.clone();
        self.tell::<notification::PublishDiagnostics>(&publish);
        if let Some(fault) = fault {
            self.log(MessageType::ERROR, fault);
        }
    }

    /// Refuses a request that was taken back.
    pub(super) fn refuse_cancelled(&mut self, id: RequestId) {
        let error = error(ErrorCode::RequestCanceled, "the request was cancelled");
        self.outbox.push(Response { id, response_result: Err(error) }.into());
    }

    fn answer(&mut self, request: Request) {
        let Request { id, method, params } = request;
        let answer =
            guarded(|| self.answer_to(&method, params)).unwrap_or_else(|fault| Err(error(ErrorCode::InternalError, fault)));
        self.outbox.push(Response { id, response_result: answer }.into());
    }

    fn answer_to(&mut self, method: &str, params: Value) -> Answer {
        match (self.stage, method) {
            (Stage::New, request::Initialize::METHOD) => self.initialize(&read(method, params)?),
            (Stage::New, _) => Err(error(ErrorCode::ServerNotInitialized, "the server was not initialized")),
            (Stage::ShutDown, _) => Err(error(ErrorCode::InvalidRequest, "the server was shut down")),
            (Stage::Running, request::Shutdown::METHOD) => {
                self.stage = Stage::ShutDown;
                Ok(Value::Null)
            }
            (Stage::Running, request::HoverRequest::METHOD) => self.hover(&read(method, params)?),
            (Stage::Running, request::Completion::METHOD) => self.complete(&read(method, params)?),
            (Stage::Running, request::DocumentSymbolRequest::METHOD) => self.symbols(&read(method, params)?),
            (Stage::Running, request::CodeActionRequest::METHOD) => self.actions(&read(method, params)?),
            (Stage::Running, request::Initialize::METHOD) => {
                Err(error(ErrorCode::InvalidRequest, "the server was initialized before"))
            }
            (Stage::Running, _) => Err(error(ErrorCode::MethodNotFound, format!("there is no method {}", quoted(method)))),
        }
    }

    fn initialize(&mut self, says: &InitializeParams) -> Answer {
        self.client = Client::of(&says.capabilities);
        self.workspace.setups.folders = client::folders(says).iter().filter_map(|uri| path_of(uri)).collect();
        if let Some(settings) = &says.initialization_options {
            let (options, faults) = Options::read(settings);
            self.workspace.setups.start(options);
            self.log_all(faults);
        }
        self.stage = Stage::Running;
        written(&client::welcome(&self.client))
    }

    fn hover(&mut self, says: &HoverParams) -> Answer {
        let at = &says.text_document_position_params;
        let hover = self.ask(at.text_document.uri.as_str(), |asked| asked.hover(asked.places.offset(at.position)));
        written(&hover.flatten())
    }

    fn complete(&mut self, says: &CompletionParams) -> Answer {
        let at = &says.text_document_position;
        written(&self.ask(at.text_document.uri.as_str(), |asked| asked.completions(asked.places.offset(at.position))))
    }

    fn symbols(&mut self, says: &DocumentSymbolParams) -> Answer {
        written(&self.ask(says.text_document.uri.as_str(), |asked| asked.symbols()))
    }

    fn actions(&mut self, says: &CodeActionParams) -> Answer {
        let (has_actions, takes_versions) = (self.client.has_actions, self.client.takes_versions);
        let actions = self.ask(says.text_document.uri.as_str(), |asked| {
            let Asked { document, places, setup, found, .. } = *asked;
            Fixable { document, places, setup, takes_versions }.actions(found, says.range, &says.context)
        });
        written(&actions.filter(|_| has_actions).unwrap_or_default())
    }

    /// What is to be said of a document that is linted.
    fn ask<T>(&mut self, uri: &str, tell: impl FnOnce(&Asked<'_>) -> T) -> Option<T> {
        let encoding = self.client.encoding;
        let Opened { document, found, outcome } = self.workspace.opened(uri, encoding)?;
        let setup = outcome.as_ref().as_ref().ok().filter(|_| document.is_input())?;
        Some(tell(&Asked { document, found, places: document.places(encoding), setup, client: &self.client }))
    }

    fn note(&mut self, note: Notification) {
        let Notification { method, params } = note;
        if method == notification::Exit::METHOD {
            self.ended = Some(if self.stage == Stage::ShutDown { Ended::Orderly } else { Ended::Abruptly });
        } else if self.stage == Stage::Running {
            let noted = guarded(|| self.note_running(&method, params).map_err(|error| error.message));
            if let Some(fault) = noted.map_or_else(Some, Result::err) {
                self.log(MessageType::ERROR, fault);
            }
        }
    }

    fn note_running(&mut self, method: &str, params: Value) -> Result<(), ResponseError> {
        let workspace = &mut self.workspace;
        match method {
            notification::Initialized::METHOD => self.watch(),
            notification::DidOpenTextDocument::METHOD => workspace.open(read::<DidOpenTextDocumentParams>(method, params)?),
            notification::DidChangeTextDocument::METHOD => {
                let is_known = workspace.change(read::<DidChangeTextDocumentParams>(method, params)?, self.client.encoding);
                return if is_known { Ok(()) } else { Err(error(ErrorCode::InvalidRequest, "a change of what is not open")) };
            }
            notification::DidCloseTextDocument::METHOD => {
                let DidCloseTextDocumentParams { text_document } = read(method, params)?;
                workspace.close(text_document.uri.as_str());
                let nothing = PublishDiagnosticsParams { uri: text_document.uri, diagnostics: Vec::new(), version: None };
                self.tell::<notification::PublishDiagnostics>(&nothing);
            }
            // What is on disk may be a configuration, a schema, or a file in which names of another one are given.
            notification::DidSaveTextDocument::METHOD | notification::DidChangeWatchedFiles::METHOD => workspace.look_again(),
            notification::DidChangeConfiguration::METHOD => {
                let DidChangeConfigurationParams { settings } = read(method, params)?;
                let (options, faults) = Options::read(&settings);
                workspace.setups.change(options);
                workspace.look_again();
                self.log_all(faults);
            }
            notification::DidChangeWorkspaceFolders::METHOD => {
                let DidChangeWorkspaceFoldersParams { event } = read(method, params)?;
                let paths = |folders: &[WorkspaceFolder]| -> Vec<PathBuf> {
                    folders.iter().filter_map(|folder| path_of(folder.uri.as_str())).collect()
                };
                workspace.change_folders(&paths(&event.removed), paths(&event.added));
            }
            _ => {}
        }
        Ok(())
    }

    /// Asks to be told of files that count for others, where the client can do that.
    fn watch(&mut self) {
        if !self.client.watches {
            return;
        }
        let watcher = |glob: &str| FileSystemWatcher { glob_pattern: GlobPattern::String(glob.to_owned()), kind: None };
        let watchers = ["**/cckm-lint.toml", "**/*.{tf,tofu,tfvars}"].map(watcher).to_vec();
        let options = serde_json::to_value(DidChangeWatchedFilesRegistrationOptions { watchers });
        let method = notification::DidChangeWatchedFiles::METHOD.to_owned();
        let registration = Registration { id: "files".to_owned(), method, register_options: options.ok() };
        let params = RegistrationParams { registrations: vec![registration] };
        let method = request::RegisterCapability::METHOD.to_owned();
        let params = serde_json::to_value(params).unwrap_or_default();
        self.outbox.push(Request { id: "watch".to_owned().into(), method, params }.into());
    }

    fn log_all(&mut self, words: Vec<String>) {
        for words in words {
            self.log(MessageType::WARNING, words);
        }
    }

    fn log(&mut self, typ: MessageType, message: String) {
        self.tell::<notification::LogMessage>(&LogMessageParams { typ, message });
    }

    fn tell<N: notification::Notification<Params: Serialize>>(&mut self, params: &N::Params) {
        let params = serde_json::to_value(params).unwrap_or_default();
        self.outbox.push(Notification { method: N::METHOD.to_owned(), params }.into());
    }
}

/// Reads parameters. What is wrong with them is not told, as that would repeat a part of them.
fn read<P: DeserializeOwned>(method: &str, params: Value) -> Result<P, ResponseError> {
    serde_json::from_value(params)
        .map_err(|_| error(ErrorCode::InvalidParams, format!("these are no parameters of {}", quoted(method))))
}

fn written(result: &impl Serialize) -> Answer {
    serde_json::to_value(result).map_err(|_| error(ErrorCode::InternalError, "the answer cannot be written"))
}

pub(super) fn error(code: ErrorCode, message: impl Into<String>) -> ResponseError {
    ResponseError { code: code as i32, message: message.into(), data: None }
}
