//! Which values a place can have, as far as it takes only some.

use super::completion::CompletionKind;
use super::describe;
use super::offer::{Offer, What};
use super::reading::Reading;
use super::slot::Slot;
use crate::catalog::action::ACTIONS;
use crate::catalog::field::{Field, FieldFacts, Shape};
use crate::catalog::policy_element::{CURRENT_VERSION, EFFECTS, THIS_KEY};
use crate::catalog::region::REGIONS;
use crate::catalog::service::SERVICES;
use crate::catalog::spec::{ORIGINS, SPECS, USAGES};
use crate::catalog::{Action, ConditionKey, Partition, Region, Spec, ValueType, Word};
use crate::json::{Kind, Value};
use crate::request::policy::matches;
use crate::request::{Org, Wish};

/// The values that can stand in the place of `value`.
pub(super) fn values(reading: &Reading<'_>, value: Value<'_>, slot: Slot) -> Vec<Offer> {
    match slot {
        Slot::Field(facts) => of_field(reading, facts),
        Slot::Element("Effect") => EFFECTS.map(text).to_vec(),
        Slot::Element("Version") => vec![text(CURRENT_VERSION)],
        Slot::Element("Resource") => vec![text(THIS_KEY).detail("the key that the policy belongs to")],
        Slot::Element(element @ ("Action" | "NotAction")) => actions(reading, value, element == "Action"),
        Slot::Principals(kind) => principals(reading, kind),
        Slot::Compared(key) => compared(key),
        _ => Vec::new(),
    }
}

fn text(label: &str) -> Offer {
    Offer::new(label, CompletionKind::Value, What::Text)
}

fn flags(what: &What) -> Vec<Offer> {
    ["true", "false"].map(|word| Offer::new(word, CompletionKind::Value, what.clone())).to_vec()
}

fn of_field(reading: &Reading<'_>, facts: &FieldFacts) -> Vec<Offer> {
    match facts.field {
        // Nothing else in the request says which of them suit.
        Field::SourceKeyTier | Field::HostedKeyTier | Field::ImportType => match facts.shape {
            Shape::Word(known) => words(known.iter().collect()),
            _ => Vec::new(),
        },
        Field::CustomerMasterKeySpec => specs(reading),
        Field::KeyUsage => usages(reading),
        Field::Origin => origins(reading),
        Field::Region => regions(reading),
        Field::TagKey => tag_keys(reading),
        _ if facts.shape == Shape::Flag => flags(&What::Literal),
        _ => Vec::new(),
    }
}

fn org<'r>(reading: &'r Reading<'_>) -> Option<&'r Org> {
    reading.surroundings.org.as_deref()
}

/// Whether an organisation takes a value: one that is on its list, where it has one.
fn is_wished(list: Option<&Wish<Vec<String>>>, name: &str) -> bool {
    list.is_none_or(|wish| wish.value.iter().any(|wished| wished == name))
}

/// Those of `all` that CCKM's manual lists, or the others where it lists none of them.
fn documented_first<T>(all: Vec<&T>, is_documented: impl Fn(&T) -> bool) -> Vec<&T> {
    let documented: Vec<&T> = all.iter().copied().filter(|one| is_documented(one)).collect();
    if documented.is_empty() { all } else { documented }
}

fn specs(reading: &Reading<'_>) -> Vec<Offer> {
    let usage = reading.request.known_text(Field::KeyUsage).present().map(|usage| usage.as_written().to_owned());
    let region = reading.request.known_region();
    let suits = |spec: &&Spec| {
        usage.as_deref().is_none_or(|usage| spec.usages.contains(&usage))
            && region.is_none_or(|region| spec.is_available_in(region))
            && is_wished(org(reading).and_then(|org| org.allowed_key_specs.as_ref()), spec.name)
    };
    let suiting = documented_first(SPECS.iter().filter(suits).collect(), |spec: &Spec| spec.documented);
    let mut offers: Vec<Offer> =
        suiting.into_iter().map(|spec| text(spec.name).detail(spec.usages.join(", ")).about(describe::key_spec(spec))).collect();
    offers.extend(reading.surroundings.extras.iter().flat_map(|extras| &extras.specs).map(|spec| text(spec)));
    offers
}

fn usages(reading: &Reading<'_>) -> Vec<Offer> {
    let spec = reading.request.spec().present().map(|spec| spec.facts);
    let suits = |word: &&Word| spec.is_none_or(|spec| spec.usages.contains(&word.name));
    words(documented_first(USAGES.iter().filter(suits).collect(), |word: &Word| word.documented))
}

fn origins(reading: &Reading<'_>) -> Vec<Offer> {
    let wished = org(reading).and_then(|org| org.allowed_origins.as_ref());
    words(ORIGINS.iter().filter(|word| word.other_call.is_none() && is_wished(wished, word.name)).collect())
}

fn words(words: Vec<&Word>) -> Vec<Offer> {
    words.into_iter().map(|word| text(word.name).about(describe::word(word))).collect()
}

/// The regions that have the spec that is given, those of the commercial partition first.
fn regions(reading: &Reading<'_>) -> Vec<Offer> {
    let spec = reading.request.spec().present().map(|spec| spec.facts);
    let wished = org(reading).and_then(|org| org.allowed_regions.as_ref());
    let suits = |region: &&Region| spec.is_none_or(|spec| spec.is_available_in(region)) && is_wished(wished, region.name);
    let mut suiting: Vec<&Region> = REGIONS.iter().filter(suits).collect();
    suiting.sort_by_key(|region| region.partition != Partition::Aws);
    let mut offers: Vec<Offer> = suiting.into_iter().map(region).collect();
    offers.extend(reading.surroundings.extras.iter().flat_map(|extras| &extras.regions).map(|name| region_named(name)));
    offers
}

fn region(region: &Region) -> Offer {
    region_named(region.name).detail(region.place).about(describe::region(region))
}

fn region_named(name: &str) -> Offer {
    Offer::new(name, CompletionKind::Region, What::Text)
}

/// The tags that the organisation requires and the request does not have.
fn tag_keys(reading: &Reading<'_>) -> Vec<Offer> {
    let required = org(reading).and_then(|org| org.required_tags.as_ref()).map(|wish| wish.value.as_slice()).unwrap_or_default();
    let has =
        |key: &str| reading.request.tags().iter().any(|tag| tag.key().present().is_some_and(|known| known.as_written() == key));
    required.iter().filter(|tag| !has(&tag.key)).map(|tag| text(&tag.key).detail("required by your organisation")).collect()
}

/// The actions that a key policy can give and the key can do, after the families of them.
fn actions(reading: &Reading<'_>, value: Value<'_>, is_given: bool) -> Vec<Offer> {
    let list = value.parent().filter(|parent| parent.kind() == Kind::Array);
    let others: Vec<_> =
        list.into_iter().flat_map(Value::children).filter(|other| other.id() != value.id()).filter_map(Value::as_str).collect();
    let key = reading.request.key_facts();
    let suits = |action: &&Action| action.is_effective && !(is_given && key.obstacle(action.needs).is_some());
    let suiting: Vec<&Action> = ACTIONS.iter().filter(suits).collect();
    let single = suiting.iter().map(|action| {
        Offer::new(action.id, CompletionKind::Action, What::Text).detail(action.duty.title()).about(describe::action(action))
    });
    let offers = families(&suiting).into_iter().chain(single);
    offers.filter(|offer| !others.iter().any(|other| *other == offer.label)).collect()
}

/// The patterns that match several actions: everything, and all that start with the same words.
fn families(actions: &[&'static Action]) -> Vec<Offer> {
    let mut starts: Vec<&str> = actions.iter().flat_map(|action| word_starts(action.name)).collect();
    starts.sort_unstable();
    starts.dedup();
    let mut known: Vec<Vec<&str>> = Vec::new();
    let mut families = Vec::new();
    // Of several that match the same, the longest tells most.
    for start in starts.into_iter().rev().chain([""]) {
        let matched: Vec<&Action> = actions.iter().copied().filter(|action| action.name.starts_with(start)).collect();
        let names: Vec<&str> = matched.iter().map(|action| action.name).collect();
        let are_whole = start.is_empty() || names.iter().all(|name| goes_on_with_word(name, start));
        if matched.len() > 1 && are_whole && !known.contains(&names) {
            known.push(names);
            let offer = Offer::new(format!("kms:{start}*"), CompletionKind::Action, What::Text);
            families.push(offer.detail(format!("{} actions", matched.len())).about(describe::actions(&matched)));
        }
    }
    families.reverse();
    families
}

/// What a name starts with, up to the end of each of its words.
fn word_starts(name: &'static str) -> impl Iterator<Item = &'static str> {
    let ends = name.char_indices().skip(1).filter(|(_, c)| c.is_ascii_uppercase()).map(|(at, _)| at).chain([name.len()]);
    ends.filter_map(|end| name.get(..end))
}

/// Whether a word starts behind `start`, or nothing does.
fn goes_on_with_word(name: &str, start: &str) -> bool {
    name.strip_prefix(start).is_some_and(|rest| rest.is_empty() || rest.starts_with(|c: char| c.is_ascii_uppercase()))
}

fn principals(reading: &Reading<'_>, kind: &str) -> Vec<Offer> {
    let partition = reading.request.known_region().map_or(Partition::Aws, |region| region.partition);
    match kind {
        "AWS" => {
            let account = reading.request.account();
            let root = account.map(|account| format!("arn:{}:iam::{account}:root", partition.name()));
            let caller = reading.surroundings.caller.clone();
            let offers = root.map(|root| text(&root).detail("the account of the key")).into_iter();
            offers.chain(caller.map(|caller| text(&caller).detail("who CCKM is"))).collect()
        }
        "Service" => SERVICES.iter().map(|service| text(&format!("{service}.{}", Partition::Aws.dns_suffix()))).collect(),
        _ => Vec::new(),
    }
}

/// What a condition key can be compared with, where that is known.
fn compared(key: &ConditionKey) -> Vec<Offer> {
    match key.name {
        "kms:KeySpec" | "kms:CustomerMasterKeySpec" => {
            SPECS.iter().map(|spec| text(spec.name).about(describe::key_spec(spec))).collect()
        }
        "kms:KeyUsage" | "kms:CustomerMasterKeyUsage" => words(USAGES.iter().collect()),
        "kms:KeyOrigin" => words(ORIGINS.iter().collect()),
        "aws:RequestedRegion" | "kms:ReplicaRegion" | "kms:PrimaryRegion" => REGIONS.iter().map(region).collect(),
        _ if key.value_type == ValueType::Flag => flags(&What::Text),
        _ => Vec::new(),
    }
}

/// The actions of KMS that a pattern matches.
pub(super) fn matched(pattern: &str) -> Vec<&'static Action> {
    let name = pattern.strip_prefix("kms:").unwrap_or(if pattern == "*" { pattern } else { "" });
    ACTIONS.iter().filter(|action| matches(name, action.name)).collect()
}
