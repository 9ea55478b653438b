//! The request of a draft, written down.

use serde::Serialize;

use super::policy::{Policy, policy};
use super::{Draft, Purpose};

#[derive(Serialize)]
struct Request<'d> {
    kms: &'d str,
    region: &'d str,
    #[serde(flatten)]
    list: std::collections::BTreeMap<&'d str, Vec<&'d str>>,
    aws_param: AwsParam<'d>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct AwsParam<'d> {
    alias: &'d str,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<&'d str>,
    customer_master_key_spec: &'d str,
    key_usage: &'d str,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    multi_region: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    policy: Option<Policy>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    tags: Vec<Tag<'d>>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Tag<'d> {
    tag_key: &'d str,
    tag_value: &'d str,
}

pub(super) fn text(draft: &Draft) -> String {
    let policy = draft.account.as_deref().filter(|_| draft.needs_policy()).map(|account| policy(draft, account));
    let request = Request {
        kms: &draft.kms,
        region: draft.region.name,
        list: draft.only_list().into_iter().collect(),
        aws_param: AwsParam {
            alias: &draft.alias,
            description: draft.description.as_deref(),
            customer_master_key_spec: draft.spec().name,
            key_usage: Purpose::usage(draft.purpose),
            multi_region: draft.multi_region,
            policy,
            tags: draft.tags.iter().map(|(tag_key, tag_value)| Tag { tag_key, tag_value }).collect(),
        },
    };
    // Names and texts are all that it holds, which can always be written.
    serde_json::to_string_pretty(&request).unwrap_or_default() + "\n"
}
