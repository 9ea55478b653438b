//! The loop over messages.

use std::collections::VecDeque;

use lsp_server::{Connection, Message, Notification, RequestId};
use lsp_types::notification::{self, Notification as _};
use lsp_types::{CancelParams, NumberOrString};

use super::server::{Ended, Server};

/// Serves a client until the conversation is over.
///
/// Messages come before findings: while a message waits nothing is linted but what it asks about, so that of a burst of changes
/// the last state alone is.
#[must_use]
pub fn serve(connection: &Connection) -> Ended {
    let mut server = Server::default();
    let mut inbox = Inbox { connection, waiting: VecDeque::new() };
    while let Some(turn) = inbox.next(server.is_behind()) {
        match turn {
            Turn::Message(message) => server.take(message),
            Turn::Cancelled(id) => server.refuse_cancelled(id),
            Turn::Quiet => server.catch_up(),
        }
        for message in server.outbox.drain(..) {
            // Whoever does not listen any more will not speak either.
            let _ = connection.sender.send(message);
        }
        if let Some(ended) = server.ended {
            return ended;
        }
    }
    Ended::Abruptly
}

/// What is to be done next.
enum Turn {
    Message(Message),
    /// A request that was taken back before it was worked on.
    Cancelled(RequestId),
    /// No message waits.
    Quiet,
}

/// The messages that wait.
struct Inbox<'c> {
    connection: &'c Connection,
    waiting: VecDeque<Turn>,
}

impl Inbox<'_> {
    /// What is to be done next. Where nothing is, and there is no other work, a message is waited for; none if there will be
    /// no more.
    fn next(&mut self, has_other_work: bool) -> Option<Turn> {
        while let Ok(message) = self.connection.receiver.try_recv() {
            self.add(message);
        }
        while self.waiting.is_empty() && !has_other_work {
            let message = self.connection.receiver.recv().ok()?;
            self.add(message);
        }
        Some(self.waiting.pop_front().unwrap_or(Turn::Quiet))
    }

    fn add(&mut self, message: Message) {
        match cancelled(&message) {
            Some(id) => self.cancel(&id),
            None => self.waiting.push_back(Turn::Message(message)),
        }
    }

    fn cancel(&mut self, id: &RequestId) {
        let is_meant = |turn: &&mut Turn| matches!(turn, Turn::Message(Message::Request(request)) if request.id == *id);
        if let Some(turn) = self.waiting.iter_mut().find(is_meant) {
            *turn = Turn::Cancelled(id.clone());
        }
    }
}

/// The request that a message takes back.
fn cancelled(message: &Message) -> Option<RequestId> {
    let Message::Notification(Notification { method, params }) = message else { return None };
    if method != notification::Cancel::METHOD {
        return None;
    }
    let CancelParams { id } = serde_json::from_value(params.clone()).ok()?;
    Some(match id {
        NumberOrString::Number(id) => id.into(),
        NumberOrString::String(id) => id.into(),
    })
}
