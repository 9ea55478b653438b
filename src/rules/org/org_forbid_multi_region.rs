use crate::catalog::field::Field;
use crate::diagnostic::Finding;
use crate::lint::{Context, Rule, declare_rule};
use crate::request::Request;

declare_rule! {
    /// ## What it finds
    ///
    /// `MultiRegion` set to `true`, where `forbid-multi-region` is set.
    ///
    /// ## Why it matters
    ///
    /// The material of such a key can be taken to other regions by whoever may replicate it, and that a key is of one region or of
    /// several can never be changed.
    ///
    /// ## Example
    ///
    /// ```json bad org:forbid-multi-region=true
    /// { "kms": "aws-main", "region": "eu-west-1", "aws_param": { "Alias": "payments", "MultiRegion": true } }
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json good org:forbid-multi-region=true
    /// { "kms": "aws-main", "region": "eu-west-1", "aws_param": { "Alias": "payments", "MultiRegion": false } }
    /// ```
    ///
    /// ## Source
    ///
    /// Your configuration: `forbid-multi-region` in `[org]`. The rule is off without it.
    pub OrgForbidMultiRegion {
        name: "org-forbid-multi-region",
        category: Org,
        level: Error,
        fix: None,
        since: "0.1.0",
    }
}

impl Rule for OrgForbidMultiRegion {
    fn check(&self, request: &Request<'_>, cx: &mut Context<'_>) {
        let Some(wish) = request.org().and_then(|org| org.forbid_multi_region.as_ref()) else { return };
        let Some(member) = request.member(Field::MultiRegion).filter(|_| request.flag(Field::MultiRegion).present() == Some(true)) else {
            return;
        };
        let finding = Finding::at(member.value, "keys are not to be of several regions").label("not allowed");
        cx.report(finding.help(wish.help(|()| "make a key in each region that needs one".to_owned())));
    }
}
