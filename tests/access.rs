//! Who may do what: ten policies whose access was written down by hand, what a person sees of it, and what it is told from.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, reason = "a test may fail loudly")]

mod common;

use std::path::Path;

use cckm_lint::access::{Access, Certainty, Finder, Group, GroupAccess, Reason, SomebodyMay};
use cckm_lint::extract::Form;
use cckm_lint::request::Surroundings;
use cckm_lint::source::Source;
use common::command::{Run, Scratch, json, pipe};
use serde_json::{Value, json};

const OWN: &str = "111122223333";

fn finder(account: Option<&str>) -> Finder {
    Finder {
        surroundings: Surroundings { account: account.map(ToOwned::to_owned), ..Surroundings::default() },
        ..Finder::new(Form::Auto)
    }
}

fn fixture(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/access").join(name).with_extension("json");
    std::fs::read_to_string(path).unwrap()
}

fn told(text: &str, account: Option<&str>) -> Access {
    let found = finder(account).find(&Source::from_text("a.json", text), true);
    assert_eq!((found.told.len(), found.incomplete), (1, None), "{text}");
    found.told.into_iter().next().unwrap()
}

// Access in a line a group.

fn actions(actions: &[&'static str], possible: &[&'static str]) -> String {
    let missing: Vec<&str> = possible.iter().copied().filter(|action| !actions.contains(action)).collect();
    match missing.len() {
        0 => "all".to_owned(),
        1..=2 if actions.len() > 4 => format!("all but {}", missing.join(" ")),
        _ => actions.join(" "),
    }
}

fn why(reasons: &[Reason]) -> String {
    let one = |reason: &Reason| {
        let conditions: Vec<&str> = reason.conditions.iter().map(|condition| condition.words.as_str()).collect();
        let number = reason.statement.number;
        if conditions.is_empty() { number.to_string() } else { format!("{number}: {}", conditions.join(" & ")) }
    };
    reasons.iter().map(one).collect::<Vec<_>>().join(" | ")
}

fn group(access: &GroupAccess) -> String {
    let given = access.parts.iter().map(|part| {
        let but = if part.taken.is_empty() { String::new() } else { format!(" unless {}", why(&part.taken)) };
        let unsure = if part.certainty == Certainty::Unknown { "? " } else { "" };
        format!("{unsure}{} ({}{but})", actions(&part.actions, &access.possible), why(&part.given))
    });
    let taken = access.taken.iter().map(|taken| format!("taken {} ({})", taken.actions.join(" "), why(&taken.by)));
    let vain = Some(format!("in vain {}", access.void.join(" "))).filter(|_| !access.void.is_empty());
    let all: Vec<String> = given.chain(taken).chain(vain).collect();
    all.join(", ")
}

fn table(access: &Access) -> Vec<String> {
    let mut lines = Vec::new();
    for entry in &access.entries {
        lines.push(format!("{}{}", entry.who.title(), if entry.is_outside { ", outside" } else { "" }));
        for name in Group::ALL {
            let words = group(entry.group(name).unwrap());
            if !words.is_empty() {
                lines.push(format!("  {}: {words}", name.name()));
            }
        }
    }
    lines
}

/// Holds the access of a fixture to what was read in it by hand: principals, and below each its groups that are not empty; and
/// who may change the policy.
fn assert_access(name: &str, account: Option<&str>, expected: &[&str], changers: &[&str]) {
    let access = told(&fixture(name), account);
    assert_eq!(table(&access), expected, "{name}");
    let by: Vec<String> = access.control.by.iter().map(|(who, _)| who.title()).collect();
    assert_eq!(by, changers, "{name}");
}

const ALL: [&str; 5] = ["account 111122223333", "  administer: all (1)", "  use: all (1)", "  grant: all (1)", "  read: all (1)"];

#[test]
fn the_account_alone_may_do_everything() {
    assert_access("account-alone", None, &ALL, &["account 111122223333"]);
}

#[test]
fn administrators_users_and_another_account() {
    let for_services = "(4: the grant is for a service of AWS (kms:GrantIsForAWSResource))";
    let grant = format!("  grant: all {for_services}");
    let rest = [
        "account 444455556666, outside",
        "  use: all (3)",
        &grant,
        "  read: DescribeKey (3)",
        "role arn:aws:iam::111122223333:role/billing/worker",
        "  use: all (3)",
        &grant,
        "  read: DescribeKey (3)",
        "role arn:aws:iam::111122223333:role/key-admin",
        // Nothing that it has matches RotateKeyOnDemand; Create*, List* and Revoke* match those of grants.
        "  administer: all but RotateKeyOnDemand (2)",
        "  grant: all (2)",
        "  read: all (2)",
        "user arn:aws:iam::111122223333:user/mira",
        "  use: all (3)",
        &grant,
        "  read: DescribeKey (3)",
    ];
    let expected = [&ALL[..], &rest[..]].concat();
    let changers = ["account 111122223333", "role arn:aws:iam::111122223333:role/key-admin"];
    assert_access("admins-users-outsider", Some(OWN), &expected, &changers);
}

#[test]
fn what_is_denied_unless_it_comes_through_an_endpoint() {
    let not_inside = "2: the VPC endpoint of the call is not vpce-0a1b2c3d4e5f60718 (aws:sourceVpce)";
    let encryption = "Decrypt Encrypt ReEncryptFrom ReEncryptTo";
    let expected = [
        "everyone, of every account",
        &format!("  use: taken {encryption} ({not_inside})"),
        "account 111122223333",
        "  administer: all (1)",
        &format!(
            "  use: {encryption} (1 unless {not_inside}), GenerateDataKey GenerateDataKeyPair \
             GenerateDataKeyPairWithoutPlaintext GenerateDataKeyWithoutPlaintext (1)"
        ),
        "  grant: all (1)",
        "  read: all (1)",
    ];
    assert_access("only-through-an-endpoint", None, &expected, &["account 111122223333"]);
}

#[test]
fn what_is_denied_to_everyone_nobody_may() {
    let expected = [
        "everyone, of every account",
        "  administer: taken DisableKey ScheduleKeyDeletion (3)",
        "account 111122223333",
        "  administer: all but DisableKey ScheduleKeyDeletion (1), taken DisableKey ScheduleKeyDeletion (3)",
        "  use: all (1)",
        "  grant: all (1)",
        "  read: all (1)",
        "role arn:aws:iam::111122223333:role/reader",
        "  administer: taken DisableKey ScheduleKeyDeletion (3)",
        "  use: Decrypt (2)",
    ];
    assert_access("nobody-ends-it", None, &expected, &["account 111122223333"]);
}

/// With two roots it is not known whose the key is, unless somebody says so.
#[test]
fn what_another_account_cannot_have_is_given_in_vain() {
    let own = ["account 111122223333", "  administer: all (3)", "  use: all (3)", "  grant: all (3)", "  read: all (3)"];
    let rest = ["  use: Decrypt GenerateDataKeyWithoutPlaintext (1)", "  grant: CreateGrant (2)", "  read: DescribeKey (1)"];
    let unknown = [&own[..], &["account 444455556666", "  administer: ScheduleKeyDeletion (2)"], &rest].concat();
    assert_access("two-accounts", None, &unknown, &["account 111122223333"]);
    let known = [&own[..], &["account 444455556666, outside", "  administer: in vain ScheduleKeyDeletion"], &rest].concat();
    assert_access("two-accounts", Some(OWN), &known, &["account 111122223333"]);
}

#[test]
fn what_may_be_done_via_services_only() {
    let via = "(2: via ec2.eu-west-1.amazonaws.com or rds.eu-west-1.amazonaws.com (kms:ViaService))";
    let rest = [
        "user arn:aws:iam::111122223333:user/ines",
        &format!("  use: Decrypt Encrypt {via}"),
        &format!("  grant: CreateGrant {via}"),
        // The third statement gives it without a condition, whatever the case of its name.
        "  read: DescribeKey (3)",
    ];
    assert_access("via-services", None, &[&ALL[..], &rest].concat(), &["account 111122223333"]);
}

#[test]
fn what_everyone_but_one_is_given_is_not_known() {
    let first = [
        "everyone but user arn:aws:iam::111122223333:user/otto",
        "  use: ? Decrypt (2: AWS takes `NotPrincipal` with `Allow`, which it does not support)",
    ];
    assert_access("everyone-but-one", None, &[&first[..], &ALL].concat(), &["account 111122223333"]);
    let unknown = told(&fixture("everyone-but-one"), None).unknown;
    assert_eq!(unknown, ["Statement 2: AWS does not support `NotPrincipal` with `Allow`; what comes of it is not known."]);
}

#[test]
fn everyone_of_the_account_and_services() {
    let via = "via s3.eu-west-1.amazonaws.com (kms:ViaService)";
    let first = [
        "everyone, of every account",
        &format!("  use: Decrypt GenerateDataKey (2: the caller's account is 111122223333 (kms:CallerAccount) & {via})"),
    ];
    let rest = [
        "role arn:aws:iam::111122223333:role/reports",
        // Its account is the one that is asked for.
        &format!("  use: Decrypt GenerateDataKey (2: {via})"),
        "  read: DescribeKey (4)",
        "service cloudtrail.amazonaws.com",
        "  use: GenerateDataKey GenerateDataKeyPair GenerateDataKeyPairWithoutPlaintext GenerateDataKeyWithoutPlaintext \
         (3: the encryption context's aws:cloudtrail:arn is like arn:aws:cloudtrail:*:111122223333:trail/* \
         (kms:EncryptionContext:aws:cloudtrail:arn) & the account that the service acts for is 111122223333 \
         (aws:SourceAccount))",
    ];
    assert_access("everyone-and-services", None, &[&first[..], &ALL, &rest].concat(), &["account 111122223333"]);
}

#[test]
fn nobody_may_change_the_policy() {
    let expected = [
        "user arn:aws:iam::111122223333:user/operator",
        "  administer: ScheduleKeyDeletion TagResource (1)",
        "  grant: ListGrants (1)",
        "  read: all (1)",
    ];
    assert_access("locked", None, &expected, &[]);
    assert_eq!(told(&fixture("locked"), None).control.somebody, SomebodyMay::No);
}

#[test]
fn an_hmac_key_that_some_use_under_either_condition() {
    let first = ["everyone but account 111122223333, role arn:aws:iam::111122223333:role/signer", "  use: taken VerifyMac (4)"];
    let rest = [
        "role arn:aws:iam::111122223333:role/signer",
        "  use: all (2: the algorithm is HMAC_SHA_384 (kms:MacAlgorithm) | 3: the algorithm is HMAC_SHA_512 (kms:MacAlgorithm))",
    ];
    assert_access("hmac-two-algorithms", None, &[&first[..], &ALL, &rest].concat(), &["account 111122223333"]);
}

// Where it is told from.

fn request(more: &Value) -> String {
    let mut request = json!({ "kms": "aws-main", "region": "eu-west-1", "aws_param": { "Alias": "a" } });
    let members = request.as_object_mut().unwrap();
    members.extend(more.as_object().unwrap().clone());
    request.to_string()
}

#[test]
fn without_a_policy_the_account_may_do_everything() {
    let access = told(&request(&json!({})), None);
    assert_eq!(access.basis.name(), "default");
    assert_eq!(table(&access)[..2], ["the account of the key", "  administer: all (1)"]);
    assert_eq!(access.control.somebody, SomebodyMay::Yes);
    assert_eq!(table(&told(&request(&json!({})), Some(OWN))), ALL);
}

/// The policy of AWS's console, read in its guide: administrators, users, and their grants for services.
#[test]
fn of_lists_it_is_expected() {
    let lists = json!({ "key_admins": ["ada"], "key_users_roles": ["app", "arn:aws:iam::111122223333:role/b"], "external_accounts": ["444455556666"] });
    let access = told(&request(&lists), Some(OWN));
    let for_services = "the grant is for a service of AWS (kms:GrantIsForAWSResource)";
    let user = ["  use: all (3)".to_owned(), format!("  grant: all (4: {for_services})"), "  read: DescribeKey (3)".to_owned()];
    let mut expected: Vec<String> = ALL.iter().map(ToString::to_string).collect();
    for who in
        ["account 444455556666, outside", "role arn:aws:iam::111122223333:role/app", "role arn:aws:iam::111122223333:role/b"]
    {
        expected.push(who.to_owned());
        expected.extend(user.iter().cloned());
    }
    expected.push("user arn:aws:iam::111122223333:user/ada".to_owned());
    expected.extend(["administer", "grant", "read"].map(|group| format!("  {group}: all (2)")));
    assert_eq!(table(&access), expected);
    assert_eq!(access.basis.name(), "lists");
    let without = told(&request(&lists), None);
    assert!(table(&without).contains(&"user ada of the account".to_owned()), "{:?}", table(&without));
}

#[test]
fn what_is_elsewhere_is_not_known() {
    let basis = |more: Value| told(&request(&more), None).basis.name();
    assert_eq!(basis(json!({ "policytemplate": "t-1" })), "template");
    assert_eq!(basis(json!({ "policytemplate": "t-1", "key_users": ["a"] })), "several");
    assert_eq!(basis(json!({ "aws_param": { "Policy": "${POLICY}" } })), "unknown");
    assert_eq!(basis(json!({ "aws_param": "${PARAMS}" })), "unknown");
    let access = told(&request(&json!({ "policytemplate": "t-1" })), None);
    assert_eq!((access.entries.len(), access.control.somebody), (0, SomebodyMay::Unknown));
}

fn policy(statements: &Value) -> String {
    json!({ "Version": "2012-10-17", "Statement": statements }).to_string()
}

fn statement(effect: &str, principal: &Value, action: &Value) -> Value {
    json!({ "Effect": effect, "Principal": principal, "Action": action, "Resource": "*" })
}

#[test]
fn holes_are_told_and_not_guessed() {
    let root = json!({ "AWS": "arn:aws:iam::111122223333:root" });
    let role = json!({ "AWS": "arn:aws:iam::111122223333:role/app" });
    let statements = json!([
        statement("Allow", &root, &json!("kms:*")),
        statement("Allow", &json!({ "AWS": "${ADMIN_ARN}" }), &json!("kms:PutKeyPolicy")),
        statement("Allow", &role, &json!("kms:${WHAT}")),
        statement("Deny", &json!({ "AWS": "${INTERN_ARN}" }), &json!("kms:Sign")),
        statement("${EFFECT}", &role, &json!("kms:Verify")),
    ]);
    let access = told(&policy(&statements), None);
    let lines = table(&access);
    assert!(lines.contains(&"not known before it is filled in: ${ADMIN_ARN}".to_owned()), "{lines:?}");
    let app = access.entries.iter().find(|entry| entry.who.name().is_some_and(|name| name.ends_with("role/app"))).unwrap();
    assert_eq!(app.may("Decrypt"), Some(Certainty::Unknown));
    let account = access.entries.iter().find(|entry| entry.who.name() == Some(OWN)).unwrap();
    assert_eq!((account.may("Sign"), account.may("Decrypt")), (Some(Certainty::Unknown), Some(Certainty::Certain)));
    assert_eq!(
        access.unknown,
        [
            "Statement 4: whom it takes something from is filled in later, and may be anybody.",
            "Statement 5: whether it allows or denies is not known."
        ]
    );
}

/// AWS refuses a policy that names it, and nothing is given by what is refused.
#[test]
fn what_is_no_principal_is_given_nothing() {
    let group = json!({ "AWS": "arn:aws:iam::111122223333:group/all" });
    let access = told(
        &policy(&json!([statement("Allow", &group, &json!("kms:*")), statement("Allow", &json!("*"), &json!("kms:Sign"))])),
        None,
    );
    let none = "not a principal, so that AWS refuses the policy: arn:aws:iam::111122223333:group/all";
    assert_eq!(table(&access), ["everyone, of every account", "  use: Sign (2)", none]);
    assert_eq!(access.control.somebody, SomebodyMay::No);
}

#[test]
fn what_is_no_operator_tests_nothing_that_is_known() {
    let mut slip = statement("Allow", &json!({ "AWS": OWN }), &json!("kms:*"));
    slip["Condition"] = json!({ "StringEqals": { "kms:MacAlgorithm": "HMAC_SHA_256" } });
    let access = told(&policy(&json!([slip])), None);
    assert_eq!(access.entries[0].may("PutKeyPolicy"), Some(Certainty::Unknown));
    assert_eq!(access.control.somebody, SomebodyMay::Unknown);
}

#[test]
fn a_key_that_a_request_does_not_have_makes_a_condition_fail_or_hold() {
    let root = json!({ "AWS": "arn:aws:iam::111122223333:root" });
    let with = |effect: &str, condition: Value| {
        let mut statement = statement(effect, &root, &json!("kms:*"));
        statement["Condition"] = condition;
        statement
    };
    let only_macs =
        told(&policy(&json!([with("Allow", json!({ "StringEquals": { "kms:MacAlgorithm": "HMAC_SHA_256" } }))])), None);
    let entry = &only_macs.entries[0];
    assert_eq!(
        (entry.may("GenerateMac"), entry.may("Decrypt"), entry.may("PutKeyPolicy")),
        (Some(Certainty::Conditional), None, None)
    );
    let but_macs =
        told(&policy(&json!([with("Allow", json!({ "StringNotEquals": { "kms:MacAlgorithm": "HMAC_SHA_256" } }))])), None);
    let entry = &but_macs.entries[0];
    assert_eq!((entry.may("GenerateMac"), entry.may("Decrypt")), (Some(Certainty::Conditional), Some(Certainty::Certain)));
}

/// What the evaluator says of whoever is told of is what is told.
#[test]
fn what_is_told_is_what_the_evaluator_says() {
    use cckm_lint::json;
    use cckm_lint::request::policy::{KeyFacts, KeyPolicy, Truth};
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/policies");
    let folders = [folder.join("good"), folder.join("bad")];
    let files = folders.iter().flat_map(|folder| std::fs::read_dir(folder).unwrap()).map(|entry| entry.unwrap().path());
    let mut asked = 0;
    for path in files {
        let text = std::fs::read_to_string(&path).unwrap();
        let access = told(&text, None);
        let tree = json::parse(&text);
        let policy = KeyPolicy::read(tree.root().unwrap());
        for entry in access.entries.iter().filter(|entry| ["user", "role", "session"].contains(&entry.who.kind())) {
            for group in &entry.groups {
                for action in &group.possible {
                    let truth = policy.may(entry.who.caller(), &format!("kms:{action}"), KeyFacts::default());
                    let is_left = group.iam.contains(action);
                    match entry.may(action) {
                        Some(Certainty::Certain) => assert_eq!(truth, Truth::Yes, "{action} {}", path.display()),
                        Some(_) => assert_eq!(truth, Truth::Maybe, "{action} {}", path.display()),
                        None if is_left => assert_eq!(truth, Truth::Maybe, "{action} {}", path.display()),
                        None => assert_ne!(truth, Truth::Yes, "{action} {}", path.display()),
                    }
                    asked += 1;
                }
            }
        }
    }
    assert!(asked > 100, "{asked}");
}

// What a person sees.

fn shown(name: &str, words: &[&str]) -> String {
    let Run { code, out, err } = Scratch::new(&format!("access-{name}"))
        .file(&format!("{name}.json"), fixture(name))
        .run(&[&["access"], words, &[&format!("{name}.json")]].concat());
    assert_eq!((code, err.as_str()), (0, ""), "{out}");
    out
}

#[test]
fn what_a_person_sees() {
    insta::assert_snapshot!("administrators, users, another account", shown("admins-users-outsider", &["--account", OWN]));
    for name in ["everyone-and-services", "nobody-ends-it", "everyone-but-one", "locked", "hmac-two-algorithms"] {
        insta::assert_snapshot!(name, shown(name, &[]));
    }
    let told = |more: Value| pipe(&request(&more), &["access", "-"]).out;
    insta::assert_snapshot!("no policy", told(json!({})));
    insta::assert_snapshot!("lists", told(json!({ "key_admins": ["ada"], "key_users": ["bob"] })));
    insta::assert_snapshot!("template", told(json!({ "policytemplate": "t-1" })));
}

#[test]
fn no_line_is_longer_than_the_terminal() {
    use unicode_width::UnicodeWidthStr;
    for name in ["admins-users-outsider", "everyone-and-services", "only-through-an-endpoint", "hmac-two-algorithms"] {
        let out = shown(name, &[]);
        assert_eq!(out.lines().filter(|line| line.width() > 80).collect::<Vec<_>>(), [""; 0], "{name}");
    }
}

#[test]
fn colours_are_there_where_they_are_asked_for_and_change_no_word() {
    let plain = shown("everyone-and-services", &[]);
    let coloured = shown("everyone-and-services", &["--color", "always"]);
    assert!(coloured.contains("\u{1b}[32myes\u{1b}[0m") && !plain.contains('\u{1b}'));
    let pieces: Vec<&str> = coloured.split("\u{1b}[").collect();
    let words: String =
        pieces.iter().enumerate().map(|(at, piece)| if at == 0 { piece } else { piece.split_once('m').unwrap().1 }).collect();
    assert_eq!(words, plain);
}

// What machines and logs are given.

#[test]
fn exit_codes() {
    let root = policy(&json!([statement("Allow", &json!({ "AWS": OWN }), &json!("kms:*"))]));
    assert_eq!(pipe(&root, &["access", "-"]).code, 0);
    assert_eq!(pipe(&request(&json!({ "policytemplate": "t" })), &["access", "-"]).code, 0);
    assert_eq!(pipe("{\"name\": \"x\"}", &["access", "-"]).code, 4);
    assert_eq!(pipe(&root, &["access", "--formt", "-"]).code, 2);
    assert_eq!(pipe(&root[..root.len() - 2], &["access", "-"]).code, 3);
    let scratch = Scratch::new("access-exit").file("a.json", root);
    assert_eq!(scratch.run(&["access", "a.json", "gone.json"]).code, 3);
    assert_eq!(scratch.run(&["--format", "json", "access", "a.json"]).code, 0);
}

#[test]
fn requests_are_found_in_every_form() {
    let body = fixture("via-services");
    let terraform = "resource \"ciphertrust_aws_key\" \"a\" {\n  kms = \"a\"\n  region = \"eu-west-1\"\n  key_policy {\n    policy = jsonencode({ Statement = [{ Effect = \"Allow\", Principal = { AWS = \"111122223333\" }, Action = \"kms:Decrypt\", Resource = \"*\" }] })\n  }\n}\n";
    let scratch = Scratch::new("access-forms")
        .file("a.json", &body)
        .file("batch.ndjson", serde_json::from_str::<Value>(&body).unwrap().to_string() + "\n")
        .file("make.sh", format!("curl {} -d @body.json\n", common::command::URL))
        .file("body.json", &body)
        .file("key.tf", terraform)
        .file("guide.md", format!("```json\n{body}\n```\n"));
    for (name, path, line) in [
        ("a.json", "a.json", 18),
        ("batch.ndjson", "batch.ndjson", 1),
        ("make.sh", "body.json", 18),
        ("guide.md", "guide.md", 19),
        ("key.tf", "key.tf", 5),
    ] {
        let run = scratch.run(&["access", "--format", "json", name]);
        let output = json(&run);
        let request = &output["requests"][0];
        assert_eq!((run.code, request["path"].as_str()), (0, Some(path)), "{name}: {}", run.err);
        let use_of = |at: usize| &request["principals"][at]["access"]["use"]["given"][0];
        let entry = if name == "key.tf" { use_of(0) } else { use_of(1) };
        assert_eq!(entry["by"][0]["line"], line, "{name}: {entry}");
    }
    // In a folder, all of them; the body that a script sends is told of once.
    let run = scratch.run(&["access", "--format", "json", "."]);
    assert_eq!(json(&run)["requests"].as_array().unwrap().len(), 6, "{}", run.out);
}

#[test]
fn the_json_is_as_its_schema_says() {
    for (verb, words) in [
        ("access", &["."][..]),
        ("diff", &["via-services.json", "hmac-two-algorithms.json"]),
        ("diff", &["locked.json", "template.json"]),
    ] {
        let schema: Value = serde_json::from_str(&pipe("", &["schema", verb]).out).unwrap();
        assert!(jsonschema::meta::is_valid(&schema), "{verb}");
        let schema = jsonschema::validator_for(&closed(schema)).unwrap();
        let mut scratch =
            Scratch::new(&format!("access-schema-{verb}")).file("template.json", request(&json!({ "policytemplate": "t" })));
        for entry in std::fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/access")).unwrap() {
            let path = entry.unwrap().path();
            scratch = scratch.file(path.file_name().unwrap().to_str().unwrap(), std::fs::read(&path).unwrap());
        }
        let caller = ["--caller-arn", "arn:aws:iam::111122223333:user/cckm", "--format", "json"];
        let run = scratch.run(&[&[verb], words, &caller].concat());
        let errors: Vec<String> =
            schema.iter_errors(&json(&run)).map(|error| format!("{error} at {}", error.instance_path())).collect();
        assert_eq!(errors, [""; 0], "{}", run.out);
    }
}

/// A schema that knows every member: nothing is written that it does not tell of.
fn closed(mut schema: Value) -> Value {
    fn close(schema: &mut Value) {
        match schema {
            Value::Object(members) => {
                members.values_mut().for_each(close);
                if members.contains_key("properties") {
                    members.insert("unevaluatedProperties".to_owned(), false.into());
                }
            }
            Value::Array(items) => items.iter_mut().for_each(close),
            _ => {}
        }
    }
    // What others refer to is closed where they are.
    let named = schema["$defs"].get("named").cloned();
    close(&mut schema);
    if let Some(named) = named {
        schema["$defs"]["named"] = named;
    }
    schema
}

#[test]
fn nothing_of_an_input_acts_on_a_terminal_a_log_or_a_page() {
    let bad = "\u{1b}[2J\u{202e}</script><img src=x>::error::##[group]";
    let mut statement = statement("Allow", &json!({ "AWS": bad, "Service": bad }), &json!("kms:*"));
    statement["Sid"] = bad.into();
    statement["Condition"] = json!({ bad: { bad: bad }, "StringLike": { bad: [bad, "x"] } });
    let text = request(&json!({ "aws_param": { "Alias": bad, "Policy": { "Statement": [statement] } } }));
    for format in ["human", "json", "html"] {
        let run = pipe(&text, &["access", "--format", format, "-"]);
        assert_eq!(run.code, 0, "{}", run.err);
        let page = run.out.split("<body>").last().unwrap();
        assert!(!page.contains(['\u{1b}', '\u{202e}']), "{format}");
        assert!(!page.contains("##[") && !page.lines().any(|line| line.trim_start().starts_with("::")), "{format}");
        assert!(format != "html" || !page.contains("<img"), "{format}");
    }
}

#[test]
fn the_page_is_complete_and_has_the_policy_of_the_other_one() {
    let page = shown("everyone-and-services", &["--format", "html"]);
    for part in [
        "<title>who may do what – cckm-lint</title>",
        "<h4>service cloudtrail.amazonaws.com</h4>",
        "<dt>administer</dt>\n<dd><span class=\"yes\">yes</span>, all (statement\u{a0}1)</dd>",
        "<dd class=\"condition\"><span class=\"soft\">only</span> via s3.eu-west-1.amazonaws.com (kms:ViaService) (statement\u{a0}2)</dd>",
    ] {
        assert!(page.contains(part), "{part}\n{page}");
    }
    let policy =
        |page: &str| page.split("Content-Security-Policy\" content=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    assert_eq!(policy(&page), policy(&pipe(&request(&json!({})), &["--format", "html", "-"]).out));
}

/// Far more than AWS takes: what is told is cut, and how much is said.
#[test]
fn of_a_policy_that_is_far_too_large_a_part_is_told() {
    let users: Vec<Value> = (0..3_000).map(|at| json!(format!("arn:aws:iam::111122223333:user/u{at}"))).collect();
    let mut statements = vec![statement("Allow", &json!({ "AWS": users }), &json!("kms:Decrypt"))];
    statements.extend((0..3_000).map(|_| statement("Allow", &json!("*"), &json!("kms:Sign"))));
    let access = told(&policy(&Value::Array(statements)), None);
    assert_eq!(access.entries.len() + access.left_out, 3_001);
    assert!(access.left_out > 0);
    let sign = access.entries[0].groups[1].parts.first().unwrap();
    assert!(sign.given.len() <= 100);
}

/// What is told of the keys in an answer, each by its alias: its account, and where it is known from.
fn of_keys(name: &str) -> Vec<(Option<String>, Option<String>, &'static str)> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/keys").join(name);
    let source = Source::from_text(name, std::fs::read_to_string(path).unwrap());
    let told = finder(None).find(&source, true).told;
    told.into_iter().map(|access| (access.alias, access.account.map(|account| account.id), access.basis.name())).collect()
}

#[test]
fn keys_that_exist_are_told_of_by_what_the_server_says_of_them() {
    let own = Some(OWN.to_owned());
    let named = |alias: &str| (Some(alias.to_owned()), own.clone(), "policy");
    assert_eq!(of_keys("page.json")[..2], [named("payments"), named("open")]);
    assert_eq!(of_keys("merged.json"), [named("orders")]);
    assert_eq!(of_keys("describe-key.json"), [(None, own.clone(), "unknown")], "no policy is no default one");
    assert_eq!(of_keys("get-key-policy.json"), [(None, own, "policy")]);
    assert_eq!(of_keys("list-keys.json"), []);
}

#[test]
fn a_key_that_exists_has_what_its_policy_gives() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/keys/page.json");
    let source = Source::from_text("page.json", std::fs::read_to_string(path).unwrap());
    let told = finder(None).find(&source, true).told;
    let expected =
        [&["everyone, of every account", "  use: Decrypt (2)"][..], &["account 111122223333"], &["  administer: all (1)"]];
    assert_eq!(table(&told[1])[..4], expected.concat()[..]);
}
