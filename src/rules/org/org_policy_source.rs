use crate::catalog::field::Field;
use crate::diagnostic::{Finding, or_list};
use crate::lint::{Context, Rule, declare_rule};
use crate::request::{PolicySource, Request};

declare_rule! {
    /// ## What it finds
    ///
    /// A way to say who may use the key that is not among `policy-source`: `policy` is a key policy in full, `template` is
    /// `policytemplate`, `lists` are the lists of users, roles and accounts.
    ///
    /// ## Why it matters
    ///
    /// Where all keys get their policy from a template, a change of the template reaches all of them. A policy of its own is one that
    /// nobody looks after.
    ///
    /// ## Example
    ///
    /// ```json bad org:policy-source=["template"]
    /// { "kms": "aws-main", "region": "eu-west-1", "key_admins": ["alice"], "aws_param": { "Alias": "payments" } }
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json good org:policy-source=["template"]
    /// { "kms": "aws-main", "region": "eu-west-1", "policytemplate": "2b2a1e29-4d35-4f6f-9d1f-5f4f6c1d7a10", "aws_param": { "Alias": "payments" } }
    /// ```
    ///
    /// ## Source
    ///
    /// Your configuration: `policy-source` in `[org]`. The rule is off without it.
    pub OrgPolicySource {
        name: "org-policy-source",
        category: Org,
        level: Error,
        fix: None,
        since: "0.1.0",
    }
}

impl Rule for OrgPolicySource {
    fn check(&self, request: &Request<'_>, cx: &mut Context<'_>) {
        let Some(wish) = request.org().and_then(|org| org.policy_source.as_ref()) else { return };
        let given = request.policy_fields();
        for source in [PolicySource::Policy, PolicySource::Template, PolicySource::Lists] {
            if wish.value.contains(&source) {
                continue;
            }
            let mut places = given.iter().filter(|(own, _)| *own == source).filter_map(|(_, field)| request.member(*field));
            let Some(first) = places.next() else { continue };
            let finding = Finding::at(first.value.key_place(), format!("{} is not to be used", words(source))).label("not an allowed way");
            let finding = finding.because_each(places.map(|member| member.value.key_place()), "nor is this");
            cx.report(finding.help(wish.help(|allowed| help(request, allowed))));
        }
    }
}

fn words(source: PolicySource) -> &'static str {
    match source {
        PolicySource::Policy => "a key policy in full",
        PolicySource::Template => "a policy template",
        PolicySource::Lists => "a list of users, roles or accounts",
    }
}

fn help(request: &Request<'_>, allowed: &[PolicySource]) -> String {
    let name = |source: &PolicySource| match source {
        PolicySource::Policy => format!("`{}`", request.name(Field::Policy)),
        PolicySource::Template => format!("`{}`", request.name(Field::PolicyTemplate)),
        PolicySource::Lists => "lists of users, roles and accounts".to_owned(),
    };
    let names: Vec<String> = allowed.iter().map(name).collect();
    if names.is_empty() { "leave it to the default policy".to_owned() } else { format!("use {}", or_list(&names)) }
}
