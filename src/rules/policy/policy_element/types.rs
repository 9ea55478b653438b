//! Types and emptiness of the elements of a statement.

use crate::catalog::placeholder::is_placeholder;
use crate::diagnostic::Finding;
use crate::json::{Kind, Value};
use crate::lint::Context;
use crate::request::is_template_function;
use crate::request::policy::Statement;

pub(super) fn check(statement: &Statement<'_>, cx: &mut Context<'_>) {
    if let Some(sid) = statement.element("Sid").filter(|sid| !is_text(*sid)) {
        cx.report(Finding::at(sid, "the `Sid` of a statement is text").label("not text"));
    }
    for name in ["Action", "NotAction", "Resource", "NotResource"] {
        if let Some(element) = statement.element(name) {
            texts(element, format_args!("`{name}`"), cx);
        }
    }
    for name in ["Principal", "NotPrincipal"] {
        if let Some(element) = statement.element(name) {
            principals(element, name, cx);
        }
    }
    if let Some(condition) = statement.element("Condition") {
        blocks(condition, cx);
    }
}

/// A text, or what is not known to be none: holes, and functions that are reported as placeholders.
fn is_text(value: Value<'_>) -> bool {
    matches!(value.kind(), Kind::String | Kind::Hole | Kind::Invalid) || is_template_function(value)
}

/// A text, or a list of at least one.
fn texts(element: Value<'_>, name: std::fmt::Arguments<'_>, cx: &mut Context<'_>) {
    match element.kind() {
        Kind::Array if element.children().next().is_none() => {
            cx.report(Finding::at(element, format!("{name} is empty")).label("at least one is needed"));
        }
        Kind::Array => {
            for entry in element.children().filter(|entry| !is_text(*entry)) {
                cx.report(Finding::at(entry, format!("{name} is a list of texts")).label("not text"));
            }
        }
        _ if is_text(element) => {}
        _ => cx.report(Finding::at(element, format!("{name} is text, or a list of texts")).label("neither of them")),
    }
}

/// Of an object of principals, what each type names. Other forms are a matter of `invalid-principal`.
fn principals(element: Value<'_>, name: &str, cx: &mut Context<'_>) {
    if element.kind() == Kind::Object && element.children().next().is_none() {
        return cx.report(Finding::at(element, format!("`{name}` names nobody")).label("at least one is needed"));
    }
    if element.kind() != Kind::Object || is_template_function(element) {
        return;
    }
    for member in element.children() {
        let kind = member.name();
        if !is_placeholder(&kind) {
            texts(member, format_args!("`{name}.{kind}`"), cx);
        }
    }
}

/// A condition is an object of operators, each an object of keys, each a value or a list of values.
fn blocks(condition: Value<'_>, cx: &mut Context<'_>) {
    let is_unknown = |value: &Value<'_>| matches!(value.kind(), Kind::Hole | Kind::Invalid) || is_template_function(*value);
    if is_unknown(&condition) {
        return;
    }
    if condition.kind() != Kind::Object {
        return cx.report(Finding::at(condition, "a `Condition` is an object of operators").label("not an object"));
    }
    for block in condition.children().filter(|block| !is_unknown(block)) {
        if block.kind() != Kind::Object {
            cx.report(Finding::at(block, "an operator has an object of condition keys").label("not an object"));
            continue;
        }
        for value in block.children().filter(|value| value.kind() == Kind::Object && !is_unknown(value)) {
            cx.report(Finding::at(value, "a condition key has a value, or a list of values").label("an object"));
        }
    }
}
