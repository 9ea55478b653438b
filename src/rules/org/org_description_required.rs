use crate::catalog::field::Field;
use crate::diagnostic::Finding;
use crate::lint::{Context, Rule, declare_rule};
use crate::request::Request;

declare_rule! {
    /// ## What it finds
    ///
    /// A request without a `Description`, where `description-required` is set.
    ///
    /// ## Why it matters
    ///
    /// A key lives for years. What it was for is known to those who made it, and they move on.
    ///
    /// ## Example
    ///
    /// ```json bad org:description-required=true
    /// { "kms": "aws-main", "region": "eu-west-1", "aws_param": { "Alias": "payments" } }
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json good org:description-required=true
    /// { "kms": "aws-main", "region": "eu-west-1", "aws_param": { "Alias": "payments", "Description": "card numbers of the payments service" } }
    /// ```
    ///
    /// ## Source
    ///
    /// Your configuration: `description-required` in `[org]`. The rule is off without it.
    pub OrgDescriptionRequired {
        name: "org-description-required",
        category: Org,
        level: Error,
        fix: None,
        since: "0.1.0",
    }
}

impl Rule for OrgDescriptionRequired {
    fn check(&self, request: &Request<'_>, cx: &mut Context<'_>) {
        let Some(wish) = request.org().and_then(|org| org.description_required.as_ref()) else { return };
        if request.value(Field::Description).is_absent() {
            let name = request.name(Field::Description);
            let finding = Finding::at(request.place_for(Field::Description), format!("the key has no `{name}`")).label("to be added here");
            cx.report(finding.help(wish.help(|()| "say what the key is for".to_owned())));
        }
    }
}
