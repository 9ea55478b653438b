use crate::catalog::response::TEMPLATE_TAG;
use crate::diagnostic::{Finding, quoted};
use crate::lint::{Context, Rule, declare_rule};
use crate::request::{Request, Text};

declare_rule! {
    /// ## What it finds
    ///
    /// A tag key that begins with `aws:`, in any case, or is `cckm_policy_template_id`.
    ///
    /// ## Why it matters
    ///
    /// AWS keeps `aws:` for itself and refuses the request. CCKM sets `cckm_policy_template_id` where a policy template is used,
    /// and says not to change it.
    ///
    /// ## Example
    ///
    /// ```json bad
    /// {
    ///   "kms": "aws-main",
    ///   "region": "eu-west-1",
    ///   "aws_param": { "Alias": "payments", "Tags": [{ "TagKey": "AWS:team", "TagValue": "cards" }] }
    /// }
    /// ```
    ///
    /// ```json bad
    /// {
    ///   "kms": "aws-main",
    ///   "region": "eu-west-1",
    ///   "aws_param": { "Alias": "payments", "Tags": [{ "TagKey": "cckm_policy_template_id", "TagValue": "2b2a1e29" }] }
    /// }
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json good
    /// {
    ///   "kms": "aws-main",
    ///   "region": "eu-west-1",
    ///   "aws_param": { "Alias": "payments", "Tags": [{ "TagKey": "aws-team", "TagValue": "cards" }] }
    /// }
    /// ```
    ///
    /// ## Source
    ///
    /// AWS General Reference, "Tag naming limits and requirements". CCKM manual 2.14, the row `policytemplate`.
    pub ReservedTagKey {
        name: "reserved-tag-key",
        category: Tag,
        level: Error,
        fix: None,
        since: "0.1.0",
    }
}

const AWS_PREFIX: &str = "aws:";

impl Rule for ReservedTagKey {
    fn check(&self, request: &Request<'_>, cx: &mut Context<'_>) {
        for key in request.tags().iter().filter_map(|tag| tag.key_text()) {
            if starts_with_aws(&key) {
                let message = format!("the tag key {} begins with {AWS_PREFIX}", quoted(key.as_written()));
                let finding = Finding::at(key.place_of(0..AWS_PREFIX.len()), message);
                cx.report(finding.label("AWS keeps this for itself").help("choose another key"));
            } else if key.known() == Some(TEMPLATE_TAG) {
                let message = format!("the tag {TEMPLATE_TAG} is CCKM's own");
                let finding = Finding::at(key.place(), message).label("CCKM sets this itself");
                cx.report(finding.help("remove the tag; name the template in `policytemplate`"));
            }
        }
    }
}

fn starts_with_aws(key: &Text<'_>) -> bool {
    let prefix = key.as_written().get(..AWS_PREFIX.len());
    let is_certain = key.holes().first().is_none_or(|hole| hole.start >= AWS_PREFIX.len());
    is_certain && prefix.is_some_and(|prefix| prefix.eq_ignore_ascii_case(AWS_PREFIX))
}
