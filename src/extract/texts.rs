//! The JSON texts of a source, whatever it is written in.

use super::{Body, Definition, Document, Form, Part, Reference, Unread, archive, define, documents, parts, whole};
use crate::catalog::Dialect;
use crate::source::{Source, Span};

/// What there is to be read in a source.
pub struct Texts<'s> {
    /// The texts that may hold requests.
    pub texts: Box<dyn Iterator<Item = Carried<'s>> + 's>,
    /// Files that are sent, too.
    pub files: Vec<Reference>,
    /// What could not be read.
    pub unread: Option<Unread>,
}

/// A JSON text, and what is known of it from what carries it.
#[derive(Clone, Debug)]
pub struct Carried<'s> {
    /// The text.
    pub document: Document<'s>,
    /// All of what carries it.
    pub span: Span,
    /// What its fields are called, where that is known.
    pub dialect: Option<Dialect>,
    /// Whether it goes to the endpoint: it is a request whatever it holds.
    pub is_sent: bool,
}

/// The JSON texts of `source`, which is of that form, with the holes that `definitions` name filled in. `siblings` are the files
/// beside it, as for [`parts`].
#[must_use]
pub fn texts<'s>(source: &'s Source, form: Form, definitions: &'s [Definition], siblings: &dyn Fn() -> Vec<Source>) -> Texts<'s> {
    if !form.is_host() {
        let plain = documents(source, form, definitions);
        let texts = plain.map(|document| Carried { span: document.span(), document, dialect: None, is_sent: false });
        return Texts { texts: Box::new(texts), files: Vec::new(), unread: None };
    }
    let (parts, unread) = parts(source, form, definitions, siblings);
    let (mut texts, mut files) = (Vec::new(), Vec::new());
    for mut part in parts {
        for body in std::mem::take(&mut part.bodies) {
            match body {
                Body::Text(document) => texts.push(Carried::by(&part, document)),
                Body::Files(named) => files.extend(named),
                Body::Unknown => {}
            }
        }
    }
    Texts { texts: Box::new(texts.into_iter()), files, unread }
}

/// A request, and the text that answered it.
#[derive(Clone, Debug)]
pub struct Recorded {
    /// What was sent.
    pub request: Carried<'static>,
    /// What came back.
    pub answer: Document<'static>,
}

/// The requests of a recording that go to the endpoint, each with its answer; none where `form` records no answers.
#[must_use]
pub fn exchanges(source: &Source, form: Form, definitions: &[Definition]) -> Vec<Recorded> {
    if !matches!(form, Form::Har | Form::Postman) {
        return Vec::new();
    }
    let mut exchanges = Vec::new();
    for (mut part, answer) in archive::exchanges(&whole(source, &[])).into_iter().filter(|(part, _)| part.is_sent) {
        for body in std::mem::take(&mut part.bodies) {
            if let Body::Text(document) = body {
                let request = Carried::by(&part, define::fill(document, definitions));
                exchanges.push(Recorded { request, answer: answer.clone() });
            }
        }
    }
    exchanges
}

impl<'s> Carried<'s> {
    fn by(part: &Part<'_>, document: Document<'s>) -> Self {
        Self { document, span: part.span, dialect: part.dialect, is_sent: part.is_sent }
    }
}
