//! The key policy document.
//!
//! Numbers such as C 24 in the pages are those of the list of checks in `.github/KEY-POLICY-CHECKS.md`.

use crate::lint::rules;

rules! {
    policy_not_object::PolicyNotObject,
    policy_element::PolicyElement,
    policy_version::PolicyVersion,
    policy_effect::PolicyEffect,
    policy_size::PolicySize,
    policy_charset::PolicyCharset,
    policy_variable::PolicyVariable,
    invalid_principal::InvalidPrincipal,
    principal_may_not_exist::PrincipalMayNotExist,
    partition_mismatch::PartitionMismatch,
    cross_account_access::CrossAccountAccess,
    unknown_action::UnknownAction,
    foreign_action::ForeignAction,
    ineffective_action::IneffectiveAction,
    action_usage_mismatch::ActionUsageMismatch,
    invalid_resource::InvalidResource,
    unknown_condition_operator::UnknownConditionOperator,
    unknown_condition_key::UnknownConditionKey,
    condition_value::ConditionValue,
    condition_type_mismatch::ConditionTypeMismatch,
    forbidden_condition_key::ForbiddenConditionKey,
    forallvalues_allow::ForallvaluesAllow,
    condition_never_matches::ConditionNeverMatches,
    misleading_condition::MisleadingCondition,
    policy_lockout::PolicyLockout,
    no_root_access::NoRootAccess,
    public_access::PublicAccess,
    allow_not_principal::AllowNotPrincipal,
    broad_grant::BroadGrant,
    confused_deputy::ConfusedDeputy,
    duties_not_separated::DutiesNotSeparated,
    redundant_policy::RedundantPolicy,
}
