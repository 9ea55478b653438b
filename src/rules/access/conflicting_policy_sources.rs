use crate::catalog::field::Field;
use crate::diagnostic::{Finding, and_list};
use crate::json::Value;
use crate::lint::{Context, Rule, declare_rule};
use crate::request::{PolicySource, Request};

declare_rule! {
    /// ## What it finds
    ///
    /// More than one of `aws_param.Policy`, `policytemplate` and the lists `key_admins`, `key_admins_roles`, `key_users`,
    /// `key_users_roles` and `external_accounts`. A field that is `null` or empty is not given.
    ///
    /// ## Why it matters
    ///
    /// They are three ways to say who may use the key, and exclude one another. The request is refused, or one of them wins
    /// without a word.
    ///
    /// ## Example
    ///
    /// ```json bad
    /// {
    ///   "kms": "aws-main",
    ///   "region": "eu-west-1",
    ///   "policytemplate": "2b2a1e29-4d35-4f6f-9d1f-5f4f6c1d7a10",
    ///   "key_users": ["alice"],
    ///   "aws_param": { "Alias": "payments" }
    /// }
    /// ```
    ///
    /// ```json bad
    /// {
    ///   "kms": "aws-main",
    ///   "region": "eu-west-1",
    ///   "policytemplate": "2b2a1e29-4d35-4f6f-9d1f-5f4f6c1d7a10",
    ///   "aws_param": {
    ///     "Alias": "payments",
    ///     "Policy": {
    ///       "Version": "2012-10-17",
    ///       "Statement": [
    ///         {
    ///           "Effect": "Allow",
    ///           "Principal": { "AWS": "arn:aws:iam::111122223333:root" },
    ///           "Action": "kms:*",
    ///           "Resource": "*"
    ///         }
    ///       ]
    ///     }
    ///   }
    /// }
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json good
    /// {
    ///   "kms": "aws-main",
    ///   "region": "eu-west-1",
    ///   "policytemplate": null,
    ///   "key_users": ["alice"],
    ///   "aws_param": { "Alias": "payments" }
    /// }
    /// ```
    ///
    /// ## Source
    ///
    /// CCKM manual, "Creating AWS Keys on CCKM", below both tables: "They are mutually exclusive."
    pub ConflictingPolicySources {
        name: "conflicting-policy-sources",
        category: Access,
        level: Error,
        fix: None,
        since: "0.1.0",
    }
}

impl Rule for ConflictingPolicySources {
    fn check(&self, request: &Request<'_>, cx: &mut Context<'_>) {
        if !request.has_several_policy_fields() {
            return;
        }
        let given = request.policy_fields();
        let is_conflict = given.iter().any(|(source, _)| Some(source) != given.first().map(|(first, _)| first));
        let Some(((_, last), others)) = given.split_last().filter(|_| is_conflict) else { return };
        let Some(place) = key_of(request, *last) else { return };
        let names: Vec<String> = given.iter().map(|(_, field)| format!("`{}`", request.name(*field))).collect();
        let finding = Finding::at(place.key_place(), format!("{} exclude one another", and_list(&names)))
            .label(words(*last))
            .help("keep one: a policy, a policy template, or lists of users, roles and accounts");
        let finding = others.iter().fold(finding, |finding, (_, field)| match key_of(request, *field) {
            Some(value) => finding.because(value.key_place(), words(*field)),
            None => finding,
        });
        cx.report(finding);
    }
}

fn key_of<'t>(request: &Request<'t>, field: Field) -> Option<Value<'t>> {
    request.member(field).map(|member| member.value)
}

fn words(field: Field) -> &'static str {
    match PolicySource::of(field) {
        Some(PolicySource::Policy) => "a key policy in full",
        Some(PolicySource::Template) => "a policy template",
        _ => "a list to make a policy from",
    }
}
