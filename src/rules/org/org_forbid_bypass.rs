use crate::catalog::field::Field;
use crate::diagnostic::Finding;
use crate::lint::{Context, Rule, declare_rule};
use crate::request::Request;

declare_rule! {
    /// ## What it finds
    ///
    /// `BypassPolicyLockoutSafetyCheck` set to `true`, where `forbid-bypass` is set.
    ///
    /// ## Why it matters
    ///
    /// Without AWS's check a slip in the policy makes a key that nobody can manage.
    ///
    /// ## Example
    ///
    /// ```json bad org:forbid-bypass=true lockout-check-bypassed
    /// { "kms": "aws-main", "region": "eu-west-1", "key_admins": ["alice"], "aws_param": { "Alias": "payments", "BypassPolicyLockoutSafetyCheck": true } }
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json good org:forbid-bypass=true
    /// { "kms": "aws-main", "region": "eu-west-1", "key_admins": ["alice"], "aws_param": { "Alias": "payments" } }
    /// ```
    ///
    /// ## Source
    ///
    /// Your configuration: `forbid-bypass` in `[org]`. The rule is off without it.
    pub OrgForbidBypass {
        name: "org-forbid-bypass",
        category: Org,
        level: Error,
        fix: None,
        since: "0.1.0",
    }
}

impl Rule for OrgForbidBypass {
    fn check(&self, request: &Request<'_>, cx: &mut Context<'_>) {
        let Some(wish) = request.org().and_then(|org| org.forbid_bypass.as_ref()) else { return };
        let Some(flag) = request.lockout_bypass() else { return };
        let name = request.name(Field::BypassPolicyLockoutSafetyCheck);
        let finding = Finding::at(flag, format!("`{name}` is not to be set")).label("not allowed");
        cx.report(finding.help(wish.help(|()| "take it out".to_owned())));
    }
}
