//! The arguments of the Terraform provider's resources.

use super::{LISTS, Names, OwnWord, SMALL_PARAMS, TEMPLATE, Vocabulary, own};
use crate::catalog::field::Field;

/// A tag has no names where tags are a map; the request calls its two halves so.
const TAGS: &Names = &[(Field::TagKey, "TagKey"), (Field::TagValue, "TagValue")];

/// Terraform's own arguments of any resource.
const TERRAFORM_RESOURCE: &[OwnWord] = &[own("count"), own("depends_on"), own("for_each"), own("lifecycle"), own("provider")];

/// What the resource of a key has in every release, besides what goes into the request.
const TERRAFORM_KEY: &[OwnWord] = &[
    own("auto_rotate"),
    own("enable_key"),
    own("enable_rotation"),
    own("id"),
    own("key_id"),
    own("primary_region"),
    own("replicate_key"),
    own("schedule_for_deletion_days"),
    own("provisioner"),
    own("timeouts"),
];

/// What it has besides up to 1.0.x, most of which is only read back.
const TERRAFORM_FLAT: &[OwnWord] = &[
    own("arn"),
    own("aws_account_id"),
    own("aws_key_id"),
    own("enabled"),
    own("key_manager"),
    own("key_source"),
    own("key_state"),
    own("key_type"),
    own("kms_id"),
    own("labels"),
    own("dynamic"),
];

/// The block that says who may do what. A block `policy` does not exist; an argument of that name is the policy itself in 1.0.0-pre3
/// (`sample-scripts/cckm/aws/keys/resources/native/hmac/main.tf` at 3855f8a), and in other releases cannot be given.
const KEY_POLICY: OwnWord = OwnWord { name: "key_policy", other_names: &["policy", "keypolicy"], holds: &Field::POLICY_SOURCES };

/// Source: github.com/ThalesGroup/terraform-provider-ciphertrust at 8b4059d, `docs/resources/aws_key.md`, with the names that it
/// only reads back, and Terraform's own arguments of any resource.
pub(super) const TERRAFORM: Vocabulary = Vocabulary {
    names: &[
        &[
            (Field::Kms, "kms"),
            (Field::Region, "region"),
            (Field::AwsParam, "aws_param"),
            (Field::PolicyTemplate, "policy_template"),
        ],
        LISTS,
        SMALL_PARAMS,
        TAGS,
    ],
    own: &[&[KEY_POLICY, own("import_key_material"), own("upload_key")], TERRAFORM_FLAT, TERRAFORM_KEY, TERRAFORM_RESOURCE],
    title: "`ciphertrust_aws_key`",
    param_title: "`ciphertrust_aws_key`",
    noun: "argument",
};

/// The block that says which material is uploaded.
const UPLOAD_KEY: OwnWord = OwnWord {
    name: "upload_key",
    other_names: &[],
    holds: &[Field::SourceKeyIdentifier, Field::SourceKeyTier, Field::KeyExpiration, Field::ValidTo],
};

/// Source: the same page, `upload_key`.
pub(super) static TERRAFORM_UPLOAD: Vocabulary = Vocabulary {
    names: &[],
    own: &[&[KEY_POLICY, UPLOAD_KEY, own("import_key_material")], TERRAFORM_FLAT, TERRAFORM_KEY, TERRAFORM_RESOURCE],
    ..TERRAFORM
};

/// What it calls fields of that call, where that is not what the call does.
pub(super) const TERRAFORM_UPLOAD_NAMES: &Names = &[(Field::PolicyTemplate, "policy_template"), (Field::ValidTo, "valid_to")];

/// Source: the same repository at 23e782d, `sample-scripts/cckm/aws/keys/resources`, and the provider's acceptance tests.
pub(super) static TERRAFORM_OBJECTS: Vocabulary = Vocabulary {
    names: &[
        &[
            (Field::Kms, "kms_id"),
            (Field::Region, "region"),
            (Field::AwsParam, "aws_param"),
            (Field::PolicyTemplate, "policy_template"),
        ],
        LISTS,
        SMALL_PARAMS,
        TAGS,
    ],
    own: &[
        &[KEY_POLICY, OwnWord { name: "kms_id", other_names: &["kms"], holds: &[Field::Kms] }],
        TERRAFORM_KEY,
        TERRAFORM_RESOURCE,
    ],
    title: "`ciphertrust_aws_key`",
    param_title: "`aws_param`",
    noun: "argument",
};

/// What the provider calls fields of other calls, where that is not what the call does.
pub(super) const TERRAFORM_BESIDE: &Names = &[
    (Field::Kms, "kms_id"),
    (Field::PolicyTemplate, "policy_template"),
    (Field::ValidTo, "valid_to"),
    (Field::LinkedState, "linked"),
];

/// What those resources have, besides what goes into a request.
const TERRAFORM_BESIDE_OWN: &[&[OwnWord]] =
    &[&[KEY_POLICY, own("origin"), own("custom_key_store_id"), own("dynamic")], TERRAFORM_KEY, TERRAFORM_RESOURCE];

pub(super) const TERRAFORM_BYOK: Vocabulary = Vocabulary {
    names: &[],
    own: TERRAFORM_BESIDE_OWN,
    title: "`ciphertrust_aws_byok_key`",
    param_title: "`aws_param`",
    noun: "argument",
};

/// Source: the same repository, `docs/resources/aws_xks_key.md` and `aws_cloudhsm_key.md`.
pub(super) const TERRAFORM_XKS: Vocabulary = Vocabulary { title: "`ciphertrust_aws_xks_key`", ..TERRAFORM_BYOK };

/// The blocks `import_key_material` of a key and `key_material` of a resource of its own. Source: the same repository at 8b4059d,
/// `docs/resources/aws_key.md`, and at 10ada12, `docs/resources/aws_key_material.md`.
pub(super) const TERRAFORM_MATERIAL: Vocabulary = Vocabulary {
    own: &[&[own("source_key_name"), own("dsm_domain_id"), own("hsm_partition_id"), own("dynamic")]],
    title: "the key material",
    ..TERRAFORM_BYOK
};

pub(super) const TERRAFORM_CLOUDHSM: Vocabulary = Vocabulary { title: "`ciphertrust_aws_cloudhsm_key`", ..TERRAFORM_BYOK };

/// Source: the same repository at 8b4059d, `docs/resources/aws_policy_template.md`.
pub(super) static TERRAFORM_TEMPLATE: Vocabulary = Vocabulary {
    names: &[TEMPLATE, LISTS],
    own: &[&[own("name"), own("id"), own("kms_id")], TERRAFORM_RESOURCE],
    title: "`ciphertrust_aws_policy_template`",
    param_title: "`ciphertrust_aws_policy_template`",
    noun: "argument",
};
