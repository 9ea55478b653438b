use crate::diagnostic::{Finding, quoted};
use crate::lint::{Context, Rule, declare_rule};
use crate::request::{Naming, Request};

declare_rule! {
    /// ## What it finds
    ///
    /// A field that the request does not have and that is near to none. Where another call of CCKM has it, that call is named.
    ///
    /// ## Why it matters
    ///
    /// What a server does with a field that it does not know is not documented: it may refuse the request, or make the key
    /// without it.
    ///
    /// ## Example
    ///
    /// ```json bad
    /// { "kms": "aws-main", "region": "eu-west-1", "owner": "cards", "aws_param": { "Alias": "payments" } }
    /// ```
    ///
    /// ```json bad
    /// {
    ///   "kms": "aws-main",
    ///   "region": "eu-west-1",
    ///   "aws_param": { "Alias": "payments", "ValidTo": "2027-01-01T00:00:00Z" }
    /// }
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json good
    /// {
    ///   "kms": "aws-main",
    ///   "region": "eu-west-1",
    ///   "aws_param": { "Alias": "payments", "Tags": [{ "TagKey": "owner", "TagValue": "cards" }] }
    /// }
    /// ```
    ///
    /// ## Source
    ///
    /// CCKM manual, "Creating AWS Keys on CCKM". Fields of other calls: the manual's pages for upload, import, replicate and
    /// policy templates.
    pub UnknownField {
        name: "unknown-field",
        category: Request,
        level: Warning,
        strict: true,
        fix: None,
        since: "0.1.0",
    }
}

impl Rule for UnknownField {
    fn check(&self, request: &Request<'_>, cx: &mut Context<'_>) {
        let (ignores, without) = if request.makes_key() {
            ("makes the key without it", "the key is made without it")
        } else {
            ("does without it", "it does nothing")
        };
        for member in request.members() {
            let (label, help) = match member.naming {
                Naming::Unknown => ("not a field of this request", format!("remove it; the server refuses it, or {ignores}")),
                Naming::Sibling(call) => ("a field of another call", format!("it belongs to {call}; here {without}")),
                _ => continue,
            };
            let name = member.value.name();
            let message = format!("{} has no field {}", request.title(member.object), quoted(&name));
            cx.report(Finding::at(member.value.key_place(), message).label(label).help(help));
        }
    }
}
