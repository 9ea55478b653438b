//! Holds what the server answered against the request.

mod answer;
mod comparison;
mod locate;

use self::answer::{answer_of, body_of};
use self::comparison::Comparison;
use self::locate::Located;
use super::engine::{Linted, Linter};
use crate::extract;
use crate::json::{self, Value};
use crate::request::Request;
use crate::source::{Encoding, Source};

/// A request, and what came of it.
#[derive(Debug)]
pub struct Exchange<'t> {
    /// What was asked for.
    pub request: Request<'t>,
    /// What the server answered.
    pub answer: Answer<'t>,
    /// What the rules find in the request, where it was refused.
    pub findings: Vec<Known>,
}

/// What the server answered.
#[derive(Debug)]
pub enum Answer<'t> {
    /// The key that it made.
    Key(Box<Request<'t>>),
    /// That it made none.
    Refusal(Value<'t>),
}

/// A finding of the request.
#[derive(Clone, Debug)]
pub struct Known {
    /// The rule.
    pub rule: &'static str,
    /// What it says.
    pub message: String,
    /// Where: file, line and column.
    pub place: String,
}

/// Why an answer cannot be held against a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unverifiable {
    /// The first source holds no request.
    NoRequest,
    /// It holds that many, and none of them plainly belongs to the answer.
    SeveralRequests(usize),
    /// The second source is no answer.
    NoAnswer,
    /// A recording holds no request with the answer to it.
    NoExchange,
    /// A source could not be read.
    Unread {
        /// Its name.
        source: String,
        /// Why.
        reason: String,
    },
}

impl Linter {
    /// Holds the answer in one source against the request in another. The findings are the answer's.
    ///
    /// # Errors
    /// Where there is no request, no telling which, or no answer.
    pub fn verify(&self, asked: &Source, answer: &Source) -> Result<Linted, Unverifiable> {
        readable(asked)?;
        readable(answer)?;
        let body = body_of(answer);
        let tree = json::parse(&body.text);
        let root = answer_of(&tree, answer, &body)?;
        let located = self.locate(asked, root)?;
        let mut comparison = Comparison::new(self, asked, answer);
        comparison.exchange(&located, &body)?;
        Ok(comparison.finish())
    }

    /// Holds each answer of a recording against the request that it belongs to: of an HTTP archive, or a collection of Postman with
    /// examples of answers. What answers with neither a key nor an error is passed over.
    ///
    /// # Errors
    /// Where there is no request of ours with its answer.
    pub fn verify_recording(&self, recording: &Source) -> Result<Linted, Unverifiable> {
        readable(recording)?;
        let mut comparison = Comparison::new(self, recording, recording);
        for exchange in extract::exchanges(recording, self.form_of(recording), self.definitions()) {
            let located = Located::from(exchange.request);
            match comparison.exchange(&located, &exchange.answer) {
                Ok(()) | Err(Unverifiable::NoAnswer | Unverifiable::NoRequest) => {}
                Err(why) => return Err(why),
            }
        }
        Some(comparison.finish()).filter(|linted| linted.requests > 0).ok_or(Unverifiable::NoExchange)
    }
}

fn readable(source: &Source) -> Result<(), Unverifiable> {
    if source.encoding() == Encoding::Utf8 { Ok(()) } else { Err(unread(source, "not UTF-8".to_owned())) }
}

fn unread(source: &Source, reason: String) -> Unverifiable {
    Unverifiable::Unread { source: source.name().to_owned(), reason }
}
