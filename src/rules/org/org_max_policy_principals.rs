use crate::diagnostic::{Finding, count};
use crate::json::Value;
use crate::lint::{Context, Rule, declare_rule};
use crate::request::Request;

declare_rule! {
    /// ## What it finds
    ///
    /// A key policy that gives access to more principals than `max-policy-principals`, each counted once. The label is on the first one
    /// that is too many.
    ///
    /// ## Why it matters
    ///
    /// Who is on a long list is known to nobody. A role that people and programs assume can be looked after in one place.
    ///
    /// ## Example
    ///
    /// ```json bad org:max-policy-principals=2
    /// {
    ///   "kms": "aws-main",
    ///   "region": "eu-west-1",
    ///   "aws_param": {
    ///     "Alias": "payments",
    ///     "Policy": {
    ///       "Version": "2012-10-17",
    ///       "Statement": [
    ///         { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:root" }, "Action": "kms:*", "Resource": "*" },
    ///         { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/app" }, "Action": "kms:Decrypt", "Resource": "*" },
    ///         { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/job" }, "Action": "kms:Decrypt", "Resource": "*" }
    ///       ]
    ///     }
    ///   }
    /// }
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json good org:max-policy-principals=2
    /// {
    ///   "kms": "aws-main",
    ///   "region": "eu-west-1",
    ///   "aws_param": {
    ///     "Alias": "payments",
    ///     "Policy": {
    ///       "Version": "2012-10-17",
    ///       "Statement": [
    ///         { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:root" }, "Action": "kms:*", "Resource": "*" },
    ///         { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/app" }, "Action": "kms:Decrypt", "Resource": "*" }
    ///       ]
    ///     }
    ///   }
    /// }
    /// ```
    ///
    /// ## Source
    ///
    /// Your configuration: `max-policy-principals` in `[org]`. The rule is off without it.
    pub OrgMaxPolicyPrincipals {
        name: "org-max-policy-principals",
        category: Org,
        level: Error,
        fix: None,
        since: "0.1.0",
    }
}

impl Rule for OrgMaxPolicyPrincipals {
    fn check(&self, request: &Request<'_>, cx: &mut Context<'_>) {
        let Some(wish) = request.org_of_policy().and_then(|org| org.max_policy_principals.as_ref()) else { return };
        let mut seen: Vec<Value<'_>> = Vec::new();
        let mut texts = std::collections::HashSet::new();
        for principal in request.statements().flat_map(|statement| statement.receivers()) {
            if texts.insert(principal.value.text()) {
                seen.push(principal.value);
            }
        }
        if let Some(first_too_many) = seen.get(wish.value) {
            let message = format!("the policy names {}, and at most {} may be", count(seen.len(), "principal"), wish.value);
            let finding = Finding::at(*first_too_many, message).label("the first one too many");
            cx.report(finding.help(wish.help(|_| "give access to a role that they assume".to_owned())));
        }
    }
}
