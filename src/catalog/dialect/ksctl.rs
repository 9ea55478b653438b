//! The flags of ksctl.

use super::Vocabulary;
use crate::catalog::field::Field;

/// The flags of ksctl. Source: github.com/sanyambassi/ciphertrust-manager-mcp-server, `aws/keys.py`, `build_key_command`; the
/// vendor's own list is not public.
pub(super) static KSCTL: Vocabulary = Vocabulary {
    names: &[&[
        (Field::Kms, "--kms"),
        (Field::Region, "--region"),
        (Field::PolicyTemplate, "--policy-template"),
        (Field::KeyAdmins, "--key-admins"),
        (Field::KeyAdminsRoles, "--key-admins-roles"),
        (Field::KeyUsers, "--key-users"),
        (Field::KeyUsersRoles, "--key-users-roles"),
        (Field::ExternalAccounts, "--external-accounts"),
        (Field::Alias, "--alias"),
        (Field::BypassPolicyLockoutSafetyCheck, "--bypass-policy-lockout-safety-check"),
        (Field::CustomerMasterKeySpec, "--customer-masterkey-spec"),
        (Field::Description, "--description"),
        (Field::KeyUsage, "--key-usage"),
        (Field::MultiRegion, "--multiregion"),
        (Field::Origin, "--origin"),
        (Field::Policy, "--aws-policy-jsonfile"),
        (Field::Tags, "--aws-tags-jsonfile"),
        (Field::AwsParam, "--aws-keycreate-jsonfile"),
    ]],
    own: &[],
    title: "`ksctl cckm aws keys create`",
    param_title: "`ksctl cckm aws keys create`",
    noun: "flag",
};
