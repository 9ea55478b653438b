//! The page of a rule.

use crate::lint::Meta;

/// The page of a rule in Markdown, for whoever wonders about a finding: what `cckm-lint explain` prints, unformatted.
#[must_use]
pub fn page(rule: &Meta) -> String {
    rule.page()
}
