use crate::diagnostic::Finding;
use crate::lint::{Context, Rule, declare_rule};
use crate::request::policy::{Principal, PrincipalKind};
use crate::request::Request;

declare_rule! {
    /// ## What it finds
    ///
    /// A key policy that gives the key to the root of another account than `account`, and not to the root of that one.
    ///
    /// ## Why it matters
    ///
    /// The root of the account that a key is made in has to keep access to it. A policy that was copied from another account locks the
    /// own one out, or is refused.
    ///
    /// ## Example
    ///
    /// ```json bad org:account="444455556666"
    /// {
    ///   "kms": "aws-main",
    ///   "region": "eu-west-1",
    ///   "aws_param": {
    ///     "Alias": "payments",
    ///     "Policy": {
    ///       "Version": "2012-10-17",
    ///       "Statement": [
    ///         { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:root" }, "Action": "kms:*", "Resource": "*" }
    ///       ]
    ///     }
    ///   }
    /// }
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json good org:account="444455556666"
    /// {
    ///   "kms": "aws-main",
    ///   "region": "eu-west-1",
    ///   "aws_param": {
    ///     "Alias": "payments",
    ///     "Policy": {
    ///       "Version": "2012-10-17",
    ///       "Statement": [
    ///         { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::444455556666:root" }, "Action": "kms:*", "Resource": "*" }
    ///       ]
    ///     }
    ///   }
    /// }
    /// ```
    ///
    /// ## Source
    ///
    /// Your configuration: `account` in `[org]`. The rule is off without it.
    pub OrgAccount {
        name: "org-account",
        category: Org,
        level: Error,
        fix: None,
        since: "0.1.0",
    }
}

impl Rule for OrgAccount {
    fn check(&self, request: &Request<'_>, cx: &mut Context<'_>) {
        let Some(wish) = request.org_of_policy().and_then(|org| org.account.as_ref()) else { return };
        let roots: Vec<(&Principal<'_>, &str)> =
            request.statements().flat_map(|statement| statement.receivers()).filter_map(|principal| Some((principal, root(principal)?))).collect();
        if roots.iter().any(|(_, account)| *account == wish.value) {
            return;
        }
        if let Some(((first, account), others)) = roots.split_first() {
            let finding = Finding::at(first.value, format!("keys are made in account {}, and this policy is of account {account}", wish.value));
            let finding = finding.label("another account").because_each(others.iter().map(|(root, _)| root.value), "another account");
            cx.report(finding.help(wish.help(|own| format!("give the key to the root of account {own}"))));
        }
    }
}

fn root<'t>(principal: &Principal<'t>) -> Option<&'t str> {
    match principal.kind {
        PrincipalKind::Account { account, .. } => Some(account),
        _ => None,
    }
}
