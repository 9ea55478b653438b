//! The rules: a folder a category, a file a rule.
//!
//! A new rule is one new file and one line in its category's list.

pub mod access;
pub mod json;
pub mod key;
pub mod naming;
pub mod org;
pub mod policy;
pub mod region;
pub mod request;
pub mod response;
pub mod secret;
pub mod suppression;
pub mod tag;
pub mod transport;

use crate::lint::{Meta, Rule};

/// The lists of all categories.
const LISTS: [&[&dyn Rule]; 13] = [
    json::RULES,
    request::RULES,
    key::RULES,
    region::RULES,
    tag::RULES,
    naming::RULES,
    access::RULES,
    policy::RULES,
    secret::RULES,
    transport::RULES,
    org::RULES,
    response::RULES,
    suppression::RULES,
];

/// Every rule, by category.
pub fn all() -> impl Iterator<Item = &'static dyn Rule> {
    LISTS.into_iter().flatten().copied()
}

/// How many rules there are.
#[must_use]
pub fn count() -> usize {
    LISTS.iter().map(|list| list.len()).sum()
}

/// The rule of that name.
#[must_use]
pub fn find(name: &str) -> Option<&'static Meta> {
    all().map(|rule| rule.meta()).find(|meta| meta.name == name)
}
