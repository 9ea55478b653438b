//! What the server answers.

use super::{Unverifiable, unread};
use crate::extract::{self, Document};
use crate::json::{Kind, Tree, Value};
use crate::source::{LineIndex, Source};

/// The body of an answer, which may have its headers in front of it, as `curl -i` prints them.
pub(super) fn body_of(answer: &Source) -> Document<'_> {
    let whole = extract::whole(answer, &[]);
    let text = answer.text();
    let start = whole.span().start();
    let is_head = text.get(start..).is_some_and(|text| text.trim_start().starts_with("HTTP/"));
    let blank = |blank: &str| text.find(blank).map(|at| at + blank.len());
    match blank("\r\n\r\n").or_else(|| blank("\n\n")).filter(|_| is_head) {
        Some(body) => Document::verbatim(text.get(body..).unwrap_or_default(), body),
        None => whole,
    }
}

/// The key, or the error, that a text is.
pub(super) fn answer_of<'t>(tree: &'t Tree<'t>, source: &Source, body: &Document<'_>) -> Result<Value<'t>, Unverifiable> {
    if let Some(error) = tree.errors().first() {
        let line = LineIndex::of(source).position(body.origin.lift(error.span).start(), source.text()).line;
        return Err(unread(source, format!("line {line}: a fault of syntax")));
    }
    tree.root().filter(|root| is_key(*root) || is_refusal(*root)).ok_or(Unverifiable::NoAnswer)
}

fn is_key(root: Value<'_>) -> bool {
    root.kind() == Kind::Object && root.member("aws_param").is_some()
}

/// Whether an answer says that there is no key.
pub(super) fn is_refusal(root: Value<'_>) -> bool {
    let has = |name: &str| root.member(name).is_some();
    root.kind() == Kind::Object && !is_key(root) && ["codeDesc", "error", "message"].into_iter().any(has)
}
