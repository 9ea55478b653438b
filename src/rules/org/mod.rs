//! What an organisation wants of its keys. Every rule is off until `[org]` or `[[schema]]` of the
//! configuration says something.

use crate::lint::rules;

rules! {
    org_allowed_regions::OrgAllowedRegions,
    org_allowed_key_specs::OrgAllowedKeySpecs,
    org_allowed_origins::OrgAllowedOrigins,
    org_required_tags::OrgRequiredTags,
    org_alias_pattern::OrgAliasPattern,
    org_description_required::OrgDescriptionRequired,
    org_account::OrgAccount,
    org_trusted_accounts::OrgTrustedAccounts,
    org_policy_source::OrgPolicySource,
    org_forbid_bypass::OrgForbidBypass,
    org_forbid_multi_region::OrgForbidMultiRegion,
    org_max_policy_principals::OrgMaxPolicyPrincipals,
    org_schema::OrgSchema,
}
