use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::diagnostic::{Finding, quoted};
use crate::json::{Kind, Tree, Value};
use crate::lint::{Context, Rule, declare_rule};
use crate::request::Request;

declare_rule! {
    /// ## What it finds
    ///
    /// A name that one object has twice. Names are compared after their escapes are decoded: `"kms"` and `"\u006bms"` are the
    /// same name. In a key policy, condition keys are the same in any capitals.
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
    /// A condition key twice (C 7), and one in other capitals (C 8).
    ///
    /// ```json bad C7 C8
    /// {
    ///   "Version": "2012-10-17",
    ///   "Statement": [
    ///     { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:root" }, "Action": "kms:*", "Resource": "*" },
    ///     {
    ///       "Effect": "Allow",
    ///       "Principal": { "AWS": "arn:aws:iam::111122223333:role/app" },
    ///       "Action": "kms:Decrypt",
    ///       "Resource": "*",
    ///       "Condition": {
    ///         "StringEquals": { "aws:PrincipalOrgID": "o-a1b2c3d4e5", "aws:PrincipalOrgID": "o-b2c3d4e5f6" },
    ///         "StringLike": { "aws:PrincipalTag/team": "blue", "aws:principaltag/team": "red" }
    ///       }
    ///     }
    ///   ]
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
    /// RFC 8259, section 4. Condition keys: IAM User Guide, "IAM JSON policy elements: Condition operators".
    pub DuplicateKey {
        name: "duplicate-key",
        category: Json,
        level: Error,
        fix: None,
        see: ["DUPLICATE_KEYS_WITH_DIFFERENT_CASE"],
        since: "0.1.0",
    }
}

/// Objects of more members than this are put in order first; smaller ones are compared pair by pair, which costs nothing.
const FEW: usize = 16;

impl Rule for DuplicateKey {
    fn check_text(&self, tree: &Tree<'_>, cx: &mut Context<'_>) {
        if !tree.may_repeat_names() {
            return;
        }
        let mut members = Vec::new();
        for object in tree.values().filter(|value| value.kind() == Kind::Object) {
            members.clear();
            members.extend(object.children().filter(|member| member.key().is_some()));
            repeated(&members).iter().filter_map(|same| repeat(same)).for_each(|finding| cx.report(finding));
        }
    }

    fn check_policy(&self, request: &Request<'_>, cx: &mut Context<'_>) {
        let conditions = request.statements().filter_map(|statement| statement.element("Condition"));
        for block in conditions.flat_map(|condition| condition.children()).filter(|block| block.kind() == Kind::Object) {
            in_other_capitals(block).iter().filter_map(|same| repeat(same)).for_each(|finding| cx.report(finding));
        }
    }
}

/// Condition keys of one block that differ in nothing but capitals.
fn in_other_capitals<'t>(block: Value<'t>) -> Vec<Vec<Value<'t>>> {
    if block.children().nth(1).is_none() {
        return Vec::new();
    }
    let mut by_name: BTreeMap<String, Vec<Value<'t>>> = BTreeMap::new();
    for member in block.children() {
        let name = member.name().to_ascii_lowercase();
        by_name.entry(name).or_default().push(member);
    }
    let exact = |member: &Value<'t>| member.key().map(|key| key.name());
    let differs = |same: &Vec<Value<'t>>| same.windows(2).any(|pair| pair.first().map(exact) != pair.last().map(exact));
    by_name.into_values().filter(differs).collect()
}

/// The members by name; nothing where no name occurs twice.
fn repeated<'t>(members: &[Value<'t>]) -> Vec<Vec<Value<'t>>> {
    let names: Vec<Cow<'t, str>> = members.iter().map(|member| member.name()).collect();
    if names.len() <= FEW && names.iter().enumerate().all(|(at, name)| !names.iter().skip(at + 1).any(|other| other == name)) {
        return Vec::new();
    }
    let mut by_name: BTreeMap<Cow<'t, str>, Vec<Value<'t>>> = BTreeMap::new();
    for (name, member) in names.into_iter().zip(members) {
        by_name.entry(name).or_default().push(*member);
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
