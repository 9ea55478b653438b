use crate::catalog::charset::{is_tag_value, is_tag_value_at_aws_only};
use crate::diagnostic::{Finding, characters};
use crate::lint::{Context, Rule, declare_rule};
use crate::request::Request;

declare_rule! {
    /// ## What it finds
    ///
    /// A character in a tag value that CCKM does not take. It takes ASCII letters and digits and `_ . / = + - @`.
    ///
    /// ## Why it matters
    ///
    /// The request is refused. A space and a colon are the usual surprise: AWS takes them in tag values, CCKM does not.
    ///
    /// Letters and digits of other alphabets are a matter of `tag-value-non-ascii`.
    ///
    /// ## Example
    ///
    /// ```json bad
    /// {
    ///   "kms": "aws-main",
    ///   "region": "eu-west-1",
    ///   "aws_param": {
    ///     "Alias": "payments",
    ///     "Tags": [{ "TagKey": "team", "TagValue": "card payments" }]
    ///   }
    /// }
    /// ```
    ///
    /// ```json bad
    /// {
    ///   "kms": "aws-main",
    ///   "region": "eu-west-1",
    ///   "aws_param": {
    ///     "Alias": "payments",
    ///     "Tags": [{ "TagKey": "contact", "TagValue": "mail\u003ateam#1" }]
    ///   }
    /// }
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json good
    /// {
    ///   "kms": "aws-main",
    ///   "region": "eu-west-1",
    ///   "aws_param": {
    ///     "Alias": "payments",
    ///     "Tags": [{ "TagKey": "team", "TagValue": "card-payments" }, { "TagKey": "note", "TagValue": "" }]
    ///   }
    /// }
    /// ```
    ///
    /// ## Source
    ///
    /// CCKM manual, "Creating AWS Keys on CCKM", the row `Tags` of "AWS Key Parameters".
    pub TagValueCharset {
        name: "tag-value-charset",
        category: Tag,
        level: Error,
        fix: None,
        since: "0.1.0",
    }
}

impl Rule for TagValueCharset {
    fn check(&self, request: &Request<'_>, cx: &mut Context<'_>) {
        for text in request.tags().iter().filter_map(|tag| tag.value_text()) {
            // Letters and digits of other alphabets are a matter of `tag-value-non-ascii`.
            let Some(runs) = text.runs_outside(|c| is_tag_value(c) || (!c.is_ascii() && c.is_alphanumeric())) else { continue };
            let aws_takes_it = runs.first_text.chars().all(is_tag_value_at_aws_only);
            let finding = Finding::at(runs.first, format!("a tag value cannot hold {}", characters(&runs.first_text)))
                .label(if aws_takes_it { "AWS takes it, CCKM does not" } else { "CCKM does not take it" })
                .because_each(runs.further, "nor this")
                .help("CCKM takes ASCII letters and digits and _ . / = + - @ in tag values");
            cx.report(finding);
        }
    }
}
