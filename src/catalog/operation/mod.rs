//! The calls of CCKM that carry a body about AWS keys: the one that makes a key, and those beside it.
//!
//! Each has its own fields, which are mostly those of the create-key request: under the same name, or under another one that
//! stands elsewhere, such as the `policy` of a template.

mod tables;

use self::tables::{
    ADD_ALIAS, ADD_TAGS, CREATE_HYOK_KEY, CREATE_KEY, CREATE_STORE_KEY, CREATE_TEMPLATE, DELETE_ALIAS, IMPORT_MATERIAL, LINK_KEY,
    READ_AWS_KEY, READ_KEY, REMOVE_TAGS, REPLICATE_KEY, SET_POLICY, UPLOAD_KEY, VERIFY_ALIAS,
};
use super::field::{FIELDS, Field, FieldFacts, Object};

/// A call that carries a body about an AWS key.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Operation {
    /// Makes a key whose material AWS makes, or that waits for its material.
    #[default]
    CreateKey,
    /// Makes a key from material that is uploaded.
    UploadKey,
    /// Brings material to a key that waits for it.
    ImportMaterial,
    /// Makes a key that is held outside of AWS.
    CreateHyokKey,
    /// Makes a key in a key store of CloudHSM.
    CreateStoreKey,
    /// Makes in AWS a key that is held outside of it.
    LinkKey,
    /// Copies a multi-region key to another region.
    ReplicateKey,
    /// Gives a key another policy.
    SetPolicy,
    /// Makes a policy template.
    CreateTemplate,
    /// Adds tags to a key.
    AddTags,
    /// Takes tags from a key.
    RemoveTags,
    /// Gives a key another alias.
    AddAlias,
    /// Takes an alias from a key.
    DeleteAlias,
    /// Asks whether an alias is free.
    VerifyAlias,
    /// Reads a key that exists. Nothing is sent; what it answers is read in the same way.
    ReadKey,
    /// Reads a key that exists from AWS, which answers for its parts one by one.
    ReadAwsKey,
}

/// What is known of the key that a request is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// A new key, of which the request says everything; the origin of its material where it does not say.
    NewKey(&'static str),
    /// A new key in a key store, with that origin: symmetric, and in one region.
    StoreKey(&'static str),
    /// A copy of a multi-region key.
    Replica,
    /// A key that exists, of which an answer says everything.
    ExistingKey,
    /// A key that exists and is named elsewhere, or none in particular.
    Unknown,
}

/// What is known of an operation.
#[derive(Debug)]
pub struct OperationFacts {
    /// Which it is.
    pub operation: Operation,
    /// Its name on the command line: the last word of its path that says what it does.
    pub name: &'static str,
    /// What messages call its request.
    pub title: &'static str,
    /// Its method and path, as the manual writes them. `{id}` is that of a key or of a key store.
    pub endpoint: &'static str,
    /// What key its request is about.
    pub subject: Subject,
    /// Its fields, those of an object beside each other. Of the call that makes a key they are in the table of fields.
    fields: &'static [&'static [Row]],
    /// Names that some clients send along, and of which nothing else is known.
    pub passed: &'static [&'static str],
}

/// A field of a request.
#[derive(Debug)]
enum Row {
    /// As the table of fields has it.
    Same(Field),
    /// Under another name, in another place, or with other facts.
    Own(FieldFacts),
}

impl Row {
    fn facts(&'static self) -> &'static FieldFacts {
        match self {
            Self::Same(field) => field.facts(),
            Self::Own(facts) => facts,
        }
    }
}

impl OperationFacts {
    /// Its own fields.
    fn rows(&self) -> impl Iterator<Item = &'static FieldFacts> + use<> {
        self.fields.iter().copied().flatten().map(Row::facts)
    }
}

impl Operation {
    /// All that carry a body, the one that makes a key first.
    pub const ALL: [Self; 14] = [
        Self::CreateKey,
        Self::UploadKey,
        Self::ImportMaterial,
        Self::CreateHyokKey,
        Self::CreateStoreKey,
        Self::LinkKey,
        Self::ReplicateKey,
        Self::SetPolicy,
        Self::CreateTemplate,
        Self::AddTags,
        Self::RemoveTags,
        Self::AddAlias,
        Self::DeleteAlias,
        Self::VerifyAlias,
    ];

    /// What is known of it.
    #[must_use]
    pub const fn facts(self) -> &'static OperationFacts {
        match self {
            Self::CreateKey => &CREATE_KEY,
            Self::UploadKey => &UPLOAD_KEY,
            Self::ImportMaterial => &IMPORT_MATERIAL,
            Self::CreateHyokKey => &CREATE_HYOK_KEY,
            Self::CreateStoreKey => &CREATE_STORE_KEY,
            Self::LinkKey => &LINK_KEY,
            Self::ReplicateKey => &REPLICATE_KEY,
            Self::SetPolicy => &SET_POLICY,
            Self::CreateTemplate => &CREATE_TEMPLATE,
            Self::AddTags => &ADD_TAGS,
            Self::RemoveTags => &REMOVE_TAGS,
            Self::AddAlias => &ADD_ALIAS,
            Self::DeleteAlias => &DELETE_ALIAS,
            Self::VerifyAlias => &VERIFY_ALIAS,
            Self::ReadKey => &READ_KEY,
            Self::ReadAwsKey => &READ_AWS_KEY,
        }
    }

    /// The operation of that name.
    #[must_use]
    pub fn find(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|operation| operation.facts().name == name)
    }

    /// Its name on the command line and in messages.
    #[must_use]
    pub const fn name(self) -> &'static str {
        self.facts().name
    }

    /// Its method and path, as the manual writes them.
    #[must_use]
    pub const fn endpoint(self) -> &'static str {
        self.facts().endpoint
    }

    /// The pieces of its path.
    pub fn path(self) -> impl Iterator<Item = &'static str> + Clone {
        self.endpoint().trim_start_matches("POST ").split('/').filter(|piece| !piece.is_empty())
    }

    /// Whether it is of a key that exists: what an answer says, and nothing that is sent.
    #[must_use]
    pub const fn is_answer(self) -> bool {
        matches!(self, Self::ReadKey | Self::ReadAwsKey)
    }

    /// Whether it makes a key.
    #[must_use]
    pub const fn makes_key(self) -> bool {
        matches!(self.facts().subject, Subject::NewKey(_) | Subject::StoreKey(_) | Subject::Replica)
    }

    /// Every field of its request.
    pub fn all_fields(self) -> impl Iterator<Item = &'static FieldFacts> {
        let own = if self == Self::CreateKey { FIELDS } else { &[] };
        own.iter().chain(self.facts().rows())
    }

    /// The fields of its request that belong in `object`.
    pub fn fields(self, object: Object) -> impl Iterator<Item = &'static FieldFacts> {
        let own = if self == Self::CreateKey { object.fields() } else { &[] };
        own.iter().chain(self.facts().rows().filter(move |facts| facts.object == object))
    }

    /// The field that goes by `name` in `object`. Asked of every member, and mostly of the call that makes a key.
    #[must_use]
    pub fn named(self, object: Object, name: &str) -> Option<&'static FieldFacts> {
        match self {
            Self::CreateKey => object.fields().iter().find(|facts| facts.name == name),
            _ => self.facts().rows().find(|facts| facts.object == object && facts.name == name),
        }
    }

    /// What it calls a field, and where that stands.
    #[must_use]
    pub fn field(self, field: Field) -> Option<&'static FieldFacts> {
        self.all_fields().find(|facts| facts.field == field)
    }

    /// The first other operation whose request has a field of that name. What tags have is so plain that it is not looked for.
    #[must_use]
    pub fn other_with(self, name: &str) -> Option<Self> {
        let is_it = |facts: &&FieldFacts| facts.object != Object::Tag && facts.name == name;
        let has = |other: &Self| other.all_fields().any(|facts| is_it(&facts));
        Self::ALL.into_iter().filter(|other| *other != self).find(has)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_operation_finds_its_facts_by_name() {
        for operation in Operation::ALL {
            assert_eq!(operation.facts().operation, operation);
            assert_eq!(Operation::find(operation.name()), Some(operation));
        }
    }

    #[test]
    fn no_request_has_a_field_or_a_name_twice() {
        for operation in Operation::ALL {
            let fields: Vec<_> = operation.all_fields().collect();
            for (at, facts) in fields.iter().enumerate() {
                let others = fields.iter().take(at);
                let is_twice =
                    |other: &FieldFacts| other.field == facts.field || (other.object == facts.object && other.name == facts.name);
                assert!(!others.clone().any(|other| is_twice(other)), "{} of {}", facts.name, operation.name());
            }
        }
    }

    #[test]
    fn a_field_of_another_request_is_known_as_its() {
        let found = |name: &str| Operation::CreateKey.other_with(name).map(Operation::name);
        assert_eq!(found("source_key_identifier"), Some("upload-key"));
        assert_eq!(found("ValidTo"), Some("upload-key"));
        assert_eq!(found("valid_to"), Some("import-material"));
        assert_eq!(found("replica_region"), Some("replicate-key"));
        assert_eq!(found("owner"), None);
        assert_eq!(Operation::ReplicateKey.other_with("region").map(Operation::name), Some("create-key"));
    }
}
