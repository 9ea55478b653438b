//! Requests in Postman collections and HAR archives.

use super::call::{Body, Part, Piece};
use super::{Document, Form, inside};
use crate::json::{self, Kind, Tree, Value};

/// The parts of a collection or an archive that carry requests.
pub(super) fn parts(document: &Document<'_>) -> Vec<Part<'static>> {
    let tree = json::parse(&document.text);
    requests(&tree).filter_map(|request| part(request, document)).collect()
}

/// The requests of a collection or an archive, each with the text that answered it.
pub(super) fn exchanges(document: &Document<'_>) -> Vec<(Part<'static>, Document<'static>)> {
    let tree = json::parse(&document.text);
    let exchange = |(request, answer)| Some((part(request, document)?, inside(answer, &document.origin)));
    tree.values().flat_map(answered).filter_map(exchange).collect()
}

/// A request with each text that answered it: of an entry of HAR, or the examples of an item of Postman.
fn answered(entry: Value<'_>) -> Vec<(Value<'_>, Value<'_>)> {
    let (Some(request), Some(response)) = (entry.member("request"), entry.member("response")) else { return Vec::new() };
    let is_text = |value: &Value<'_>| value.kind() == Kind::String;
    // What is not written as text is encoded.
    let content = response.member("content").filter(|content| content.member("encoding").is_none());
    let recorded = content.and_then(|content| content.member("text")).map(|text| (request, text));
    let examples = response.children().filter_map(|example| {
        let own = example.member("originalRequest").unwrap_or(request);
        Some((own, example.member("body")?))
    });
    recorded.into_iter().chain(examples).filter(|(request, text)| body(*request).is_some() && is_text(text)).collect()
}

/// How far into a text its first names are looked for, in bytes.
const HEAD: usize = 256;

/// Which archive of requests a JSON text is, as far as its words tell.
pub(super) fn form(text: &str) -> Option<Form> {
    let head = text.as_bytes().get(..HEAD).unwrap_or(text.as_bytes());
    // Asked of every JSON file there is: any search takes longer to set up than this.
    let mut names = head.iter().enumerate().filter(|(_, byte)| **byte == b'"').filter_map(|(at, _)| head.get(at + 1..));
    let first = names.find_map(|name| [&b"info\""[..], b"log\""].into_iter().find(|word| name.starts_with(word)))?;
    let has = |word: &str| text.contains(word);
    match first {
        b"info\"" => (has("\"item\"") && has("\"request\"")).then_some(Form::Postman),
        _ => has("\"entries\"").then_some(Form::Har),
    }
}

/// The objects that have an address and a body: `request` of an item, or of an entry.
fn requests<'t>(tree: &'t Tree<'t>) -> impl Iterator<Item = Value<'t>> {
    tree.values().filter(|value| value.kind() == Kind::Object && value.member("url").is_some() && body(*value).is_some())
}

fn part(request: Value<'_>, document: &Document<'_>) -> Option<Part<'static>> {
    let url = request.member("url")?;
    let url = if url.kind() == Kind::Object { url.member("raw")? } else { url };
    let method = request.member("method").map(|method| piece(method, document));
    let headers = ["header", "headers"].iter().filter_map(|name| request.member(name)).flat_map(Value::children);
    let words = headers.filter_map(|header| header.member("value")).map(|value| piece(value, document)).collect();
    let body = Body::Text(inside(body(request)?, &document.origin));
    Part::exchange(document.origin.lift(request.span()), piece(url, document), method, words, body)
}

/// The text that is sent: `body.raw` in Postman, `postData.text` in HAR.
fn body(request: Value<'_>) -> Option<Value<'_>> {
    let text = match request.member("body") {
        Some(body) => body.member("raw"),
        None => request.member("postData").and_then(|data| data.member("text")),
    };
    text.filter(|text| text.kind() == Kind::String)
}

fn piece(value: Value<'_>, document: &Document<'_>) -> Piece {
    let Document { text, origin } = inside(value, &document.origin);
    Piece { text: text.into_owned(), origin }
}
