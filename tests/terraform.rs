//! Terraform and Ansible, as the command finds them: what stands in other files, what cannot be read, what is left alone.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, reason = "a test may fail loudly")]

mod common;

use common::command::{Run, Scratch, found, json, pipe};

/// A resource with these arguments beside those that it must have.
fn resource(arguments: &str) -> String {
    format!(
        "resource \"ciphertrust_aws_key\" \"payments\" {{\n  kms    = \"aws-main\"\n  region = \"eu-west-1\"\n{arguments}\n}}\n"
    )
}

/// A task of Ansible with these parameters.
fn task(parameters: &str) -> String {
    format!(
        "- thalesgroup.ciphertrust.cckm_aws_key:\n    op_type: create\n    kms: aws-main\n    region: eu-west-1\n{parameters}\n"
    )
}

fn terraform(text: &str) -> Vec<String> {
    found(&pipe(text, &["--as", "terraform", "--format", "json", "-"]))
}

fn yaml(text: &str) -> Vec<String> {
    found(&pipe(text, &["--as", "yaml", "--format", "json", "-"]))
}

/// What the labels of the findings cover.
fn labelled(run: &Run, text: &str) -> Vec<String> {
    let offset = |found: &serde_json::Value, end: &str| found["range"][end]["offset"].as_u64().unwrap() as usize;
    let output = json(run);
    let diagnostics = output["diagnostics"].as_array().unwrap().iter();
    diagnostics.map(|found| text[offset(found, "start")..offset(found, "end")].to_owned()).collect()
}

#[test]
fn locals_and_variables_are_looked_up_in_the_folder() {
    let main = resource("  alias = [\"${local.prefix}-é\"]\n  customer_master_key_spec = var.spec\n  key_usage = local.usage");
    let scratch = Scratch::new("locals")
        .file("main.tf", &main)
        .file("locals.tf", "locals {\n  prefix = \"pay\"\n  usage  = local.other\n  other  = \"SIGN_VERIFY\"\n}\n")
        .file("variables.tf", "variable \"spec\" {\n  default = \"RSA_2048\"\n}\n");
    assert_eq!(found(&scratch.run(&["--format", "json", "main.tf"])), ["error alias-charset"]);
    // What is said in a file of values counts more than a default.
    let scratch = scratch.file("terraform.tfvars", "spec = \"HMAC_256\"\n");
    let run = scratch.run(&["--format", "json", "main.tf"]);
    assert_eq!(found(&run), ["error alias-charset", "error spec-usage-mismatch"]);
    assert_eq!(labelled(&run, &main), ["é", "local.usage"]);
    let scratch = scratch.file("z.auto.tfvars", "spec = \"ECC_NIST_P256\"\n");
    assert_eq!(found(&scratch.run(&["--format", "json", "main.tf"])), ["error alias-charset"]);
}

#[test]
fn what_is_only_known_on_apply_is_not_judged() {
    let arguments = "  alias = [local.alias]\n  customer_master_key_spec = var.spec\n  key_usage = var.usages[0]\n  tags = merge(local.tags, {})\n  \
                     key_policy {\n    policy = data.aws_iam_policy_document.key.json\n  }";
    assert_eq!(terraform(&resource(arguments)), [""; 0]);
    let arguments = "    aws_param:\n      alias: \"{{ alias }}\"\n      customer_master_key_spec: \"{{ spec }}\"\n      tags: \"{{ tags }}\"\n    \
                     key_admins: \"{{ admins }}\"\n    key_users: \"{{ users }}\"";
    assert_eq!(yaml(&task(arguments)), [""; 0]);
}

#[test]
fn a_policy_in_a_file_is_linted_under_its_own_name() {
    let policy = r#"{ "Version": "2012-10-17", "Statement": [ { "Effect": "Allow", "Principal": "*", "Action": "kms:*", "Resource": "*" } ] }"#;
    let scratch = Scratch::new("policy-file")
        .file(
            "keys/main.tf",
            resource("  alias = [\"a\"]\n  key_policy {\n    policy = file(\"${path.module}/policy.json\")\n  }"),
        )
        .file("keys/policy.json", policy);
    let run = scratch.run(&["--format", "json", "keys/main.tf"]);
    assert_eq!(found(&run), ["error public-access"]);
    assert_eq!(json(&run)["diagnostics"][0]["path"], "keys/policy.json");
}

#[test]
fn a_block_that_cannot_be_read_is_named_and_the_others_are_read() {
    let text =
        format!("resource \"ciphertrust_aws_key\" \"broken\" {{\n  kms = \"é\" é\"\n}}\n\n{}", resource("  alias = [\"é\"]"));
    let run = pipe(&text, &["--as", "terraform", "--format", "json", "-"]);
    assert_eq!((run.code, found(&run)), (3, vec!["error alias-charset".to_owned()]));
    assert!(run.err.contains("line 2: this is not Terraform"), "{}", run.err);
    assert!(run.err.contains("what follows up to line 5 was not read"), "{}", run.err);
}

#[test]
fn a_block_of_very_many_entries_is_named_rather_than_waited_for() {
    let tags = "    k = \"v\"\n".repeat(50_000);
    let run = pipe(&resource(&format!("  tags = {{\n{tags}  }}")), &["--as", "terraform", "--format", "json", "-"]);
    assert_eq!(run.code, 3);
    assert!(run.err.contains("a block of more than 8000 entries"), "{}", run.err);
}

#[test]
fn mappings_that_are_merged_over_and_over_are_read_once() {
    let mut text = "kms: aws-main\nregion: eu-west-1\nm0: &m0 { Alias: pay }\n".to_owned();
    for n in 1..40 {
        let last = n - 1;
        text += &format!("m{n}: &m{n}\n  <<: [*m{last}, *m{last}, *m{last}]\n");
    }
    text += "aws_param:\n  <<: *m39\n  Description: é\n";
    let found = yaml(&text);
    assert!(found.iter().all(|found| found == "warning unknown-field"), "{found:?}");
}

#[test]
fn aliases_of_aliases_do_not_fill_the_memory() {
    let mut text = "kms: aws-main\nregion: eu-west-1\naws_param:\n  a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n".to_owned();
    for n in 1..12 {
        let list = vec![format!("*a{}", n - 1); 10].join(", ");
        text += &format!("  a{n}: &a{n} [{list}]\n");
    }
    assert!(yaml(&text).iter().all(|found| found == "warning unknown-field"));
}

#[test]
fn every_alias_of_a_set_is_looked_at() {
    let text = resource("  alias = [\"pay\", \"alias/cards\", \"b d\"]");
    let run = pipe(&text, &["--as", "terraform", "--format", "json", "-"]);
    assert_eq!(found(&run), ["warning alias-prefix", "error alias-charset"]);
    assert_eq!(labelled(&run, &text), ["alias/", " "]);
    let twice = format!("{text}{text}");
    let found = found(&pipe(&twice, &["--as", "terraform", "--format", "json", "-"]));
    assert_eq!(found.iter().filter(|found| *found == "error duplicate-alias").count(), 3);
}

#[test]
fn material_that_is_imported_leaves_nothing_pending() {
    let external = resource("  alias = [\"a\"]\n  origin = \"EXTERNAL\"");
    let run = pipe(&external, &["--as", "terraform", "--show", "info", "--format", "json", "-"]);
    assert!(found(&run).contains(&"info external-origin-pending".to_owned()));
    let imported =
        resource("  alias = [\"a\"]\n  origin = \"EXTERNAL\"\n  import_key_material {\n    source_key_name = \"k\"\n  }");
    let run = pipe(&imported, &["--as", "terraform", "--show", "info", "--format", "json", "-"]);
    assert!(!found(&run).contains(&"info external-origin-pending".to_owned()));
}

#[test]
fn a_replica_takes_its_container_from_the_key_that_it_copies() {
    let replica = "resource \"ciphertrust_aws_key\" \"replica\" {\n  region = \"eu-west-1\"\n  replicate_key {\n    key_id = \"k\"\n  }\n}\n";
    assert_eq!(terraform(replica), [""; 0]);
}

#[test]
fn the_older_module_has_the_names_of_the_api() {
    let text = task(
        "    aws_param:\n      Alias: pay\n      KeyUsage: sign_verify\n      Tags:\n        - TagKey: a\n          TagValue: 1\n      MultiRegion: no",
    );
    assert_eq!(yaml(&text), ["error unknown-value"]);
}

#[test]
fn other_calls_of_the_module_and_other_kinds_of_yaml_are_left_alone() {
    assert_eq!(yaml("- cckm_aws_key: { op_type: rotate, aws_param: { alias: 'not ours!' } }\n"), [""; 0]);
    let custom =
        "apiVersion: keys.example.com/v1\nkind: AwsKey\nspec: { kms: a, region: nowhere, aws_param: { Alias: 'not ours!' } }\n";
    let run = pipe(custom, &["--as", "yaml", "--format", "json", "-"]);
    assert_eq!((run.code, found(&run).len()), (4, 0));
}

#[test]
fn an_object_may_start_with_any_character() {
    let text = "kms: aws-main\nregion: eu-west-1\naws_param:\n  é: 1\n";
    let run = pipe(text, &["--as", "yaml", "--format", "json", "-"]);
    assert_eq!(labelled(&run, text), ["é"]);
    // Nor need it be one: its quotes and brackets may be lost.
    let text =
        r#"{"planned_values":{"root_module":{"resources":[{"type":"ciphertrust_aws_policy_template","values":ä"kms":"a"}]}}}"#;
    assert_eq!(pipe(text, &["--as", "terraform", "--format", "json", "-"]).code, 3);
}

#[test]
fn standard_input_is_known_by_its_content() {
    let forms = |text: &str| json(&pipe(text, &["--format", "json", "-"]))["summary"]["forms"].clone();
    assert_eq!(forms(&resource("")), serde_json::json!({ "Terraform": 1 }));
    assert_eq!(forms(&task("")), serde_json::json!({ "YAML": 1 }));
    assert_eq!(forms("kms: a\nregion: eu-west-1\naws_param:\n  Alias: b\n"), serde_json::json!({ "YAML": 1 }));
}
