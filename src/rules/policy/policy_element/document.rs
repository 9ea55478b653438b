//! The elements of the document.

use super::{has_slip, unknown};
use crate::catalog::policy_element::DOCUMENT;
use crate::diagnostic::Finding;
use crate::json::{Kind, Value};
use crate::lint::Context;
use crate::request::policy::KeyPolicy;

pub(super) fn check(policy: &KeyPolicy<'_>, cx: &mut Context<'_>) {
    for member in policy.root.children() {
        let name = member.key().map(|key| key.name());
        if name.is_some_and(|name| !DOCUMENT.contains(&&*name)) {
            cx.report(unknown(member, "a policy", DOCUMENT));
        }
    }
    if let Some(id) = policy.element("Id").filter(|id| !matches!(id.kind(), Kind::String | Kind::Null | Kind::Hole | Kind::Invalid)) {
        cx.report(Finding::at(id, "the `Id` of a policy is text").label("not text"));
    }
    match policy.element("Statement") {
        None if has_slip(policy.root, "Statement", DOCUMENT) => {}
        None => cx.report(Finding::at(policy.root.opening_place(), "the policy has no `Statement`").label("`Statement` is missing")),
        Some(element) => check_statements(element, cx),
    }
}

/// A statement, or a list of at least one.
fn check_statements(element: Value<'_>, cx: &mut Context<'_>) {
    match element.kind() {
        Kind::Object | Kind::Hole | Kind::Invalid => {}
        Kind::Array if element.children().next().is_none() => {
            cx.report(Finding::at(element, "the policy has no statements").label("at least one is needed"));
        }
        Kind::Array => {
            let is_other = |entry: &Value<'_>| !matches!(entry.kind(), Kind::Object | Kind::Hole | Kind::Invalid);
            for entry in element.children().filter(is_other) {
                cx.report(Finding::at(entry, "a statement is an object").label("not an object"));
            }
        }
        _ => cx.report(Finding::at(element, "`Statement` is an object, or a list of objects").label("neither of them")),
    }
}
