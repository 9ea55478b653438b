//! What the forms that a request is written in call its fields.

use super::field::{Field, Object};

/// A vocabulary for the fields of a request.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Dialect {
    /// The JSON of the API.
    #[default]
    Api,
    /// The flags of `ksctl cckm aws keys create`.
    Ksctl,
}

/// The flags of ksctl. Source: github.com/sanyambassi/ciphertrust-manager-mcp-server, `aws/keys.py`, `build_key_command`; the
/// vendor's own list is not public.
const KSCTL: [(Field, &str); 18] = [
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
];

impl Dialect {
    /// What it calls a field.
    #[must_use]
    pub fn name(self, field: Field) -> &'static str {
        let table: &[(Field, &'static str)] = match self {
            Self::Api => return field.json_name(),
            Self::Ksctl => &KSCTL,
        };
        table.iter().find(|(known, _)| *known == field).map_or(field.json_name(), |(_, name)| name)
    }

    /// What it calls an object that has fields.
    #[must_use]
    pub const fn title(self, object: Object) -> &'static str {
        match self {
            Self::Api => object.title(),
            Self::Ksctl => "`ksctl cckm aws keys create`",
        }
    }

    /// What it calls a field in general.
    #[must_use]
    pub const fn noun(self) -> &'static str {
        match self {
            Self::Api => "field",
            Self::Ksctl => "flag",
        }
    }
}
