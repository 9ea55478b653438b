//! Messages on standard input and output. What is no message is answered, and the next one is read.

use std::io::{self, BufRead, Read, Write};
use std::thread::{self, JoinHandle};

use lsp_server::{Connection, ErrorCode, Message};
use lsp_types::notification::{self, Notification as _};
use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::{Value, json};

/// The largest message that is read: more than any document that is linted.
const MOST: u64 = 1 << 30;

/// The threads that read and write.
pub(super) struct Threads {
    reader: JoinHandle<()>,
    writer: JoinHandle<()>,
}

/// A connection over standard input and output.
pub(super) fn stdio() -> (Connection, Threads) {
    let (server, client) = Connection::memory();
    let Connection { sender, receiver } = client;
    let reader = thread::spawn(move || {
        read_all(
            &mut io::stdin().lock(),
            |message| sender.send(message).is_ok(),
            |refusal| {
                let _ = write(&mut io::stdout().lock(), &refusal);
            },
        );
    });
    let writer = thread::spawn(move || {
        // Where nobody reads what is written, nobody is left to be told.
        let _ = receiver.iter().try_for_each(|message| message.write(&mut io::stdout().lock()));
    });
    (server, Threads { reader, writer })
}

impl Threads {
    /// Waits until all is written. What is not read yet is not waited for.
    pub(super) fn finish(self, server: Connection) {
        drop(server);
        drop(self.reader);
        // It has no way to fail but by a fault of ours, which was told by then.
        let _ = self.writer.join();
    }
}

/// Reads messages until there are no more, or nobody takes them.
fn read_all(input: &mut impl BufRead, mut take: impl FnMut(Message) -> bool, mut refuse: impl FnMut(Value)) {
    loop {
        let message = match frame(input) {
            Ok(Frame::Content(content)) => decode(&content),
            Ok(Frame::Refused(refusal)) => Err(refusal),
            Ok(Frame::End) | Err(_) => return,
        };
        match message {
            Ok(message) => {
                let is_exit = matches!(&message, Message::Notification(note) if note.method == notification::Exit::METHOD);
                if !take(message) || is_exit {
                    return;
                }
            }
            Err(refusal) => refuse(refusal),
        }
    }
}

/// What comes next.
enum Frame {
    Content(Vec<u8>),
    /// Nothing that can be read, and what to answer.
    Refused(Value),
    End,
}

/// What comes before the content of a message.
struct Header {
    length: Option<u64>,
}

fn frame(input: &mut impl BufRead) -> io::Result<Frame> {
    let Some(header) = header(input)? else { return Ok(Frame::End) };
    let Some(length) = header.length else {
        return Ok(Frame::Refused(refusal(&Value::Null, ErrorCode::ParseError, "no Content-Length")));
    };
    let mut content = input.take(length);
    if length > MOST {
        io::copy(&mut content, &mut io::sink())?;
        return Ok(Frame::Refused(refusal(&Value::Null, ErrorCode::InvalidRequest, "a message larger than is read")));
    }
    let mut bytes = Vec::new();
    content.read_to_end(&mut bytes)?;
    Ok(if bytes.len() as u64 == length { Frame::Content(bytes) } else { Frame::End })
}

/// Reads a header; nothing at the end.
fn header(input: &mut impl BufRead) -> io::Result<Option<Header>> {
    let mut header = Header { length: None };
    loop {
        let mut line = Vec::new();
        if input.take(MOST).read_until(b'\n', &mut line)? == 0 {
            return Ok(None);
        }
        let line = String::from_utf8_lossy(&line);
        let line = line.trim();
        if line.is_empty() {
            return Ok(Some(header));
        }
        let field = line.split_once(':').filter(|(name, _)| name.eq_ignore_ascii_case("Content-Length"));
        header.length = field.and_then(|(_, value)| value.trim().parse().ok()).or(header.length);
    }
}

/// What tells a request from a notification.
#[derive(Deserialize)]
struct Identified {
    #[serde(default)]
    id: Value,
    method: Option<IgnoredAny>,
}

/// Reads a message.
///
/// # Errors
/// Where it is none: what to answer.
pub fn decode(content: &[u8]) -> Result<Message, Value> {
    let no_message = |id: &Value| refusal(id, ErrorCode::InvalidRequest, "this is no message of the protocol");
    let message = match serde_json::from_slice(content) {
        Ok(Message::Notification(note)) => note,
        Ok(message) => return Ok(message),
        Err(error) if error.is_data() => return Err(no_message(&id_of(content))),
        Err(_) => return Err(refusal(&Value::Null, ErrorCode::ParseError, "this is not JSON")),
    };
    // An id that cannot be read does not make a notification of a request.
    let id = id_of(content);
    if id.is_null() { Ok(message.into()) } else { Err(no_message(&id)) }
}

/// The id of a request.
fn id_of(content: &[u8]) -> Value {
    let read: Result<Identified, _> = serde_json::from_slice(content);
    read.ok().filter(|read| read.method.is_some()).map_or(Value::Null, |read| read.id)
}

fn refusal(id: &Value, code: ErrorCode, message: &str) -> Value {
    json!({ "jsonrpc": "2.0", "id": id, "error": { "code": code as i32, "message": message } })
}

fn write(out: &mut impl Write, value: &Value) -> io::Result<()> {
    let text = value.to_string();
    write!(out, "Content-Length: {}\r\n\r\n{text}", text.len())?;
    out.flush()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The methods that were read, and the codes that were answered.
    fn read(input: &str) -> (Vec<String>, Vec<i64>) {
        let (mut methods, mut codes) = (Vec::new(), Vec::new());
        let take = |message| {
            methods.push(match message {
                Message::Request(request) => request.method,
                Message::Notification(note) => note.method,
                Message::Response(_) => "a response".to_owned(),
            });
            true
        };
        read_all(&mut input.as_bytes(), take, |refusal| codes.push(refusal["error"]["code"].as_i64().unwrap()));
        (methods, codes)
    }

    fn framed(content: &str) -> String {
        format!("Content-Length: {}\r\n\r\n{content}", content.len())
    }

    #[test]
    fn what_follows_a_faulty_message_is_read() {
        let good = framed(r#"{"jsonrpc":"2.0","method":"a"}"#);
        for (bad, code) in [
            (framed("{"), -32700),
            (framed("[]"), -32600),
            (framed("\u{0}é"), -32700),
            ("Content-Type: x\r\n\r\n".to_owned(), -32700),
            ("Content-Length: -1\r\n\r\n".to_owned(), -32700),
        ] {
            assert_eq!(read(&format!("{bad}{good}")), (vec!["a".to_owned()], vec![code]), "{bad}");
        }
        assert_eq!(read(&format!("what is this?\r\n{good}")), (vec!["a".to_owned()], vec![]));
    }

    #[test]
    fn a_message_that_is_cut_off_is_none() {
        assert_eq!(read("Content-Length: 99999999999\r\n\r\n{}"), (vec![], vec![-32600]));
        assert_eq!(read("Content-Length: 100\r\n\r\n{}"), (vec![], vec![]));
        assert_eq!(read("Content-Le"), (vec![], vec![]));
    }

    #[test]
    fn a_request_that_cannot_be_read_is_answered_by_its_id() {
        let refused = decode(br#"{"id":5000000000,"method":"a"}"#).unwrap_err();
        assert_eq!(refused["id"], 5_000_000_000_i64);
        assert_eq!(decode(br#"{"id":7,"method":8}"#).unwrap_err()["id"], 7);
    }

    #[test]
    fn nothing_is_read_after_the_end() {
        let exit = framed(r#"{"method":"exit"}"#);
        assert_eq!(read(&format!("{exit}{exit}")).0, ["exit"]);
    }
}
