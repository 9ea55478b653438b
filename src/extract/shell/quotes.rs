//! Words and their quotes.

use super::escape::{Escaped, escape};
use super::lex::Lexer;
use super::word::{Builder, FilledIn, Word};
use crate::source::{Notation, Span};

impl Lexer<'_> {
    /// A word, up to white space or an operator.
    pub(super) fn word(&mut self) -> Word {
        let mut builder = Builder::new(self.at);
        while let Some(c) = self.peek() {
            let rest = self.rest();
            match c {
                _ if is_end_of_word(rest) => break,
                '\'' => self.single_quoted(&mut builder),
                '"' => self.double_quoted(&mut builder),
                '$' if rest.starts_with("$'") => self.ansi_quoted(&mut builder),
                '$' if rest.starts_with("$\"") => {
                    self.at += 1;
                    self.double_quoted(&mut builder);
                }
                '$' | '`' => self.substitution(&mut builder, Notation::Bare),
                '\\' => match continuation(rest) {
                    Some(len) => self.at += len,
                    None => self.escaped(&mut builder, Notation::Bare),
                },
                _ => self.plain(&mut builder),
            }
        }
        // Something that ends a word before it began must not stop the reading.
        if self.at == builder.start() {
            self.plain(&mut builder);
        }
        builder.finish(self.at)
    }

    fn plain(&mut self, builder: &mut Builder) {
        let rest = self.rest();
        let is_special =
            |at: usize, c: char| matches!(c, '\'' | '"' | '$' | '`' | '\\') || is_end_of_word(rest.get(at..).unwrap_or_default());
        let len = rest.char_indices().find(|(at, c)| is_special(*at, *c)).map_or(rest.len(), |(at, _)| at);
        let len = if len == 0 { rest.chars().next().map_or(0, char::len_utf8) } else { len };
        builder.copy(rest.get(..len).unwrap_or_default(), self.at, Notation::Bare);
        self.at += len;
    }

    fn single_quoted(&mut self, builder: &mut Builder) {
        let body = self.text.get(self.at + 1..).unwrap_or_default();
        let len = memchr::memchr(b'\'', body.as_bytes()).unwrap_or(body.len());
        builder.copy(body.get(..len).unwrap_or_default(), self.at + 1, Notation::SingleQuotes);
        self.at = (self.at + 1 + len + 1).min(self.text.len());
    }

    fn double_quoted(&mut self, builder: &mut Builder) {
        self.at += 1;
        while let Some(c) = self.peek() {
            if c == '"' {
                self.at += 1;
                return;
            }
            self.expanded(builder, self.text.len(), Notation::DoubleQuotes);
        }
    }

    /// The next `len` bytes of a here-document; whether the line goes on in the next one.
    pub(super) fn here_line(&mut self, builder: &mut Builder, len: usize, is_quoted: bool) -> bool {
        let end = self.at + len;
        let mut goes_on = false;
        if is_quoted {
            builder.copy(self.text.get(self.at..end).unwrap_or_default(), self.at, Notation::Plain);
            self.at = end;
        }
        while self.at < end {
            goes_on = continuation(self.rest()).is_some();
            self.expanded(builder, end, Notation::HereDocument);
        }
        goes_on
    }

    /// One piece of text in which `$`, backquotes and some escapes mean something. Plain text ends at `end`.
    fn expanded(&mut self, builder: &mut Builder, end: usize, notation: Notation) {
        let rest = self.rest();
        match rest.as_bytes() {
            [b'\\', b'$' | b'`' | b'\\', ..] => self.escaped(builder, notation),
            [b'\\', b'"', ..] if notation == Notation::DoubleQuotes => self.escaped(builder, notation),
            [b'$' | b'`', ..] => self.substitution(builder, notation),
            [b'\\', ..] if continuation(rest).is_some() => self.at += continuation(rest).unwrap_or(1),
            // The backslash stands for itself, but only in front of this very character.
            [b'\\', ..] => {
                let len = 1 + rest.chars().nth(1).map_or(0, char::len_utf8);
                builder.replace(rest.get(..len).unwrap_or_default(), Span::new(self.at, self.at + len), notation);
                self.at += len;
            }
            _ => {
                let line = self.text.get(self.at..end).unwrap_or(rest);
                let special: &[char] =
                    if notation == Notation::DoubleQuotes { &['"', '\\', '$', '`'] } else { &['\\', '$', '`'] };
                let len = line.find(special).unwrap_or(line.len());
                builder.copy(line.get(..len).unwrap_or_default(), self.at, notation);
                self.at += len;
            }
        }
    }

    /// A backslash and the character behind it, which stands for itself.
    fn escaped(&mut self, builder: &mut Builder, notation: Notation) {
        let behind = self.text.get(self.at + 1..).and_then(|rest| rest.chars().next());
        let len = 1 + behind.map_or(0, char::len_utf8);
        let said = behind.map_or_else(|| "\\".to_owned(), String::from);
        builder.replace(&said, Span::new(self.at, self.at + len), notation);
        self.at += len;
    }

    fn ansi_quoted(&mut self, builder: &mut Builder) {
        self.at += 2;
        while let Some(c) = self.peek() {
            match c {
                '\'' => {
                    self.at += 1;
                    return;
                }
                '\\' => self.ansi_escape(builder),
                _ => {
                    let rest = self.rest();
                    let len = rest.find(['\'', '\\']).unwrap_or(rest.len());
                    builder.copy(rest.get(..len).unwrap_or_default(), self.at, Notation::AnsiC);
                    self.at += len;
                }
            }
        }
    }

    /// An escape of `$'…'`, or several that are the bytes of one character.
    fn ansi_escape(&mut self, builder: &mut Builder) {
        let start = self.at;
        let (len, said) = escape(self.rest());
        self.at += len;
        // The end of a number hangs on what follows.
        let is_number = self.text.get(start + 1..).is_some_and(|rest| rest.starts_with(|c: char| "01234567xuU".contains(c)));
        let text = match said {
            Escaped::Text(text) => text,
            Escaped::Byte(byte) if byte.is_ascii() => char::from(byte).to_string(),
            Escaped::Byte(byte) => self.bytes(byte),
        };
        let notation = if is_number { Notation::Fixed } else { Notation::AnsiC };
        builder.replace(&text, Span::new(start, self.at), notation);
    }

    /// The character whose first byte was given, with as many of the escapes that follow as belong to it.
    fn bytes(&mut self, first: u8) -> String {
        let mut bytes = vec![first];
        while self.rest().starts_with('\\') && std::str::from_utf8(&bytes).is_err() {
            let (len, Escaped::Byte(byte @ 0x80..=0xbf)) = escape(self.rest()) else { break };
            bytes.push(byte);
            self.at += len;
        }
        String::from_utf8_lossy(&bytes).into_owned()
    }

    /// `$name`, `${…}`, `$(…)`, `` `…` ``: a hole. A lone `$` is text.
    fn substitution(&mut self, builder: &mut Builder, notation: Notation) {
        let start = self.at;
        let rest = self.rest();
        let filled_in = if rest.starts_with("$((") {
            self.at += rest.find("))").map_or(rest.len(), |close| close + 2);
            FilledIn::Other
        } else if rest.starts_with("$(") {
            self.at += 2;
            FilledIn::Output(self.nested())
        } else if let Some(body) = rest.strip_prefix('`') {
            self.at += body.find('`').map_or(rest.len(), |close| close + 2);
            FilledIn::Other
        } else if rest.starts_with("${") {
            self.at += braced_len(rest);
            braced(self.text.get(start..self.at).unwrap_or_default())
        } else {
            let len = name_len(rest.get(1..).unwrap_or_default());
            self.at += 1 + len;
            if len == 0 {
                return builder.copy("$", start, notation);
            }
            FilledIn::Variable(rest.get(1..=len).unwrap_or_default().to_owned())
        };
        let written = self.text.get(start..self.at).unwrap_or_default();
        builder.hole(written.trim_start_matches('$'), Span::new(start, self.at), filled_in, notation);
    }
}

/// The length of the name behind a `$`: of a variable, or the one character of a special one.
fn name_len(behind: &str) -> usize {
    let is_name = |c: char| c.is_ascii_alphanumeric() || c == '_';
    match behind.chars().next() {
        Some('@' | '*' | '#' | '?' | '$' | '!' | '-' | '0'..='9') => 1,
        _ => behind.find(|c| !is_name(c)).unwrap_or(behind.len()),
    }
}

/// The length of the `${…}` that `rest` starts with, or of the `${{ … }}` that pipelines have.
fn braced_len(rest: &str) -> usize {
    if rest.starts_with("${{") {
        return rest.find("}}").map_or(rest.len(), |close| close + 2);
    }
    let mut depth = 0_usize;
    let mut is_escaped = false;
    for (at, c) in rest.char_indices() {
        match c {
            _ if std::mem::take(&mut is_escaped) => {}
            '\\' => is_escaped = true,
            '{' => depth += 1,
            '}' if depth == 1 => return at + 1,
            '}' => depth -= 1,
            _ => {}
        }
    }
    rest.len()
}

/// What `${…}` fills in: a variable, if all that is done to it is to give it a default.
fn braced(written: &str) -> FilledIn {
    let inside = written.trim_start_matches("${").trim_end_matches('}');
    let name = inside.get(..inside.find(|c: char| !(c.is_ascii_alphanumeric() || c == '_')).unwrap_or(inside.len()));
    match name.filter(|name| !name.is_empty()) {
        Some(name) => FilledIn::Variable(name.to_owned()),
        None => FilledIn::Other,
    }
}

/// Whether `rest` starts with something that ends a word.
pub(super) fn is_end_of_word(rest: &str) -> bool {
    matches!(rest.as_bytes().first(), Some(b' ' | b'\t' | b'\n' | b';' | b'&' | b'|' | b'(' | b')' | b'<' | b'>'))
        || rest.starts_with("\r\n")
}

/// The length of a backslash at the end of a line, with the line break.
pub(super) fn continuation(rest: &str) -> Option<usize> {
    let behind = rest.strip_prefix('\\')?;
    if behind.starts_with("\r\n") { Some(3) } else { behind.starts_with('\n').then_some(2) }
}
