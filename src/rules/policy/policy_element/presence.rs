//! Which elements a statement has.

use super::{has_slip, unknown};
use crate::catalog::policy_element::STATEMENT;
use crate::diagnostic::Finding;
use crate::lint::Context;
use crate::request::is_template_function;
use crate::request::policy::Statement;

/// Elements of which a statement has one, and the one that takes its place.
const PAIRS: [(&str, &str); 3] = [("Principal", "NotPrincipal"), ("Action", "NotAction"), ("Resource", "NotResource")];

pub(super) fn check(statement: &Statement<'_>, cx: &mut Context<'_>) {
    let object = statement.value;
    if is_template_function(object) {
        return;
    }
    for member in object.children() {
        let name = member.key().map(|key| key.name());
        if name.is_some_and(|name| !STATEMENT.contains(&&*name)) {
            cx.report(unknown(member, "a statement", STATEMENT));
        }
    }
    if is_missing(statement, "Effect") {
        cx.report(missing(statement, "Effect"));
    }
    for (name, other) in PAIRS {
        if let (Some(_), Some(second)) = (statement.element(name), statement.element(other)) {
            let finding = Finding::at(second.key_place(), format!("`{name}` and `{other}` exclude one another"));
            cx.report(finding.label("one too many").because(object.opening_place(), "in this statement"));
        } else if is_missing(statement, name) && is_missing(statement, other) {
            cx.report(missing(statement, name));
        }
    }
}

/// Whether an element is neither there nor misspelt. A member that a template fills in may be it.
fn is_missing(statement: &Statement<'_>, name: &str) -> bool {
    let object = statement.value;
    let may_be_filled_in = object.children().any(|member| member.key().is_none());
    statement.element(name).is_none() && !has_slip(object, name, STATEMENT) && !may_be_filled_in
}

fn missing<'t>(statement: &Statement<'t>, name: &str) -> Finding<'t> {
    let help = match name {
        "Resource" => "add \"Resource\": \"*\", which is the key that the policy belongs to",
        "Effect" => "add \"Effect\": \"Allow\" or \"Deny\"",
        "Principal" => "add whom the statement is about: \"Principal\": { \"AWS\": \"…\" }",
        _ => "add what the statement is about: \"Action\": \"kms:…\"",
    };
    let place = statement.value.opening_place();
    Finding::at(place, format!("the statement has no `{name}`")).label(format!("`{name}` is missing")).help(help)
}
