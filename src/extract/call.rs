//! A call to the server that was found in a script: where it goes, how, and what it carries.

use super::Document;
use crate::catalog::Dialect;
use crate::catalog::endpoint::{Address, address};
use crate::source::{Origin, Span};

/// A command that sends a request.
#[derive(Clone, Debug)]
pub struct Call {
    /// What its address was found to be.
    pub address: Address,
    /// The address.
    pub url: Piece,
    /// The method that it asks for, where that is not POST.
    pub method: Option<Piece>,
    /// The flag that switches the check of the server's certificate off.
    pub insecure: Option<Piece>,
    /// What it carries, where the shell takes away the quotes that make it JSON.
    pub unquoted: Option<Piece>,
    /// All its words, for what must not stand in them.
    pub words: Vec<Piece>,
}

/// A piece of a file: what it says, and where that is written.
#[derive(Clone, Debug)]
pub struct Piece {
    /// What it says.
    pub text: String,
    /// Where its bytes stand in the file.
    pub origin: Origin,
}

impl Piece {
    /// Where all of it stands in the file.
    #[must_use]
    pub fn span(&self) -> Span {
        self.origin.lift(Span::new(0, self.text.len()))
    }

    /// Where the bytes from `start` to `end` of what it says stand in the file.
    #[must_use]
    pub fn part(&self, start: usize, end: usize) -> Span {
        self.origin.lift(Span::new(start, end))
    }
}

/// A part of a file that carries a request, or may.
#[derive(Clone, Debug)]
pub struct Part<'s> {
    /// All of it, with what sends it: what a comment in front of it speaks of.
    pub span: Span,
    /// The blocks that it is a part of: a comment in front of one speaks of it, too.
    pub around: Vec<Span>,
    /// How it is sent, where that is written beside it.
    pub call: Option<Call>,
    /// Whether it goes to the endpoint, or was meant to: its body is a request whatever it holds.
    pub is_sent: bool,
    /// What the fields are called in it, where that is known from what sends it; if not, a body goes by its shape.
    pub dialect: Option<Dialect>,
    /// What is sent: mostly one body.
    pub bodies: Vec<Body<'s>>,
}

impl<'s> Part<'s> {
    /// A text that is a request if it looks like one.
    #[must_use]
    pub fn text(document: Document<'s>) -> Self {
        Self {
            span: document.span(),
            around: Vec::new(),
            call: None,
            is_sent: false,
            dialect: None,
            bodies: vec![Body::Text(document)],
        }
    }

    /// What a call sends.
    #[must_use]
    pub fn sent(span: Span, call: Call, body: Body<'s>) -> Self {
        let is_sent = !matches!(call.address, Address::Unknown);
        let dialect = call.address.operation().map(Dialect::of);
        Self { span, around: Vec::new(), call: Some(call), is_sent, dialect, bodies: vec![body] }
    }

    /// A request as it goes over the wire, if it may be ours. Without a method it is a GET, which sends nothing.
    #[must_use]
    pub fn exchange(span: Span, url: Piece, method: Option<Piece>, words: Vec<Piece>, body: Body<'s>) -> Option<Self> {
        let address = address(&url.text);
        let is_post = method.as_ref().is_some_and(|method| method.text == "POST");
        let sends = is_post || !matches!(body, Body::Unknown);
        if address == Address::Other || !sends {
            return None;
        }
        let method = method.filter(|_| !is_post);
        Some(Self::sent(span, Call { address, url, method, insecure: None, unquoted: None, words }, body))
    }
}

/// What a call carries.
#[derive(Clone, Debug)]
pub enum Body<'s> {
    /// A text in the file.
    Text(Document<'s>),
    /// The contents of other files.
    Files(Vec<Reference>),
    /// Nothing that could be read.
    Unknown,
}

/// A file that another one names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    /// Its path as it is written.
    pub path: String,
    /// What it holds.
    pub holds: Contents,
}

/// What a file is said to hold by the one that names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Contents {
    /// A request.
    Request,
    /// A key policy.
    Policy,
    /// Something whose shape is not documented.
    Undocumented,
}
