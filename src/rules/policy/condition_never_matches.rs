use std::borrow::Cow;

use crate::catalog::Partition;
use crate::diagnostic::{Finding, or_list, quoted};
use crate::lint::{Context, Rule, declare_rule};
use crate::request::Request;
use crate::request::policy::{Actions, Caller, Pattern, SetQualifier, Statement, Test, Truth, actions, matches};

declare_rule! {
    /// ## What it finds
    ///
    /// A condition that this very key, or this very request, can never meet. It asks for a key of KMS that the actions do not
    /// have, a service of another region, a spec or usage that the key does not have, or an ARN of another partition.
    ///
    /// ## Why it matters
    ///
    /// The statement never applies. One that allows gives nothing; one that denies protects nothing.
    ///
    /// ## Example
    ///
    /// A condition key that the action does not have (C 99).
    ///
    /// ```json bad C99
    /// {
    ///   "Version": "2012-10-17",
    ///   "Statement": [
    ///     { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:root" }, "Action": "kms:*", "Resource": "*" },
    ///     { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/app" }, "Action": "kms:Decrypt", "Resource": "*", "Condition": { "StringEquals": { "kms:SigningAlgorithm": "ECDSA_SHA_256" } } }
    ///   ]
    /// }
    /// ```
    ///
    /// A service of another region than the key's (C 113).
    ///
    /// ```json bad C113
    /// {
    ///   "kms": "aws-main",
    ///   "region": "eu-west-1",
    ///   "aws_param": {
    ///     "Alias": "payments",
    ///     "Policy": {
    ///       "Version": "2012-10-17",
    ///       "Statement": [
    ///         { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:root" }, "Action": "kms:*", "Resource": "*" },
    ///         { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/app" }, "Action": "kms:Decrypt", "Resource": "*", "Condition": { "StringEquals": { "kms:ViaService": "s3.us-east-1.amazonaws.com" } } }
    ///       ]
    ///     }
    ///   }
    /// }
    /// ```
    ///
    /// A spec that the key does not have (C 114).
    ///
    /// ```json bad C114
    /// {
    ///   "kms": "aws-main",
    ///   "region": "eu-west-1",
    ///   "aws_param": {
    ///     "Alias": "payments",
    ///     "Policy": {
    ///       "Version": "2012-10-17",
    ///       "Statement": [
    ///         { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:root" }, "Action": "kms:*", "Resource": "*" },
    ///         { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/app" }, "Action": "kms:Decrypt", "Resource": "*", "Condition": { "StringEquals": { "kms:KeySpec": "RSA_2048" } } }
    ///       ]
    ///     }
    ///   }
    /// }
    /// ```
    ///
    /// A key of requests that make or tag something (C 115).
    ///
    /// ```json bad C115
    /// {
    ///   "Version": "2012-10-17",
    ///   "Statement": [
    ///     { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:root" }, "Action": "kms:*", "Resource": "*" },
    ///     { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/app" }, "Action": "kms:Decrypt", "Resource": "*", "Condition": { "StringEquals": { "aws:RequestTag/team": "blue" } } }
    ///   ]
    /// }
    /// ```
    ///
    /// An ARN of another partition (C 116).
    ///
    /// ```json bad C116
    /// {
    ///   "kms": "aws-main",
    ///   "region": "eu-west-1",
    ///   "aws_param": {
    ///     "Alias": "payments",
    ///     "Policy": {
    ///       "Version": "2012-10-17",
    ///       "Statement": [
    ///         { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:root" }, "Action": "kms:*", "Resource": "*" },
    ///         { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/app" }, "Action": "kms:Decrypt", "Resource": "*", "Condition": { "ArnLike": { "aws:PrincipalArn": "arn:aws-cn:iam::111122223333:role/*" } } }
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
    ///         { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/app" }, "Action": "kms:Decrypt", "Resource": "*", "Condition": { "StringEquals": { "kms:ViaService": ["s3.eu-west-1.amazonaws.com"], "kms:KeySpec": "SYMMETRIC_DEFAULT" } } }
    ///       ]
    ///     }
    ///   }
    /// }
    /// ```
    ///
    /// ## Source
    ///
    /// KMS Developer Guide, "AWS KMS condition keys"; AWS Service Authorization Reference, KMS. A replica of a multi-region key
    /// may serve other regions, so of those nothing is said.
    pub ConditionNeverMatches {
        name: "condition-never-matches",
        category: Policy,
        level: Warning,
        fix: None,
        see: ["UNSUPPORTED_ACTION_FOR_CONDITION_KEY", "INVALID_REGION"],
        since: "0.1.0",
    }
}

impl Rule for ConditionNeverMatches {
    fn check_policy(&self, request: &Request<'_>, cx: &mut Context<'_>) {
        for statement in request.statements() {
            for test in statement.tests.iter().filter(|test| needs_a_match(test)) {
                let found = action_without_key(statement, test)
                    .or_else(|| other_region(request, test))
                    .or_else(|| other_key(request, test))
                    .or_else(|| other_partition(request, test));
                if let Some(finding) = found {
                    cx.report(finding);
                }
            }
        }
    }
}

/// Whether a test fails where nothing matches: negated ones, and those that pass where the key is not there, do not.
fn needs_a_match(test: &Test<'_>) -> bool {
    let is_positive = test.operator.is_some_and(|operator| !operator.is_negated && !operator.is_null());
    is_positive && !test.if_exists && test.qualifier != Some(SetQualifier::ForAllValues)
}

fn never<'t>(test: &Test<'t>, message: String, label: impl Into<String>) -> Finding<'t> {
    Finding::at(test.member.key_place(), message).label(label)
}

/// None of the statement's actions has the condition key.
fn action_without_key<'t>(statement: &Statement<'t>, test: &Test<'t>) -> Option<Finding<'t>> {
    let key = test.key.filter(|key| !key.actions.is_empty())?;
    let Actions::Of(patterns) = &statement.actions else { return None };
    let names: Vec<&str> = patterns.iter().map(name_of_action).collect::<Option<_>>()?;
    let has_key = |name: &&str| key.actions.iter().any(|action| matches(name, action));
    if names.is_empty() || names.iter().any(has_key) {
        return None;
    }
    let finding = never(test, format!("no request for these actions has {}", quoted(&test.name)), "never there");
    Some(finding.help(format!("it is there for {}", or_list(key.actions))))
}

/// The name of an action of KMS, or a pattern for some; nothing where it is not certain. One that there is not is a slip of one that
/// there is.
fn name_of_action<'p>(pattern: &'p Pattern<'_>) -> Option<&'p str> {
    let (service, name) = pattern.text.split_once(':').filter(|_| pattern.is_known && !pattern.text.contains('$'))?;
    (service.eq_ignore_ascii_case("kms") && actions(name).next().is_some()).then_some(name)
}

/// `kms:ViaService` names a service in a region, and the key is in one region.
fn other_region<'t>(request: &Request<'t>, test: &Test<'t>) -> Option<Finding<'t>> {
    if !test.is_on("kms:ViaService") || request.key_facts().multi_region == Some(true) {
        return None;
    }
    let texts = test.texts()?;
    let regions: Vec<Option<&str>> = texts.iter().map(|text| service_region(text)).collect();
    let is_none = texts.iter().zip(&regions).find(|(text, region)| region.is_none() && !text.contains(['*', '?', '$']));
    if let Some((text, _)) = is_none {
        return Some(never(test, format!("{} is no service with a region", quoted(text)), "written like s3.eu-west-1.amazonaws.com"));
    }
    let own = request.known_region()?;
    let all_other = !regions.is_empty() && regions.iter().all(|region| region.is_some_and(|region| region != own.name));
    all_other.then(|| never(test, format!("the key is made in {}, and the service is in another region", own.name), "never in this region"))
}

/// `s3.eu-west-1.amazonaws.com`: the second part, where there are a service, a region and a suffix.
fn service_region(text: &str) -> Option<&str> {
    let mut parts = text.split('.');
    let (service, region) = (parts.next()?, parts.next()?);
    let is_host = !service.is_empty() && region.contains('-') && parts.next() == Some("amazonaws");
    is_host.then_some(region).filter(|region| !region.contains(['*', '?', '$']))
}

/// What is tested is known of the key, and is something else.
fn other_key<'t>(request: &Request<'t>, test: &Test<'t>) -> Option<Finding<'t>> {
    const OF_THE_KEY: [&str; 6] =
        ["kms:KeySpec", "kms:CustomerMasterKeySpec", "kms:KeyUsage", "kms:CustomerMasterKeyUsage", "kms:KeyOrigin", "kms:MultiRegion"];
    let is_of_key = OF_THE_KEY.iter().any(|name| test.is_on(name));
    let is_never = is_of_key && test.holds(Caller::Stranger, request.key_facts()) == Truth::No;
    is_never.then(|| never(test, format!("the key that is made has another {}", quoted(&test.name)), "never true of this key"))
}

/// An ARN of another partition than the key's.
fn other_partition<'t>(request: &Request<'t>, test: &Test<'t>) -> Option<Finding<'t>> {
    let own = request.known_region()?.partition;
    let texts = test.texts().filter(|texts| !texts.is_empty())?;
    let is_other = |text: &Cow<'_, str>| {
        let partition = text.strip_prefix("arn:").and_then(|rest| rest.split(':').next()).and_then(Partition::find);
        partition.is_some_and(|partition| partition != own)
    };
    let label = format!("the key is in {}", own.name());
    texts.iter().all(is_other).then(|| never(test, "an ARN of another partition never matches here".to_owned(), label))
}
