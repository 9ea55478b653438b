use std::collections::{BTreeMap, HashMap};

use foldhash::fast::RandomState;

use crate::catalog::Action;
use crate::diagnostic::{Finding, Fix, quoted};
use crate::json::{Kind, Value, remove_member, replace_with_text};
use crate::lint::{Context, Rule, declare_rule};
use crate::request::Request;
use crate::request::policy::{KeyPolicy, Pattern, Statement, matches};

declare_rule! {
    /// ## What it finds
    ///
    /// Parts of the policy that say nothing, or say it twice. They are an empty or repeated `Sid`, identical statements, an
    /// action in other capitals than documented or covered by another one, and a condition that is empty.
    ///
    /// ## Why it matters
    ///
    /// Nothing is wrong with them, but whoever reads the policy has to find that out.
    ///
    /// ## Example
    ///
    /// An empty statement id (C 33).
    ///
    /// ```json bad C33
    /// {
    ///   "Version": "2012-10-17",
    ///   "Statement": [
    ///     { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:root" }, "Action": "kms:*", "Resource": "*" },
    ///     { "Sid": "", "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/app" }, "Action": "kms:Decrypt", "Resource": "*" }
    ///   ]
    /// }
    /// ```
    ///
    /// Two statements of one id (C 34).
    ///
    /// ```json bad C34
    /// {
    ///   "Version": "2012-10-17",
    ///   "Statement": [
    ///     { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:root" }, "Action": "kms:*", "Resource": "*" },
    ///     { "Sid": "App", "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/app" }, "Action": "kms:Decrypt", "Resource": "*" },
    ///     { "Sid": "App", "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/app" }, "Action": "kms:Encrypt", "Resource": "*" }
    ///   ]
    /// }
    /// ```
    ///
    /// The same statement twice (C 35).
    ///
    /// ```json bad C35
    /// {
    ///   "Version": "2012-10-17",
    ///   "Statement": [
    ///     { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:root" }, "Action": "kms:*", "Resource": "*" },
    ///     { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/app" }, "Action": "kms:Decrypt", "Resource": "*" },
    ///     { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/app" }, "Action": "kms:Decrypt", "Resource": "*" }
    ///   ]
    /// }
    /// ```
    ///
    /// Other capitals than documented (C 73).
    ///
    /// ```json bad C73
    /// {
    ///   "Version": "2012-10-17",
    ///   "Statement": [
    ///     { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:root" }, "Action": "kms:*", "Resource": "*" },
    ///     { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/app" }, "Action": "kms:decrypt", "Resource": "*" }
    ///   ]
    /// }
    /// ```
    ///
    /// An action that another one covers (C 74).
    ///
    /// ```json bad C74
    /// {
    ///   "Version": "2012-10-17",
    ///   "Statement": [
    ///     { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:root" }, "Action": "kms:*", "Resource": "*" },
    ///     { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/app" }, "Action": ["kms:GenerateDataKey*", "kms:GenerateDataKeyPair"], "Resource": "*" }
    ///   ]
    /// }
    /// ```
    ///
    /// A set qualifier on `Null` (C 89).
    ///
    /// ```json bad C89
    /// {
    ///   "Version": "2012-10-17",
    ///   "Statement": [
    ///     { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:root" }, "Action": "kms:*", "Resource": "*" },
    ///     { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/app" }, "Action": "kms:CreateGrant", "Resource": "*", "Condition": { "ForAnyValue:Null": { "kms:GrantOperations": "false" }, "Bool": { "kms:GrantIsForAWSResource": true } } }
    ///   ]
    /// }
    /// ```
    ///
    /// A test without values (C 105).
    ///
    /// ```json bad C105
    /// {
    ///   "Version": "2012-10-17",
    ///   "Statement": [
    ///     { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:root" }, "Action": "kms:*", "Resource": "*" },
    ///     { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/app" }, "Action": "kms:Decrypt", "Resource": "*", "Condition": { "StringEqualsIfExists": { "aws:PrincipalOrgID": [] } } }
    ///   ]
    /// }
    /// ```
    ///
    /// An empty condition (C 36).
    ///
    /// ```json bad C36
    /// {
    ///   "Version": "2012-10-17",
    ///   "Statement": [
    ///     { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:root" }, "Action": "kms:*", "Resource": "*" },
    ///     { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/app" }, "Action": "kms:Decrypt", "Resource": "*", "Condition": {} }
    ///   ]
    /// }
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json good
    /// {
    ///   "Version": "2012-10-17",
    ///   "Statement": [
    ///     { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:root" }, "Action": "kms:*", "Resource": "*" },
    ///     { "Sid": "App may read", "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/app" }, "Action": "kms:Decrypt", "Resource": "*" }
    ///   ]
    /// }
    /// ```
    ///
    /// ## Source
    ///
    /// IAM User Guide, "IAM Access Analyzer policy check reference". A space in a `Sid` is fine in a key policy: KMS Developer
    /// Guide, "Key policy format".
    pub RedundantPolicy {
        name: "redundant-policy",
        category: Policy,
        level: Info,
        fix: Safe,
        see: ["EMPTY_SID_VALUE", "UNIQUE_SIDS_RECOMMENDED", "REDUNDANT_STATEMENT", "REDUNDANT_ACTION", "NULL_WITH_QUALIFIER", "EMPTY_ARRAY_CONDITION", "EMPTY_ARRAY_CONDITION_FORALLVALUES", "EMPTY_ARRAY_CONDITION_FORANYVALUE", "EMPTY_ARRAY_CONDITION_IFEXISTS", "EMPTY_OBJECT_CONDITION"],
        since: "0.1.0",
    }
}

impl Rule for RedundantPolicy {
    fn check_policy(&self, request: &Request<'_>, cx: &mut Context<'_>) {
        let Some(policy) = request.policy() else { return };
        repeated(policy, cx);
        for statement in &policy.statements {
            actions(statement, cx);
            condition(statement, cx);
        }
    }
}

/// Ids and whole statements that stand twice.
fn repeated(policy: &KeyPolicy<'_>, cx: &mut Context<'_>) {
    let mut ids: BTreeMap<String, Value<'_>> = BTreeMap::new();
    let mut met: HashMap<u64, Value<'_>, RandomState> = HashMap::default();
    let hasher = RandomState::default();
    for statement in &policy.statements {
        let before = met.insert(statement.value.digest(&hasher), statement.value);
        if let Some(first) = before.filter(|before| before.says_the_same(statement.value)) {
            let finding = Finding::at(statement.value, "the same statement stands twice").label("again");
            cx.report(finding.because(first, "first here"));
            continue;
        }
        // What is no text is a matter of `policy-element`.
        let Some((sid, text)) = statement.element("Sid").and_then(|sid| Some((sid, sid.as_str()?.into_owned()))) else { continue };
        if text.is_empty() {
            cx.report(Finding::at(sid, "an empty statement id").label("says nothing"));
        } else if let Some(first) = ids.insert(text.clone(), sid) {
            let finding = Finding::at(sid, format!("two statements go by {}", quoted(&text))).label("again");
            cx.report(finding.because(first, "first here"));
        }
    }
}

/// Actions in other capitals than documented, and those that another pattern of the statement covers.
fn actions(statement: &Statement<'_>, cx: &mut Context<'_>) {
    let patterns: Vec<&Pattern<'_>> = statement.actions.entries().iter().filter(|pattern| pattern.is_known).take(MOST).collect();
    for (at, pattern) in patterns.iter().enumerate() {
        let documented = pattern.text.split_once(':').and_then(|(_, name)| Action::find(name)).map(|action| action.id);
        let covers = |(other_at, other): &(usize, &&Pattern<'_>)| {
            *other_at != at && matches(&other.text, &pattern.text) && (!matches(&pattern.text, &other.text) || *other_at < at)
        };
        if let Some((_, other)) = patterns.iter().enumerate().find(covers) {
            let finding = Finding::at(pattern.value, format!("{} says this already", quoted(&other.text))).label("adds nothing");
            let finding = finding.because(other.value, "this covers it");
            cx.report(finding.fix(Fix::safe("remove it", [remove_member(pattern.value)])));
        } else if let Some(documented) = documented.filter(|id| *id != pattern.text && id.eq_ignore_ascii_case(&pattern.text)) {
            let edit = replace_with_text(pattern.value, documented);
            let finding = Finding::at(pattern.value, format!("the action is documented as {documented}")).label("other capitals");
            cx.report(finding.fix(Fix::safe(format!("use {documented}"), [edit])));
        }
    }
}

/// KMS has some sixty actions; a longer list is not compared with itself.
const MOST: usize = 200;

fn condition(statement: &Statement<'_>, cx: &mut Context<'_>) {
    let is_empty = |value: &Value<'_>| value.kind() == Kind::Object && value.children().next().is_none();
    if let Some(condition) = statement.element("Condition").filter(is_empty) {
        cx.report(Finding::at(condition, "an empty condition").label("says nothing"));
    }
    for test in &statement.tests {
        if test.operator.is_some_and(|operator| operator.is_null()) && test.qualifier.is_some() {
            cx.report(Finding::at(test.block.key_place(), "a set qualifier does nothing with `Null`").label("use `Null`"));
        } else if test.values.is_empty() {
            cx.report(Finding::at(test.member, format!("{} is compared with nothing", quoted(&test.name))).label("no values"));
        }
    }
}
