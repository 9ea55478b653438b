use crate::catalog::field::Field;
use crate::diagnostic::{Finding, or_list};
use crate::json::Value;
use crate::lint::{Context, Rule, declare_rule};
use crate::request::arn::{Arn, is_account_id};
use crate::request::{Request, Text};

declare_rule! {
    /// ## What it finds
    ///
    /// A principal of the key policy, or an entry of `external_accounts`, of an account that is not among `trusted-accounts`. The
    /// account that keys are made in, where it is said with `account`, is trusted.
    ///
    /// ## Why it matters
    ///
    /// Whoever may use the key reads what is encrypted under it. That an account is trusted is not for each request to say.
    ///
    /// ## Example
    ///
    /// ```json bad account=111122223333 org:trusted-accounts=["444455556666"]
    /// {
    ///   "kms": "aws-main",
    ///   "region": "eu-west-1",
    ///   "aws_param": {
    ///     "Alias": "payments",
    ///     "Policy": {
    ///       "Version": "2012-10-17",
    ///       "Statement": [
    ///         { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:root" }, "Action": "kms:*", "Resource": "*" },
    ///         { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::777788889999:role/app" }, "Action": "kms:Decrypt", "Resource": "*" }
    ///       ]
    ///     }
    ///   }
    /// }
    /// ```
    ///
    /// ```json bad org:trusted-accounts=["444455556666"]
    /// { "kms": "aws-main", "region": "eu-west-1", "external_accounts": ["777788889999"], "aws_param": { "Alias": "payments" } }
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json good account=111122223333 org:trusted-accounts=["444455556666"]
    /// {
    ///   "kms": "aws-main",
    ///   "region": "eu-west-1",
    ///   "aws_param": {
    ///     "Alias": "payments",
    ///     "Policy": {
    ///       "Version": "2012-10-17",
    ///       "Statement": [
    ///         { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:root" }, "Action": "kms:*", "Resource": "*" },
    ///         { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::444455556666:role/app" }, "Action": "kms:Decrypt", "Resource": "*" }
    ///       ]
    ///     }
    ///   }
    /// }
    /// ```
    ///
    /// ## Source
    ///
    /// Your configuration: `trusted-accounts` in `[org]`. The rule is off without it.
    pub OrgTrustedAccounts {
        name: "org-trusted-accounts",
        category: Org,
        level: Error,
        fix: None,
        since: "0.1.0",
    }
}

impl Rule for OrgTrustedAccounts {
    fn check(&self, request: &Request<'_>, cx: &mut Context<'_>) {
        let Some(org) = request.org_of_policy() else { return };
        let Some(wish) = &org.trusted_accounts else { return };
        let own = [request.stated_account(), org.account.as_ref().map(|account| account.value.as_str())];
        for (value, account) in named(request) {
            if own.contains(&Some(&account)) || wish.value.contains(&account) {
                continue;
            }
            let finding = Finding::at(value, format!("account {account} is not one that keys may be shared with")).label("not a trusted account");
            cx.report(finding.help(wish.help(|accounts| match accounts.as_slice() {
                [] => "give access to no other account".to_owned(),
                some => format!("trusted are {}", or_list(some)),
            })));
        }
    }
}

/// The accounts that are given access, and where they are named. Of everybody `public-access` speaks.
fn named<'t>(request: &Request<'t>) -> Vec<(Value<'t>, String)> {
    let principals = request.statements().flat_map(|statement| statement.receivers());
    let mut named: Vec<_> =
        principals.filter_map(|principal| Some((principal.value, principal.kind.account()?.to_owned()))).collect();
    named.extend(request.entries(Field::ExternalAccounts).filter_map(|entry| Some((entry, account(&Text::read(entry)?)?))));
    named
}

fn account(text: &Text<'_>) -> Option<String> {
    let text = text.known()?;
    let id = Arn::parse(text).map_or(text, |arn| arn.account);
    is_account_id(id).then(|| id.to_owned())
}
