//! Requests in YAML: tasks of Ansible, and the request itself.

use crate::catalog::endpoint::address;
use crate::catalog::field::{Field, Object};
use crate::catalog::{Dialect, Operation};
use crate::extract::call::{Body, Part, Piece};
use crate::extract::fields::Fields;
use crate::extract::node::{Content, Node};
use crate::source::{Origin, Span};

/// The module that makes a key.
const KEY: &str = "cckm_aws_key";

/// The module that makes a policy template.
const TEMPLATE: &str = "cckm_aws_policy_template";

/// The module that sends any request.
const URI: &str = "uri";

/// The parts of a document that are a request, or a task that sends one.
pub(super) fn parts(document: &Node, outer: &Origin) -> Vec<Part<'static>> {
    let mut parts: Vec<Part<'static>> = plain(document, outer).collect();
    let mut left = vec![document];
    while let Some(node) = left.pop() {
        match &node.content {
            Content::Mapping(pairs) => {
                parts.extend(pairs.iter().filter_map(|(name, value)| task(name, value, node, outer)));
                left.extend(pairs.iter().rev().map(|(_, value)| value));
            }
            Content::Sequence(nodes) => left.extend(nodes.iter().rev()),
            _ => {}
        }
    }
    parts
}

/// The document as a request, or each of its items. What is wrapped in something else is left alone.
fn plain<'n>(document: &'n Node, outer: &Origin) -> impl Iterator<Item = Part<'static>> + use<'n> {
    let items = document.one_or_many();
    let outer = outer.clone();
    items.iter().filter(|item| is_request(item)).map(move |item| {
        let head = item.members().first().map_or(item.span, |(name, _)| name.span);
        let mut fields = Fields::new(Dialect::Api, head);
        fields.add(item);
        Part { span: outer.lift(item.span), ..Part::text(fields.compose(&outer).0) }
    })
}

fn is_request(node: &Node) -> bool {
    let has = |field: Field| node.member(field.json_name()).is_some();
    has(Field::AwsParam) || (has(Field::Kms) && has(Field::Region))
}

/// The request that a task makes: `name` is a module, and `value` what it is given.
fn task(name: &Node, value: &Node, task: &Node, outer: &Origin) -> Option<Part<'static>> {
    let module = name.text()?.rsplit('.').next()?;
    let part = match module {
        KEY | TEMPLATE => operation(name, value, module, outer)?,
        URI => exchange(value, outer)?,
        _ => return None,
    };
    let span = outer.lift(name.span.to(value.span));
    Some(Part { span, around: vec![outer.lift(task.span)], ..part })
}

/// What the module that makes a key calls the other calls that carry a body. Source: the vendor's collection of 2026,
/// `cckm_aws_key.py`, `op_type`.
const BESIDE: [(&str, Operation); 11] = [
    ("upload", Operation::UploadKey),
    ("import_material", Operation::ImportMaterial),
    ("create_hyok", Operation::CreateHyokKey),
    ("create_in_custom_key_store", Operation::CreateStoreKey),
    ("link", Operation::LinkKey),
    ("replicate", Operation::ReplicateKey),
    ("update_policy", Operation::SetPolicy),
    ("add_tags", Operation::AddTags),
    ("remove_tags", Operation::RemoveTags),
    ("add_alias", Operation::AddAlias),
    ("delete_alias", Operation::DeleteAlias),
];

/// The same in the collection 1.0.0.
const API_BESIDE: [(&str, Operation); 4] = [
    ("upload-key-aws", Operation::UploadKey),
    ("verify-key-alias", Operation::VerifyAlias),
    ("create-aws-template", Operation::CreateTemplate),
    ("patch-aws-template", Operation::CreateTemplate),
];

/// What it calls the calls that change a key: its `op_type` is `key_op`, and these are its `key_op_type`. Those of aliases are left
/// out, as it sends the alias under another name.
const KEY_OPS: [(&str, Operation); 5] = [
    ("import-material", Operation::ImportMaterial),
    ("policy", Operation::SetPolicy),
    ("add-tags", Operation::AddTags),
    ("remove-tags", Operation::RemoveTags),
    ("replicate-key", Operation::ReplicateKey),
];

/// What a task does by a module of CCKM's, where that carries a body.
fn operation(name: &Node, value: &Node, module: &str, outer: &Origin) -> Option<Part<'static>> {
    let dialect = dialect(value, module)?;
    let mut fields = Fields::new(dialect, name.span);
    fields.add(value);
    let (body, _) = fields.compose(outer);
    Some(Part { is_sent: true, dialect: Some(dialect), ..Part::text(body) })
}

/// What the parameters of a task are called, by what it asks for.
fn dialect(value: &Node, module: &str) -> Option<Dialect> {
    let said = |name: &str| value.member(name).and_then(Node::text);
    match (said("op_type")?, module) {
        ("create" | "patch", TEMPLATE) => Some(Dialect::AnsibleTemplate),
        ("create", KEY) => Some(generation(value)),
        ("key_op", KEY) => find(&KEY_OPS, said("key_op_type")?).map(Dialect::AnsibleApiBeside),
        (asked, KEY) => {
            let old = || find(&API_BESIDE, asked).map(Dialect::AnsibleApiBeside);
            find(&BESIDE, asked).map(Dialect::AnsibleBeside).or_else(old)
        }
        _ => None,
    }
}

fn find(calls: &[(&str, Operation)], asked: &str) -> Option<Operation> {
    calls.iter().find(|(name, _)| *name == asked).map(|(_, operation)| *operation)
}

/// Which names a task uses: those of the API, as the older module has it, or others.
fn generation(value: &Node) -> Dialect {
    let params = value.member(Field::AwsParam.json_name()).map(Node::members).unwrap_or_default();
    let is_api = |(name, _): &(&Node, &Node)| {
        name.text().is_some_and(|name| Object::AwsParam.fields().iter().any(|facts| facts.name == name))
    };
    if params.iter().any(is_api) { Dialect::AnsibleApi } else { Dialect::Ansible }
}

/// A task that sends a request by its address.
fn exchange(value: &Node, outer: &Origin) -> Option<Part<'static>> {
    let piece = |node: &Node| node.target().scalar().map(|scalar| scalar.piece(outer));
    let url = piece(value.member("url")?)?;
    let method = value.member("method").and_then(piece);
    let headers = value.member("headers").map(Node::members).unwrap_or_default();
    let words = headers.iter().filter_map(|(_, value)| piece(value)).collect();
    let dialect = address(&url.text).operation().map(Dialect::of).unwrap_or_default();
    let mut part = Part::exchange(Span::default(), url, method, words, body(value, dialect, outer))?;
    if let Some(call) = &mut part.call {
        call.insecure = unchecked(value, outer);
    }
    Some(part)
}

/// What a task sends: a mapping that is made JSON, or a text.
fn body(value: &Node, dialect: Dialect, outer: &Origin) -> Body<'static> {
    let found = value.members().into_iter().find(|(name, _)| name.text() == Some("body"));
    let Some((name, body)) = found else { return Body::Unknown };
    match (&body.target().content, body.target().scalar()) {
        (Content::Mapping(_), _) => {
            let mut fields = Fields::new(dialect, name.span);
            fields.add(body);
            Body::Text(fields.compose(outer).0)
        }
        (_, Some(scalar)) if !scalar.text.trim_start().starts_with("{{") => Body::Text(scalar.clone().within(outer)),
        _ => Body::Unknown,
    }
}

/// The parameter that switches the check of the server's certificate off.
fn unchecked(value: &Node, outer: &Origin) -> Option<Piece> {
    let (name, given) = value.members().into_iter().find(|(name, _)| name.text() == Some("validate_certs"))?;
    let is_off = matches!(given.text()?, "false" | "False" | "no" | "off");
    let span = outer.lift(name.span.to(given.span));
    is_off.then(|| Piece { text: "validate_certs".to_owned(), origin: Origin::verbatim(span.start(), span.len()) })
}
