//! Requests in Postman collections and HAR archives.

use super::call::{Body, Part, Piece};
use super::{Document, inside};
use crate::json::{self, Kind, Tree, Value};

/// The parts of a collection or an archive that carry requests.
pub(super) fn parts(document: &Document<'_>) -> Vec<Part<'static>> {
    let tree = json::parse(&document.text);
    requests(&tree).filter_map(|request| part(request, document)).collect()
}

/// Whether a JSON text is an archive of requests, as far as its words tell.
pub(super) fn is_archive(text: &str) -> bool {
    let has = |word: &str| memchr::memmem::find(text.as_bytes(), word.as_bytes()).is_some();
    let is_collection = has("getpostman.com/json/collection") || has("\"_postman_id\"");
    is_collection || (has("\"entries\"") && has("\"postData\""))
}

/// The objects that have an address and a body: `request` of an item, or of an entry.
fn requests<'t>(tree: &'t Tree<'t>) -> impl Iterator<Item = Value<'t>> {
    tree.values().filter(|value| value.kind() == Kind::Object && member(*value, "url").is_some() && body(*value).is_some())
}

fn part(request: Value<'_>, document: &Document<'_>) -> Option<Part<'static>> {
    let url = member(request, "url")?;
    let url = if url.kind() == Kind::Object { member(url, "raw")? } else { url };
    let method = member(request, "method").map(|method| piece(method, document));
    let headers = ["header", "headers"].iter().filter_map(|name| member(request, name)).flat_map(Value::children);
    let words = headers.filter_map(|header| member(header, "value")).map(|value| piece(value, document)).collect();
    let body = Body::Text(inside(body(request)?, &document.origin));
    Part::exchange(document.origin.lift(request.span()), piece(url, document), method, words, body)
}

/// The text that is sent: `body.raw` in Postman, `postData.text` in HAR.
fn body(request: Value<'_>) -> Option<Value<'_>> {
    let text = match member(request, "body") {
        Some(body) => member(body, "raw"),
        None => member(request, "postData").and_then(|data| member(data, "text")),
    };
    text.filter(|text| text.kind() == Kind::String)
}

fn member<'t>(object: Value<'t>, name: &str) -> Option<Value<'t>> {
    object.children().find(|member| member.is_named(name))
}

fn piece(value: Value<'_>, document: &Document<'_>) -> Piece {
    let Document { text, origin } = inside(value, &document.origin);
    Piece { text: text.into_owned(), origin }
}
