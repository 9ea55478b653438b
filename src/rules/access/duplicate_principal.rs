use crate::catalog::field::Field;
use crate::diagnostic::{Finding, Fix, quoted};
use crate::json::remove_member;
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
            let entries = request.entries(field).filter_map(Text::read);
            let mut entries: Vec<Text<'_>> = entries.filter(|entry| entry.known().is_some()).collect();
            // The sort is stable: the same entries stay in the order of the text.
            entries.sort_by(|a, b| a.as_written().cmp(b.as_written()));
            for same in entries.chunk_by(|a, b| a.as_written() == b.as_written()) {
                if let [first, again, further @ ..] = same {
                    let name = quoted(first.as_written());
                    let message = format!("{name} stands {} times in `{}`", same.len(), request.name(field));
                    let finding = Finding::at(again.place(), message).label("stands here again");
                    let finding = finding.because(first.place(), "first stands here");
                    let finding = finding.because_each(further.iter().map(|entry| entry.place()), "and again");
                    let repeats = same.iter().skip(1).map(|entry| remove_member(entry.value()));
                    cx.report(finding.fix(Fix::safe("remove the repeats", repeats)));
                }
            }
        }
    }
}
