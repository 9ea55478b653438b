//! `cckm-lint new`: whatever is asked for, the request that is written passes, and the reasons stand beside it.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may fail loudly")]

mod common;

use cckm_lint::catalog::region::REGIONS;
use cckm_lint::catalog::{Region, Spec};
use cckm_lint::draft::{Draft, Identity, Purpose, Unwritable};
use clap::ValueEnum;
use common::command::pipe;
use common::lint_text;

fn draft(purpose: Purpose) -> Draft {
    Draft {
        kms: "aws-main".to_owned(),
        region: Region::find("eu-west-1").unwrap(),
        purpose,
        spec: None,
        alias: "payments".to_owned(),
        description: None,
        tags: vec![("team".to_owned(), "cards".to_owned())],
        multi_region: false,
        account: Some("111122223333".to_owned()),
        admins: Vec::new(),
        users: Vec::new(),
    }
}

/// The rules that have something to say of the request, whatever their level.
fn found(draft: &Draft) -> Vec<&'static str> {
    let text = draft.request().unwrap();
    let mut rules: Vec<_> = lint_text(&text).iter().map(|found| found.rule.name).collect();
    rules.dedup();
    rules
}

#[test]
fn every_request_that_is_written_passes() {
    let people: [&[&str]; 5] = [&[], &["key-admin"], &["user/alice"], &["key-admin", "user/alice"], &["deploy/not-a-path"]];
    for purpose in Purpose::value_variants() {
        for region in REGIONS.iter().filter(|region| !(*purpose == Purpose::Mac && region.is_in_china())) {
            for (admins, users) in people.iter().flat_map(|admins| people.iter().map(move |users| (admins, users))) {
                for multi_region in [false, true] {
                    let identities = |names: &[&str]| names.iter().map(|name| Identity::read(name)).collect::<Vec<_>>();
                    let (admins, users) = (identities(admins), identities(users));
                    let nobody = admins.is_empty() && users.is_empty();
                    // Whoever does both is told so, and that is right.
                    if admins.iter().any(|admin| users.contains(admin)) {
                        continue;
                    }
                    let draft = Draft { region, multi_region, admins, users, ..draft(*purpose) };
                    let expected: &[&str] = if nobody { &["no-policy-source"] } else { &[] };
                    assert_eq!(found(&draft), expected, "{}", draft.request().unwrap());
                }
            }
        }
    }
}

#[test]
fn every_spec_that_serves_a_purpose_passes_for_it_and_no_other_is_written() {
    for purpose in Purpose::value_variants() {
        for spec in cckm_lint::catalog::spec::SPECS.iter().filter(|spec| spec.documented) {
            let draft = Draft { spec: Spec::find(spec.name), ..draft(*purpose) };
            match draft.request() {
                Ok(_) => assert_eq!(found(&draft), ["no-policy-source"], "{}", spec.name),
                Err(why) => assert!(matches!(why, Unwritable::WrongSpec(specs) if !specs.contains(&spec.name))),
            }
        }
    }
}

#[test]
fn a_policy_names_the_account_so_that_must_be_known() {
    let both = |names: &str| vec![Identity::read(names)];
    let draft = Draft { account: None, admins: both("key-admin"), users: both("payments"), ..draft(Purpose::Encrypt) };
    assert_eq!(draft.request(), Err(Unwritable::NoAccount));
}

#[test]
fn who_administers_does_not_use_and_who_uses_does_not_administer() {
    let draft = Draft { admins: vec![Identity::read("a")], users: vec![Identity::read("b")], ..draft(Purpose::Sign) };
    let request: serde_json::Value = serde_json::from_str(&draft.request().unwrap()).unwrap();
    let actions = |sid: &str| {
        let statements = request["aws_param"]["Policy"]["Statement"].as_array().unwrap();
        statements.iter().find(|statement| statement["Sid"] == sid).unwrap()["Action"].to_string()
    };
    assert!(actions("Use").contains("kms:Sign") && !actions("Use").contains("kms:PutKeyPolicy"));
    assert!(actions("Administer").contains("kms:PutKeyPolicy") && !actions("Administer").contains("kms:Sign"));
    assert!(!actions("Use").contains("kms:Encrypt"), "a key for signatures encrypts nothing");
}

#[test]
fn what_a_person_sees() {
    let words = ["new", "--purpose", "sign", "--kms", "aws-main", "--region", "eu-west-1", "--alias", "releases"];
    let run = pipe("", &words);
    assert_eq!(run.code, 0, "{}", run.err);
    insta::assert_snapshot!("new", format!("{}\n{}", run.out, run.err));
}

#[test]
fn what_would_not_pass_is_not_written() {
    let china = ["new", "--purpose", "mac", "--kms", "a", "--region", "cn-north-1", "--alias", "alias/a"];
    let run = pipe("", &china);
    assert_eq!((run.code, run.out.as_str()), (1, ""));
    assert!(run.err.contains("hmac-region") && run.err.contains("alias-prefix"), "{}", run.err);
}

#[test]
fn what_is_missing_is_named_where_nobody_can_be_asked() {
    let run = pipe("", &["new", "--kms", "a"]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("--purpose, --region, --alias needed"), "{}", run.err);
}
