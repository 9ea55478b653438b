//! Aliases, with and without the prefix that AWS has and CCKM adds.

use crate::catalog::limits::ALIAS_PREFIX;

/// Whether AWS keeps the alias for itself. Source: botocore 1.44.8, `CreateAlias`.
#[must_use]
pub fn is_reserved_alias(alias: &str) -> bool {
    alias.strip_prefix(ALIAS_PREFIX).unwrap_or(alias).starts_with("aws/")
}
