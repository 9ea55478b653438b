//! The key policy of a draft: the account, who administers, who uses.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{Draft, Identity};
use crate::catalog::action::ACTIONS;
use crate::catalog::{Action, Duty};
use crate::request::policy::KeyFacts;

/// A key policy, its elements in the order that people read them in.
#[derive(Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Policy {
    version: &'static str,
    statement: Vec<Statement>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
struct Statement {
    sid: &'static str,
    effect: &'static str,
    principal: BTreeMap<&'static str, Vec<String>>,
    action: Vec<&'static str>,
    resource: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    condition: Option<BTreeMap<&'static str, BTreeMap<&'static str, &'static str>>>,
}

impl Statement {
    fn allow(sid: &'static str, principals: Vec<String>, action: Vec<&'static str>) -> Self {
        let principal = BTreeMap::from([("AWS", principals)]);
        Self { sid, effect: "Allow", principal, action, resource: "*", condition: None }
    }
}

pub(super) fn policy(draft: &Draft, account: &str) -> Policy {
    let partition = draft.region.partition.name();
    let arn = |resource: &str| format!("arn:{partition}:iam::{account}:{resource}");
    let arns = |all: &[Identity]| all.iter().map(|one| arn(&format!("{}/{}", one.kind(), one.name()))).collect::<Vec<_>>();
    let key = draft.key_facts();
    let mut statement = vec![Statement::allow("AccountKeepsTheKey", vec![arn("root")], vec!["kms:*"])];
    if !draft.admins.is_empty() {
        statement.push(Statement::allow("Administer", arns(&draft.admins), actions(Duty::Administer, key)));
    }
    if !draft.users.is_empty() {
        statement.push(Statement::allow("Use", arns(&draft.users), actions(Duty::Use, key)));
        if key.obstacle(crate::catalog::Needs::SymmetricEncryption).is_none() {
            let condition = BTreeMap::from([("Bool", BTreeMap::from([("kms:GrantIsForAWSResource", "true")]))]);
            let grant = Statement::allow("UseThroughServicesOfAws", arns(&draft.users), vec!["kms:CreateGrant"]);
            statement.push(Statement { condition: Some(condition), ..grant });
        }
    }
    Policy { version: "2012-10-17", statement }
}

/// What somebody with that duty does with such a key, and looking at it.
fn actions(duty: Duty, key: KeyFacts<'_>) -> Vec<&'static str> {
    let looks = |action: &Action| match duty {
        Duty::Administer => action.duty == Duty::Look,
        _ => matches!(action.name, "DescribeKey" | "GetPublicKey"),
    };
    let is_for_key = |action: &&Action| action.is_effective && key.obstacle(action.needs).is_none();
    ACTIONS.iter().filter(is_for_key).filter(|action| action.duty == duty || looks(action)).map(|action| action.id).collect()
}
