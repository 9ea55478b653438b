//! The field table: the local shape of the request, written once.
//!
//! The rules of shape read it, and `cckm-lint schema request` is written from it. Source: the CCKM manual page, tables
//! "Request Parameters" and "AWS Key Parameters"; lengths as in [`limits`]. The requests beside it are put together from the
//! same rows, in [`operation`](super::operation).

use super::limits;
use super::spec::{HOSTED_TIERS, IMPORT_TYPES, ORIGINS, SOURCE_TIERS, SPEC_WORDS, USAGES, Word};

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
    /// `local_hosted_params`, of a key that is held outside of AWS.
    LocalHostedParams,
}

/// A field of a request, whatever the form that it is written in calls it: those of the create-key request first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "described in the tables below")]
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
    SourceKeyIdentifier,
    SourceKeyTier,
    KeyExpiration,
    KeyMaterialDescription,
    ValidTo,
    ImportType,
    KeyMaterialId,
    LocalHostedParams,
    CustomKeyStoreId,
    SourceKeyId,
    HostedKeyTier,
    Blocked,
    LinkedState,
    Name,
    AccountId,
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
#[derive(Clone, Copy, Debug)]
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
    pub const COUNT: usize = TABLE.len() + BESIDE.len();

    /// Its row of the table.
    #[must_use]
    pub fn facts(self) -> &'static FieldFacts {
        const FALLBACK: &FieldFacts = &TABLE[0];
        let at = self as usize;
        FIELDS.get(at).or_else(|| BESIDE.get(at - TABLE.len())).unwrap_or(FALLBACK)
    }

    /// Its name in JSON.
    #[must_use]
    pub fn json_name(self) -> &'static str {
        self.facts().name
    }

    /// The five lists of principals and accounts, in the manual's order.
    pub const PRINCIPAL_LISTS: [Self; 5] =
        [Self::KeyAdmins, Self::KeyAdminsRoles, Self::KeyUsers, Self::KeyUsersRoles, Self::ExternalAccounts];

    /// Everything that says who may use the key: the policy, a template, the lists.
    pub const POLICY_SOURCES: [Self; 7] = [
        Self::Policy,
        Self::PolicyTemplate,
        Self::KeyAdmins,
        Self::KeyAdminsRoles,
        Self::KeyUsers,
        Self::KeyUsersRoles,
        Self::ExternalAccounts,
    ];
}

impl Object {
    /// All objects with fields, each behind the one that it stands in.
    pub const ALL: [Self; 4] = [Self::Request, Self::AwsParam, Self::Tag, Self::LocalHostedParams];

    /// The fields of the create-key request that belong in it.
    #[must_use]
    pub fn fields(self) -> &'static [FieldFacts] {
        // They stand beside each other in the table, in the order of the objects.
        let rows = match self {
            Self::Request => 0..Field::Alias as usize,
            Self::AwsParam => Field::Alias as usize..Field::TagKey as usize,
            Self::Tag => Field::TagKey as usize..TABLE.len(),
            Self::LocalHostedParams => 0..0,
        };
        FIELDS.get(rows).unwrap_or_default()
    }

    /// What messages call it.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Request => "the request",
            Self::AwsParam => "`aws_param`",
            Self::Tag => "a tag",
            Self::LocalHostedParams => "`local_hosted_params`",
        }
    }
}

/// The row of a field of the create-key request, for the table of another one.
#[expect(clippy::indexing_slicing, reason = "a constant, and each field of that request has a row")]
pub(super) const fn shared(field: Field) -> FieldFacts {
    TABLE[field as usize]
}

/// The row of a field that only other requests have.
#[expect(clippy::indexing_slicing, reason = "a constant, and each of the other fields has a row")]
pub(super) const fn beside(field: Field) -> FieldFacts {
    BESIDE[field as usize - TABLE.len()]
}

const fn row(field: Field, object: Object, name: &'static str, shape: Shape, about: &'static str) -> FieldFacts {
    FieldFacts { field, object, name, shape, required: false, limits: None, other_names: &[], about }
}

pub(super) const fn required(row: FieldFacts) -> FieldFacts {
    FieldFacts { required: true, ..row }
}

const fn limited(row: FieldFacts, max_length: usize, pattern: Option<&'static str>) -> FieldFacts {
    FieldFacts { limits: Some(TextLimits { max_length, pattern }), ..row }
}

const fn called(row: FieldFacts, other_names: &'static [&'static str]) -> FieldFacts {
    FieldFacts { other_names, ..row }
}

use Object::{AwsParam, LocalHostedParams, Request, Tag};

/// Every field of the create-key request, in the order of [`Field`].
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

/// The fields that only other requests have, in the order of [`Field`].
///
/// Source: the CCKM manual's pages for upload, import and policy templates; the vendor's Ansible collection of 2026,
/// `cckm_aws_key.py`; terraform-provider-ciphertrust, 2026, `aws_models.go`.
const BESIDE: [FieldFacts; 15] = [
    row(
        Field::SourceKeyIdentifier,
        Request,
        "source_key_identifier",
        Shape::Text,
        "Id or name of the key whose material goes to AWS.",
    ),
    row(
        Field::SourceKeyTier,
        Request,
        "source_key_tier",
        Shape::Word(SOURCE_TIERS),
        "Where the source key is kept; local, which is CipherTrust Manager itself, if not given.",
    ),
    called(
        row(Field::KeyExpiration, Request, "key_expiration", Shape::Flag, "Whether the key material expires in AWS."),
        &["KeyExpiration"],
    ),
    row(Field::KeyMaterialDescription, Request, "key_material_description", Shape::Text, "Description of the key material."),
    row(Field::ValidTo, Request, "valid_to", Shape::Text, "When the key material expires, as a timestamp of RFC 3339."),
    row(
        Field::ImportType,
        Request,
        "import_type",
        Shape::Word(IMPORT_TYPES),
        "Whether the material is new, or some that the key had before.",
    ),
    row(Field::KeyMaterialId, Request, "key_material_id", Shape::Text, "Id of the key material that is imported again."),
    row(
        Field::LocalHostedParams,
        Request,
        "local_hosted_params",
        Shape::Object(LocalHostedParams),
        "Which key store holds the key, and the source key behind it.",
    ),
    row(
        Field::CustomKeyStoreId,
        LocalHostedParams,
        "custom_key_store_id",
        Shape::Text,
        "Id of the key store that holds the key.",
    ),
    row(Field::SourceKeyId, LocalHostedParams, "source_key_id", Shape::Text, "Id of the source key."),
    row(Field::HostedKeyTier, LocalHostedParams, "source_key_tier", Shape::Word(HOSTED_TIERS), "Where the source key is kept."),
    row(Field::Blocked, LocalHostedParams, "blocked", Shape::Flag, "Whether the key starts blocked, so that nothing can use it."),
    row(Field::LinkedState, LocalHostedParams, "linked_state", Shape::Flag, "Whether the key is made in AWS at once."),
    row(Field::Name, Request, "name", Shape::Text, "Name of the policy template. It cannot be changed."),
    row(Field::AccountId, Request, "account_id", Shape::Text, "The AWS account that the template is for, in place of kms."),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_field_finds_its_row() {
        for (at, facts) in FIELDS.iter().chain(&BESIDE).enumerate() {
            assert_eq!(facts.field as usize, at, "{}", facts.name);
            assert_eq!(facts.field.facts().name, facts.name);
        }
    }

    #[test]
    fn each_object_finds_its_fields() {
        for object in Object::ALL {
            let own = FIELDS.iter().filter(|facts| facts.object == object).map(|facts| facts.field);
            assert!(object.fields().iter().map(|facts| facts.field).eq(own), "{object:?}");
        }
    }
}
