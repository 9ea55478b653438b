//! Aliases, with and without the prefix that AWS has and CCKM adds.

/// What every alias begins with at AWS, and none does at CCKM.
pub const ALIAS_PREFIX: &str = "alias/";

/// Whether AWS keeps the alias for itself. Source: botocore 1.44.8, `CreateAlias`.
#[must_use]
pub fn is_reserved_alias(alias: &str) -> bool {
    alias.strip_prefix(ALIAS_PREFIX).unwrap_or(alias).starts_with("aws/")
}
