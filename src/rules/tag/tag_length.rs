use crate::catalog::limits::{TAG_KEY_LENGTH, TAG_VALUE_LENGTH};
use crate::diagnostic::{Finding, count};
use crate::lint::{Context, Rule, declare_rule};
use crate::request::{Request, Text};

declare_rule! {
    /// ## What it finds
    ///
    /// A tag key of more than 128 characters, or a tag value of more than 256.
    ///
    /// ## Why it matters
    ///
    /// AWS refuses the request.
    ///
    /// ## Example
    ///
    /// ```json bad long
    /// {
    ///   "kms": "aws-main",
    ///   "region": "eu-west-1",
    ///   "aws_param": { "Alias": "payments", "Tags": [{ "TagKey": "team", "TagValue": "cards-and-others…" }] }
    /// }
    /// ```
    ///
    /// ```json bad long
    /// {
    ///   "kms": "aws-main",
    ///   "region": "eu-west-1",
    ///   "aws_param": { "Alias": "payments", "Tags": [{ "TagKey": "team-of-the-cards…", "TagValue": "" }] }
    /// }
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json good
    /// {
    ///   "kms": "aws-main",
    ///   "region": "eu-west-1",
    ///   "aws_param": { "Alias": "payments", "Tags": [{ "TagKey": "team", "TagValue": "cards" }] }
    /// }
    /// ```
    ///
    /// ## Source
    ///
    /// AWS KMS API, `Tag` (botocore 1.44.8).
    pub TagLength {
        name: "tag-length",
        category: Tag,
        level: Error,
        fix: None,
        since: "0.1.0",
    }
}

impl Rule for TagLength {
    fn check(&self, request: &Request<'_>, cx: &mut Context<'_>) {
        for tag in request.tags() {
            let key = tag.key_text().and_then(|text| too_long(&text, "key", TAG_KEY_LENGTH));
            let value = tag.value_text().and_then(|text| too_long(&text, "value", TAG_VALUE_LENGTH));
            key.into_iter().chain(value).for_each(|finding| cx.report(finding));
        }
    }
}

fn too_long<'t>(text: &Text<'t>, what: &str, most: usize) -> Option<Finding<'t>> {
    let excess = text.excess(most)?;
    let message = format!("a tag {what} of {}; AWS takes {most}", count(most + excess, "character"));
    Some(Finding::at(text.place(), message).label(format!("{} too many", count(excess, "character"))))
}
