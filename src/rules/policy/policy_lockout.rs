use crate::catalog::action::PUT_KEY_POLICY;
use crate::diagnostic::Finding;
use crate::lint::{Context, Rule, declare_rule};
use crate::request::policy::{Caller, KeyPolicy, PrincipalKind, Principals, Truth};
use crate::request::Request;

declare_rule! {
    /// ## What it finds
    ///
    /// A key policy after which nobody in the account may change it: nobody is allowed `kms:PutKeyPolicy`, or only services and
    /// other accounts are, or a statement takes it from everyone.
    ///
    /// ## Why it matters
    ///
    /// AWS checks this and refuses the request: "The new key policy will not allow you to update the key policy in the future."
    /// With the check bypassed, the key can never be managed, and only AWS Support gets it back. A key policy gives nothing to
    /// the account by itself, unlike the policies of other services.
    ///
    /// Who calls AWS is the identity of CCKM's connection, which is not in the request. So only policies are reported that lock
    /// out every caller there could be; name yours with `--caller-arn`, and the account with `--account`, to have it decided for
    /// you (C 125).
    ///
    /// ## Example
    ///
    /// Nobody is allowed to change the policy (C 119).
    ///
    /// ```json bad C119
    /// {
    ///   "Version": "2012-10-17",
    ///   "Statement": [
    ///     { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/app" }, "Action": "kms:Decrypt", "Resource": "*" }
    ///   ]
    /// }
    /// ```
    ///
    /// Only a service is (C 120).
    ///
    /// ```json bad C120
    /// {
    ///   "Version": "2012-10-17",
    ///   "Statement": [
    ///     { "Effect": "Allow", "Principal": { "Service": "logs.amazonaws.com" }, "Action": "kms:PutKeyPolicy", "Resource": "*", "Condition": { "StringEquals": { "aws:SourceAccount": "111122223333" } } }
    ///   ]
    /// }
    /// ```
    ///
    /// A statement takes it from everyone (C 123).
    ///
    /// ```json bad C123
    /// {
    ///   "Version": "2012-10-17",
    ///   "Statement": [
    ///     { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:root" }, "Action": "kms:*", "Resource": "*" },
    ///     { "Effect": "Deny", "Principal": "*", "Action": "kms:PutKeyPolicy", "Resource": "*" }
    ///   ]
    /// }
    /// ```
    ///
    /// The caller is named, with `--caller-arn arn:aws:iam::111122223333:user/cckm`, and is not among those who may (C 125).
    ///
    /// ```json bad C125 caller=arn:aws:iam::111122223333:user/cckm no-root-access
    /// {
    ///   "Version": "2012-10-17",
    ///   "Statement": [
    ///     {
    ///       "Effect": "Allow",
    ///       "Principal": { "AWS": "arn:aws:iam::111122223333:role/admin" },
    ///       "Action": "kms:PutKeyPolicy",
    ///       "Resource": "*"
    ///     }
    ///   ]
    /// }
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json good
    /// {
    ///   "Version": "2012-10-17",
    ///   "Statement": [
    ///     { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:root" }, "Action": "kms:*", "Resource": "*" },
    ///     { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/app" }, "Action": "kms:Decrypt", "Resource": "*" }
    ///   ]
    /// }
    /// ```
    ///
    /// ## Source
    ///
    /// AWS KMS API, `CreateKey`, parameters `Policy` and `BypassPolicyLockoutSafetyCheck` (botocore 1.44.8); KMS Developer Guide,
    /// "Default key policy"; re:Post, "update-key-policy-future".
    pub PolicyLockout {
        name: "policy-lockout",
        category: Policy,
        level: Error,
        fix: None,
        since: "0.1.0",
    }
}

impl Rule for PolicyLockout {
    fn check_policy(&self, request: &Request<'_>, cx: &mut Context<'_>) {
        // With the check switched off, `lockout-check-bypassed` speaks.
        let may_be_bypassed = request.may_bypass_lockout_check();
        let Some(policy) = request.policy().filter(|policy| !may_be_bypassed && !policy.statements.is_empty() && !policy.is_oversized()) else { return };
        if let Some(caller) = request.caller() {
            if policy.may(Caller::Identity(caller), PUT_KEY_POLICY, request.key_facts()) == Truth::No {
                cx.report(locked_out(policy, format!("{caller} may not change this policy")));
            }
        } else if !somebody_may(request, policy) {
            cx.report(locked_out(policy, "nobody in the account may change this policy".to_owned()));
        }
    }
}

/// Whether any principal of the policy, in the account if that is known, may perhaps change it.
fn somebody_may(request: &Request<'_>, policy: &KeyPolicy<'_>) -> bool {
    // A policy with parts that cannot be read locks nobody out for certain.
    let unread = policy.is_partial || policy.has_unread_effect();
    let own = request.stated_account();
    let key = request.key_facts();
    let allowing = || policy.statements.iter().filter(|statement| statement.may_give(PUT_KEY_POLICY));
    let may = |kind: PrincipalKind<'_>| {
        let is_own = own.is_none() || kind.account().is_none() || kind.account() == own;
        let caller = Caller::named(kind).filter(|_| kind.is_aws() && is_own);
        caller.is_some_and(|caller| policy.may(caller, PUT_KEY_POLICY, key) != Truth::No)
    };
    let is_unknown = |kind: PrincipalKind<'_>| matches!(kind, PrincipalKind::Hole | PrincipalKind::Invalid | PrincipalKind::Federated);
    let of_principals = allowing().flat_map(|statement| statement.principals.entries()).any(|principal| {
        may(principal.kind) || is_unknown(principal.kind)
    });
    // `NotPrincipal` and principals that could not be read may be anybody.
    let of_others = allowing().any(|statement| !matches!(statement.principals, Principals::Of(_)));
    unread || of_principals || of_others
}

fn locked_out<'t>(policy: &KeyPolicy<'t>, message: String) -> Finding<'t> {
    let denying = policy.statements.iter().find(|statement| {
        statement.denies() && statement.principals.anyone().is_some() && statement.actions.cover(PUT_KEY_POLICY) == Truth::Yes && statement.is_unconditional()
    });
    let finding = match denying {
        Some(statement) => Finding::at(statement.value.opening_place(), message).label("takes kms:PutKeyPolicy from everyone"),
        None => {
            let place = policy.element("Statement").map_or(policy.root.opening_place(), |element| element.key_place());
            Finding::at(place, message).label(format!("gives {PUT_KEY_POLICY} to nobody there"))
        }
    };
    finding.help("allow kms:PutKeyPolicy to an administrator; the root of the account with kms:* leaves it to IAM")
}
