//! The forms of principals, and what keeps a text from being one.

use crate::catalog::Partition;
use crate::catalog::placeholder::is_placeholder;
use crate::catalog::policy_element::UNIQUE_ID_PREFIXES;
use crate::catalog::region::REGIONS;
use crate::request::arn::{Arn, is_account_id};

/// What is wrong with a principal under `AWS`.
pub(super) fn aws_fault(text: &str) -> Option<&'static str> {
    if text == "*" || is_account_id(text) || is_placeholder(text) {
        return None;
    }
    if text.split([':', '/']).any(is_placeholder) {
        return None;
    }
    if is_unique_id(text) {
        return Some("the id of an identity that was deleted");
    }
    if !text.starts_with("arn:") {
        return Some(if text.bytes().all(|c| c.is_ascii_digit()) { "an account id has twelve digits" } else { "an account id or an ARN was expected" });
    }
    let Some(arn) = Arn::parse(text) else { return Some("an ARN has six parts with colons between") };
    arn_fault(&arn)
}

fn arn_fault(arn: &Arn<'_>) -> Option<&'static str> {
    let (kind, name) = arn.kind_and_name();
    if Partition::find(arn.partition).is_none() {
        return Some("there is no such partition");
    }
    if !matches!(arn.service, "iam" | "sts") {
        return Some("principals are of iam or sts");
    }
    if !arn.region.is_empty() {
        return Some("the ARN of a principal has no region");
    }
    if arn.account == "*" {
        return Some("a wildcard stands for no account here");
    }
    if !is_account_id(arn.account) {
        return Some("an account id has twelve digits");
    }
    match (arn.service, kind) {
        ("iam", "root") if name.is_empty() => None,
        ("iam", "user" | "role") | ("sts", "assumed-role" | "federated-user") => name_fault(name),
        ("iam", "group") => Some("a group is no principal"),
        ("iam", "instance-profile" | "policy") => Some("no kind of principal"),
        _ => Some("root, a user, a role or a session was expected"),
    }
}

fn name_fault(name: &str) -> Option<&'static str> {
    match name {
        "" => Some("the name is missing"),
        _ if name.contains(['*', '?']) => Some("a wildcard stands for nobody here"),
        _ if name.ends_with('/') => Some("the name is missing behind the path"),
        _ => None,
    }
}

/// `AIDA…`, `AROA…`: what AWS shows in the place of an identity that is gone.
fn is_unique_id(text: &str) -> bool {
    let is_id = text.len() >= 16 && text.bytes().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit());
    is_id && UNIQUE_ID_PREFIXES.iter().any(|prefix| text.starts_with(prefix))
}

/// What is wrong with a service: it is `name.amazonaws.com`, or with a region between, or with the suffix of its partition.
pub(super) fn service_fault(text: &str) -> Option<&'static str> {
    if is_placeholder(text) {
        return None;
    }
    let suffixes = Partition::ALL.iter().map(|partition| partition.dns_suffix());
    let host = suffixes.filter_map(|suffix| text.strip_suffix(suffix)?.strip_suffix('.')).min_by_key(|host| host.len());
    let Some(host) = host else {
        return Some("a service is named like logs.amazonaws.com");
    };
    let is_label = |label: &str| !label.is_empty() && label.bytes().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == b'-');
    let is_region_alone = REGIONS.iter().any(|region| region.name == host);
    if host.split('.').all(is_label) && !is_region_alone { None } else { Some("a service is named like logs.amazonaws.com") }
}
