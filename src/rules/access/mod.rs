//! Who may use the key.

use crate::lint::rules;

rules! {
    conflicting_policy_sources::ConflictingPolicySources,
    combined_principal_lists::CombinedPrincipalLists,
    duplicate_principal::DuplicatePrincipal,
    invalid_iam_name::InvalidIamName,
    invalid_account_id::InvalidAccountId,
    lockout_check_bypassed::LockoutCheckBypassed,
    bypass_without_policy::BypassWithoutPolicy,
    no_policy_source::NoPolicySource,
}
