use std::collections::BTreeMap;

use crate::diagnostic::{Finding, quoted};
use crate::json::{Kind, Tree, Value};
use crate::lint::{Context, Rule, declare_rule};

declare_rule! {
    /// ## What it finds
    ///
    /// A name that one object has twice. Names are compared after their escapes are decoded: `"kms"` and `"\u006bms"` are the
    /// same name.
    ///
    /// ## Why it matters
    ///
    /// Most servers keep the last one and say nothing, so the key is made from half of what is written. Which half is not
    /// promised anywhere.
    ///
    /// ## Example
    ///
    /// ```json bad
    /// {
    ///   "kms": "aws-main",
    ///   "region": "eu-west-1",
    ///   "aws_param": { "Alias": "payments" },
    ///   "region": "eu-central-1"
    /// }
    /// ```
    ///
    /// ```json bad
    /// {
    ///   "kms": "aws-main",
    ///   "\u006bms": "aws-test",
    ///   "region": "eu-west-1",
    ///   "aws_param": { "Alias": "payments" }
    /// }
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json good
    /// { "kms": "aws-main", "region": "eu-central-1", "aws_param": { "Alias": "payments" } }
    /// ```
    ///
    /// ## Source
    ///
    /// RFC 8259, section 4.
    pub DuplicateKey {
        name: "duplicate-key",
        category: Json,
        level: Error,
        fix: None,
        since: "0.1.0",
    }
}

/// Objects of more members than this are put in order first; smaller ones are compared pair by pair, which costs nothing.
const FEW: usize = 16;

impl Rule for DuplicateKey {
    fn check_text(&self, tree: &Tree<'_>, cx: &mut Context<'_>) {
        let mut members = Vec::new();
        for object in tree.values().filter(|value| value.kind() == Kind::Object) {
            members.clear();
            members.extend(object.children().filter(|member| member.key().is_some()));
            repeated(&members).iter().filter_map(|same| repeat(same)).for_each(|finding| cx.report(finding));
        }
    }
}

/// The members by name; nothing where no name occurs twice.
fn repeated<'t>(members: &[Value<'t>]) -> Vec<Vec<Value<'t>>> {
    let name = |member: &Value<'t>| member.key().map(|key| key.name()).unwrap_or_default();
    if members.len() <= FEW {
        let distinct = members.iter().enumerate().all(|(at, member)| !members.iter().skip(at + 1).any(|other| name(other) == name(member)));
        if distinct {
            return Vec::new();
        }
    }
    let mut by_name: BTreeMap<_, Vec<Value<'t>>> = BTreeMap::new();
    for member in members {
        by_name.entry(name(member)).or_default().push(*member);
    }
    by_name.into_values().collect()
}

fn repeat<'t>(same: &[Value<'t>]) -> Option<Finding<'t>> {
    let [first, again, further @ ..] = same else { return None };
    let name = first.key()?.name();
    let finding = Finding::at(again.key_place(), format!("{} is given {} times in one object", quoted(&name), same.len()))
        .label("given again")
        .because(first.key_place(), "first given here")
        .because_each(further.iter().map(|value| value.key_place()), "and again")
        .help("remove all but one; most servers keep the last and say nothing");
    Some(finding)
}
