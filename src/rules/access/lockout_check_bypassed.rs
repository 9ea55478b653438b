use crate::catalog::field::Field;
use crate::diagnostic::Finding;
use crate::lint::{Context, Rule, declare_rule};
use crate::request::Request;

declare_rule! {
    /// ## What it finds
    ///
    /// `BypassPolicyLockoutSafetyCheck` set to `true`.
    ///
    /// ## Why it matters
    ///
    /// AWS checks that whoever makes the key can change its policy afterwards. Without the check a slip in the policy makes a key
    /// that nobody can manage: not its policy, not its deletion. Only AWS Support gets it back.
    ///
    /// ## Example
    ///
    /// ```json bad
    /// {
    ///   "kms": "aws-main",
    ///   "region": "eu-west-1",
    ///   "key_admins": ["alice"],
    ///   "aws_param": { "Alias": "payments", "BypassPolicyLockoutSafetyCheck": true }
    /// }
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json good
    /// { "kms": "aws-main", "region": "eu-west-1", "key_admins": ["alice"], "aws_param": { "Alias": "payments" } }
    /// ```
    ///
    /// ## Source
    ///
    /// AWS KMS API, `CreateKey`, parameter `BypassPolicyLockoutSafetyCheck` (botocore 1.44.8).
    pub LockoutCheckBypassed {
        name: "lockout-check-bypassed",
        category: Access,
        level: Warning,
        fix: None,
        since: "0.1.0",
    }
}

impl Rule for LockoutCheckBypassed {
    fn check(&self, request: &Request<'_>, cx: &mut Context<'_>) {
        // With nothing to bypass, `bypass-without-policy` speaks.
        let Some(flag) = request.lockout_bypass().filter(|_| !request.has_no_policy_source()) else { return };
        let name = request.name(Field::BypassPolicyLockoutSafetyCheck);
        let finding = Finding::at(flag, "AWS's check against locking yourself out is switched off")
            .label("a slip in the policy can leave the key to nobody")
            .help(format!("remove `{name}`; a policy that needs it is better mended"));
        cx.report(finding);
    }
}
