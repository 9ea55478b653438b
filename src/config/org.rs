//! The `[org]` table.

use toml::de::DeTable;

use super::fault::Fault;
use super::keys::{ORG, long_form};
use super::read::{text, texts};
use super::validate::{Item, span};
use crate::request::{Org, Pattern, PolicySource, RequiredTag, Wish};

/// What an `[org]` table says. A pattern that cannot be read is a fault.
pub(super) fn read(table: &DeTable<'_>, faults: &mut Vec<Fault>) -> Org {
    let list = |name| wish(table, name, |value| Some(texts(Some(value)).map(ToOwned::to_owned).collect::<Vec<_>>()));
    let is_on = |name| wish(table, name, |value| (value.get_ref().as_bool() == Some(true)).then_some(()));
    Org {
        allowed_regions: list("allowed-regions"),
        allowed_key_specs: list("allowed-key-specs"),
        allowed_origins: list("allowed-origins"),
        required_tags: wish(table, "required-tags", |value| required_tags(value, faults)),
        alias_pattern: wish(table, "alias-pattern", |value| pattern(value, faults)),
        description_required: is_on("description-required"),
        account: wish(table, "account", |value| text(value).map(ToOwned::to_owned)),
        trusted_accounts: list("trusted-accounts"),
        policy_source: wish(table, "policy-source", |value| Some(texts(Some(value)).filter_map(PolicySource::find).collect())),
        forbid_bypass: is_on("forbid-bypass"),
        forbid_multi_region: is_on("forbid-multi-region"),
        max_policy_principals: wish(table, "max-policy-principals", number),
    }
}

/// What is said of a key, by itself or in a table with a message.
fn wish<T>(table: &DeTable<'_>, name: &str, read: impl FnOnce(&Item<'_>) -> Option<T>) -> Option<Wish<T>> {
    let value = table.get(name)?;
    let long = ORG.iter().find(|key| key.name == name).and_then(|key| long_form(value.get_ref(), key.shape));
    let message = long.and_then(|table| table.get("message")).and_then(text).map(ToOwned::to_owned);
    let value = long.and_then(|table| table.get("values").or_else(|| table.get("value"))).unwrap_or(value);
    read(value).map(|value| Wish { value, message })
}

pub(super) fn number(value: &Item<'_>) -> Option<usize> {
    let number = value.get_ref().as_integer()?;
    usize::from_str_radix(number.as_str(), number.radix()).ok()
}

fn pattern(value: &Item<'_>, faults: &mut Vec<Fault>) -> Option<Pattern> {
    let read = Pattern::new(text(value)?);
    let fault = |reason: &String| Fault::at(span(value.span()), "this is no regular expression").label(reason);
    faults.extend(read.as_ref().err().map(fault));
    read.ok()
}

fn required_tags(value: &Item<'_>, faults: &mut Vec<Fault>) -> Option<Vec<RequiredTag>> {
    let mut tags = Vec::new();
    for (key, wanted) in value.get_ref().as_table()? {
        if wanted.get_ref().as_bool() != Some(false) {
            tags.push(RequiredTag { key: key.get_ref().to_string(), pattern: pattern(wanted, faults) });
        }
    }
    Some(tags)
}
