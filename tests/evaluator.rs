//! The evaluator against a second implementation that is deliberately simple: it knows no third value, and asks the same question
//! in every world that there could be.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, reason = "a test may fail loudly")]

use cckm_lint::json;
use cckm_lint::request::arn::Arn;
use cckm_lint::request::policy::{Caller, KeyFacts, KeyPolicy, Truth};
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Value, json};

const OWN: &str = "111122223333";
const OTHER: &str = "444455556666";
const KEY: KeyFacts<'_> = KeyFacts {
    spec: Some("SYMMETRIC_DEFAULT"),
    usage: Some("ENCRYPT_DECRYPT"),
    origin: Some("AWS_KMS"),
    multi_region: Some(false),
};

fn role(account: &str, name: &str) -> String {
    format!("arn:aws:iam::{account}:role/{name}")
}

fn root(account: &str) -> String {
    format!("arn:aws:iam::{account}:root")
}

// ---- the second implementation ------------------------------------------------------------------------------------------

/// A statement, as plain data.
#[derive(Clone, Debug)]
struct Plain {
    allow: bool,
    principals: Vec<String>,
    all_but_principals: bool,
    actions: Vec<&'static str>,
    all_but_actions: bool,
    condition: Condition,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Condition {
    None,
    /// The caller is of this account.
    Caller(&'static str),
    /// The key is of this spec.
    Spec(&'static str),
    /// Something that is only known when the request is made; each statement asks for something else.
    Unknown,
}

/// One way that things could be: which unknown conditions hold, and whether IAM lets the caller act for its account.
#[derive(Clone, Copy)]
struct World {
    holds: u32,
    iam: bool,
}

fn applies(at: usize, statement: &Plain, caller: &str, account: &str, action: &str, world: World) -> bool {
    let is_root = caller == root(account);
    let among = statement.principals.iter().any(|principal| {
        let names_account = *principal == root(account) || principal == account;
        // An account that is allowed leaves it to IAM who of it may; one that is denied is denied whole.
        principal == "*" || *principal == caller || (names_account && (is_root || !statement.allow || world.iam))
    });
    let covered = statement.actions.iter().any(|pattern| match pattern.strip_suffix('*') {
        Some(start) => action.starts_with(start),
        None => *pattern == action,
    });
    let in_force = match statement.condition {
        Condition::None => true,
        Condition::Caller(expected) => account == expected,
        Condition::Spec(expected) => Some(expected) == KEY.spec,
        Condition::Unknown => world.holds & (1 << at) != 0,
    };
    among != statement.all_but_principals && covered != statement.all_but_actions && in_force
}

fn decide(policy: &[Plain], caller: &str, account: &str, action: &str, world: World) -> bool {
    let any = |allow: bool| {
        policy
            .iter()
            .enumerate()
            .any(|(at, statement)| statement.allow == allow && applies(at, statement, caller, account, action, world))
    };
    any(true) && !any(false)
}

/// The answers of all worlds.
fn worlds(policy: &[Plain], caller: &str, account: &str, action: &str) -> (bool, bool) {
    let mut answers = (false, false);
    for holds in 0..1 << policy.len() {
        for iam in [false, true] {
            if decide(policy, caller, account, action, World { holds, iam }) {
                answers.0 = true;
            } else {
                answers.1 = true;
            }
        }
    }
    answers
}

// ---- what is generated --------------------------------------------------------------------------------------------------

fn statement() -> impl Strategy<Value = Plain> {
    let principal = select(vec![
        "*".to_owned(),
        root(OWN),
        OWN.to_owned(),
        root(OTHER),
        role(OWN, "app"),
        role(OWN, "admin"),
        role(OTHER, "app"),
    ]);
    let action = select(vec!["*", "kms:*", "kms:En*", "kms:Encrypt", "kms:Decrypt", "kms:PutKeyPolicy"]);
    let condition = select(vec![
        Condition::None,
        Condition::None,
        Condition::Caller(OWN),
        Condition::Caller(OTHER),
        Condition::Spec("SYMMETRIC_DEFAULT"),
        Condition::Spec("RSA_2048"),
        Condition::Unknown,
    ]);
    let sides = (prop::bool::weighted(0.7), prop::bool::weighted(0.15), prop::bool::weighted(0.15));
    (sides, prop::collection::vec(principal, 1..3), prop::collection::vec(action, 1..3), condition).prop_map(
        |((allow, all_but_principals, all_but_actions), principals, actions, condition)| Plain {
            allow,
            principals,
            all_but_principals,
            actions,
            all_but_actions,
            condition,
        },
    )
}

/// The policy as it is written.
fn written(policy: &[Plain]) -> String {
    let statements: Vec<Value> = policy
        .iter()
        .enumerate()
        .map(|(at, statement)| {
            let principal = if statement.all_but_principals { "NotPrincipal" } else { "Principal" };
            let action = if statement.all_but_actions { "NotAction" } else { "Action" };
            let mut object = json!({
                "Effect": if statement.allow { "Allow" } else { "Deny" },
                principal: { "AWS": statement.principals },
                action: statement.actions,
                "Resource": "*",
            });
            match statement.condition {
                Condition::None => {}
                Condition::Caller(account) => object["Condition"] = json!({ "StringEquals": { "kms:CallerAccount": account } }),
                Condition::Spec(spec) => object["Condition"] = json!({ "StringLike": { "kms:KeySpec": [spec] } }),
                Condition::Unknown => object["Condition"] = json!({ "StringEquals": { format!("aws:PrincipalTag/t{at}"): "x" } }),
            }
            object
        })
        .collect();
    json!({ "Version": "2012-10-17", "Statement": statements }).to_string()
}

/// How often something unknown is looked at: with more than one, three values cannot tell what hangs together.
fn unknowns(policy: &[Plain]) -> usize {
    let accounts =
        |statement: &&Plain| statement.principals.iter().any(|principal| principal.ends_with(":root") || principal.len() == 12);
    policy.iter().filter(|statement| statement.condition == Condition::Unknown).count() + policy.iter().filter(accounts).count()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 4_096, ..ProptestConfig::default() })]

    #[test]
    fn an_answer_holds_in_every_world(policy in prop::collection::vec(statement(), 1..4), name in select(vec!["app", "admin"]), account in select(vec![OWN, OTHER])) {
        let text = written(&policy);
        let tree = json::parse(&text);
        let model = KeyPolicy::read(tree.root().unwrap());
        let caller = role(account, name);
        for action in ["kms:Encrypt", "kms:Decrypt", "kms:PutKeyPolicy", "kms:DescribeKey"] {
            let answer = model.may(Caller::Identity(Arn::parse(&caller).unwrap()), action, KEY);
            let (somewhere, somewhere_not) = worlds(&policy, &caller, account, action);
            match answer {
                Truth::Yes => prop_assert!(!somewhere_not, "{action} by {caller} is not certain under {text}"),
                Truth::No => prop_assert!(!somewhere, "{action} by {caller} is possible under {text}"),
                Truth::Maybe => {
                    let is_open = somewhere && somewhere_not;
                    prop_assert!(is_open || unknowns(&policy) > 1, "{action} by {caller} is certain under {text}");
                }
            }
        }
    }
}

// ---- the documented logic, case by case ---------------------------------------------------------------------------------

fn ask(statements: &str, caller: Caller<'_>, action: &str) -> Truth {
    let text = format!(r#"{{ "Version": "2012-10-17", "Statement": [{statements}] }}"#);
    let tree = json::parse(&text);
    KeyPolicy::read(tree.root().unwrap()).may(caller, action, KEY)
}

fn statement_of(effect: &str, principal: &str, action: &str, rest: &str) -> String {
    format!(r#"{{ "Effect": "{effect}", "Principal": {{ "AWS": "{principal}" }}, "Action": "{action}", "Resource": "*"{rest} }}"#)
}

#[test]
fn nothing_is_allowed_that_no_statement_allows() {
    let app = role(OWN, "app");
    let caller = Caller::Identity(Arn::parse(&app).unwrap());
    let allow = statement_of("Allow", &app, "kms:Decrypt", "");
    assert_eq!(ask(&allow, caller, "kms:Decrypt"), Truth::Yes);
    assert_eq!(ask(&allow, caller, "kms:Encrypt"), Truth::No);
    assert_eq!(ask(&allow, Caller::Account(OTHER), "kms:Decrypt"), Truth::No);
}

#[test]
fn an_explicit_deny_wins() {
    let app = role(OWN, "app");
    let caller = Caller::Identity(Arn::parse(&app).unwrap());
    let allow = statement_of("Allow", &app, "kms:*", "");
    let deny = statement_of("Deny", "*", "kms:Decrypt", "");
    assert_eq!(ask(&format!("{allow}, {deny}"), caller, "kms:Decrypt"), Truth::No);
    assert_eq!(ask(&format!("{deny}, {allow}"), caller, "kms:Encrypt"), Truth::Yes);
}

#[test]
fn a_condition_that_is_not_known_leaves_it_open() {
    let app = role(OWN, "app");
    let caller = Caller::Identity(Arn::parse(&app).unwrap());
    let condition = r#", "Condition": { "Bool": { "aws:SecureTransport": "true" } }"#;
    let allow = statement_of("Allow", &app, "kms:*", "");
    assert_eq!(ask(&statement_of("Allow", &app, "kms:*", condition), caller, "kms:Decrypt"), Truth::Maybe);
    assert_eq!(ask(&format!("{allow}, {}", statement_of("Deny", "*", "kms:*", condition)), caller, "kms:Decrypt"), Truth::Maybe);
}

#[test]
fn the_account_leaves_it_to_iam_who_of_it_may() {
    let app = role(OWN, "app");
    let allow = statement_of("Allow", &root(OWN), "kms:*", "");
    assert_eq!(ask(&allow, Caller::Account(OWN), "kms:PutKeyPolicy"), Truth::Yes);
    assert_eq!(ask(&allow, Caller::Identity(Arn::parse(&app).unwrap()), "kms:PutKeyPolicy"), Truth::Maybe);
}

#[test]
fn an_account_that_is_denied_is_denied_whole() {
    let app = role(OWN, "app");
    let statements =
        format!("{}, {}", statement_of("Allow", &app, "kms:*", ""), statement_of("Deny", &root(OWN), "kms:Decrypt", ""));
    assert_eq!(ask(&statements, Caller::Identity(Arn::parse(&app).unwrap()), "kms:Decrypt"), Truth::No);
}

#[test]
fn a_session_is_its_role_and_a_path_is_no_part_of_the_name() {
    let allow = statement_of("Allow", &role(OWN, "ops/app"), "kms:Decrypt", "");
    let session = format!("arn:aws:sts::{OWN}:assumed-role/app/me");
    assert_eq!(ask(&allow, Caller::Identity(Arn::parse(&session).unwrap()), "kms:Decrypt"), Truth::Yes);
    let other = format!("arn:aws:sts::{OWN}:assumed-role/other/me");
    assert_eq!(ask(&allow, Caller::Identity(Arn::parse(&other).unwrap()), "kms:Decrypt"), Truth::No);
}

#[test]
fn what_cannot_be_read_leaves_it_open() {
    let app = role(OWN, "app");
    let caller = Caller::Identity(Arn::parse(&app).unwrap());
    assert_eq!(ask(r#""not a statement""#, caller, "kms:Decrypt"), Truth::Maybe);
    assert_eq!(ask(&statement_of("allow", &app, "kms:Decrypt", ""), caller, "kms:Decrypt"), Truth::Maybe);
    assert_eq!(ask(&statement_of("Allow", "${ROLE_ARN}", "kms:Decrypt", ""), caller, "kms:Decrypt"), Truth::Maybe);
}
