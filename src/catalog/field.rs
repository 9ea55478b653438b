//! The field table: the local shape of the request, written once.
//!
//! The rules of shape read it, and `cckm-lint schema request` is written from it. Source: the CCKM manual page, tables
//! "Request Parameters" and "AWS Key Parameters"; lengths as in [`limits`].

use super::limits;
use super::spec::{ORIGINS, SPEC_WORDS, USAGES, Word};

/// Where to look these facts up.
pub const SOURCE: &str = "CCKM manual, \"Creating AWS Keys on CCKM\"";

/// An object of the request that has fields of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Object {
    /// The request itself.
    Request,
    /// `aws_param`
    AwsParam,
    /// An entry of `aws_param.Tags`.
    Tag,
}

/// A field of the request, whatever the form that it is written in calls it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "described in the table below")]
pub enum Field {
    Kms,
    Region,
    AwsParam,
    PolicyTemplate,
    KeyAdmins,
    KeyAdminsRoles,
    KeyUsers,
    KeyUsersRoles,
    ExternalAccounts,
    Alias,
    BypassPolicyLockoutSafetyCheck,
    CustomerMasterKeySpec,
    Description,
    KeyUsage,
    MultiRegion,
    Origin,
    Policy,
    Tags,
    TagKey,
    TagValue,
}

/// What a value must be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// A string.
    Text,
    /// One of these words.
    Word(&'static [Word]),
    /// `true` or `false`.
    Flag,
    /// An object with fields.
    Object(Object),
    /// A key policy; its shape has rules of its own.
    Policy,
    /// A list of strings.
    Texts,
    /// A list of account ids.
    Accounts,
    /// A list of objects with fields.
    Objects(Object),
}

/// Limits of a text that JSON Schema can say too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TextLimits {
    /// The most characters.
    pub max_length: usize,
    /// A regular expression (ECMA 262) for the whole text, where the characters are limited.
    pub pattern: Option<&'static str>,
}

/// A row of the field table.
#[derive(Debug)]
pub struct FieldFacts {
    /// Which field it is.
    pub field: Field,
    /// Where it belongs.
    pub object: Object,
    /// Its name in JSON.
    pub name: &'static str,
    /// What its value must be.
    pub shape: Shape,
    /// Whether a request without it is refused.
    pub required: bool,
    /// Limits of its text.
    pub limits: Option<TextLimits>,
    /// Names that other tools and calls give it, besides those that are near by spelling.
    pub other_names: &'static [&'static str],
    /// What it means, for an editor and for messages.
    pub about: &'static str,
}

impl Field {
    /// How many fields there are.
    pub const COUNT: usize = TABLE.len();

    /// Its row of the table.
    #[must_use]
    pub fn facts(self) -> &'static FieldFacts {
        const FALLBACK: &FieldFacts = &TABLE[0];
        FIELDS.get(self as usize).unwrap_or(FALLBACK)
    }

    /// Its name in JSON.
    #[must_use]
    pub fn json_name(self) -> &'static str {
        self.facts().name
    }

    /// The five lists of principals and accounts, in the manual's order.
    pub const PRINCIPAL_LISTS: [Self; 5] =
        [Self::KeyAdmins, Self::KeyAdminsRoles, Self::KeyUsers, Self::KeyUsersRoles, Self::ExternalAccounts];
}

impl Object {
    /// How many objects with fields there are.
    pub const COUNT: usize = 3;

    /// The fields that belong in it.
    pub fn fields(self) -> impl Iterator<Item = &'static FieldFacts> {
        // They stand beside each other in the table, in the order of the objects.
        let rows = match self {
            Self::Request => 0..Field::Alias as usize,
            Self::AwsParam => Field::Alias as usize..Field::TagKey as usize,
            Self::Tag => Field::TagKey as usize..Field::COUNT,
        };
        FIELDS.get(rows).unwrap_or_default().iter()
    }

    /// What messages call it.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Request => "the request",
            Self::AwsParam => "`aws_param`",
            Self::Tag => "a tag",
        }
    }
}

const fn row(field: Field, object: Object, name: &'static str, shape: Shape, about: &'static str) -> FieldFacts {
    FieldFacts { field, object, name, shape, required: false, limits: None, other_names: &[], about }
}

#[expect(clippy::needless_pass_by_value, reason = "taken apart in a constant, where nothing is dropped")]
const fn required(row: FieldFacts) -> FieldFacts {
    FieldFacts { required: true, ..row }
}

#[expect(clippy::needless_pass_by_value, reason = "taken apart in a constant, where nothing is dropped")]
const fn limited(row: FieldFacts, max_length: usize, pattern: Option<&'static str>) -> FieldFacts {
    FieldFacts { limits: Some(TextLimits { max_length, pattern }), ..row }
}

#[expect(clippy::needless_pass_by_value, reason = "taken apart in a constant, where nothing is dropped")]
const fn called(row: FieldFacts, other_names: &'static [&'static str]) -> FieldFacts {
    FieldFacts { other_names, ..row }
}

use Object::{AwsParam, Request, Tag};

/// Every field, in the order of [`Field`].
pub static FIELDS: &[FieldFacts] = &TABLE;

const TABLE: [FieldFacts; 20] = [
    called(
        required(row(
            Field::Kms,
            Request,
            "kms",
            Shape::Text,
            "Name or id of the KMS container: the AWS account as CCKM knows it.",
        )),
        &["kms_name"],
    ),
    required(row(
        Field::Region,
        Request,
        "region",
        Shape::Text,
        "The AWS region that the key is made in, such as eu-west-1. It must be one of those registered on the KMS container.",
    )),
    row(
        Field::AwsParam,
        Request,
        "aws_param",
        Shape::Object(AwsParam),
        "What AWS is told about the key: alias, spec, usage, policy, tags.",
    ),
    row(
        Field::PolicyTemplate,
        Request,
        "policytemplate",
        Shape::Text,
        "Id of the policy template to apply. Excludes Policy and the five lists.",
    ),
    row(Field::KeyAdmins, Request, "key_admins", Shape::Texts, "IAM users who may administer the key."),
    row(Field::KeyAdminsRoles, Request, "key_admins_roles", Shape::Texts, "IAM roles that may administer the key."),
    row(Field::KeyUsers, Request, "key_users", Shape::Texts, "IAM users who may use the key in cryptographic operations."),
    row(
        Field::KeyUsersRoles,
        Request,
        "key_users_roles",
        Shape::Texts,
        "IAM roles that may use the key in cryptographic operations.",
    ),
    row(
        Field::ExternalAccounts,
        Request,
        "external_accounts",
        Shape::Accounts,
        "Other AWS accounts that may use the key: twelve digits each.",
    ),
    limited(
        row(Field::Alias, AwsParam, "Alias", Shape::Text, "Alias of the key, without `alias/` in front; CCKM adds that."),
        limits::ALIAS_LENGTH,
        Some("[a-zA-Z0-9/_-]*"),
    ),
    row(
        Field::BypassPolicyLockoutSafetyCheck,
        AwsParam,
        "BypassPolicyLockoutSafetyCheck",
        Shape::Flag,
        "Skips AWS's check that the key policy can still be changed afterwards. Leave it out.",
    ),
    called(
        row(
            Field::CustomerMasterKeySpec,
            AwsParam,
            "CustomerMasterKeySpec",
            Shape::Word(SPEC_WORDS),
            "Type of the key; SYMMETRIC_DEFAULT if not given. It can never be changed.",
        ),
        &["KeySpec", "CustomerMasterKeySpecification", "KeyType"],
    ),
    limited(
        row(Field::Description, AwsParam, "Description", Shape::Text, "Description of the key."),
        limits::DESCRIPTION_LENGTH,
        None,
    ),
    row(
        Field::KeyUsage,
        AwsParam,
        "KeyUsage",
        Shape::Word(USAGES),
        "What the key does. AWS demands it for every spec but SYMMETRIC_DEFAULT. It can never be changed.",
    ),
    row(
        Field::MultiRegion,
        AwsParam,
        "MultiRegion",
        Shape::Flag,
        "Whether the key can be replicated in other regions. It can never be changed.",
    ),
    row(
        Field::Origin,
        AwsParam,
        "Origin",
        Shape::Word(ORIGINS),
        "Where the key material comes from; AWS_KMS if not given. It can never be changed.",
    ),
    called(
        row(
            Field::Policy,
            AwsParam,
            "Policy",
            Shape::Policy,
            "The key policy, as a JSON object. Excludes policytemplate and the five lists.",
        ),
        &["KeyPolicy", "PolicyDocument"],
    ),
    row(Field::Tags, AwsParam, "Tags", Shape::Objects(Tag), "Tags of the key, each with TagKey and TagValue."),
    limited(
        called(required(row(Field::TagKey, Tag, "TagKey", Shape::Text, "Key of the tag, once on a key.")), &["Key"]),
        limits::TAG_KEY_LENGTH,
        Some("[\\p{Alphabetic}\\p{N} _.:/=+@-]*"),
    ),
    limited(
        called(
            required(row(Field::TagValue, Tag, "TagValue", Shape::Text, "Value of the tag: letters, digits and _ . / = + - @")),
            &["Value"],
        ),
        limits::TAG_VALUE_LENGTH,
        Some("[a-zA-Z0-9_./=+@-]*"),
    ),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_field_finds_its_row() {
        for (at, facts) in FIELDS.iter().enumerate() {
            assert_eq!(facts.field as usize, at, "{}", facts.name);
        }
    }

    #[test]
    fn each_object_finds_its_fields() {
        for object in [Object::Request, Object::AwsParam, Object::Tag] {
            let own = FIELDS.iter().filter(|facts| facts.object == object).map(|facts| facts.field);
            assert!(object.fields().map(|facts| facts.field).eq(own), "{object:?}");
        }
    }
}
