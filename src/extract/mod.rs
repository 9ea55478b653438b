//! Where requests stand in a text.
//!
//! Yields request texts, each with an [`Origin`] that leads from its bytes back to those of the file.

mod archive;
mod call;
mod compose;
mod console;
mod decoded;
mod define;
mod fields;
mod groovy;
mod hcl;
mod http;
mod json;
mod makefile;
mod markdown;
mod node;
mod shape;
mod shell;
mod terraform;
mod texts;
mod yaml;

use std::borrow::Cow;

pub use call::{Body, Call, Contents, Part, Piece, Reference};
pub use decoded::Decoded;
pub use define::{Definition, InvalidDefinition};
pub use json::{Holding, holding, inside, keys, names_keys, policies_in_strings, requests};
pub use markdown::{Fence, fences};
pub use shape::{dialect_of, is_key_policy, key_dialect};
pub use texts::{Carried, Recorded, Texts, exchanges, texts};

use crate::source::{BOM, Origin, Source, Span};

/// What an input is written as.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, clap::ValueEnum)]
pub enum Form {
    /// One JSON text: a request, or an array of requests.
    Json,
    /// A JSON text a line.
    Ndjson,
    /// A key policy by itself.
    Policy,
    /// A shell script, or a command.
    Shell,
    /// Markdown with blocks of JSON, shell, console sessions or HTTP.
    Markdown,
    /// A request, Ansible tasks, or a pipeline with shell in its steps.
    Yaml,
    /// Terraform: HCL, its form in JSON, or a plan in JSON.
    Terraform,
    /// A Postman collection.
    Postman,
    /// An HTTP archive.
    Har,
    /// Requests as HTTP has them, as editors keep them.
    #[value(skip)]
    Http,
    /// A makefile.
    #[value(skip)]
    Makefile,
    /// A pipeline of Jenkins.
    #[value(skip)]
    Jenkins,
    /// By the extension; by the content for standard input and unknown extensions.
    #[default]
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
            Self::Markdown => "Markdown",
            Self::Yaml => "YAML",
            Self::Terraform => "Terraform",
            Self::Postman => "Postman",
            Self::Har => "HAR",
            Self::Http => "HTTP",
            Self::Makefile => "make",
            Self::Jenkins => "Jenkins",
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

    /// Whether it may say what is not seen in the file as it is written.
    #[must_use]
    pub const fn is_decoded(&self) -> bool {
        matches!(self.text, Cow::Owned(_))
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
    let file = name.rsplit(['/', '\\']).next().unwrap_or(name);
    let extension = file.rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase());
    match extension.as_deref() {
        Some("json") if file.ends_with(".postman_collection.json") => Some(Form::Postman),
        Some("json") if file.ends_with(".tf.json") => Some(Form::Terraform),
        Some("tf" | "tofu") => Some(Form::Terraform),
        Some("json") => Some(Form::Json),
        Some("ndjson" | "jsonl") => Some(Form::Ndjson),
        Some("sh" | "bash") => Some(Form::Shell),
        Some("md" | "markdown") => Some(Form::Markdown),
        Some("yml" | "yaml") => Some(Form::Yaml),
        Some("har") => Some(Form::Har),
        Some("http" | "rest") => Some(Form::Http),
        Some("mk") => Some(Form::Makefile),
        Some("jenkinsfile") => Some(Form::Jenkins),
        _ if matches!(file, "Makefile" | "makefile" | "GNUmakefile") => Some(Form::Makefile),
        _ if file.starts_with("Jenkinsfile") => Some(Form::Jenkins),
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

/// The JSON text that `source` is as a whole, with the holes that `definitions` name filled in.
#[must_use]
pub fn whole<'s>(source: &'s Source, definitions: &'s [Definition]) -> Document<'s> {
    let body = source.body();
    define::fill(Document::verbatim(body.of(source.text()), body.start()), definitions)
}

/// What of a text could not be read as what it is, though it may hold requests.
#[derive(Clone, Debug)]
pub struct Unread {
    /// Where that starts.
    pub at: usize,
    /// Where it ends.
    pub until: usize,
    /// Why.
    pub reason: String,
}

/// The parts of `source` that carry requests, or may, where its form is a host of them; and what of it could not be read.
/// `siblings` are the files beside it, in which names that it uses may be given: only asked for where that matters.
#[must_use]
pub fn parts(
    source: &Source,
    form: Form,
    definitions: &[Definition],
    siblings: &dyn Fn() -> Vec<Source>,
) -> (Vec<Part<'static>>, Option<Unread>) {
    let body = source.body();
    let document = Document::verbatim(body.of(source.text()), body.start());
    let (mut parts, unread) = match form {
        _ if !may_hold_requests(&document.text) => (Vec::new(), None),
        Form::Yaml => yaml::parts(&document),
        Form::Terraform => terraform::parts(&document, siblings),
        form => (read(form, &document), None),
    };
    for body in parts.iter_mut().flat_map(|part| &mut part.bodies) {
        if let Body::Text(document) = body {
            *document = define::fill(std::mem::replace(document, Document::verbatim("", 0)), definitions);
        }
    }
    let lift = |at: usize| document.origin.lift(Span::point(at)).start();
    (parts, unread.map(|unread| Unread { at: lift(unread.at), until: lift(unread.until), ..unread }))
}

/// The parts of a text in a form that any text is in.
fn read(form: Form, document: &Document<'_>) -> Vec<Part<'static>> {
    match form {
        Form::Shell => shell::parts(document),
        Form::Markdown => markdown::parts(document),
        Form::Postman | Form::Har => archive::parts(document),
        Form::Http => http::parts(document),
        Form::Makefile => makefile::parts(document),
        Form::Jenkins => groovy::parts(document),
        Form::Yaml | Form::Terraform | Form::Json | Form::Ndjson | Form::Policy | Form::Auto => Vec::new(),
    }
}

/// Whether a text tells what was sent, or what another program has worked out, so that mending it would mend nothing.
#[must_use]
pub fn is_recording(form: Form, text: &str) -> bool {
    form == Form::Har || (form == Form::Terraform && terraform::is_plan(text))
}

/// Whether it is worth reading a text in a language that has much else to say, or a pity that it was not read. A request has a
/// `kms`, and goes to an address with `cckm` in it, of which a slip may spoil one; what lacks its `kms` goes by another name of ours.
#[must_use]
pub fn may_hold_requests(text: &str) -> bool {
    ["kms", "cckm", "ksctl", "aws_param", "ciphertrust_aws"]
        .iter()
        .any(|word| memchr::memmem::find(text.as_bytes(), word.as_bytes()).is_some())
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
    match form_by_name(source.name()) {
        Some(Form::Json) => json_form(source.text()),
        Some(form) => form,
        None => by_content(source.body().of(source.text())),
    }
}

/// Whether a text that goes by no name that tells, and of which that is the beginning, is NDJSON.
#[must_use]
pub fn is_ndjson(head: &str) -> bool {
    by_content(head.strip_prefix(BOM).unwrap_or(head)) == Form::Ndjson
}

/// What a text is that goes by no name that tells.
fn by_content(text: &str) -> Form {
    let start = text.trim_start();
    let sends = ["curl", "ksctl"].iter().any(|command| text.contains(command));
    if start.starts_with(['{', '[', '"']) {
        by_json_content(text)
    } else if terraform::is_terraform(text) {
        Form::Terraform
    } else if text.contains("\n```") || start.starts_with("```") {
        Form::Markdown
    } else if sends {
        if is_yaml(start) { Form::Yaml } else { Form::Shell }
    } else if is_request_in_yaml(start) {
        Form::Yaml
    } else if start.starts_with("POST ") {
        Form::Http
    } else {
        by_json_content(text)
    }
}

/// Whether a text is YAML that has a name of ours.
fn is_request_in_yaml(start: &str) -> bool {
    ["cckm_aws", "aws_param:", "/cckm/aws/keys"].iter().any(|name| start.contains(name)) && is_yaml(start)
}

/// Whether a text starts with a member or an item of YAML: `name:`, `- `, `---`.
fn is_yaml(start: &str) -> bool {
    let first = start.lines().find(|line| !line.trim().is_empty() && !line.starts_with('#')).unwrap_or_default();
    let name = first.split_once(':').filter(|(_, rest)| rest.is_empty() || rest.starts_with(' ')).map(|(name, _)| name);
    first == "---" || first.starts_with("- ") || name.is_some_and(|name| !name.contains(char::is_whitespace))
}

/// A first line that is a whole JSON object, and a second one that starts another: NDJSON. Everything else is JSON.
fn by_json_content(text: &str) -> Form {
    let mut lines = text.lines().filter(|line| !line.trim().is_empty());
    let (Some(first), Some(second)) = (lines.next(), lines.next()) else { return Form::Json };
    let is_object = |line: &str| line.trim_start().starts_with('{');
    let is_ndjson = is_object(first) && is_object(second) && crate::json::parse(first).errors().is_empty();
    if is_ndjson { Form::Ndjson } else { json_form(text) }
}

/// What a JSON text is, as far as its words tell.
fn json_form(text: &str) -> Form {
    if terraform::is_plan(text) { Form::Terraform } else { archive::form(text).unwrap_or(Form::Json) }
}
