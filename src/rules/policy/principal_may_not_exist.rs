use crate::catalog::Region;
use crate::catalog::near::nearest;
use crate::catalog::service::SERVICES;
use crate::diagnostic::Finding;
use crate::json::Value;
use crate::lint::{Context, Rule, declare_rule};
use crate::request::Request;
use crate::request::policy::PrincipalKind;

declare_rule! {
    /// ## What it finds
    ///
    /// A principal that AWS only knows under conditions: a service-linked role, which exists once its service was used, and a
    /// service principal of another region.
    ///
    /// ## Why it matters
    ///
    /// AWS refuses a policy with a principal that it does not find, with "invalid principals" and no name.
    ///
    /// ## Example
    ///
    /// A service-linked role (C 51).
    ///
    /// ```json bad C51
    /// {
    ///   "Version": "2012-10-17",
    ///   "Statement": [
    ///     { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:root" }, "Action": "kms:*", "Resource": "*" },
    ///     { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling" }, "Action": "kms:Decrypt", "Resource": "*" }
    ///   ]
    /// }
    /// ```
    ///
    /// A service of another region than the key's (C 54).
    ///
    /// ```json bad C54
    /// {
    ///   "kms": "aws-main",
    ///   "region": "eu-west-1",
    ///   "aws_param": {
    ///     "Alias": "payments",
    ///     "Policy": {
    ///       "Version": "2012-10-17",
    ///       "Statement": [
    ///         { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:root" }, "Action": "kms:*", "Resource": "*" },
    ///         { "Effect": "Allow", "Principal": { "Service": "logs.ap-south-2.amazonaws.com" }, "Action": "kms:Decrypt", "Resource": "*", "Condition": { "StringEquals": { "aws:SourceAccount": "111122223333" } } }
    ///       ]
    ///     }
    ///   }
    /// }
    /// ```
    ///
    /// A slip in the name of a service.
    ///
    /// ```json bad
    /// {
    ///   "Version": "2012-10-17",
    ///   "Statement": [
    ///     { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:root" }, "Action": "kms:*", "Resource": "*" },
    ///     {
    ///       "Effect": "Allow",
    ///       "Principal": { "Service": "cloudtrial.amazonaws.com" },
    ///       "Action": "kms:GenerateDataKey*",
    ///       "Resource": "*",
    ///       "Condition": { "StringEquals": { "aws:SourceAccount": "111122223333" } }
    ///     }
    ///   ]
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
    ///         { "Effect": "Allow", "Principal": { "Service": "logs.eu-west-1.amazonaws.com" }, "Action": "kms:Decrypt", "Resource": "*", "Condition": { "StringEquals": { "aws:SourceAccount": "111122223333" } } }
    ///       ]
    ///     }
    ///   }
    /// }
    /// ```
    ///
    /// ## Source
    ///
    /// re:Post, "invalid principals" in a key policy; awslabs/landing-zone-accelerator-on-aws#1054;
    /// GoogleCloudPlatform/anthos-samples#357.
    pub PrincipalMayNotExist {
        name: "principal-may-not-exist",
        category: Policy,
        level: Info,
        fix: None,
        since: "0.1.0",
    }
}

impl Rule for PrincipalMayNotExist {
    fn check_policy(&self, request: &Request<'_>, cx: &mut Context<'_>) {
        for principal in request.statements().flat_map(|statement| statement.principals.entries()) {
            match principal.kind {
                PrincipalKind::Identity(arn) if arn.resource.starts_with("role/aws-service-role/") => cx.report(
                    Finding::at(principal.value, "a service-linked role exists once its service was used")
                        .label("may not exist yet")
                        .help("if it does not, AWS refuses the policy; use the service once, or create the role, before the key"),
                ),
                PrincipalKind::Service(host) => service(principal.value, host, request, cx),
                _ => {}
            }
        }
    }
}

/// A service of another region, or one that is called nearly so.
fn service(value: Value<'_>, host: &str, request: &Request<'_>, cx: &mut Context<'_>) {
    let other = region_of(host).filter(|region| request.known_region().is_some_and(|own| own != *region));
    if let Some(region) = other {
        let finding = Finding::at(value, format!("a service of {}, which is not the key's region", region.name));
        cx.report(finding.label("known only where that region is enabled"));
    } else if let Some(near) = near_service(host) {
        let finding = Finding::at(value, "no service is known to go by this name");
        cx.report(finding.label(format!("did you mean {near}.amazonaws.com?")));
    }
}

/// The one service that the name of an unknown one is near to.
fn near_service(host: &str) -> Option<&'static str> {
    let labels = host.split('.').take_while(|label| *label != "amazonaws").filter(|label| Region::find(label).is_none());
    let name = labels.collect::<Vec<_>>().join(".");
    if name.len() < 5 || SERVICES.binary_search(&&*name).is_ok() {
        return None;
    }
    nearest(&name, SERVICES.iter().copied().filter(|known| known.len() >= 5))
}

/// The region in the host name of a service.
fn region_of(host: &str) -> Option<&'static Region> {
    host.split('.').find_map(Region::find)
}
