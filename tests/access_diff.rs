//! What differs in access: what means the same is no change, and what is gained one way is lost the other.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, reason = "a test may fail loudly")]

mod common;

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use cckm_lint::access::{Access, Change, Changes, Finder, Gap, Who};
use cckm_lint::extract::Form;
use cckm_lint::request::Surroundings;
use cckm_lint::source::Source;
use common::command::{Scratch, json};
use proptest::prelude::*;
use proptest::sample::{select, subsequence};
use serde_json::{Value, json};

fn told(text: &str, also: &[Who]) -> Access {
    let finder = Finder {
        surroundings: Surroundings { account: Some("111122223333".to_owned()), ..Surroundings::default() },
        also: Arc::from(also),
        ..Finder::new(Form::Policy)
    };
    finder.find(&Source::from_text("a.json", text), true).told.into_iter().next().unwrap()
}

fn between(before: &Value, after: &Value) -> Changes {
    let texts = [before.to_string(), after.to_string()];
    let both: BTreeSet<Who> = texts.iter().flat_map(|text| told(text, &[]).entries).map(|entry| entry.who).collect();
    let both: Vec<Who> = both.into_iter().collect();
    let [before, after] = texts.map(|text| told(&text, &both));
    Changes::between(before, after)
}

/// Each change of each action of each principal.
fn each(changes: &Changes) -> BTreeSet<(Who, &'static str, Change)> {
    let one = |difference: &cckm_lint::access::Difference| {
        difference.actions.iter().map(|action| (difference.who.clone(), *action, difference.change)).collect::<Vec<_>>()
    };
    changes.differences.iter().flat_map(one).collect()
}

// Policies that are made up.

const PRINCIPALS: &[&str] = &[
    r#""*""#,
    r#"{ "AWS": "111122223333" }"#,
    r#"{ "AWS": "arn:aws:iam::111122223333:root" }"#,
    r#"{ "AWS": ["arn:aws:iam::111122223333:role/app", "arn:aws:iam::111122223333:user/ada"] }"#,
    r#"{ "AWS": "arn:aws:iam::444455556666:root" }"#,
    r#"{ "AWS": "arn:aws:sts::111122223333:assumed-role/app/night" }"#,
    r#"{ "Service": "logs.eu-west-1.amazonaws.com" }"#,
    r#"{ "AWS": ["${ADMIN}", "arn:aws:iam::111122223333:role/app"] }"#,
];

const ACTIONS: &[&str] = &[
    "kms:*",
    "kms:Decrypt",
    "kms:Encrypt",
    "kms:PutKeyPolicy",
    "kms:Generate*",
    "kms:CreateGrant",
    "kms:DescribeKey",
    "kms:${X}",
];

const CONDITIONS: &[&str] = &[
    "null",
    "null",
    r#"{ "StringEquals": { "kms:ViaService": ["s3.eu-west-1.amazonaws.com", "ec2.eu-west-1.amazonaws.com"] } }"#,
    r#"{ "StringNotEquals": { "kms:EncryptionContext:team": "a" }, "Bool": { "aws:SecureTransport": true } }"#,
    r#"{ "Bool": { "kms:GrantIsForAWSResource": "true" } }"#,
    r#"{ "StringEquals": { "kms:CallerAccount": "111122223333" } }"#,
];

fn parsed(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

fn statement() -> impl Strategy<Value = Value> {
    let effect = prop_oneof![4 => Just("Allow"), 1 => Just("Deny")];
    let names = prop_oneof![8 => Just("Principal"), 1 => Just("NotPrincipal")];
    let parts = (effect, names, select(PRINCIPALS), subsequence(ACTIONS, 1..3), select(CONDITIONS));
    parts.prop_map(|(effect, name, principal, actions, condition)| {
        let mut statement = json!({ "Effect": effect, name: parsed(principal), "Action": actions, "Resource": "*" });
        if condition != "null" {
            statement["Condition"] = parsed(condition);
        }
        statement
    })
}

fn policy() -> impl Strategy<Value = Value> {
    prop::collection::vec(statement(), 1..6).prop_map(|statements| json!({ "Version": "2012-10-17", "Statement": statements }))
}

/// The same policy in other words: a statement for each principal and each action, in another order, with other ids, in other
/// capitals, and lists where single texts stood.
fn rewritten(policy: &Value) -> Value {
    let mut statements: Vec<Value> = policy["Statement"].as_array().unwrap().iter().flat_map(split).collect();
    statements.reverse();
    for (at, statement) in statements.iter_mut().enumerate() {
        statement["Sid"] = format!("n{at}").into();
    }
    json!({ "Statement": statements, "Id": "other", "Version": "2012-10-17" })
}

fn split(statement: &Value) -> Vec<Value> {
    let actions = statement["Action"].as_array().unwrap();
    let principals: Vec<Value> = match statement["Principal"]["AWS"].as_array() {
        Some(several) => several.iter().map(|one| json!({ "AWS": [one] })).collect(),
        None => vec![statement["Principal"].clone()],
    };
    let mut found = Vec::new();
    for action in actions {
        for principal in &principals {
            let mut one = statement.clone();
            // `NotPrincipal` is about nobody the less for being split.
            if !principal.is_null() {
                one["Principal"] = principal.clone();
            } else if let Some(members) = one.as_object_mut() {
                members.remove("Principal");
            }
            let text = action.as_str().unwrap();
            one["Action"] = if text.contains('$') { action.clone() } else { json!([text.to_ascii_uppercase()]) };
            one["Condition"] = conditions(&statement["Condition"]);
            found.push(one);
        }
    }
    found
}

/// The same condition: lists the other way round, single values in lists, flags as texts, names in other capitals.
fn conditions(condition: &Value) -> Value {
    let Some(blocks) = condition.as_object() else { return condition.clone() };
    let values = |value: &Value| match value {
        Value::Array(several) => Value::Array(several.iter().rev().cloned().collect()),
        Value::Bool(flag) => json!([flag.to_string()]),
        one => json!([one]),
    };
    let tests = |block: &Value| -> Value {
        block
            .as_object()
            .unwrap()
            .iter()
            .map(|(key, value)| (key.to_ascii_uppercase(), values(value)))
            .collect::<serde_json::Map<_, _>>()
            .into()
    };
    blocks.iter().map(|(operator, block)| (operator.to_ascii_lowercase(), tests(block))).collect::<serde_json::Map<_, _>>().into()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, rng_seed: proptest::test_runner::RngSeed::Fixed(7), ..ProptestConfig::with_cases(200) })]

    #[test]
    fn what_means_the_same_is_no_change(policy in policy()) {
        let changes = between(&policy, &rewritten(&policy));
        prop_assert!(changes.is_empty(), "{:?}\n{policy}", each(&changes));
    }

    #[test]
    fn what_is_gained_one_way_is_lost_the_other(one in policy(), other in policy()) {
        let there = each(&between(&one, &other));
        let back: BTreeSet<_> = each(&between(&other, &one)).into_iter().map(|(who, action, change)| (who, action, change.reversed())).collect();
        prop_assert_eq!(there, back);
    }

    #[test]
    fn what_another_statement_allows_is_never_lost(policy in policy(), more in statement()) {
        let mut more = more;
        more["Effect"] = "Allow".into();
        let mut larger = policy.clone();
        larger["Statement"].as_array_mut().unwrap().push(more);
        let lost: Vec<_> = each(&between(&policy, &larger)).into_iter().filter(|(_, _, change)| matches!(change, Change::Lost | Change::Conditional)).collect();
        prop_assert_eq!(lost, vec![]);
    }
}

// One by one.

fn with(statements: &[&Value]) -> Value {
    let root = json!({ "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:root" }, "Action": "kms:*", "Resource": "*" });
    let all: Vec<&Value> = std::iter::once(&root).chain(statements.iter().copied()).collect();
    json!({ "Version": "2012-10-17", "Statement": all })
}

fn allow(action: &str, condition: &Value) -> Value {
    json!({ "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/app" }, "Action": action, "Resource": "*", "Condition": condition })
}

fn kinds(before: &[&Value], after: &[&Value]) -> Vec<(String, Change)> {
    let changes = between(&with(before), &with(after));
    each(&changes).into_iter().map(|(who, action, change)| (format!("{} {action}", who.kind()), change)).collect()
}

#[test]
fn each_kind_of_change() {
    let always = allow("kms:Decrypt", &json!({}));
    let via = |service: &str| allow("kms:Decrypt", &json!({ "StringEquals": { "kms:ViaService": service } }));
    let own = |change| vec![("role Decrypt".to_owned(), change)];
    assert_eq!(kinds(&[&always], &[&via("a")]), own(Change::Conditional));
    assert_eq!(kinds(&[&via("a")], &[&always]), own(Change::Certain));
    assert_eq!(kinds(&[&via("a")], &[&via("b")]), own(Change::Conditions));
    assert_eq!(kinds(&[&via("a"), &via("b")], &[&via("b"), &via("a")]), []);
    // What the account may do it might be let do by IAM in any case.
    assert_eq!(kinds(&[], &[&always]), own(Change::Certain));
    let deny = json!({ "Effect": "Deny", "Principal": { "AWS": "arn:aws:iam::111122223333:role/app" }, "Action": "kms:Decrypt", "Resource": "*" });
    assert_eq!(kinds(&[&always], &[&always, &deny]), own(Change::Lost));
    // Even where nothing gave it by name.
    assert_eq!(kinds(&[], &[&deny]), own(Change::Lost));
    assert_eq!(kinds(&[&deny], &[&deny, &always]), []);
    // What is denied to everyone is told of the account alone, if that is why.
    let all = json!({ "Effect": "Deny", "Principal": "*", "Action": "kms:Decrypt", "Resource": "*" });
    assert_eq!(
        kinds(&[&allow("kms:Sign", &json!({}))], &[&allow("kms:Sign", &json!({})), &all]),
        [("account Decrypt".to_owned(), Change::Lost)]
    );
}

#[test]
fn an_account_is_the_same_however_it_is_written_and_wherever_it_is_known_from() {
    let bare = json!({ "Statement": [{ "Effect": "Allow", "Principal": { "AWS": "111122223333" }, "Action": "kms:*", "Resource": "*" }] });
    assert!(between(&with(&[]), &bare).is_empty());
    let request = |param: Value| json!({ "kms": "a", "region": "eu-west-1", "aws_param": param }).to_string();
    let scratch = Scratch::new("diff-default")
        .file("a.json", request(json!({ "Alias": "a" })))
        .file("b.json", request(json!({ "Policy": bare })));
    let run = scratch.run(&["diff", "a.json", "b.json"]);
    assert_eq!((run.code, run.out.as_str()), (0, "a.json, alias a → b.json\nno change in access\n"), "{}", run.err);
}

/// More statements than are looked at are not said to be the same.
#[test]
fn what_is_too_large_is_not_said_to_be_the_same() {
    let via = |at: usize| allow("kms:Decrypt", &json!({ "StringEquals": { "kms:ViaService": format!("s{at}") } }));
    let via: Vec<Value> = (0..150).map(via).collect();
    let all: Vec<&Value> = via.iter().collect();
    assert_eq!(between(&with(&all), &with(&all)).gap, Some(Gap::TooMany));
    assert_eq!(between(&with(&all[..90]), &with(&all[..90])).gap, None);
}

#[test]
fn exit_codes() {
    let (small, large) = (with(&[]), with(&[&allow("kms:Decrypt", &json!({}))]));
    let template = json!({ "kms": "a", "region": "eu-west-1", "policytemplate": "t", "aws_param": {} });
    let scratch = Scratch::new("diff-exit")
        .file("small.json", small.to_string())
        .file("large.json", large.to_string())
        .file("template.json", template.to_string())
        .file("two.json", json!([template, template]).to_string())
        .file("none.json", r#"{ "name": "x" }"#)
        .file("cut.json", &large.to_string()[..60]);
    for (words, code) in [
        (&["small.json", "small.json"][..], 0),
        (&["small.json", "large.json"], 1),
        (&["template.json", "template.json"], 0),
        (&["template.json", "large.json"], 3),
        (&["small.json", "gone.json"], 3),
        (&["small.json", "cut.json"], 3),
        (&["small.json", "two.json"], 2),
        (&["small.json"], 2),
        (&["small.json", "none.json"], 4),
    ] {
        let run = scratch.run(&[&["diff"], words].concat());
        assert_eq!(run.code, code, "{words:?}: {}{}", run.out, run.err);
    }
    let run = scratch.run(&["diff", "--format", "json", "small.json", "large.json"]);
    assert_eq!((run.code, json(&run)["changed"].as_bool()), (1, Some(true)));
}

#[test]
fn what_a_person_sees() {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/access");
    let mut scratch = Scratch::new("diff-seen");
    for name in ["account-alone", "nobody-ends-it", "via-services", "everyone-and-services", "two-accounts"] {
        scratch = scratch.file(&format!("{name}.json"), std::fs::read(fixtures.join(name).with_extension("json")).unwrap());
    }
    for (before, after) in
        [("account-alone", "nobody-ends-it"), ("via-services", "everyone-and-services"), ("two-accounts", "account-alone")]
    {
        let words = [&format!("{before}.json"), &format!("{after}.json")];
        let run = scratch.run(&["diff", "--account", "111122223333", words[0], words[1]]);
        assert_eq!((run.code, run.err.as_str()), (1, ""));
        insta::assert_snapshot!(format!("{before} to {after}"), run.out);
    }
}

#[test]
fn a_request_is_compared_with_the_key_that_exists() {
    let page = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/keys/page.json")).unwrap();
    let page: Value = serde_json::from_str(&page).unwrap();
    let request = serde_json::json!({ "kms": "aws-main", "region": "eu-west-1", "aws_param": { "Alias": "open" } });
    let here =
        Scratch::new("diff-key").file("request.json", request.to_string()).file("key.json", page["resources"][1].to_string());
    let run = here.run(&["diff", "--format", "json", "request.json", "key.json"]);
    assert_eq!(run.code, 1, "{}", run.err);
    let told = json(&run);
    let changes = told["comparisons"][0]["changes"].as_array().unwrap();
    let who: Vec<&str> = changes.iter().map(|change| change["principal"]["kind"].as_str().unwrap()).collect();
    // The account has all by the default policy, whichever it is.
    assert_eq!(who, ["everyone"], "{told}");
}
