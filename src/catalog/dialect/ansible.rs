//! The parameters of the Ansible collection's modules.

use super::{LISTS, Names, OwnWord, SMALL_PARAMS, TEMPLATE, Vocabulary, own};
use crate::catalog::field::Field;

/// What the module calls fields of other calls, where that is not what the call does.
pub(super) const ANSIBLE_BESIDE: &Names =
    &[(Field::ValidTo, "valid_to"), (Field::TagKey, "tag_key"), (Field::TagValue, "tag_value")];

/// The same of the call that takes tags away: `tags` are those that it adds.
pub(super) const ANSIBLE_REMOVE_TAGS: &Names = &[(Field::Tags, "tag_keys")];

/// What the modules of the collection take besides the request.
const ANSIBLE_OWN: &[OwnWord] = &[
    own("localNode"),
    own("op_type"),
    own("key_op_type"),
    own("key_id"),
    own("custom_key_store_id"),
    own("local_hosted_params"),
    own("source_key_identifier"),
    own("source_key_tier"),
    own("source_key_id"),
    own("source_key_name"),
    own("key_expiration"),
    own("valid_to"),
    own("tag_keys"),
    own("days"),
    own("rotation_period_in_days"),
    own("job_config_id"),
    own("auto_rotate_disable_encrypt"),
    own("auto_rotate_disable_encrypt_on_all_accounts"),
    own("auto_rotate_key_source"),
    own("auto_rotate_domain_id"),
    own("auto_rotate_partition_id"),
    own("auto_rotate_external_cm_domain_id"),
    own("disable_encrypt"),
    own("disable_encrypt_on_all_accounts"),
    own("retain_alias"),
    own("import_type"),
    own("key_material_id"),
    own("key_material_description"),
    own("replica_region"),
    own("primary_region"),
    own("name"),
    own("template_id"),
    own("auto_push"),
];

/// Source: github.com/ThalesGroup/CDSP-Orchestration-Ansible at 65b56fa, `plugins/modules/cckm_aws_key.py`.
pub(super) static ANSIBLE_API: Vocabulary = Vocabulary {
    names: &[
        &[
            (Field::Kms, "kms"),
            (Field::Region, "region"),
            (Field::AwsParam, "aws_param"),
            (Field::PolicyTemplate, "policytemplate"),
            (Field::Alias, "Alias"),
            (Field::BypassPolicyLockoutSafetyCheck, "BypassPolicyLockoutSafetyCheck"),
            (Field::CustomerMasterKeySpec, "CustomerMasterKeySpec"),
            (Field::Description, "Description"),
            (Field::KeyUsage, "KeyUsage"),
            (Field::MultiRegion, "MultiRegion"),
            (Field::Origin, "Origin"),
            (Field::Policy, "Policy"),
            (Field::Tags, "Tags"),
            (Field::TagKey, "TagKey"),
            (Field::TagValue, "TagValue"),
        ],
        LISTS,
    ],
    own: &[ANSIBLE_OWN],
    title: "`cckm_aws_key`",
    param_title: "`aws_param`",
    noun: "parameter",
};

/// Source: the same module at 7f57b82, in the collection of 2026.
pub(super) const ANSIBLE: Vocabulary = Vocabulary {
    names: &[
        &[
            (Field::Kms, "kms"),
            (Field::Region, "region"),
            (Field::AwsParam, "aws_param"),
            (Field::PolicyTemplate, "policytemplate"),
            (Field::TagKey, "tag_key"),
            (Field::TagValue, "tag_value"),
        ],
        LISTS,
        SMALL_PARAMS,
    ],
    own: &[ANSIBLE_OWN],
    title: "`cckm_aws_key`",
    param_title: "`aws_param`",
    noun: "parameter",
};

/// Source: the module `cckm_aws_policy_template` of the same collection.
pub(super) static ANSIBLE_TEMPLATE: Vocabulary = Vocabulary {
    names: &[TEMPLATE, LISTS],
    own: &[ANSIBLE_OWN],
    title: "`cckm_aws_policy_template`",
    param_title: "`cckm_aws_policy_template`",
    noun: "parameter",
};
