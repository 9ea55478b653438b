use crate::catalog::charset::is_alias;
use crate::diagnostic::{Finding, characters};
use crate::lint::{Context, Rule, declare_rule};
use crate::request::Request;

declare_rule! {
    /// ## What it finds
    ///
    /// A character in an `Alias` that AWS does not take. It takes ASCII letters and digits and `/ _ -`.
    ///
    /// ## Why it matters
    ///
    /// AWS refuses the alias. A dot and a space are the usual surprise.
    ///
    /// ## Example
    ///
    /// ```json bad
    /// { "kms": "aws-main", "region": "eu-west-1", "aws_param": { "Alias": "payments.v2" } }
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json good
    /// { "kms": "aws-main", "region": "eu-west-1", "aws_param": { "Alias": "cards/payments_v2" } }
    /// ```
    ///
    /// ## Source
    ///
    /// AWS KMS API, `CreateAlias`, parameter `AliasName` (botocore 1.44.8); the alias validator of
    /// ThalesGroup/terraform-provider-ciphertrust.
    pub AliasCharset {
        name: "alias-charset",
        category: Naming,
        level: Error,
        fix: None,
        since: "0.1.0",
    }
}

impl Rule for AliasCharset {
    fn check(&self, request: &Request<'_>, cx: &mut Context<'_>) {
        for runs in request.aliases().filter_map(|alias| alias.runs_outside(is_alias)) {
        let finding = Finding::at(runs.first, format!("an alias cannot hold {}", characters(&runs.first_text)))
            .label("AWS does not take it")
            .because_each(runs.further, "nor this")
            .help("AWS takes ASCII letters and digits and / _ - in aliases");
        cx.report(finding);
        }
    }
}
