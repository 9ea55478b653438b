//! A valid policy has no fault of grammar, and one change to it is caught, or is harmless for a reason that is given.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, reason = "a test may fail loudly")]

mod common;

use cckm_lint::catalog::{Action, ConditionKey, Operator};
use cckm_lint::diagnostic::Level;
use common::lint_text;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use serde_json::{Map, Value, json};

/// A statement of parts that are all right, in any combination that is.
fn statement() -> impl Strategy<Value = Value> {
    let principal = select(vec![
        json!({ "AWS": "arn:aws:iam::111122223333:role/app" }),
        json!({ "AWS": ["111122223333", "arn:aws:iam::111122223333:user/ops/alice"] }),
        json!({ "Service": "logs.eu-west-1.amazonaws.com" }),
        json!({ "AWS": "arn:aws:sts::111122223333:assumed-role/app/session", "Service": ["s3.amazonaws.com"] }),
    ]);
    let action = select(vec![
        json!("kms:Decrypt"),
        json!(["kms:Encrypt", "kms:ReEncrypt*", "kms:DescribeKey"]),
        json!("kms:GenerateDataKey*"),
        json!(["kms:CreateGrant", "kms:ListGrants", "kms:RevokeGrant"]),
    ]);
    let condition = select(vec![
        None,
        Some(json!({ "StringEquals": { "aws:SourceAccount": "111122223333" } })),
        Some(
            json!({ "ArnLike": { "aws:SourceArn": "arn:aws:logs:eu-west-1:111122223333:*" }, "Bool": { "aws:SecureTransport": "true" } }),
        ),
        Some(json!({ "IpAddress": { "aws:SourceIp": ["203.0.113.0/24", "2001:db8::/32"] } })),
        Some(
            json!({ "StringLikeIfExists": { "aws:PrincipalTag/team": "blue-*" }, "NumericLessThan": { "aws:MultiFactorAuthAge": 3600 } }),
        ),
        Some(json!({ "Null": { "aws:PrincipalOrgID": false }, "DateLessThan": { "aws:CurrentTime": "2030-01-01T00:00:00Z" } })),
    ]);
    let sid = select(vec![None, Some("App may read"), Some("Écrire")]);
    let resource = select(vec![json!("*"), json!(["*"])]);
    (principal, action, condition, sid, resource, prop::bool::weighted(0.8)).prop_map(
        |(principal, action, condition, sid, resource, allow)| {
            let mut statement = Map::new();
            sid.map(|sid| statement.insert("Sid".to_owned(), json!(sid)));
            statement.insert("Effect".to_owned(), json!(if allow { "Allow" } else { "Deny" }));
            statement.insert("Principal".to_owned(), principal);
            statement.insert("Action".to_owned(), action);
            statement.insert("Resource".to_owned(), resource);
            condition.map(|condition| statement.insert("Condition".to_owned(), condition));
            Value::Object(statement)
        },
    )
}

fn policy() -> impl Strategy<Value = Value> {
    let root = json!({ "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:root" }, "Action": "kms:*", "Resource": "*" });
    prop::collection::vec(statement(), 1..4).prop_map(move |mut statements| {
        statements.insert(0, root.clone());
        json!({ "Version": "2012-10-17", "Id": "generated", "Statement": statements })
    })
}

/// The findings of level `error` on a policy.
fn errors(policy: &Value) -> Vec<String> {
    let found = lint_text(&policy.to_string());
    found
        .into_iter()
        .filter(|found| found.level == Level::Error)
        .map(|found| format!("{}: {}", found.rule.name, found.message))
        .collect()
}

/// Findings of any level but `info`.
fn warnings(policy: &Value) -> usize {
    lint_text(&policy.to_string()).into_iter().filter(|found| found.level > Level::Info).count()
}

/// The word with one letter changed to another one.
fn with_a_slip(word: &str, at: Index) -> String {
    let letters: Vec<usize> = word.char_indices().filter(|(_, c)| c.is_ascii_alphabetic()).map(|(at, _)| at).collect();
    let at = letters[at.index(letters.len())];
    let other = if word[at..=at].eq_ignore_ascii_case("q") { "x" } else { "q" };
    format!("{}{other}{}", &word[..at], &word[at + 1..])
}

fn rename(object: &mut Map<String, Value>, from: &str, to: String) {
    let value = object.remove(from).unwrap();
    object.insert(to, value);
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_valid_policy_has_no_error(policy in policy()) {
        prop_assert_eq!(errors(&policy), Vec::<String>::new(), "{}", policy);
    }

    #[test]
    fn an_element_that_is_dropped_is_missed(mut policy in policy(), name in select(vec!["Effect", "Principal", "Action", "Resource"]), at in any::<Index>()) {
        let statements = policy["Statement"].as_array_mut().unwrap();
        let at = at.index(statements.len());
        statements[at].as_object_mut().unwrap().remove(name);
        prop_assert!(errors(&policy).iter().any(|error| error.starts_with("policy-element")), "{}", policy);
    }

    #[test]
    fn an_element_with_a_slip_is_unknown(mut policy in policy(), at in any::<Index>(), letter in any::<Index>()) {
        let statements = policy["Statement"].as_array_mut().unwrap();
        let at = at.index(statements.len());
        let statement = statements[at].as_object_mut().unwrap();
        let names: Vec<String> = statement.keys().cloned().collect();
        let name = &names[letter.index(names.len())];
        rename(statement, name, with_a_slip(name, letter));
        prop_assert!(!errors(&policy).is_empty(), "{}", policy);
    }

    #[test]
    fn an_effect_with_a_slip_is_none(mut policy in policy(), at in any::<Index>(), letter in any::<Index>()) {
        let statements = policy["Statement"].as_array_mut().unwrap();
        let at = at.index(statements.len());
        let effect = statements[at]["Effect"].as_str().unwrap().to_owned();
        statements[at]["Effect"] = json!(with_a_slip(&effect, letter));
        prop_assert!(errors(&policy).iter().any(|error| error.starts_with("policy-effect")), "{}", policy);
    }

    #[test]
    fn an_action_with_a_slip_is_unknown_unless_it_is_another_one(mut policy in policy(), at in any::<Index>(), letter in any::<Index>()) {
        let statements = policy["Statement"].as_array_mut().unwrap();
        let at = at.index(statements.len());
        let action = match &mut statements[at]["Action"] {
            Value::Array(actions) => actions.first_mut().unwrap(),
            action => action,
        };
        let slip = with_a_slip(action.as_str().unwrap(), letter);
        *action = json!(slip);
        // `kms:*` and `kms:Generate…*` still match something where the slip is behind nothing that matters.
        let is_another = slip.strip_prefix("kms:").is_some_and(|name| Action::find(name).is_some());
        // `kqs` may be a service of tomorrow, which is a warning.
        prop_assert!(is_another || warnings(&policy) > 0, "{}", policy);
    }

    #[test]
    fn an_operator_or_a_key_with_a_slip_is_unknown(mut policy in policy(), at in any::<Index>(), letter in any::<Index>(), of_key in any::<bool>()) {
        let statements = policy["Statement"].as_array_mut().unwrap();
        let at = at.index(statements.len());
        let Some(condition) = statements[at].get_mut("Condition").and_then(Value::as_object_mut) else { return Ok(()) };
        let operator = condition.keys().next().unwrap().clone();
        let is_known = if of_key {
            let block = condition[&operator].as_object_mut().unwrap();
            let key = block.keys().next().unwrap().clone();
            let slip = with_a_slip(&key, letter);
            rename(block, &key, slip.clone());
            ConditionKey::find(&slip).is_some()
        } else {
            let slip = with_a_slip(&operator, letter);
            rename(condition, &operator, slip.clone());
            Operator::find(&slip).is_some()
        };
        // What follows `aws:PrincipalTag/` is the user's, whatever it is.
        prop_assert!(is_known || warnings(&policy) > 0, "{}", policy);
    }

    #[test]
    fn a_value_of_another_type_is_none(
        mut policy in policy(),
        at in any::<Index>(),
        name in select(vec!["Effect", "Principal", "Action", "Resource", "Condition", "Sid"]),
        value in select(vec![json!(7), json!(true), json!([7]), json!([[]])]),
    ) {
        let statements = policy["Statement"].as_array_mut().unwrap();
        let at = at.index(statements.len());
        statements[at][name] = value;
        prop_assert!(!errors(&policy).is_empty(), "{}", policy);
    }

    #[test]
    fn a_principal_with_a_digit_less_is_none(mut policy in policy(), at in any::<Index>()) {
        let statements = policy["Statement"].as_array_mut().unwrap();
        let at = at.index(statements.len());
        let text = statements[at]["Principal"].to_string();
        statements[at]["Principal"] = serde_json::from_str(&text.replace("111122223333", "11112222333")).unwrap();
        let has_account = text.contains("111122223333");
        prop_assert!(!has_account || errors(&policy).iter().any(|error| error.starts_with("invalid-principal")), "{}", policy);
    }
}
