//! Alias and description.

use crate::lint::rules;

rules! {
    alias_prefix::AliasPrefix,
    alias_charset::AliasCharset,
    alias_length::AliasLength,
    alias_reserved::AliasReserved,
    duplicate_alias::DuplicateAlias,
    description_length::DescriptionLength,
}
