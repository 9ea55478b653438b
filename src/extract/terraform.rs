//! Requests in Terraform: resources in `.tf`, in `.tf.json`, and in a plan as `terraform show -json` prints it.

use std::cell::{OnceCell, RefCell};
use std::collections::HashMap;

use hcl_edit::Span as _;
use hcl_edit::structure::{Block, Body};

use super::call::{Body as Carried, Part};
use super::fields::Fields;
use super::hcl::Reader;
use super::node::{Content, Node};
use super::{Document, Unread};
use crate::catalog::field::Field;
use crate::catalog::{Dialect, Operation};
use crate::json::{self, Kind, Value};
use crate::source::{Origin, Source, Span};

/// The resource that makes a key.
const KEY: &str = "ciphertrust_aws_key";

/// The resource that makes a policy template.
const TEMPLATE: &str = "ciphertrust_aws_policy_template";

/// The resources that make keys by other calls.
const BESIDE: [(&str, Operation); 3] = [
    ("ciphertrust_aws_byok_key", Operation::UploadKey),
    ("ciphertrust_aws_xks_key", Operation::CreateHyokKey),
    ("ciphertrust_aws_cloudhsm_key", Operation::CreateStoreKey),
];

/// The resource that brings material to a key that waits for it.
const KEY_MATERIAL: &str = "ciphertrust_aws_key_material";

/// The blocks that are sent by a call of their own, which brings material to a key.
const IMPORTS: [&str; 2] = ["import_key_material", "key_material"];

/// The blocks that bring key material along, so that an `origin` of EXTERNAL leaves nothing to do.
const MATERIAL: [&str; 3] = ["import_key_material", "upload_key", "replicate_key"];

/// A block of Terraform starts a line with one of these.
const TOP_LEVEL: [&str; 12] = [
    "resource",
    "data",
    "module",
    "variable",
    "locals",
    "output",
    "provider",
    "terraform",
    "moved",
    "import",
    "check",
    "ephemeral",
];

/// What else is known of the folder that a file stands in: its other files, once they are asked for.
pub(super) type Siblings<'s> = dyn Fn() -> Vec<Source> + 's;

/// Whether a JSON text is a plan, as far as its first words tell.
pub(super) fn is_plan(text: &str) -> bool {
    let start = text.trim_start().strip_prefix('{').map(str::trim_start);
    start.is_some_and(|start| start.starts_with("\"format_version\"")) && text.contains("\"planned_values\"")
}

/// Whether a text that goes by no name that tells is Terraform.
pub(super) fn is_terraform(text: &str) -> bool {
    let others = BESIDE.iter().map(|(name, _)| *name);
    others.chain([KEY, TEMPLATE, KEY_MATERIAL]).any(|name| text.contains(&format!("resource \"{name}\"")))
}

/// The resources that carry requests, and what could not be read.
pub(super) fn parts(document: &Document<'_>, siblings: &Siblings<'_>) -> (Vec<Part<'static>>, Option<Unread>) {
    if document.text.trim_start().starts_with('{') { in_json(document) } else { in_hcl(document, siblings) }
}

/// A resource: what it is, what is in front of its body, all of it, and its body.
struct Resource<'n> {
    kind: &'n str,
    head: Span,
    span: Span,
    body: &'n Node,
    /// Whether it may have more than is said of it.
    is_open: bool,
}

impl Resource<'_> {
    /// The requests that it comes to.
    fn parts(&self, outer: &Origin) -> Vec<Part<'static>> {
        let own = (self.kind != KEY_MATERIAL).then(|| self.part(outer));
        own.into_iter().chain(self.imports(outer)).collect()
    }

    fn imports(&self, outer: &Origin) -> Vec<Part<'static>> {
        let dialect = Dialect::TerraformBeside(Operation::ImportMaterial);
        let members = self.body.members().into_iter();
        let blocks = members.filter(|(name, _)| name.text().is_some_and(|name| IMPORTS.contains(&name)));
        let import = |head: Span, block: &Node| {
            let mut fields = Fields::new(dialect, head);
            fields.add(block);
            let span = outer.lift(head.to(block.span));
            let around = vec![outer.lift(self.span)];
            Part { span, around, is_sent: true, dialect: Some(dialect), ..Part::text(fields.compose(outer).0) }
        };
        let each = blocks.flat_map(|(name, value)| {
            let blocks = value.one_or_many();
            let known = blocks.iter().filter(|block| matches!(block.content, Content::Mapping(_)));
            known.map(|block| import(name.span, block)).collect::<Vec<_>>()
        });
        each.collect()
    }

    fn part(&self, outer: &Origin) -> Part<'static> {
        let dialect = self.dialect();
        let mut fields = Fields::new(dialect, self.head);
        fields.add(self.body);
        let has = |name: &str| self.body.member(name).is_some();
        if self.is_open || has("replicate_key") {
            fields.leave_open();
        }
        if MATERIAL.iter().any(|name| has(name)) && fields.text(Field::Origin) == Some("EXTERNAL") {
            fields.forget(Field::Origin);
        }
        let (body, files) = fields.compose(outer);
        let mut bodies = vec![Carried::Text(body)];
        if !files.is_empty() {
            bodies.push(Carried::Files(files));
        }
        Part { span: outer.lift(self.span), around: Vec::new(), call: None, is_sent: true, dialect: Some(dialect), bodies }
    }

    fn dialect(&self) -> Dialect {
        let has = |field: Field| self.body.member(Dialect::TerraformObjects.name(field)).is_some();
        if let Some(operation) = beside(self.kind) {
            return Dialect::TerraformBeside(operation);
        }
        match self.kind {
            TEMPLATE => Dialect::TerraformTemplate,
            _ if has(Field::AwsParam) || has(Field::Kms) => Dialect::TerraformObjects,
            _ if self.body.member("upload_key").is_some_and(is_block) => Dialect::TerraformUpload,
            _ => Dialect::Terraform,
        }
    }
}

/// Whether a block is there: a plan has an empty list for one that is not.
fn is_block(node: &Node) -> bool {
    match &node.content {
        Content::Sequence(blocks) => !blocks.is_empty(),
        other => matches!(other, Content::Mapping(_) | Content::Hole(_)),
    }
}

fn is_ours(kind: &str) -> bool {
    matches!(kind, KEY | TEMPLATE | KEY_MATERIAL) || beside(kind).is_some()
}

/// The call that a resource makes keys by, where it is another one.
fn beside(kind: &str) -> Option<Operation> {
    BESIDE.iter().find(|(name, _)| *name == kind).map(|(_, operation)| *operation)
}

fn in_hcl(document: &Document<'_>, siblings: &Siblings<'_>) -> (Vec<Part<'static>>, Option<Unread>) {
    let text = &*document.text;
    let (bodies, unread) = bodies(text);
    let scope = Scope { own: &bodies, text, siblings, known: OnceCell::new() };
    let find = |address: &str| scope.find(address);
    let mut parts = Vec::new();
    for (offset, body) in &bodies {
        let reader = Reader { text, offset: *offset, scope: &find };
        for block in body.get_blocks("resource") {
            let Some(kind) = block.labels.first().map(|label| label.as_str()).filter(|kind| is_ours(kind)) else { continue };
            let span = reader.span(block.span());
            let body = reader.body(&block.body, span);
            let head = Span::new(span.start(), head_end(block, &reader, span));
            parts.extend(Resource { kind, head, span, body: &body, is_open: false }.parts(&document.origin));
        }
    }
    (parts, unread)
}

/// Where the labels of a block end.
fn head_end(block: &Block, reader: &Reader<'_, '_>, span: Span) -> usize {
    let last = block.labels.last().map(|label| reader.span(label.span()));
    last.filter(|last| span.start() < last.end()).map_or(span.start(), |last| last.end())
}

/// A block of more entries than this is not read: the parser takes time that grows with their square.
const MOST_ENTRIES: usize = 8_000;

/// The bodies of a text, each with where it starts: one, or where not all of it can be read, one a block that can.
fn bodies(text: &str) -> (Vec<(usize, Body)>, Option<Unread>) {
    let starts: Vec<usize> = block_starts(text).collect();
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    let blocks: Vec<Span> = starts.iter().copied().zip(ends).map(|(start, end)| Span::new(start, end)).collect();
    let is_small = |block: &Span| entries(block.of(text)) <= MOST_ENTRIES;
    let whole = blocks.iter().all(is_small).then(|| hcl_edit::parser::parse_body(text));
    if let Some(Ok(body)) = whole {
        return (vec![(0, body)], None);
    }
    let mut bodies = Vec::new();
    let mut unread: Option<Unread> = None;
    for block in blocks {
        let parsed = if is_small(&block) {
            hcl_edit::parser::parse_body(block.of(text))
                .map_err(|error| (error.location().offset(), format!("this is not Terraform ({})", error.message())))
        } else {
            Err((0, format!("a block of more than {MOST_ENTRIES} entries")))
        };
        match parsed {
            Ok(body) => bodies.push((block.start(), body)),
            Err((at, reason)) if unread.is_none() && super::may_hold_requests(block.of(text)) => {
                let at = floor_char_boundary(text, block.start() + at);
                unread = Some(Unread { at, until: block.end(), reason });
            }
            Err(_) => {}
        }
    }
    (bodies, unread)
}

/// The start of the character that `at` is in.
fn floor_char_boundary(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or_default()
}

/// How many entries a block may have, at most: each has a sign in front of its value, and an end.
fn entries(block: &str) -> usize {
    let bytes = block.as_bytes();
    memchr::memchr2_iter(b'=', b':', bytes).count().min(memchr::memchr2_iter(b'\n', b',', bytes).count())
}

/// Where the lines start that a block of the outermost level may start.
fn block_starts(text: &str) -> impl Iterator<Item = usize> {
    let lines = std::iter::once(0).chain(memchr::memchr_iter(b'\n', text.as_bytes()).map(|end| end + 1));
    lines.filter(|start| {
        let line = text.get(*start..).unwrap_or_default();
        let word = line.get(..line.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(line.len())).unwrap_or_default();
        *start == 0 || TOP_LEVEL.contains(&word)
    })
}

/// What the names of a folder stand for, as far as they are literal.
struct Scope<'t> {
    own: &'t [(usize, Body)],
    text: &'t str,
    siblings: &'t Siblings<'t>,
    known: OnceCell<HashMap<String, Node>>,
}

impl Scope<'_> {
    fn find(&self, address: &str) -> Option<Node> {
        if !address.starts_with("local.") && !address.starts_with("var.") {
            return None;
        }
        let known = self.known.get_or_init(|| self.read());
        let node = known.get(address)?;
        // A local may stand for another one.
        match &node.content {
            Content::Hole(other) if other != address => known.get(other.as_str()).filter(|node| is_literal(node)).cloned(),
            _ => Some(node.clone()).filter(is_literal),
        }
    }

    fn read(&self) -> HashMap<String, Node> {
        let mut known = HashMap::new();
        let mut given = HashMap::new();
        let others = (self.siblings)();
        for other in &others {
            for (offset, body) in &bodies(other.text()).0 {
                if other.name().ends_with(".tfvars") {
                    values(body, other.text(), *offset, &mut given);
                } else {
                    definitions(body, other.text(), *offset, &mut known);
                }
            }
        }
        for (offset, body) in self.own {
            definitions(body, self.text, *offset, &mut known);
        }
        known.extend(given);
        known
    }
}

fn is_literal(node: &Node) -> bool {
    match &node.content {
        Content::Hole(_) => false,
        Content::Literal(word) => word != "null",
        _ => true,
    }
}

/// Adds the locals of a body, and what its variables are unless something else is said.
fn definitions(body: &Body, text: &str, offset: usize, known: &mut HashMap<String, Node>) {
    let nothing = |_: &str| None;
    let reader = Reader { text, offset, scope: &nothing };
    for block in body.get_blocks("locals") {
        for attribute in block.body.attributes() {
            known.insert(format!("local.{}", attribute.key.as_str()), reader.expression(&attribute.value));
        }
    }
    for block in body.get_blocks("variable") {
        let (Some(label), Some(default)) = (block.labels.first(), block.body.get_attribute("default")) else { continue };
        known.insert(format!("var.{}", label.as_str()), reader.expression(&default.value));
    }
}

/// Adds what a file of values says of variables.
fn values(body: &Body, text: &str, offset: usize, known: &mut HashMap<String, Node>) {
    let nothing = |_: &str| None;
    let reader = Reader { text, offset, scope: &nothing };
    for attribute in body.attributes() {
        known.insert(format!("var.{}", attribute.key.as_str()), reader.expression(&attribute.value));
    }
}

fn in_json(document: &Document<'_>) -> (Vec<Part<'static>>, Option<Unread>) {
    let tree = json::parse(&document.text);
    let unread = tree.errors().first().map(|error| {
        let (at, until) = (error.span.start(), document.text.len());
        Unread { at, until, reason: "this is not JSON".to_owned() }
    });
    let found = RefCell::new(Vec::new());
    let add = |kind: &str, body: Value<'_>, is_open: bool| {
        let node = Node::of_json(body);
        let resource = Resource { kind, head: body.opening(), span: body.span(), body: &node, is_open };
        found.borrow_mut().extend(resource.parts(&document.origin));
    };
    if let Some(root) = tree.root() {
        configured(root, &add);
        planned(root, &add);
    }
    (found.into_inner(), unread)
}

/// `resource`, by kind and name, as in `.tf.json`.
fn configured(root: Value<'_>, add: &dyn Fn(&str, Value<'_>, bool)) {
    let kinds =
        root.one_or_many().filter_map(|root| root.member("resource")).flat_map(Value::one_or_many).flat_map(Value::children);
    for kind in kinds.filter(|kind| is_ours(&kind.name())) {
        for body in kind.children().flat_map(Value::one_or_many).filter(|body| body.kind() == Kind::Object) {
            add(&kind.name(), body, false);
        }
    }
}

/// `planned_values`, of the root module and those in it. What is not known yet is left out there.
fn planned(root: Value<'_>, add: &dyn Fn(&str, Value<'_>, bool)) {
    let mut modules: Vec<Value<'_>> =
        root.member("planned_values").and_then(|values| values.member("root_module")).into_iter().collect();
    while let Some(module) = modules.pop() {
        for resource in module.member("resources").into_iter().flat_map(Value::children) {
            let kind = resource.member("type").and_then(Value::as_str).unwrap_or_default();
            let is_managed = resource.member("mode").and_then(Value::as_str).is_none_or(|mode| mode == "managed");
            if let Some(values) = resource.member("values").filter(|_| is_managed && is_ours(&kind)) {
                add(&kind, values, true);
            }
        }
        modules.extend(module.member("child_modules").into_iter().flat_map(Value::children));
    }
}
