//! Whether the key policy is the one that was asked for.

use super::{differs, known};
use crate::access::{Basis, Changes};
use crate::catalog::field::Field;
use crate::catalog::response::TEMPLATE_TAG;
use crate::diagnostic::{Finding, quoted};
use crate::json::Place;
use crate::request::arn::Arn;
use crate::request::policy::{Principal, PrincipalKind};
use crate::request::{Given, Request, Text};

/// A policy that is not the one that was asked for: as it is written, by lists, or by a template.
pub(super) fn differing<'t>(request: &Request<'t>, key: &Request<'t>) -> Option<Finding<'t>> {
    access(request, key).or_else(|| unnamed(request, key)).or_else(|| template(request, key))
}

/// A policy that gives other access than the one in the request, or the default one.
fn access<'t>(request: &Request<'t>, key: &Request<'t>) -> Option<Finding<'t>> {
    key.policy()?;
    let account = key.root().member("aws_param").and_then(|param| param.member("AWSAccountId")?.as_str());
    let changes = Changes::of(request, key, account.as_deref());
    let is_known = matches!(changes.before.basis, Basis::Written | Basis::Default) && changes.gap.is_none();
    (is_known && !changes.is_empty()).then(|| {
        let message = "the key policy gives other access than was asked for".to_owned();
        let finding = differs(request, key, Field::Policy, message, "the default policy");
        finding.help("`cckm-lint diff` tells what differs; set the policy before the key is used")
    })
}

/// A user, role or account of the lists that the policy does not name. What it is given there is CCKM's to say.
fn unnamed<'t>(request: &Request<'t>, key: &Request<'t>) -> Option<Finding<'t>> {
    let policy = key.policy_value()?;
    let principals = principals(key)?;
    let is_named = |name: &str| principals.iter().any(|principal| names(principal, name));
    let mut all = Field::PRINCIPAL_LISTS.into_iter().flat_map(|list| request.entries(list).map(move |entry| (list, entry)));
    let (list, entry, name) = all.find_map(|(list, entry)| {
        let name = known(Text::read(entry).as_ref()).filter(|name| !is_named(name))?;
        Some((list, entry, name))
    })?;
    let list = request.name(list);
    let finding = Finding::at(policy, format!("the key policy does not name {}, who is in `{list}`", quoted(&name)));
    let finding = finding.label("not what was asked for").asked(entry, "asked for here");
    Some(finding.help("`cckm-lint access` tells who may use the key; set the policy before it is used"))
}

/// Everybody whom the policy names; nothing where that is not known.
fn principals<'t>(key: &Request<'t>) -> Option<Vec<Principal<'t>>> {
    let all: Vec<Principal<'t>> = key.statements().flat_map(|statement| statement.receivers().to_vec()).collect();
    // AWS writes the id of a user in place of a name that it does not find.
    let is_known = |principal: &Principal<'_>| !matches!(principal.kind, PrincipalKind::Hole | PrincipalKind::Invalid);
    (!all.is_empty() && all.iter().all(is_known)).then_some(all)
}

/// Whether a principal is the one that a list calls so: by its name, its ARN, or the id of its account.
fn names(principal: &Principal<'_>, name: &str) -> bool {
    let bare = |text: &str| text.rsplit('/').next().unwrap_or_default().to_owned();
    match principal.kind {
        PrincipalKind::Account { account, .. } => Arn::parse(name).map_or(name, |arn| arn.account) == account,
        PrincipalKind::Identity(arn) => bare(arn.resource) == bare(name),
        _ => false,
    }
}

/// The tag of another template than the one that was asked for.
fn template<'t>(request: &Request<'t>, key: &Request<'t>) -> Option<Finding<'t>> {
    let Given::Present(asked) = request.known_text(Field::PolicyTemplate) else { return None };
    let id = asked.known().filter(|id| is_id(id))?;
    let tag = key.tags().iter().find(|tag| known(tag.key_text().as_ref()).as_deref() == Some(TEMPLATE_TAG))?;
    let got = known(tag.value_text().as_ref()).filter(|got| is_id(got) && !got.eq_ignore_ascii_case(id))?;
    let message = format!("the key is made with the policy template {}, not with {}", quoted(&got), quoted(id));
    let finding = Finding::at(Place::from(tag.value), message).label("not what was asked for");
    Some(finding.asked(asked.value(), "asked for here").help("set the policy before the key is used"))
}

/// Whether a text is an id, and no name: five groups of hexadecimal digits.
fn is_id(text: &str) -> bool {
    let is_hex = |group: &str| !group.is_empty() && group.bytes().all(|byte| byte.is_ascii_hexdigit());
    text.split('-').map(str::len).eq([8, 4, 4, 4, 12]) && text.split('-').all(is_hex)
}
