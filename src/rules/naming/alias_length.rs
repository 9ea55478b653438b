use crate::catalog::limits::{ALIAS_LENGTH, ALIAS_PREFIX};
use crate::diagnostic::{Finding, count};
use crate::lint::{Context, Rule, declare_rule};
use crate::request::Request;

declare_rule! {
    /// ## What it finds
    ///
    /// An `Alias` of more than 250 characters, not counting an `alias/` in front.
    ///
    /// ## Why it matters
    ///
    /// AWS takes 256 characters with the prefix that CCKM adds, and refuses more.
    ///
    /// ## Example
    ///
    /// ```json bad long
    /// { "kms": "aws-main", "region": "eu-west-1", "aws_param": { "Alias": "payments-of-the-cards-team…" } }
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json good
    /// { "kms": "aws-main", "region": "eu-west-1", "aws_param": { "Alias": "payments" } }
    /// ```
    ///
    /// ## Source
    ///
    /// AWS KMS API, `CreateAlias`, parameter `AliasName` (botocore 1.44.8).
    pub AliasLength {
        name: "alias-length",
        category: Naming,
        level: Error,
        fix: None,
        since: "0.1.0",
    }
}

impl Rule for AliasLength {
    fn check(&self, request: &Request<'_>, cx: &mut Context<'_>) {
        for alias in request.aliases() {
        let prefix = if alias.as_written().starts_with(ALIAS_PREFIX) { ALIAS_PREFIX.len() } else { 0 };
        let Some(excess) = alias.excess(prefix + ALIAS_LENGTH) else { continue };
        let message = format!("an alias of {}; AWS takes {ALIAS_LENGTH}", count(ALIAS_LENGTH + excess, "character"));
        cx.report(Finding::at(alias.place(), message).label(format!("{} too many", count(excess, "character"))));
        }
    }
}
