//! The typed view of a request: total, borrowed, and the only thing that rules look at.
//!
//! A field is present, absent, invalid or a hole ([`Given`]); an invalid one was reported once, and the rules that would need
//! it stay silent. Messages never spell a field, they ask [`Request::name`]. Rules never ask in which form the request was
//! written; the view answers what matters.

mod alias;
pub mod arn;
mod existing;
mod given;
mod member;
mod names;
mod naming;
mod org;
mod org_schema;
pub mod policy;
mod policy_source;
mod read;
mod shape;
mod subject;
mod surroundings;
mod tag;
mod text;

pub use alias::is_reserved_alias;
pub use existing::{ExistingKey, RegionalPart};
pub use given::Given;
pub use member::{Member, State, is_template_function};
pub use names::Names;
pub use naming::Naming;
pub use org::{Org, Pattern, RequiredTag, Wish};
pub use org_schema::OrgSchema;
pub use policy_source::PolicySource;
pub use shape::Plain;
pub use subject::PolicySubject;
pub use surroundings::{Extras, Surroundings};
pub use tag::Tag;
pub use text::{Runs, Text};

use std::cell::OnceCell;

use crate::catalog::field::{Field, Object, Shape};
use crate::catalog::operation::Subject;
use crate::catalog::{Dialect, Operation, Region, Spec};
use crate::json::{Kind, Tree, Value};
use policy::{KeyPolicy, Statement};

/// A request for `POST /v1/cckm/aws/keys`, as far as it could be read.
#[derive(Debug)]
pub struct Request<'t> {
    root: Value<'t>,
    members: Vec<Member<'t>>,
    /// Where in `members` each field stands; the last one, where it is given more than once.
    slots: [Option<u32>; Field::COUNT],
    /// Fields that were misspelled or put elsewhere, a bit each.
    spoiled: u64,
    /// Objects that hold members of unknown names, so that nothing is certain to be absent.
    open: Vec<Object>,
    tags: Vec<Tag<'t>>,
    aliases: Vec<Text<'t>>,
    /// What is known of a field that no member gives, by the object that it would stand in. It is never present.
    missing: [Given<Value<'t>>; Object::ALL.len()],
    region: Given<Named<'t, Region>>,
    /// The account that a key is in that exists.
    account: Option<Box<str>>,
    spec: Given<Named<'t, Spec>>,
    /// Read when it is first asked for: of a policy that is known to be good nobody asks.
    policy: OnceCell<Option<KeyPolicy<'t>>>,
    /// The policies that stand in strings of its tree.
    inside: &'t [Tree<'t>],
    /// Whether `root` is a key policy by itself.
    is_bare_policy: bool,
    dialect: Dialect,
    surroundings: &'t Surroundings,
}

/// A value that names one of the facts of the catalog.
#[derive(Debug)]
pub struct Named<'t, F: 'static> {
    /// What it names.
    pub facts: &'static F,
    /// Where it is named.
    pub value: Value<'t>,
}

impl<F> Clone for Named<'_, F> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<F> Copy for Named<'_, F> {}

impl<'t> Request<'t> {
    /// Reads the request that `root` is. Total: whatever `root` is, there is a view of it.
    ///
    /// `inside` are the policies that stand in strings of its tree, in the order of the text.
    #[must_use]
    pub fn read(root: Value<'t>, inside: &'t [Tree<'t>], dialect: Dialect, surroundings: &'t Surroundings) -> Self {
        read::read(root, inside, dialect, surroundings)
    }

    /// A key policy by itself, with what is known of the key from outside.
    #[must_use]
    pub fn of_policy(root: Value<'t>, surroundings: &'t Surroundings) -> Self {
        read::of_policy(root, surroundings)
    }

    /// Whether this is a key policy by itself.
    #[must_use]
    pub const fn is_bare_policy(&self) -> bool {
        self.is_bare_policy
    }

    /// The key policy, where one can be read.
    #[must_use]
    pub fn policy(&self) -> Option<&KeyPolicy<'t>> {
        self.policy.get_or_init(|| read::policy(self)).as_ref()
    }

    /// The value that gives the key policy, be it one or not.
    #[must_use]
    pub fn policy_value(&self) -> Option<Value<'t>> {
        if self.is_bare_policy { Some(self.root) } else { self.value(Field::Policy).present() }
    }

    /// The statements of the key policy.
    pub fn statements(&self) -> impl Iterator<Item = &Statement<'t>> {
        self.policy().into_iter().flat_map(|policy| &policy.statements)
    }

    /// The value that is the request.
    #[must_use]
    pub const fn root(&self) -> Value<'t> {
        self.root
    }

    /// Every member of the request and of `aws_param`, and those of its tags that are not in order, in document order.
    #[must_use]
    pub fn members(&self) -> &[Member<'t>] {
        &self.members
    }

    /// What the form that the request is written in calls a field.
    #[must_use]
    pub fn name(&self, field: Field) -> &'static str {
        self.dialect.name(field)
    }

    /// What messages call an object that has fields.
    #[must_use]
    pub fn title(&self, object: Object) -> &'static str {
        self.dialect.title(object)
    }

    /// What messages call a field in general.
    #[must_use]
    pub fn noun(&self) -> &'static str {
        self.dialect.noun()
    }

    /// The object that a field belongs in, where it is given as an object.
    #[must_use]
    pub fn object(&self, object: Object) -> Option<Value<'t>> {
        match object {
            Object::Request => Some(self.root).filter(|root| root.kind() == Kind::Object),
            Object::AwsParam => self.value(Field::AwsParam).present().filter(|value| value.kind() == Kind::Object),
            Object::LocalHostedParams => {
                self.value(Field::LocalHostedParams).present().filter(|value| value.kind() == Kind::Object)
            }
            Object::Tag => None,
        }
    }

    /// The member that gives a field, whatever its state.
    #[must_use]
    pub fn member(&self, field: Field) -> Option<&Member<'t>> {
        let slot = self.slots.get(field as usize).copied().flatten()?;
        self.members.get(slot as usize)
    }

    /// The value of a field of the request or of `aws_param`.
    #[must_use]
    pub fn value(&self, field: Field) -> Given<Value<'t>> {
        match self.member(field) {
            Some(member) => member.given(),
            None if self.spoiled & (1 << field as u32) != 0 => Given::Invalid,
            None => self.missing.get(self.home(field) as usize).copied().unwrap_or(Given::Invalid),
        }
    }

    /// The object that a field belongs in.
    #[must_use]
    pub fn home(&self, field: Field) -> Object {
        self.dialect.facts(field).object
    }

    /// Whether a field is given, and as the manual wants it.
    fn is_given(&self, field: Field) -> bool {
        self.member(field).is_some_and(|member| member.state == State::Given)
    }

    /// What is known of a field that no member gives: it hangs on the object that it would stand in.
    fn missing(&self, object: Object) -> Given<Value<'t>> {
        let home = match object {
            Object::AwsParam => self.value(Field::AwsParam),
            Object::LocalHostedParams => self.value(Field::LocalHostedParams),
            // What AWS was not asked for is not known.
            _ if self.operation() == Operation::ReadAwsKey => Given::Hole,
            _ if self.root.kind() == Kind::Object => Given::Present(self.root),
            _ => Given::Invalid,
        };
        match home {
            Given::Present(_) if self.open.contains(&object) => Given::Hole,
            Given::Present(_) | Given::Absent => Given::Absent,
            Given::Invalid => Given::Invalid,
            Given::Hole => Given::Hole,
        }
    }

    /// A text field, holes and all; nothing where it is absent or faulty.
    #[must_use]
    pub fn text(&self, field: Field) -> Option<Text<'t>> {
        self.member(field)?.text()
    }

    /// The call that it is for.
    #[must_use]
    pub const fn operation(&self) -> Operation {
        self.dialect.operation()
    }

    /// Whether it says everything of a new key, so that what it leaves out has its default.
    #[must_use]
    pub fn is_about_whole_key(&self) -> bool {
        self.default_origin().is_some()
    }

    /// Where the material of the new key comes from if the request does not say.
    #[must_use]
    pub fn default_origin(&self) -> Option<&'static str> {
        match self.operation().facts().subject {
            Subject::NewKey(origin) if !self.is_bare_policy => Some(origin),
            _ => None,
        }
    }

    /// Whether it is what an answer says of a key that exists.
    #[must_use]
    pub const fn is_existing_key(&self) -> bool {
        !self.is_bare_policy && self.operation().is_answer()
    }

    /// Whether it makes a key.
    #[must_use]
    pub const fn makes_key(&self) -> bool {
        !self.is_bare_policy && self.operation().makes_key()
    }

    /// The fields of its object that must be given.
    pub fn required(&self, object: Object) -> impl Iterator<Item = Field> {
        // Terraform makes a key without material where no source of it is named.
        let may_wait = self.dialect.is_terraform();
        let fields = self.operation().fields(object).filter(|facts| facts.required).map(|facts| facts.field);
        fields.filter(move |field| !(may_wait && *field == Field::SourceKeyIdentifier))
    }

    /// Whether it is common that values are only known once the form is put to use, as with references of Terraform.
    #[must_use]
    pub const fn expects_holes(&self) -> bool {
        self.dialect.is_terraform() || self.dialect.is_ansible()
    }

    /// Whether the server is sent the very names that the request is written with.
    #[must_use]
    pub const fn is_sent_as_written(&self) -> bool {
        self.dialect.is_api()
    }

    /// The aliases that the key is given: one, or as many as the form allows.
    pub fn aliases(&self) -> impl Iterator<Item = &Text<'t>> {
        self.aliases.iter()
    }

    /// A text field, where all of it is certain.
    #[must_use]
    pub fn known_text(&self, field: Field) -> Given<Text<'t>> {
        self.value(field).and_then(|value| Given::or_invalid(Text::read(value)))
    }

    /// A field of `true` or `false`.
    #[must_use]
    pub fn flag(&self, field: Field) -> Given<bool> {
        self.value(field).map(|value| value.kind() == Kind::Boolean(true))
    }

    /// The key spec, where the request names a known one.
    #[must_use]
    pub fn spec(&self) -> Given<Named<'t, Spec>> {
        self.spec
    }

    /// The key spec that the key will have, and where the request names it, if it does.
    #[must_use]
    pub fn effective_spec(&self) -> Option<(&'static Spec, Option<Value<'t>>)> {
        match self.spec() {
            Given::Present(spec) => Some((spec.facts, Some(spec.value))),
            Given::Absent if self.is_about_whole_key() => Some((Spec::default_spec(), None)),
            Given::Absent | Given::Invalid | Given::Hole => None,
        }
    }

    /// The region, where the request names a known one.
    #[must_use]
    pub fn region(&self) -> Given<Named<'t, Region>> {
        self.region
    }

    /// Whether the user says that AWS has a region, or CCKM a key spec, of that name.
    #[must_use]
    pub fn is_said_to_exist(&self, field: Field, name: &str) -> bool {
        let Some(extras) = &self.surroundings.extras else { return false };
        match field {
            Field::Region => extras.regions.iter().any(|region| region == name),
            Field::CustomerMasterKeySpec => extras.specs.iter().any(|spec| spec == name),
            _ => false,
        }
    }

    fn named<F>(&self, field: Field, find: impl Fn(&str) -> Option<&'static F>) -> Given<Named<'t, F>> {
        self.known_text(field).and_then(|text| {
            let facts = text.known().and_then(find);
            Given::or_invalid(facts.map(|facts| Named { facts, value: text.value() }))
        })
    }

    /// Whether the form takes the key policy as text, as Terraform does.
    #[must_use]
    pub const fn policy_is_text(&self) -> bool {
        self.dialect.is_terraform() || self.dialect.is_ansible() || matches!(self.operation(), Operation::ReadAwsKey)
    }

    /// Whether the form fills in a usage that fits the spec, as the Terraform provider does.
    #[must_use]
    pub const fn supplies_usage(&self) -> bool {
        self.dialect.is_terraform()
    }

    /// The tags that are objects, in order.
    #[must_use]
    pub fn tags(&self) -> &[Tag<'t>] {
        &self.tags
    }

    /// The entries of a list field; nothing where it is no list.
    pub fn entries(&self, field: Field) -> impl Iterator<Item = Value<'t>> + use<'t> {
        let list = self.member(field).filter(|member| member.state == State::Given && member.value.kind() == Kind::Array);
        list.map(|list| list.value).into_iter().flat_map(Value::children)
    }

    /// The members whose value is a list of plain entries, well spelled or not.
    pub fn lists(&self) -> impl Iterator<Item = &Member<'t>> {
        self.members.iter().filter(|member| {
            let shape = member.naming.meant_here().map(|facts| facts.shape);
            matches!(shape, Some(Shape::Texts | Shape::Accounts | Shape::Objects(_))) && member.value.kind() == Kind::Array
        })
    }
}
