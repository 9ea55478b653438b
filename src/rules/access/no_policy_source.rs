use crate::catalog::field::Field;
use crate::diagnostic::Finding;
use crate::lint::{Context, Rule, declare_rule};
use crate::request::Request;

declare_rule! {
    /// ## What it finds
    ///
    /// A request with no `Policy`, no `policytemplate` and none of the lists of users, roles and accounts.
    ///
    /// ## Why it matters
    ///
    /// The key gets the default policy: `kms:*` to the root of the account. Who may use it is then a matter of IAM alone, and
    /// whoever has `kms:*` there has this key too.
    ///
    /// ## Example
    ///
    /// ```json bad
    /// { "kms": "aws-main", "region": "eu-west-1", "aws_param": { "Alias": "payments" } }
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json good
    /// { "kms": "aws-main", "region": "eu-west-1", "key_admins_roles": ["key-admin"], "aws_param": { "Alias": "payments" } }
    /// ```
    ///
    /// ## Source
    ///
    /// CCKM manual, "Creating AWS Keys on CCKM", below both tables, and the `Policy` of its "Example Response".
    pub NoPolicySource {
        name: "no-policy-source",
        category: Access,
        level: Info,
        fix: None,
        since: "0.1.0",
    }
}

impl Rule for NoPolicySource {
    fn check(&self, request: &Request<'_>, cx: &mut Context<'_>) {
        // Without `aws_param` the key has every default, which `missing-aws-param` says already.
        let is_bare = request.value(Field::AwsParam).is_absent();
        if !request.makes_key() || request.lockout_bypass().is_some() || is_bare || !request.has_no_policy_source() {
            return;
        }
        let finding = Finding::at(request.root().opening_place(), "nothing says who may use the key")
            .label("the default policy applies")
            .help("the default policy gives kms:* to the root of the account, and leaves the rest to IAM");
        cx.report(finding);
    }
}
