use crate::catalog::field::Field;
use crate::catalog::{Partition, Region};
use crate::diagnostic::Finding;
use crate::json::Value;
use crate::lint::{Context, Rule, declare_rule};
use crate::request::Request;
use crate::request::arn::Arn;
use crate::request::policy::PrincipalKind;

declare_rule! {
    /// ## What it finds
    ///
    /// A principal of another partition than the request's region, in the policy or in the lists of users and roles; and a
    /// service whose name ends in `.amazonaws.com.cn` outside of China.
    ///
    /// ## Why it matters
    ///
    /// Partitions know nothing of each other: there is no such principal where the key is made, and AWS refuses the policy.
    ///
    /// ## Example
    ///
    /// A role of China for a key in Ireland (C 48).
    ///
    /// ```json bad C48
    /// {
    ///   "kms": "aws-main",
    ///   "region": "eu-west-1",
    ///   "aws_param": {
    ///     "Alias": "payments",
    ///     "Policy": {
    ///       "Version": "2012-10-17",
    ///       "Statement": [
    ///         { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:root" }, "Action": "kms:*", "Resource": "*" },
    ///         { "Effect": "Allow", "Principal": { "AWS": "arn:aws-cn:iam::111122223333:role/app" }, "Action": "kms:Decrypt", "Resource": "*" }
    ///       ]
    ///     }
    ///   }
    /// }
    /// ```
    ///
    /// In a list of roles.
    ///
    /// ```json bad
    /// {
    ///   "kms": "aws-gov",
    ///   "region": "us-gov-west-1",
    ///   "key_admins_roles": ["arn:aws:iam::111122223333:role/admin"],
    ///   "aws_param": { "Alias": "payments" }
    /// }
    /// ```
    ///
    /// A service of China for a key in Ireland (C 53).
    ///
    /// ```json bad C53
    /// {
    ///   "kms": "aws-main",
    ///   "region": "eu-west-1",
    ///   "aws_param": {
    ///     "Alias": "payments",
    ///     "Policy": {
    ///       "Version": "2012-10-17",
    ///       "Statement": [
    ///         { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:root" }, "Action": "kms:*", "Resource": "*" },
    ///         { "Effect": "Allow", "Principal": { "Service": "logs.amazonaws.com.cn" }, "Action": "kms:Decrypt", "Resource": "*", "Condition": { "StringEquals": { "aws:SourceAccount": "111122223333" } } }
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
    /// IAM User Guide, "IAM ARNs"; botocore 1.44.8, `partitions.json`. Services in China go by either suffix, so `.amazonaws.com`
    /// is never reported.
    pub PartitionMismatch {
        name: "partition-mismatch",
        category: Policy,
        level: Error,
        fix: None,
        see: ["INVALID_PARTITION"],
        since: "0.1.0",
    }
}

/// The lists whose entries may be ARNs.
const LISTS: [Field; 4] = [Field::KeyAdmins, Field::KeyAdminsRoles, Field::KeyUsers, Field::KeyUsersRoles];

impl Rule for PartitionMismatch {
    fn check_policy(&self, request: &Request<'_>, cx: &mut Context<'_>) {
        let Some(region) = request.known_region() else { return };
        for principal in request.statements().flat_map(|statement| statement.principals.entries()) {
            match principal.kind {
                PrincipalKind::Account { partition: Some(other), .. } => check(principal.value, other, region, cx),
                PrincipalKind::Identity(arn) => {
                    if let Some(other) = Partition::find(arn.partition) {
                        check(principal.value, other, region, cx);
                    }
                }
                PrincipalKind::Service(host) if host.ends_with(".amazonaws.com.cn") => check(principal.value, Partition::AwsCn, region, cx),
                _ => {}
            }
        }
    }

    fn check(&self, request: &Request<'_>, cx: &mut Context<'_>) {
        let Some(region) = request.known_region() else { return };
        for entry in LISTS.into_iter().flat_map(|field| request.entries(field)) {
            let text = entry.as_str().unwrap_or_default();
            if let Some(other) = Arn::parse(&text).and_then(|arn| Partition::find(arn.partition)) {
                check(entry, other, region, cx);
            }
        }
    }
}

fn check(value: Value<'_>, other: Partition, region: &Region, cx: &mut Context<'_>) {
    if other != region.partition {
        let message = format!("a principal of the partition {}, but {} is in {}", other.name(), region.name, region.partition.name());
        cx.report(Finding::at(value, message).label("does not exist where the key is made"));
    }
}
