//! JSON that may be shown: what a terminal or a log would act upon is written as an escape of JSON, which every reader takes
//! for the same text.

use std::io;

use serde::Serialize;
use serde_json::ser::{Formatter, Serializer};

use super::log::opens_command;
use crate::diagnostic::is_unsafe;

/// Writes a value, and ends the line.
pub(super) fn line(value: &impl Serialize, out: &mut dyn io::Write) -> io::Result<()> {
    // A value is written in many small pieces, each of which would be a call through `dyn`.
    let mut pieces = io::BufWriter::new(out);
    value.serialize(&mut Serializer::with_formatter(&mut pieces, Shown))?;
    pieces.into_inner().map_err(io::IntoInnerError::into_error)?.write_all(b"\n")
}

/// Whether a text may stand as it is, as most may: it is ASCII without DEL, and no command starts in it.
fn is_plain(text: &str) -> bool {
    !has(text, |byte| byte >= 0x7f) && (!has(text, |byte| byte == b'#') || !text.contains("##"))
}

/// Whether a text has such a byte. There is no early end to it, so that many bytes are looked at in one step.
fn has(text: &str, is_such: impl Fn(u8) -> bool) -> bool {
    text.bytes().fold(false, |has, byte| has | is_such(byte))
}

struct Shown;

impl Formatter for Shown {
    fn write_string_fragment<W: io::Write + ?Sized>(&mut self, out: &mut W, fragment: &str) -> io::Result<()> {
        if is_plain(fragment) {
            return out.write_all(fragment.as_bytes());
        }
        let mut shown = String::with_capacity(fragment.len() + 16);
        for c in fragment.chars() {
            match c {
                '[' if opens_command(&shown) => shown.push_str(r"\u005b"),
                c if is_unsafe(c) => {
                    for unit in c.encode_utf16(&mut [0; 2]) {
                        shown.push_str(&format!(r"\u{unit:04x}"));
                    }
                }
                c => shown.push(c),
            }
        }
        out.write_all(shown.as_bytes())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_escaped_reads_as_the_same_text() {
        let text = "a##[error]\u{7f}\u{9b}\u{202e}\u{e0041}ä\n###[\"#[";
        let mut out = Vec::new();
        line(&text, &mut out).unwrap();
        let written = String::from_utf8(out).unwrap();
        assert_eq!(written, "\"a##\\u005berror]\\u007f\\u009b\\u202e\\udb40\\udc41ä\\n###\\u005b\\\"#[\"\n");
        assert_eq!(serde_json::from_str::<String>(&written).unwrap(), text);
    }
}
