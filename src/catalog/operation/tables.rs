//! The fields of each call, with where they are known from.

use super::Row::{Own, Same};
use super::{Operation, OperationFacts, Row, Subject};
use crate::catalog::field::{Field, FieldFacts, Object, Shape, beside, required, shared};

/// A field under another name, or in another object.
const fn elsewhere(facts: FieldFacts, object: Object, name: &'static str) -> FieldFacts {
    FieldFacts { object, name, ..facts }
}

const fn described(facts: FieldFacts, about: &'static str) -> FieldFacts {
    FieldFacts { about, ..facts }
}

/// The policy at the top of a request that is about nothing else.
const OWN_POLICY: FieldFacts = described(
    elsewhere(shared(Field::Policy), Object::Request, "policy"),
    "The key policy, as a JSON object. Excludes the lists of users, roles and accounts.",
);

/// The alias of a request that is about nothing else.
const OWN_ALIAS: FieldFacts = required(elsewhere(shared(Field::Alias), Object::Request, "alias"));

/// The five lists of principals and accounts.
static LISTS: [Row; 5] = [
    Same(Field::KeyAdmins),
    Same(Field::KeyAdminsRoles),
    Same(Field::KeyUsers),
    Same(Field::KeyUsersRoles),
    Same(Field::ExternalAccounts),
];

/// What every call has that makes a key, or a copy of one.
static NEW_KEY: [Row; 13] = [
    Same(Field::AwsParam),
    Same(Field::PolicyTemplate),
    Same(Field::KeyAdmins),
    Same(Field::KeyAdminsRoles),
    Same(Field::KeyUsers),
    Same(Field::KeyUsersRoles),
    Same(Field::ExternalAccounts),
    Same(Field::Alias),
    Same(Field::Description),
    Same(Field::Policy),
    Same(Field::Tags),
    Same(Field::TagKey),
    Same(Field::TagValue),
];

pub(super) static CREATE_KEY: OperationFacts = OperationFacts {
    operation: Operation::CreateKey,
    name: "create-key",
    title: "the request",
    endpoint: "POST /v1/cckm/aws/keys",
    subject: Subject::NewKey("AWS_KMS"),
    fields: &[],
    passed: &[],
};

/// Source: CCKM manual, "Uploading Keys to AWS" (2.13, 2.15 and latest). Its table says `key_expiration`, its example
/// `KeyExpiration`; the vendor's other clients send the former.
pub(super) static UPLOAD_KEY: OperationFacts = OperationFacts {
    operation: Operation::UploadKey,
    name: "upload-key",
    title: "the upload-key request",
    endpoint: "POST /v1/cckm/aws/upload-key",
    subject: Subject::NewKey("EXTERNAL"),
    fields: &[
        &[
            Same(Field::Kms),
            Same(Field::Region),
            Own(required(beside(Field::SourceKeyIdentifier))),
            Same(Field::SourceKeyTier),
            Same(Field::KeyExpiration),
            Same(Field::KeyMaterialDescription),
            Same(Field::BypassPolicyLockoutSafetyCheck),
            Same(Field::CustomerMasterKeySpec),
            Same(Field::KeyUsage),
            Same(Field::MultiRegion),
            Same(Field::Origin),
            Own(elsewhere(beside(Field::ValidTo), Object::AwsParam, "ValidTo")),
        ],
        &NEW_KEY,
    ],
    passed: &[],
};

/// Source: the vendor's Ansible collection of 2026, `cckm_aws_key.py`, `import_material`.
pub(super) static IMPORT_MATERIAL: OperationFacts = OperationFacts {
    operation: Operation::ImportMaterial,
    name: "import-material",
    title: "the import-material request",
    endpoint: "POST /v1/cckm/aws/keys/{id}/import-material",
    subject: Subject::Unknown,
    fields: &[&[
        Same(Field::SourceKeyIdentifier),
        Same(Field::SourceKeyTier),
        Same(Field::KeyExpiration),
        Same(Field::ValidTo),
        Same(Field::ImportType),
        Same(Field::KeyMaterialId),
        Same(Field::KeyMaterialDescription),
    ]],
    passed: &[],
};

/// Source: the same, `create_hyok`. AWS: keys of an external key store are symmetric and of one region (botocore 1.44.8,
/// `CreateKey`, `XksKeyId`).
pub(super) static CREATE_HYOK_KEY: OperationFacts = OperationFacts {
    operation: Operation::CreateHyokKey,
    name: "create-hyok-key",
    title: "the create-hyok-key request",
    endpoint: "POST /v1/cckm/aws/create-hyok-key",
    subject: Subject::StoreKey("EXTERNAL_KEY_STORE"),
    fields: &[
        &[
            Own(required(beside(Field::LocalHostedParams))),
            Same(Field::CustomKeyStoreId),
            Same(Field::SourceKeyId),
            Same(Field::HostedKeyTier),
            Same(Field::Blocked),
            Same(Field::LinkedState),
        ],
        &NEW_KEY,
    ],
    passed: &[],
};

/// Source: the same, `create_in_custom_key_store`. AWS: botocore 1.44.8, `CreateKey`, `CustomKeyStoreId`.
pub(super) static CREATE_STORE_KEY: OperationFacts = OperationFacts {
    operation: Operation::CreateStoreKey,
    name: "create-aws-key",
    title: "the create-aws-key request",
    endpoint: "POST /v1/cckm/aws/custom-key-stores/{id}/create-aws-key",
    subject: Subject::StoreKey("AWS_CLOUDHSM"),
    fields: &[&NEW_KEY],
    passed: &[],
};

/// Source: the same, `link`; terraform-provider-ciphertrust, 2026, `aws_models.go`.
pub(super) static LINK_KEY: OperationFacts = OperationFacts {
    operation: Operation::LinkKey,
    name: "link",
    title: "the link request",
    endpoint: "POST /v1/cckm/aws/keys/{id}/link",
    subject: Subject::StoreKey("EXTERNAL_KEY_STORE"),
    fields: &[&[Same(Field::BypassPolicyLockoutSafetyCheck)], &NEW_KEY],
    passed: &[],
};

/// Source: CCKM manual, "Replicating Keys"; AWS: botocore 1.44.8, `ReplicateKey`. The vendor's Terraform provider sends `kms` and
/// `tags`, too.
pub(super) static REPLICATE_KEY: OperationFacts = OperationFacts {
    operation: Operation::ReplicateKey,
    name: "replicate-key",
    title: "the replicate-key request",
    endpoint: "POST /v1/cckm/aws/keys/{id}/replicate-key",
    subject: Subject::Replica,
    fields: &[
        &[
            Own(described(
                elsewhere(shared(Field::Region), Object::Request, "replica_region"),
                "The AWS region that the key is copied to. It must be one of those registered on the KMS container.",
            )),
            Same(Field::BypassPolicyLockoutSafetyCheck),
        ],
        &NEW_KEY,
    ],
    passed: &["kms", "tags"],
};

/// Source: the vendor's Ansible collection of 2026, `cckm_aws_key.py`, `update_policy`.
pub(super) static SET_POLICY: OperationFacts = OperationFacts {
    operation: Operation::SetPolicy,
    name: "policy",
    title: "the policy request",
    endpoint: "POST /v1/cckm/aws/keys/{id}/policy",
    subject: Subject::Unknown,
    fields: &[&[Own(OWN_POLICY), Same(Field::PolicyTemplate)], &LISTS],
    passed: &[],
};

/// Source: CCKM manual, "Policy Templates" (2.6 to 2.14), whose example has no `name`; the same collection,
/// `cckm_aws_policy_template.py`, which wants one, and excludes `kms` and `account_id` from each other.
pub(super) static CREATE_TEMPLATE: OperationFacts = OperationFacts {
    operation: Operation::CreateTemplate,
    name: "templates",
    title: "the policy template",
    endpoint: "POST /v1/cckm/aws/templates",
    subject: Subject::Unknown,
    fields: &[
        &[Same(Field::Name), Own(FieldFacts { required: false, ..shared(Field::Kms) }), Same(Field::AccountId), Own(OWN_POLICY)],
        &LISTS,
    ],
    passed: &[],
};

/// Source: the vendor's Ansible collection of 2026, `cckm_aws_key.py`, `add_tags`: other names than on a create.
pub(super) static ADD_TAGS: OperationFacts = OperationFacts {
    operation: Operation::AddTags,
    name: "add-tags",
    title: "the add-tags request",
    endpoint: "POST /v1/cckm/aws/keys/{id}/add-tags",
    subject: Subject::Unknown,
    fields: &[&[
        Own(described(
            required(elsewhere(shared(Field::Tags), Object::Request, "tags")),
            "Tags to add, each with tag_key and tag_value.",
        )),
        Own(elsewhere(shared(Field::TagKey), Object::Tag, "tag_key")),
        Own(elsewhere(shared(Field::TagValue), Object::Tag, "tag_value")),
    ]],
    passed: &[],
};

/// Source: the same, `remove_tags`: keys alone.
pub(super) static REMOVE_TAGS: OperationFacts = OperationFacts {
    operation: Operation::RemoveTags,
    name: "remove-tags",
    title: "the remove-tags request",
    endpoint: "POST /v1/cckm/aws/keys/{id}/remove-tags",
    subject: Subject::Unknown,
    fields: &[&[Own(FieldFacts {
        shape: Shape::Texts,
        ..described(required(elsewhere(shared(Field::Tags), Object::Request, "tags")), "Keys of the tags to take away.")
    })]],
    passed: &[],
};

/// Source: the vendor's Ansible collection of 2026, `cckm_aws_key.py`, `add_alias`; terraform-provider-ciphertrust 1.0.1,
/// `AddRemoveAliasPayloadJSON`.
pub(super) static ADD_ALIAS: OperationFacts = OperationFacts {
    operation: Operation::AddAlias,
    name: "add-alias",
    title: "the add-alias request",
    endpoint: "POST /v1/cckm/aws/keys/{id}/add-alias",
    subject: Subject::Unknown,
    fields: &[&[Own(OWN_ALIAS)]],
    passed: &[],
};

/// Source: the same, `delete_alias`.
pub(super) static DELETE_ALIAS: OperationFacts = OperationFacts {
    operation: Operation::DeleteAlias,
    name: "delete-alias",
    title: "the delete-alias request",
    endpoint: "POST /v1/cckm/aws/keys/{id}/delete-alias",
    subject: Subject::Unknown,
    fields: &[&[Own(OWN_ALIAS)]],
    passed: &[],
};

/// Source: the vendor's Ansible collection 1.0.0, `cckm_aws.py`, `alias/verify`.
pub(super) static VERIFY_ALIAS: OperationFacts = OperationFacts {
    operation: Operation::VerifyAlias,
    name: "alias-verify",
    title: "the alias/verify request",
    endpoint: "POST /v1/cckm/aws/alias/verify",
    subject: Subject::Unknown,
    fields: &[&[
        Own(OWN_ALIAS),
        Own(FieldFacts { required: false, ..shared(Field::Kms) }),
        Own(FieldFacts { required: false, ..shared(Field::Region) }),
    ]],
    passed: &[],
};

/// Source: CCKM manual, "Creating AWS Keys on CCKM", "Example Response".
pub(super) static READ_KEY: OperationFacts = OperationFacts {
    operation: Operation::ReadKey,
    name: "key",
    title: "the key",
    endpoint: "GET /v1/cckm/aws/keys/{id}",
    subject: Subject::ExistingKey,
    fields: &[&[
        Own(FieldFacts { required: false, ..shared(Field::Kms) }),
        Own(FieldFacts { required: false, ..shared(Field::Region) }),
        Same(Field::AwsParam),
        Own(FieldFacts { shape: Shape::Texts, ..shared(Field::Alias) }),
        Same(Field::CustomerMasterKeySpec),
        Same(Field::Description),
        Same(Field::KeyUsage),
        Same(Field::MultiRegion),
        Same(Field::Origin),
        Same(Field::Policy),
        Same(Field::Tags),
        Same(Field::TagKey),
        Same(Field::TagValue),
    ]],
    passed: &[],
};

/// Source: botocore 1.44.8, `DescribeKey`, `GetKeyPolicy`, where the policy is a text, `ListAliases` and `ListResourceTags`. The spec
/// is told under its older name, too; older clients know no other.
pub(super) static READ_AWS_KEY: OperationFacts = OperationFacts {
    operation: Operation::ReadAwsKey,
    name: "aws-key",
    title: "the key",
    endpoint: "DescribeKey",
    subject: Subject::ExistingKey,
    fields: &[&[
        Own(elsewhere(shared(Field::AwsParam), Object::Request, "KeyMetadata")),
        Own(elsewhere(FieldFacts { shape: Shape::Texts, ..shared(Field::Alias) }, Object::Request, "Aliases")),
        Own(elsewhere(shared(Field::CustomerMasterKeySpec), Object::AwsParam, "KeySpec")),
        Same(Field::CustomerMasterKeySpec),
        Same(Field::Description),
        Same(Field::KeyUsage),
        Same(Field::MultiRegion),
        Same(Field::Origin),
        Own(elsewhere(shared(Field::Policy), Object::Request, "Policy")),
        Own(elsewhere(shared(Field::Tags), Object::Request, "Tags")),
        Same(Field::TagKey),
        Same(Field::TagValue),
    ]],
    passed: &[],
};
