use crate::diagnostic::{Finding, quoted};
use crate::lint::{Context, Rule, declare_rule};
use crate::request::Request;

declare_rule! {
    /// ## What it finds
    ///
    /// A letter or digit outside ASCII in a tag value.
    ///
    /// ## Why it matters
    ///
    /// CCKM's manual says "alphanumeric characters" and does not say of which alphabet. AWS takes all of them; whether CCKM does
    /// is not known. `--strict` makes this an error.
    ///
    /// ## Example
    ///
    /// ```json bad
    /// {
    ///   "kms": "aws-main",
    ///   "region": "eu-central-1",
    ///   "aws_param": { "Alias": "payments", "Tags": [{ "TagKey": "city", "TagValue": "Köln" }] }
    /// }
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json good
    /// {
    ///   "kms": "aws-main",
    ///   "region": "eu-central-1",
    ///   "aws_param": { "Alias": "payments", "Tags": [{ "TagKey": "city", "TagValue": "Koeln" }] }
    /// }
    /// ```
    ///
    /// ## Source
    ///
    /// CCKM manual, "Creating AWS Keys on CCKM", the row `Tags` of "AWS Key Parameters".
    pub TagValueNonAscii {
        name: "tag-value-non-ascii",
        category: Tag,
        level: Warning,
        strict: true,
        fix: None,
        since: "0.1.0",
    }
}

impl Rule for TagValueNonAscii {
    fn check(&self, request: &Request<'_>, cx: &mut Context<'_>) {
        for text in request.tags().iter().filter_map(|tag| tag.value_text()) {
            let Some(runs) = text.runs_outside(|c| c.is_ascii() || !c.is_alphanumeric()) else { continue };
            let finding = Finding::at(runs.first, format!("a tag value with {}, which is not ASCII", quoted(&runs.first_text)))
                .label("AWS takes it, CCKM may not")
                .because_each(runs.further, "this too")
                .help("the manual takes alphanumeric characters and does not say of which alphabet; ASCII is safe");
            cx.report(finding);
        }
    }
}
