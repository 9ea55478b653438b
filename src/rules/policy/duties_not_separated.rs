use crate::catalog::Duty;
use crate::catalog::action::ACTIONS;
use crate::diagnostic::Finding;
use crate::lint::{Context, Rule, declare_rule};
use crate::request::Request;
use crate::request::arn::Arn;
use crate::request::policy::{Caller, KeyFacts, PrincipalKind, Statement, Truth};

declare_rule! {
    /// ## What it finds
    ///
    /// A principal other than the account that may both administer the key and use it.
    ///
    /// ## Why it matters
    ///
    /// Worth knowing in a review: who can change the policy and decrypt needs nobody else to get at the data.
    ///
    /// ## Example
    ///
    /// One role for both (C 80).
    ///
    /// ```json bad C80
    /// {
    ///   "Version": "2012-10-17",
    ///   "Statement": [
    ///     { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:root" }, "Action": "kms:*", "Resource": "*" },
    ///     { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/app" }, "Action": ["kms:PutKeyPolicy", "kms:Decrypt"], "Resource": "*" }
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
    ///     { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/app" }, "Action": "kms:Decrypt", "Resource": "*" },
    ///     { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/admin" }, "Action": "kms:PutKeyPolicy", "Resource": "*" }
    ///   ]
    /// }
    /// ```
    ///
    /// ## Source
    ///
    /// aws-samples/aws-iam-permissions-guardrails, IAM-KMS-8; KMS Developer Guide, "Best practices".
    pub DutiesNotSeparated {
        name: "duties-not-separated",
        category: Policy,
        level: Info,
        fix: None,
        since: "0.1.0",
    }
}

impl Rule for DutiesNotSeparated {
    fn check_policy(&self, request: &Request<'_>, cx: &mut Context<'_>) {
        let Some(policy) = request.policy() else { return };
        let key = request.key_facts();
        let mut seen: Vec<Arn<'_>> = Vec::new();
        let most = MOST_LOOKS / policy.statements.len().max(1);
        for principal in policy.statements.iter().filter(|statement| statement.allows()).flat_map(|statement| statement.principals.entries()) {
            let PrincipalKind::Identity(arn) = principal.kind else { continue };
            if seen.contains(&arn) || seen.len() >= most {
                continue;
            }
            seen.push(arn);
            let caller = Caller::Identity(arn);
            let giving: Vec<&Statement<'_>> = policy.statements.iter().filter(|statement| gives(statement, caller, key)).collect();
            let may = |duty: Duty| {
                let mut actions = ACTIONS.iter().filter(|action| action.duty == duty && action.is_effective);
                actions.find(|action| {
                    let is_given = giving.iter().any(|statement| statement.actions.cover(action.id) == Truth::Yes);
                    is_given && policy.may(caller, action.id, key) == Truth::Yes
                })
            };
            if let (Some(administers), Some(uses)) = (may(Duty::Administer), may(Duty::Use)) {
                let message = format!("{arn} may both administer and use the key");
                let label = format!("{} and {}, among others", administers.id, uses.id);
                cx.report(Finding::at(principal.value, message).label(label));
            }
        }
    }
}

/// Whether a statement gives something to the caller for certain.
fn gives(statement: &Statement<'_>, caller: Caller<'_>, key: KeyFacts<'_>) -> bool {
    statement.allows() && statement.concerns(caller) == Truth::Yes && statement.is_in_force(caller, key) == Truth::Yes
}

/// Each principal costs a look at all statements. Every policy that AWS takes, which has 32 KiB at most, is looked at whole.
const MOST_LOOKS: usize = 40_000;
