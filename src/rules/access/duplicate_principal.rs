use std::collections::BTreeMap;

use crate::catalog::field::Field;
use crate::diagnostic::{Finding, Fix, quoted};
use crate::json::{Value, remove_member};
use crate::lint::{Context, Rule, declare_rule};
use crate::request::{Request, Text};

declare_rule! {
    /// ## What it finds
    ///
    /// An entry that a list of users, roles or accounts has twice.
    ///
    /// ## Why it matters
    ///
    /// It adds nothing, and often stands where another name was meant to be.
    ///
    /// ## Example
    ///
    /// ```json bad
    /// {
    ///   "kms": "aws-main",
    ///   "region": "eu-west-1",
    ///   "key_users": ["alice", "bob", "alice"],
    ///   "aws_param": { "Alias": "payments" }
    /// }
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json good
    /// { "kms": "aws-main", "region": "eu-west-1", "key_users": ["alice", "bob"], "aws_param": { "Alias": "payments" } }
    /// ```
    ///
    /// ## Source
    ///
    /// CCKM manual, "Creating AWS Keys on CCKM", "Request Parameters": the lists are sets of names.
    pub DuplicatePrincipal {
        name: "duplicate-principal",
        category: Access,
        level: Warning,
        fix: Safe,
        since: "0.1.0",
    }
}

impl Rule for DuplicatePrincipal {
    fn check(&self, request: &Request<'_>, cx: &mut Context<'_>) {
        for field in Field::PRINCIPAL_LISTS {
            let entries: Vec<Text<'_>> = request.entries(field).filter_map(Text::read).collect();
            let mut by_name: BTreeMap<&str, Vec<Value<'_>>> = BTreeMap::new();
            for entry in &entries {
                if let Some(name) = entry.known() {
                    by_name.entry(name).or_default().push(entry.value());
                }
            }
            for (name, same) in by_name {
                if let [first, again, further @ ..] = &*same {
                    let message = format!("{} stands {} times in `{}`", quoted(name), same.len(), request.name(field));
                    let finding = Finding::at(*again, message).label("stands here again").because(*first, "first stands here");
                    let finding = finding.because_each(further.iter().copied(), "and again");
                    cx.report(finding.fix(Fix::safe("remove the repeats", same.iter().skip(1).map(|entry| remove_member(*entry)))));
                }
            }
        }
    }
}
