//! Where requests stand in a text.
//!
//! Yields request texts, each with an [`Origin`] that leads from its bytes back to those of the file.

mod call;
mod define;
mod json;
mod shell;

use std::borrow::Cow;

pub use call::{Body, Call, Contents, Part, Piece, Reference};
pub use define::{Definition, InvalidDefinition};
pub use json::{Holding, holding, inside, is_key_policy, policies_in_strings, requests};

use crate::source::{Origin, Source, Span};

/// What an input is written as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, clap::ValueEnum)]
pub enum Form {
    /// One JSON text: a request, or an array of requests.
    Json,
    /// A JSON text a line.
    Ndjson,
    /// A key policy by itself.
    Policy,
    /// A shell script, or a command.
    Shell,
    /// By the extension; by the content for standard input and unknown extensions.
    Auto,
}

impl Form {
    /// What files of this form are called in a sentence.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Json => "JSON",
            Self::Ndjson => "NDJSON",
            Self::Policy => "key policy",
            Self::Shell => "shell",
            Self::Auto => "unknown",
        }
    }

    /// Whether requests stand in it among other things, in a language that is not JSON.
    #[must_use]
    pub const fn is_host(self) -> bool {
        !matches!(self, Self::Json | Self::Ndjson | Self::Policy | Self::Auto)
    }
}

/// A text that stands in a file.
#[derive(Clone, Debug)]
pub struct Document<'s> {
    /// The text, decoded, with defined holes filled in.
    pub text: Cow<'s, str>,
    /// Where its bytes stand in the file.
    pub origin: Origin,
}

impl<'s> Document<'s> {
    /// A text that stands in the file byte for byte, from `offset` on.
    #[must_use]
    pub fn verbatim(text: &'s str, offset: usize) -> Self {
        Self { origin: Origin::verbatim(offset, text.len()), text: Cow::Borrowed(text) }
    }

    /// Where all of it stands in the file.
    #[must_use]
    pub fn span(&self) -> Span {
        self.origin.lift(Span::new(0, self.text.len()))
    }
}

/// What `source` is taken for where `asked` is said: `auto` goes by the extension, and by the content where there is none.
#[must_use]
pub fn form(source: &Source, asked: Form) -> Form {
    match asked {
        Form::Auto => detect(source),
        known => known,
    }
}

/// The form that files of that name are in, if the name tells.
#[must_use]
pub fn form_by_name(name: &str) -> Option<Form> {
    let extension = name.rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase());
    match extension.as_deref() {
        Some("json") => Some(Form::Json),
        Some("ndjson" | "jsonl") => Some(Form::Ndjson),
        Some("sh" | "bash") => Some(Form::Shell),
        _ => None,
    }
}

/// The JSON texts of `source`, with the holes that `definitions` name filled in.
pub fn documents<'s>(source: &'s Source, form: Form, definitions: &'s [Definition]) -> impl Iterator<Item = Document<'s>> {
    let text = source.text();
    let body = source.body();
    let mut rest = Some(body);
    std::iter::from_fn(move || {
        let span = match form {
            Form::Ndjson => next_line(&mut rest, text)?,
            _ => rest.take()?,
        };
        Some(define::fill(Document::verbatim(span.of(text), span.start()), definitions))
    })
}

/// The parts of `source` that carry requests, or may, where its form is a host of them.
#[must_use]
pub fn parts(source: &Source, form: Form, definitions: &[Definition]) -> Vec<Part<'static>> {
    let body = source.body();
    let document = Document::verbatim(body.of(source.text()), body.start());
    let mut parts = match form {
        Form::Shell => shell::parts(&document),
        Form::Json | Form::Ndjson | Form::Policy | Form::Auto => Vec::new(),
    };
    for part in &mut parts {
        if let Body::Text(document) = &mut part.body {
            *document = define::fill(std::mem::replace(document, Document::verbatim("", 0)), definitions);
        }
    }
    parts
}

/// The next line that is not blank.
fn next_line(rest: &mut Option<Span>, text: &str) -> Option<Span> {
    loop {
        let left = (*rest)?;
        let line = memchr::memchr(b'\n', left.of(text).as_bytes()).map_or(left.len(), |end| end);
        let span = Span::new(left.start(), left.start() + line);
        *rest = (span.end() < left.end()).then(|| Span::new(span.end() + 1, left.end()));
        if !span.of(text).trim().is_empty() {
            return Some(span);
        }
    }
}

/// What a source is by its name, or else by its content.
fn detect(source: &Source) -> Form {
    form_by_name(source.name()).unwrap_or_else(|| by_content(source))
}

/// A first line that is a whole JSON object, and a second one that starts another: NDJSON. A command that sends something: a
/// shell script. Everything else is JSON.
fn by_content(source: &Source) -> Form {
    let text = source.body().of(source.text());
    if !text.trim_start().starts_with(['{', '[', '"']) && ["curl", "ksctl"].iter().any(|command| text.contains(command)) {
        return Form::Shell;
    }
    let mut lines = text.lines().filter(|line| !line.trim().is_empty());
    let (Some(first), Some(second)) = (lines.next(), lines.next()) else { return Form::Json };
    let is_object = |line: &str| line.trim_start().starts_with('{');
    let is_ndjson = is_object(first) && is_object(second) && crate::json::parse(first).errors().is_empty();
    if is_ndjson { Form::Ndjson } else { Form::Json }
}
