//! What a key policy gives hangs neither on the order of its statements nor on how they are cut.

use std::collections::BTreeSet;

use cckm_lint::access::{Access, Changes, Finder};
use cckm_lint::extract::Form;
use cckm_lint::json;
use cckm_lint::request::policy::{Caller, KeyFacts, KeyPolicy, Truth};
use cckm_lint::source::Source;
use serde_json::{Value, json};

use super::spans::are_inside;

/// All of it, for any text.
pub fn holds(text: &str) {
    let found = super::linter(Form::Policy).lint(&Source::from_text("policy.json", text)).diagnostics;
    are_inside(&found, text);
    told(text);
    let Ok(policy) = serde_json::from_str::<Value>(text) else { return };
    let Some(statements) = policy["Statement"].as_array().filter(|_| policy.is_object()) else { return };
    let questions = questions(&policy);
    let whole = Judged::of(&policy, &questions);
    let reversed = statements.iter().rev().cloned().collect();
    let reversed = with(&policy, reversed);
    assert_eq!(Judged::of(&reversed, &questions), whole, "reversed: {policy}");
    // As it is read with every name once, however often it was written.
    for (one, other) in told(&policy.to_string()).into_iter().zip(told(&reversed.to_string())) {
        let changes = Changes::between(one, other);
        assert!(changes.is_empty(), "reversed: {policy}\n{:?}", changes.differences);
    }
    for at in 0..statements.len().min(8) {
        for element in ["Action", "Principal"] {
            if let Some(split) = split(&policy, at, element) {
                let cut = Judged::of(&split, &questions);
                assert_eq!(cut.answers, whole.answers, "cut at {element}: {policy}");
                assert_eq!(of_the_whole(&cut.said), of_the_whole(&whole.said), "cut at {element}: {policy}");
            }
        }
    }
}

/// What is told of who may do what.
fn told(text: &str) -> Vec<Access> {
    Finder::new(Form::Policy).find(&Source::from_text("policy.json", text), true).told
}

/// What is said of a policy, and what it gives.
#[derive(Debug, PartialEq)]
struct Judged {
    said: Vec<String>,
    answers: Vec<Truth>,
}

impl Judged {
    fn of(policy: &Value, questions: &[(String, String)]) -> Self {
        let text = policy.to_string();
        Self { said: said(&text), answers: answers(&text, questions) }
    }
}

/// Rules that look at what the actions of one statement have in common.
const OF_ONE_STATEMENT: &[&str] = &["redundant-policy", "condition-never-matches"];

/// What is said of a policy as a whole, or of any of its statements.
fn of_the_whole(said: &[String]) -> BTreeSet<&String> {
    said.iter().filter(|said| !OF_ONE_STATEMENT.iter().any(|rule| said.contains(rule))).collect()
}

fn with(policy: &Value, statements: Vec<Value>) -> Value {
    let mut policy = policy.clone();
    policy["Statement"] = Value::Array(statements);
    policy
}

/// The policy with one statement cut in two: the first entry of an element, and the others.
pub fn split(policy: &Value, at: usize, element: &str) -> Option<Value> {
    let mut statements = policy["Statement"].as_array()?.clone();
    let list = |statement: &Value| match element {
        "Principal" => statement["Principal"]["AWS"].as_array().filter(|_| is_of_accounts_alone(statement)).cloned(),
        _ => statement[element].as_array().cloned(),
    };
    let entries = list(statements.get(at)?).filter(|entries| entries.len() > 1)?;
    let (first, others) = entries.split_first()?;
    let put = |entries: Value| if element == "Principal" { json!({ "AWS": entries }) } else { entries };
    let mut second = statements[at].clone();
    second["Sid"] = json!(second["Sid"].as_str().map_or("second".to_owned(), |sid| format!("{sid}2")));
    second[element] = put(json!(others));
    statements[at][element] = put(first.clone());
    statements.insert(at + 1, second);
    Some(with(policy, statements))
}

fn is_of_accounts_alone(statement: &Value) -> bool {
    statement["Principal"].as_object().is_some_and(|principal| principal.len() == 1)
}

/// Everybody that the policy names, somebody else, and everything that they may want to do.
fn questions(policy: &Value) -> Vec<(String, String)> {
    let mut words = BTreeSet::new();
    strings(policy, &mut words);
    let (mut callers, mut actions): (Vec<String>, Vec<String>) =
        words.into_iter().filter(|word| !word.contains('*')).partition(|word| !word.contains("kms:"));
    callers.truncate(6);
    actions.truncate(6);
    callers.extend(["111122223333", "arn:aws:iam::111122223333:role/app"].map(ToOwned::to_owned));
    actions.extend(["kms:PutKeyPolicy", "kms:Decrypt"].map(ToOwned::to_owned));
    callers.iter().flat_map(|caller| actions.iter().map(move |action| (caller.clone(), action.clone()))).collect()
}

fn strings(value: &Value, words: &mut BTreeSet<String>) {
    match value {
        Value::String(text) => drop(words.insert(text.clone())),
        Value::Array(items) => items.iter().for_each(|item| strings(item, words)),
        Value::Object(members) => members.values().for_each(|member| strings(member, words)),
        _ => {}
    }
}

fn answers(text: &str, questions: &[(String, String)]) -> Vec<Truth> {
    let tree = json::parse(text);
    let policy = KeyPolicy::read(tree.root().unwrap());
    questions.iter().map(|(caller, action)| policy.may(caller_named(caller), action, KeyFacts::default())).collect()
}

fn caller_named(word: &str) -> Caller<'_> {
    use cckm_lint::request::arn::Arn;
    match Arn::parse(word) {
        Some(arn) => Caller::Identity(arn),
        None if word.len() == 12 && word.bytes().all(|c| c.is_ascii_digit()) => Caller::Account(word),
        None if word.ends_with(".amazonaws.com") => Caller::Service(word),
        None => Caller::Stranger,
    }
}

/// What is said of a policy, but for where.
pub fn said(text: &str) -> Vec<String> {
    let found = super::linter(Form::Policy).lint(&Source::from_text("policy.json", text)).diagnostics;
    let mut said: Vec<String> =
        found.iter().map(|found| format!("{:?} {}: {}", found.level, found.rule.name, found.message)).collect();
    said.sort();
    said
}
