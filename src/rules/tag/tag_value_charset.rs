use crate::catalog::charset::{is_tag_value, is_tag_value_at_aws_only};
use crate::diagnostic::{Finding, characters};
use crate::lint::{Context, Rule, declare_rule};
use crate::request::{Request, Text};

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
            if let Some(finding) = foreign_characters(&text) {
                cx.report(finding);
            }
        }
    }
}

fn foreign_characters<'t>(text: &Text<'t>) -> Option<Finding<'t>> {
    let runs = text.runs_outside(|c| is_tag_value(c) || (!c.is_ascii() && c.is_alphanumeric()));
    let (first, further) = runs.split_first()?;
    let shown = |range: &std::ops::Range<usize>| text.as_written().get(range.clone()).unwrap_or_default();
    let aws_takes_them = runs.iter().all(|run| shown(run).chars().all(is_tag_value_at_aws_only));
    let message = format!("a tag value cannot hold {}", characters(shown(first)));
    let label = if aws_takes_them { "AWS takes it, CCKM does not" } else { "CCKM does not take it" };
    let finding = Finding::at(text.place_of(first.clone()), message)
        .label(label)
        .help("CCKM takes ASCII letters and digits and _ . / = + - @ in tag values");
    Some(further.iter().fold(finding, |finding, run| finding.because(text.place_of(run.clone()), "nor this")))
}
