//! Reading a tree into the view.

use std::cell::OnceCell;

use super::Request;
use super::given::Given;
use super::member::{Member, State, state};
use super::naming::{Naming, naming};
use super::policy::KeyPolicy;
use super::surroundings::Surroundings;
use super::tag::{Part, Tag};
use super::text::Text;
use crate::catalog::field::{Field, Object, Shape};
use crate::catalog::{Dialect, Region, Spec};
use crate::json::{Kind, Tree, Value};
use crate::source::Span;

pub(super) fn read<'t>(root: Value<'t>, inside: &'t [Tree<'t>], dialect: Dialect, surroundings: &'t Surroundings) -> Request<'t> {
    let mut request = Request { inside, dialect, ..empty(root, surroundings) };
    if root.kind() == Kind::Object {
        object(&mut request, Object::Request, root);
    }
    whole(request)
}

pub(super) fn of_policy<'t>(root: Value<'t>, surroundings: &'t Surroundings) -> Request<'t> {
    whole(Request { is_bare_policy: true, ..empty(root, surroundings) })
}

/// Adds what many rules ask for, and what is only known once all members were read.
fn whole(mut request: Request<'_>) -> Request<'_> {
    // Each stands behind the one that its own field belongs in.
    for object in Object::ALL {
        let missing = request.missing(object);
        if let Some(slot) = request.missing.get_mut(object as usize) {
            *slot = missing;
        }
    }
    request.aliases = aliases(&request);
    request.region = request.named(Field::Region, Region::find);
    request.spec = request.named(Field::CustomerMasterKeySpec, Spec::find);
    if let Some(key) = request.existing_key() {
        request.account = key.account();
        request.region = key.region().filter(|_| key.is_from_aws).map_or(request.region, Given::Present);
    }
    request
}

fn empty<'t>(root: Value<'t>, surroundings: &'t Surroundings) -> Request<'t> {
    Request {
        root,
        members: Vec::with_capacity(20),
        slots: [None; Field::COUNT],
        spoiled: 0,
        open: Vec::new(),
        tags: Vec::new(),
        aliases: Vec::new(),
        missing: [Given::Invalid; Object::ALL.len()],
        region: Given::Invalid,
        account: None,
        spec: Given::Invalid,
        policy: OnceCell::new(),
        inside: &[],
        is_bare_policy: false,
        dialect: Dialect::Api,
        surroundings,
    }
}

/// The aliases that the key is given: one, or as many as the form allows.
fn aliases<'t>(request: &Request<'t>) -> Vec<Text<'t>> {
    let given = request.member(Field::Alias).filter(|member| matches!(member.state, State::Given | State::Hole));
    let entries = given.into_iter().flat_map(|member| member.value.one_or_many());
    match request.existing_key().filter(|key| key.is_from_aws) {
        Some(key) => {
            entries.filter(|alias| key.goes_by(*alias)).filter_map(|alias| Text::read(alias.member("AliasName")?)).collect()
        }
        None => entries.filter_map(Text::read).collect(),
    }
}

/// The policy of a request: an object, or one that stands in a string.
pub(super) fn policy<'t>(request: &Request<'t>) -> Option<KeyPolicy<'t>> {
    let value = request.policy_value()?;
    let inside = request.inside;
    let root = match value.kind() {
        Kind::String => {
            let at = inside.binary_search_by_key(&Some(value.id()), |tree| tree.host().map(|host| host.string)).ok()?;
            inside.get(at)?.root()?
        }
        _ => value,
    };
    (root.kind() == Kind::Object).then(|| KeyPolicy::read(root))
}

/// Reads the members of an object. The objects of a request nest three deep at most, whatever the input does.
fn object<'t>(request: &mut Request<'t>, object: Object, home: Value<'t>) {
    if loses_members(home) {
        leave_open(request, object);
    }
    for value in home.children() {
        let member = member(request.dialect, object, value);
        if matches!(member.naming, Naming::Hole) {
            leave_open(request, object);
        }
        place(request, member);
        nested(request, &member);
    }
}

/// Notes that an object may have members that are not known.
fn leave_open(request: &mut Request<'_>, object: Object) {
    if !request.open.contains(&object) {
        request.open.push(object);
    }
}

/// Whether a syntax error inside of an object may have cost it members.
fn loses_members(home: Value<'_>) -> bool {
    let is_inside = |span: Span| home.span().start <= span.start && span.end <= home.span().end;
    home.tree().errors().iter().any(|error| error.kind.loses_members() && is_inside(error.span))
}

fn member(dialect: Dialect, object: Object, value: Value<'_>) -> Member<'_> {
    let naming = value.key().map_or(Naming::Hole, |key| naming(dialect, object, &key.name()));
    let state = naming.meant_here().map_or(State::Given, |facts| state(dialect, facts, value));
    Member { object, value, naming, state }
}

/// Keeps a member, and notes which field it gives or spoils.
fn place<'t>(request: &mut Request<'t>, member: Member<'t>) {
    let at = request.members.len() as u32;
    request.members.push(member);
    match member.naming {
        Naming::Known(facts) if member.object != Object::Tag => {
            if let Some(slot) = request.slots.get_mut(facts.field as usize) {
                *slot = Some(at);
            }
        }
        Naming::Misspelled(facts) | Naming::Misplaced(facts) => request.spoiled |= 1 << facts.field as u32,
        Naming::MisspelledOwn(word) => word.holds.iter().for_each(|field| request.spoiled |= 1 << *field as u32),
        _ => {}
    }
}

fn nested<'t>(request: &mut Request<'t>, member: &Member<'t>) {
    let Some(facts) = member.naming.meant_here().filter(|_| member.state == State::Given) else { return };
    match facts.shape {
        Shape::Object(inner) => object(request, inner, member.value),
        Shape::Objects(_) => {
            for entry in member.value.children().filter(|entry| entry.kind() == Kind::Object) {
                tag(request, entry, member.is_known());
            }
        }
        _ => {}
    }
}

/// Reads a tag. Those of a misspelled list only have their names and types looked at.
fn tag<'t>(request: &mut Request<'t>, entry: Value<'t>, is_known: bool) {
    if super::is_template_function(entry) {
        return;
    }
    let first = request.members.len();
    object(request, Object::Tag, entry);
    if is_known {
        let members = request.members.get(first..).unwrap_or_default();
        let empty = |member: &&Member<'t>| member.state == State::Unset && member.is_known();
        let empty_key = members.iter().find(empty).map(|member| member.value);
        request.tags.push(Tag {
            value: entry,
            key: Part::of(part(members, Field::TagKey)),
            text: Part::of(part(members, Field::TagValue)),
            empty_key,
        });
    }
    // Of a million tags most are in order, and what they hold is in the list of tags.
    request.members.extract_if(first.., |member| member.is_in_order()).for_each(drop);
}

/// The member of a tag that gives `field`: the last one, as servers see it.
fn part<'t>(members: &[Member<'t>], field: Field) -> Given<Member<'t>> {
    let mut found = Given::Absent;
    for member in members {
        found = match member.naming {
            Naming::Known(facts) if facts.field == field && member.state == State::Unset => Given::Absent,
            Naming::Known(facts) if facts.field == field => Given::Present(*member),
            Naming::Misspelled(facts) if facts.field == field && found.is_absent() => Given::Invalid,
            Naming::Hole if found.is_absent() => Given::Hole,
            _ => found,
        };
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json;

    /// What is known of the alias of a request that has such an `aws_param`.
    fn alias_in(param: &str) -> String {
        alias_of(&format!(r#"{{ "kms": "a", "region": "eu-west-1"{param} }}"#))
    }

    fn alias_of(request: &str) -> String {
        let tree = json::parse(request);
        let surroundings = Surroundings::default();
        let request = Request::read(tree.root().unwrap(), &[], Dialect::Api, &surroundings);
        format!("{:?}", request.value(Field::Alias).map(|alias| alias.raw()))
    }

    #[test]
    fn of_a_field_as_much_is_known_as_of_the_object_that_it_would_stand_in() {
        assert_eq!(alias_in(r#", "aws_param": { "Alias": "b" }"#), r#"Present("\"b\"")"#);
        for absent in [r#", "aws_param": {}"#, r#", "aws_param": { "Alias": null }"#, ""] {
            assert_eq!(alias_in(absent), "Absent", "{absent}");
        }
        for hole in [r#", "aws_param": "${PARAMS}""#, r#", "aws_param": { "${NAME}": "b" }"#] {
            assert_eq!(alias_in(hole), "Hole", "{hole}");
        }
        for invalid in [r#", "aws_param": [1]"#, r#", "aws_param": { "alias": "b" }"#, r#", "Alias": "b""#] {
            assert_eq!(alias_in(invalid), "Invalid", "{invalid}");
        }
        assert_eq!(alias_of("[1]"), "Invalid");
    }
}
