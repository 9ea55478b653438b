use crate::catalog::field::Field;
use crate::diagnostic::Finding;
use crate::lint::{Context, Rule, declare_rule};
use crate::request::policy::Truth;
use crate::request::{Given, Request};

declare_rule! {
    /// ## What it finds
    ///
    /// `MultiRegion` with a policy under which nobody may replicate the key.
    ///
    /// ## Why it matters
    ///
    /// The key is made to be replicated and cannot be, until the policy is changed. The root of the account with `kms:*` is
    /// somebody.
    ///
    /// That a key is multi-region at all is worth a thought (C 131): its material leaves the region, and it can never be made a
    /// key of one region again.
    ///
    /// ## Example
    ///
    /// Nobody has `kms:ReplicateKey` (C 131).
    ///
    /// ```json bad C131
    /// {
    ///   "kms": "aws-main",
    ///   "region": "eu-west-1",
    ///   "aws_param": {
    ///     "Alias": "payments",
    ///     "MultiRegion": true,
    ///     "Policy": {
    ///       "Version": "2012-10-17",
    ///       "Statement": [
    ///         { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:root" }, "Action": ["kms:PutKeyPolicy", "kms:GetKeyPolicy", "kms:DescribeKey", "kms:ScheduleKeyDeletion"], "Resource": "*" }
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
    ///   "aws_param": {
    ///     "Alias": "payments",
    ///     "MultiRegion": true,
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
    /// ## Source
    ///
    /// KMS Developer Guide, "Controlling access to multi-Region keys"; terraform-aws-modules/terraform-aws-kms#22; prowler,
    /// kms_cmk_not_multi_region.
    pub MultiRegionPolicyGap {
        name: "multi-region-policy-gap",
        category: Key,
        level: Info,
        fix: None,
        since: "0.1.0",
    }
}

const REPLICATE: &str = "kms:ReplicateKey";

impl Rule for MultiRegionPolicyGap {
    fn check_policy(&self, request: &Request<'_>, cx: &mut Context<'_>) {
        if request.flag(Field::MultiRegion) != Given::Present(true) {
            return;
        }
        let Some(policy) = request.policy().filter(|policy| !policy.is_partial) else { return };
        let allowing = policy.statements.iter().filter(|statement| !statement.denies());
        if allowing.into_iter().any(|statement| statement.actions.cover(REPLICATE) != Truth::No) {
            return;
        }
        let Some(member) = request.member(Field::MultiRegion) else { return };
        let place = policy.element("Statement").map_or(policy.root.opening_place(), |element| element.key_place());
        let finding = Finding::at(place, "nobody may replicate this multi-region key").label(format!("no statement gives {REPLICATE}"));
        let finding = finding.because(member.value, "made to be replicated");
        cx.report(finding.help(format!("allow {REPLICATE} to those who are to make replicas")));
    }
}
