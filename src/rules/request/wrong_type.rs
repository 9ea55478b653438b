use crate::catalog::field::Shape;
use crate::diagnostic::{Finding, Fix, article};
use crate::json::{Edit, Kind, Value, encode, is_object};
use crate::lint::{Context, Rule, declare_rule};
use crate::request::{Member, Request, State, is_template_function};

declare_rule! {
    /// ## What it finds
    ///
    /// A value of another type than the manual gives: a string `"true"` for a boolean, a list for `Alias`, a string for a list, a
    /// number for a name. Also a request that is no object.
    ///
    /// `null`, `""` and an empty list mean "not set" and are never of the wrong type.
    ///
    /// ## Why it matters
    ///
    /// The server cannot read the request, and says so without naming the field.
    ///
    /// ## Example
    ///
    /// ```json bad
    /// { "kms": "aws-main", "region": "eu-west-1", "aws_param": { "Alias": "payments", "MultiRegion": "true" } }
    /// ```
    ///
    /// ```json bad
    /// { "kms": "aws-main", "region": "eu-west-1", "aws_param": { "Alias": ["payments"] } }
    /// ```
    ///
    /// ```json bad
    /// { "kms": "aws-main", "region": "eu-west-1", "key_admins": "alice", "aws_param": { "Alias": "payments" } }
    /// ```
    ///
    /// ```json bad
    /// { "kms": "aws-main", "region": "eu-west-1", "aws_param": { "Alias": "payments", "Tags": { "team": "cards" } } }
    /// ```
    ///
    /// ```json bad
    /// { "kms": 42, "region": "eu-west-1", "aws_param": { "Alias": "payments" } }
    /// ```
    ///
    /// ```json bad
    /// { "kms": "aws-main", "region": "eu-west-1", "key_users": ["alice", null], "aws_param": { "Alias": "payments" } }
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json good
    /// {
    ///   "kms": "aws-main",
    ///   "region": "eu-west-1",
    ///   "key_admins": ["alice"],
    ///   "aws_param": { "Alias": "payments", "MultiRegion": true, "Tags": [{ "TagKey": "team", "TagValue": "cards" }] }
    /// }
    /// ```
    ///
    /// ## Source
    ///
    /// CCKM manual, "Creating AWS Keys on CCKM", the column "Type".
    pub WrongType {
        name: "wrong-type",
        category: Request,
        level: Error,
        fix: Safe,
        since: "0.1.0",
    }
}

impl Rule for WrongType {
    fn check(&self, request: &Request<'_>, cx: &mut Context<'_>) {
        let root = request.root();
        if root.kind() != Kind::Object {
            let message = format!("a request is an object, not {}", article(type_of(root)));
            return cx.report(Finding::at(root, message).label(format!("{} here", article(type_of(root)))));
        }
        for member in request.members().iter().filter(|member| member.state == State::WrongType) {
            cx.report(mistyped(request, member));
        }
        for list in request.lists() {
            for entry in list.value.children().filter(|entry| !fits(list, *entry)) {
                cx.report(mistyped_entry(request, list, entry));
            }
        }
    }
}

fn mistyped<'t>(request: &Request<'t>, member: &Member<'t>) -> Finding<'t> {
    let shape = member.naming.meant_here().map_or(Shape::Text, |facts| facts.shape);
    let name = member.naming.meant_here().map_or("", |facts| request.name(facts.field));
    let given = article(type_of(member.value));
    Finding::at(member.value, format!("`{name}` is {}, but {given} is given", article(wanted(shape))))
        .label(format!("{given}, not {}", article(wanted(shape))))
        .fix(conversion(shape, member.value))
}

fn mistyped_entry<'t>(request: &Request<'t>, list: &Member<'t>, entry: Value<'t>) -> Finding<'t> {
    let name = list.naming.meant_here().map_or("", |facts| request.name(facts.field));
    let shape = list.naming.meant_here().map_or(Shape::Texts, |facts| facts.shape);
    let entries = if matches!(shape, Shape::Objects(_)) { "objects" } else { "strings" };
    let given = article(type_of(entry));
    Finding::at(entry, format!("`{name}` is a list of {entries}, but {given} is among them"))
        .label(format!("{given} here"))
        .fix(entry_conversion(shape, entry))
}

/// Whether an entry of a list is what the list is of, or something that another rule speaks of.
fn fits(list: &Member<'_>, entry: Value<'_>) -> bool {
    let shape = list.naming.meant_here().map(|facts| facts.shape);
    match (entry.kind(), shape) {
        (Kind::Hole | Kind::Invalid, _) => true,
        (Kind::Object, Some(Shape::Objects(_))) => true,
        (Kind::Object, _) => is_template_function(entry),
        (Kind::String, Some(Shape::Texts | Shape::Accounts)) => true,
        (Kind::Number, Some(Shape::Accounts)) => true,
        _ => false,
    }
}

const fn wanted(shape: Shape) -> &'static str {
    match shape {
        Shape::Text | Shape::Word(_) => "string",
        Shape::Flag => "boolean",
        Shape::Object(_) | Shape::Policy => "object",
        Shape::Texts | Shape::Accounts | Shape::Objects(_) => "list",
    }
}

fn type_of(value: Value<'_>) -> &'static str {
    match value.kind() {
        Kind::Object => "object",
        Kind::Array => "list",
        Kind::String => "string",
        Kind::Number => "number",
        Kind::Boolean(_) => "boolean",
        Kind::Null => "null",
        Kind::Hole | Kind::Invalid => "something else",
    }
}

/// The same value in the type that is wanted, where it has one.
fn conversion(shape: Shape, value: Value<'_>) -> Option<Fix> {
    let text = match (shape, value.kind()) {
        (Shape::Text, Kind::Number | Kind::Boolean(_)) => encode(value.raw()),
        (Shape::Text | Shape::Word(_), Kind::Array) => only_text(value)?,
        (Shape::Flag, Kind::String) => flag(&value.as_str()?)?.to_owned(),
        (Shape::Texts | Shape::Accounts, Kind::String) => Some(format!("[{}]", value.raw())).filter(|_| !value.raw().contains(','))?,
        (Shape::Objects(_), Kind::Object) => tags_of_map(value)?,
        (Shape::Object(_), Kind::String) => value.as_str().filter(|text| is_object(text))?.into_owned(),
        _ => return None,
    };
    Some(replace(value, text))
}

fn entry_conversion(shape: Shape, entry: Value<'_>) -> Option<Fix> {
    let is_plain = shape == Shape::Texts && matches!(entry.kind(), Kind::Number | Kind::Boolean(_));
    is_plain.then(|| replace(entry, encode(entry.raw())))
}

fn replace(value: Value<'_>, text: String) -> Fix {
    Fix::safe("write it in the right type", [Edit { span: value.span(), text }])
}

fn flag(text: &str) -> Option<&'static str> {
    ["true", "false"].into_iter().find(|word| text.eq_ignore_ascii_case(word))
}

/// The one string that a list holds.
fn only_text(list: Value<'_>) -> Option<String> {
    let mut entries = list.children();
    let only = entries.next().filter(|only| only.kind() == Kind::String && entries.next().is_none())?;
    Some(only.raw().to_owned())
}

/// `{"team": "cards"}` as a list of tags.
fn tags_of_map(map: Value<'_>) -> Option<String> {
    let tag = |member: Value<'_>| {
        let key = member.key()?.span.of(member.tree().text());
        (member.kind() == Kind::String).then(|| format!(r#"{{"TagKey": {key}, "TagValue": {}}}"#, member.raw()))
    };
    let tags: Option<Vec<String>> = map.children().map(tag).collect();
    Some(format!("[{}]", tags?.join(", ")))
}
