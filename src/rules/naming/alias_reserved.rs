use crate::diagnostic::{Finding, quoted};
use crate::lint::{Context, Rule, declare_rule};
use crate::request::{Request, is_reserved_alias};

declare_rule! {
    /// ## What it finds
    ///
    /// An `Alias` that begins with `aws/` or `alias/aws/`.
    ///
    /// ## Why it matters
    ///
    /// AWS keeps `alias/aws/` for the keys that it manages itself, and refuses the alias.
    ///
    /// ## Example
    ///
    /// ```json bad
    /// { "kms": "aws-main", "region": "eu-west-1", "aws_param": { "Alias": "aws/payments" } }
    /// ```
    ///
    /// ```json bad
    /// { "kms": "aws-main", "region": "eu-west-1", "aws_param": { "Alias": "alias/aws/s3" } }
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json good
    /// { "kms": "aws-main", "region": "eu-west-1", "aws_param": { "Alias": "aws-payments" } }
    /// ```
    ///
    /// ## Source
    ///
    /// AWS KMS API, `CreateAlias`, parameter `AliasName` (botocore 1.44.8).
    pub AliasReserved {
        name: "alias-reserved",
        category: Naming,
        level: Error,
        fix: None,
        since: "0.1.0",
    }
}

impl Rule for AliasReserved {
    fn check(&self, request: &Request<'_>, cx: &mut Context<'_>) {
        for alias in request.aliases().filter(|alias| is_reserved_alias(alias.as_written())) {
            let end = alias.as_written().find("aws/").map_or(0, |start| start + "aws/".len());
            let message = format!("the alias {} is AWS's own", quoted(alias.as_written()));
            let finding = Finding::at(alias.place_of(0..end), message).label("AWS keeps this for itself");
            cx.report(finding.help("choose an alias that does not begin with aws/"));
        }
    }
}
