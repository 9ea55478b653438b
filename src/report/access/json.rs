//! Access and its changes as JSON, version 1. The schemas are `schemas/access.schema.json` and `schemas/diff.schema.json`.

use std::io;

use serde::Serialize;

use super::AccessReport;
use crate::access::{Access, Basis, Change, Changes, Condition, Difference, Entry, Gap, GroupAccess, Part, Reason, Taken, Who};
use crate::report::{Note, serial};

#[derive(Serialize)]
struct Output<'r> {
    version: u8,
    tool: Tool,
    requests: Vec<Request<'r>>,
    skipped: &'r [Note],
    incomplete: &'r [Note],
}

#[derive(Serialize)]
struct Tool {
    name: &'static str,
    version: &'static str,
}

impl Tool {
    const OURS: Self = Self { name: env!("CARGO_PKG_NAME"), version: env!("CARGO_PKG_VERSION") };
}

#[derive(Serialize)]
#[expect(clippy::struct_field_names, reason = "as the output of findings calls it")]
struct Request<'r> {
    path: &'r str,
    request: usize,
    line: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    alias: Option<&'r str>,
    basis: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    template: Option<&'r str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    account: Option<Account<'r>>,
    key: Key,
    principals: Vec<Principal<'r>>,
    left_out: usize,
    policy_changes: PolicyChanges<'r>,
    unknown: &'r [String],
}

#[derive(Serialize)]
struct Account<'r> {
    id: &'r str,
    stated: bool,
}

#[derive(Serialize)]
struct Key {
    #[serde(skip_serializing_if = "Option::is_none")]
    spec: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    usage: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    origin: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    multi_region: Option<bool>,
}

#[derive(Serialize)]
struct Principal<'r> {
    #[serde(flatten)]
    who: Named<'r>,
    other_account: bool,
    access: Groups<'r>,
}

#[derive(Serialize)]
struct Named<'r> {
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<&'r str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    but: Option<&'r [String]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    account: Option<&'r str>,
}

/// The groups, each by its name.
struct Groups<'r>(&'r [GroupAccess]);

impl Serialize for Groups<'_> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|access| (access.group.name(), group(access))))
    }
}

#[derive(Serialize)]
struct Group<'r> {
    extent: &'static str,
    given: Vec<Given<'r>>,
    taken: Vec<Removed<'r>>,
    left_to_iam: Vec<String>,
    in_vain: Vec<String>,
}

#[derive(Serialize)]
struct Given<'r> {
    actions: Vec<String>,
    certainty: &'static str,
    by: Vec<Why<'r>>,
    but: Vec<Why<'r>>,
}

#[derive(Serialize)]
struct Removed<'r> {
    actions: Vec<String>,
    by: Vec<Why<'r>>,
}

#[derive(Serialize)]
struct Why<'r> {
    statement: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    sid: Option<&'r str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<usize>,
    conditions: Vec<If<'r>>,
}

#[derive(Serialize)]
struct If<'r> {
    words: &'r str,
    known: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    operator: Option<&'r str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    key: Option<&'r str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    values: Option<&'r [String]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    values_left_out: Option<usize>,
}

#[derive(Serialize)]
struct PolicyChanges<'r> {
    somebody: &'static str,
    by: Vec<Changer<'r>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    caller: Option<Caller<'r>>,
}

#[derive(Serialize)]
struct Changer<'r> {
    #[serde(flatten)]
    who: Named<'r>,
    certainty: &'static str,
}

#[derive(Serialize)]
struct Caller<'r> {
    arn: &'r str,
    may: &'static str,
}

pub(super) fn write(report: &AccessReport, out: &mut dyn io::Write) -> io::Result<()> {
    let output = Output {
        version: 1,
        tool: Tool::OURS,
        requests: report.told.iter().map(request).collect(),
        skipped: &report.skipped,
        incomplete: &report.incomplete,
    };
    serial::line(&output, out)
}

fn request(access: &Access) -> Request<'_> {
    let key = access.key;
    let template = match &access.basis {
        Basis::Template(id) => id.as_deref(),
        _ => None,
    };
    Request {
        path: &access.path,
        request: access.request,
        line: access.line,
        alias: access.alias.as_deref(),
        basis: access.basis.name(),
        template,
        account: access.account.as_ref().map(|account| Account { id: &account.id, stated: account.is_stated }),
        key: Key { spec: key.spec, usage: key.usage, origin: key.origin, multi_region: key.multi_region },
        principals: access.entries.iter().map(principal).collect(),
        left_out: access.left_out,
        policy_changes: policy_changes(access),
        unknown: &access.unknown,
    }
}

fn principal(entry: &Entry) -> Principal<'_> {
    Principal { who: named(&entry.who), other_account: entry.is_outside, access: Groups(&entry.groups) }
}

fn named(who: &Who) -> Named<'_> {
    let but = match who {
        Who::EveryoneBut(names) => Some(names.as_slice()),
        _ => None,
    };
    Named { kind: who.kind(), name: who.name(), but, account: who.account() }
}

fn group(access: &GroupAccess) -> Group<'_> {
    Group {
        extent: access.extent(),
        given: access.parts.iter().map(given).collect(),
        taken: access.taken.iter().map(removed).collect(),
        left_to_iam: ids(&access.iam),
        in_vain: ids(&access.void),
    }
}

fn given(part: &Part) -> Given<'_> {
    Given {
        actions: ids(&part.actions),
        certainty: part.certainty.name(),
        by: part.given.iter().map(why).collect(),
        but: part.taken.iter().map(why).collect(),
    }
}

fn removed(taken: &Taken) -> Removed<'_> {
    Removed { actions: ids(&taken.actions), by: taken.by.iter().map(why).collect() }
}

/// Actions as policies name them.
fn ids(actions: &[&str]) -> Vec<String> {
    actions.iter().map(|action| format!("kms:{action}")).collect()
}

fn why(reason: &Reason) -> Why<'_> {
    let statement = &reason.statement;
    Why {
        statement: statement.number,
        sid: statement.sid.as_deref(),
        line: statement.line,
        conditions: reason.conditions.iter().map(condition).collect(),
    }
}

fn condition(condition: &Condition) -> If<'_> {
    let tested = condition.tested.as_ref();
    If {
        words: &condition.words,
        known: condition.is_known(),
        operator: tested.map(|tested| tested.operator.as_str()),
        key: tested.map(|tested| tested.key.as_str()),
        values: tested.map(|tested| tested.values.as_slice()),
        values_left_out: tested.map(|tested| tested.left_out).filter(|left_out| *left_out > 0),
    }
}

fn policy_changes(access: &Access) -> PolicyChanges<'_> {
    let control = &access.control;
    PolicyChanges {
        somebody: control.somebody.name(),
        by: control.by.iter().map(|(who, certainty)| Changer { who: named(who), certainty: certainty.name() }).collect(),
        caller: control.caller.as_ref().map(|caller| Caller {
            arn: &caller.arn,
            may: match caller.may {
                Some(true) => "yes",
                Some(false) => "no",
                None => "conditional",
            },
        }),
    }
}

#[derive(Serialize)]
#[expect(clippy::struct_field_names, reason = "it is what there is")]
struct Comparisons<'r> {
    version: u8,
    tool: Tool,
    changed: bool,
    comparisons: Vec<Comparison<'r>>,
}

#[derive(Serialize)]
struct Comparison<'r> {
    before: Place<'r>,
    after: Place<'r>,
    #[serde(skip_serializing_if = "Option::is_none")]
    not_compared: Option<&'static str>,
    changes: Vec<Changed<'r>>,
}

#[derive(Serialize)]
struct Place<'r> {
    path: &'r str,
    request: usize,
    line: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    alias: Option<&'r str>,
    basis: &'static str,
    unknown: &'r [String],
}

#[derive(Serialize)]
struct Changed<'r> {
    principal: Named<'r>,
    other_account: bool,
    change: &'static str,
    actions: Vec<String>,
    before: Option<Stand<'r>>,
    after: Option<Stand<'r>>,
}

/// How something stood, where it might be done at all.
#[derive(Serialize)]
struct Stand<'r> {
    certainty: &'static str,
    by: Vec<Why<'r>>,
    but: Vec<Why<'r>>,
}

pub(super) fn write_changes(changes: &[Changes], out: &mut dyn io::Write) -> io::Result<()> {
    let output = Comparisons {
        version: 1,
        tool: Tool::OURS,
        changed: changes.iter().any(|changes| !changes.is_empty()),
        comparisons: changes.iter().map(comparison).collect(),
    };
    serial::line(&output, out)
}

fn comparison(changes: &Changes) -> Comparison<'_> {
    Comparison {
        before: place(&changes.before),
        after: place(&changes.after),
        not_compared: changes.gap.map(|gap| match gap {
            Gap::Unknown => "unknown",
            Gap::TooMany => "too-large",
        }),
        changes: changes.differences.iter().map(changed).collect(),
    }
}

fn place(access: &Access) -> Place<'_> {
    Place {
        path: &access.path,
        request: access.request,
        line: access.line,
        alias: access.alias.as_deref(),
        basis: access.basis.name(),
        unknown: &access.unknown,
    }
}

fn changed(difference: &Difference) -> Changed<'_> {
    let (was_left, is_left) = difference.iam;
    let is_gained = difference.change == Change::Gained;
    let is_lost = difference.change == Change::Lost;
    Changed {
        principal: named(&difference.who),
        other_account: difference.is_outside,
        change: difference.change.name(),
        actions: ids(&difference.actions),
        before: stand(difference.before.as_ref(), was_left).filter(|_| !is_gained),
        after: stand(difference.after.as_ref(), is_left).filter(|_| !is_lost),
    }
}

fn stand(part: Option<&Part>, is_left_to_iam: bool) -> Option<Stand<'_>> {
    let Some(part) = part else {
        return is_left_to_iam.then(|| Stand { certainty: "left-to-iam", by: Vec::new(), but: Vec::new() });
    };
    let Given { certainty, by, but, .. } = given(part);
    Some(Stand { certainty, by, but })
}
