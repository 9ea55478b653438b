//! Key policies that stand in strings.

use super::policies_in_strings;
use crate::catalog::Dialect;
use crate::json::{self, Tree, Value};

/// Key policies that stand in strings, decoded. Their [trees](Self::trees) are what a request is read with.
#[derive(Debug, Default)]
pub struct Decoded<'t>(Vec<(String, Value<'t>)>);

impl<'t> Decoded<'t> {
    /// Those of requests, each with what its fields are called.
    #[must_use]
    pub fn of(requests: impl IntoIterator<Item = (Value<'t>, Dialect)>) -> Self {
        let policies = requests.into_iter().flat_map(|(root, dialect)| policies_in_strings(root, dialect));
        Self(policies.map(|policy| (policy.as_str().unwrap_or_default().into_owned(), policy)).collect())
    }

    /// Each of them, read.
    #[must_use]
    pub fn trees(&self) -> Vec<Tree<'_>> {
        self.0.iter().map(|(text, policy)| json::parse_inside(text, *policy)).collect()
    }
}
