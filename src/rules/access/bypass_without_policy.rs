use crate::catalog::field::Field;
use crate::diagnostic::Finding;
use crate::lint::{Context, Rule, declare_rule};
use crate::request::Request;

declare_rule! {
    /// ## What it finds
    ///
    /// `BypassPolicyLockoutSafetyCheck` set to `true` where no policy, no template and no list is given.
    ///
    /// ## Why it matters
    ///
    /// The default policy gives the account every right, so there is nothing to bypass. The field does nothing until somebody adds
    /// a policy, and then it does harm.
    ///
    /// ## Example
    ///
    /// ```json bad
    /// { "kms": "aws-main", "region": "eu-west-1", "aws_param": { "Alias": "payments", "BypassPolicyLockoutSafetyCheck": true } }
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json good
    /// { "kms": "aws-main", "region": "eu-west-1", "aws_param": { "Alias": "payments" } }
    /// ```
    ///
    /// ## Source
    ///
    /// AWS KMS API, `CreateKey`, parameter `BypassPolicyLockoutSafetyCheck` (botocore 1.44.8); that there is nothing to bypass is
    /// our conclusion.
    pub BypassWithoutPolicy {
        name: "bypass-without-policy",
        category: Access,
        level: Info,
        fix: None,
        since: "0.1.0",
    }
}

impl Rule for BypassWithoutPolicy {
    fn check(&self, request: &Request<'_>, cx: &mut Context<'_>) {
        let Some(flag) = request.lockout_bypass().filter(|_| request.has_no_policy_source()) else { return };
        let name = request.name(Field::BypassPolicyLockoutSafetyCheck);
        let finding = Finding::at(flag, format!("`{name}` has nothing to bypass"))
            .label("no policy is given")
            .help("remove it before somebody adds a policy");
        cx.report(finding);
    }
}
