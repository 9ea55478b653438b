//! The language server: findings, fixes, pages and completions in an editor, over standard input and output.
//!
//! [`serve()`] takes messages and sends messages; what carries them is [`run`]'s alone, so that a whole conversation can be had
//! in memory. A document is judged as a file that a check comes across: what holds no request gets nothing. What configures the
//! command configures the server, by the same code.

mod actions;
mod answers;
mod client;
mod diagnostics;
mod document;
mod judge;
mod language;
mod options;
mod position;
mod serve;
mod server;
mod setup;
mod wire;
mod workspace;

pub use document::Document;
pub use position::Encoding;
pub use serve::serve;
pub use server::Ended;
pub use wire::decode;

/// Serves a client on standard input and output.
#[must_use]
pub fn run() -> Ended {
    let (connection, threads) = wire::stdio();
    let ended = serve(&connection);
    threads.finish(connection);
    ended
}
