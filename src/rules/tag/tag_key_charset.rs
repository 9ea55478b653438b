use crate::catalog::charset::is_tag_key;
use crate::diagnostic::{Finding, characters};
use crate::lint::{Context, Rule, declare_rule};
use crate::request::Request;

declare_rule! {
    /// ## What it finds
    ///
    /// A character in a tag key that AWS does not take. It takes letters and digits of any script, spaces and
    /// `_ . : / = + - @`.
    ///
    /// ## Why it matters
    ///
    /// AWS refuses the request with `TagException`. What CCKM's manual says of characters is about values alone.
    ///
    /// ## Example
    ///
    /// ```json bad
    /// {
    ///   "kms": "aws-main",
    ///   "region": "eu-west-1",
    ///   "aws_param": { "Alias": "payments", "Tags": [{ "TagKey": "cost&center", "TagValue": "4711" }] }
    /// }
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json good
    /// {
    ///   "kms": "aws-main",
    ///   "region": "eu-west-1",
    ///   "aws_param": { "Alias": "payments", "Tags": [{ "TagKey": "Kosten: Zentrale Köln", "TagValue": "4711" }] }
    /// }
    /// ```
    ///
    /// ## Source
    ///
    /// AWS General Reference, "Tag naming limits and requirements".
    pub TagKeyCharset {
        name: "tag-key-charset",
        category: Tag,
        level: Error,
        fix: None,
        since: "0.1.0",
    }
}

impl Rule for TagKeyCharset {
    fn check(&self, request: &Request<'_>, cx: &mut Context<'_>) {
        for text in request.tags().iter().filter_map(|tag| tag.key_text()) {
            let Some(runs) = text.runs_outside(is_tag_key) else { continue };
            let finding = Finding::at(runs.first, format!("a tag key cannot hold {}", characters(&runs.first_text)))
                .label("AWS does not take it")
                .because_each(runs.further, "nor this")
                .help("AWS takes letters, digits, spaces and _ . : / = + - @ in tag keys");
            cx.report(finding);
        }
    }
}
