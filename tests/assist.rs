//! What an editor is told: what can stand at the cursor, what stands there, what there is in a file.
//!
//! In the texts `|` is the cursor; a pipe is written `\|`.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, reason = "a test may fail loudly")]

mod common;

use cckm_lint::assist::{self, Completion};
use cckm_lint::extract::Form;
use cckm_lint::lint::{Levels, Linter};
use cckm_lint::source::Source;

fn linter() -> Linter {
    Linter::new(&Levels::default(), Form::Auto, Vec::new(), 1_000)
}

/// The file and the cursor of a marked text.
fn marked(name: &str, text: &str) -> (Source, usize) {
    let text = text.replace("\\|", "\u{0}");
    let offset = text.find('|').expect("a cursor");
    (Source::from_text(name, text.replacen('|', "", 1).replace('\u{0}', "|")), offset)
}

fn offered(name: &str, text: &str) -> Vec<Completion> {
    let (source, offset) = marked(name, text);
    assist::complete(&linter(), &source, offset)
}

/// What is offered.
fn labels(name: &str, text: &str) -> Vec<String> {
    offered(name, text).into_iter().map(|completion| completion.label).collect()
}

/// The text once what goes by that label is accepted, with the cursor.
fn accept(name: &str, text: &str, label: &str) -> String {
    let (source, _) = marked(name, text);
    let offered = offered(name, text);
    let Some(taken) = offered.iter().find(|completion| completion.label == label) else {
        panic!("{label} is not among {:?}", offered.iter().map(|completion| &completion.label).collect::<Vec<_>>());
    };
    let caret = taken.caret.unwrap_or(taken.text.len());
    let (before, behind) = (&source.text()[..taken.span.start()], &source.text()[taken.span.end()..]);
    format!("{before}{}|{}{behind}", &taken.text[..caret], &taken.text[caret..])
}
#[test]
fn explore() {
    let show = |name: &str, text: &str| {
        println!("--- {name} {text}");
        for c in offered(name, text).iter().take(12) { println!("   {:28} {:?} {:?}", c.label, c.detail, accept(name, text, &c.label)); }
    };
    for text in [
        "{|}", "{ | }", "{ \"|\" }", "{ \"k|\" }", "{ \"k| }", "{ \"kms\": \"a\", | }", "{ \"kms\": \"a\", re|", "{ | \"kms\": \"a\" }",
        "{ \"kms\": \"a\", \"aws_param\": { | } }", "{ \"kms\": \"a\", \"aws_param\": { \"CustomerMasterKeySpec\": \"HMAC_256\", \"KeyUsage\": | } }",
        "{ \"kms\": \"a\", \"aws_param\": { \"CustomerMasterKeySpec\": \"RSA_2048\", \"KeyUsage\": \"| } }",
        "{ \"kms\": \"a\", \"aws_param\": { \"CustomerMasterKeySpec\": \"RSA_2048\", \"KeyUsage\": \"SIGN|",
        "{ \"kms\": \"a\", \"aws_param\": { \"CustomerMasterKeySpec\": \"RSA_2048\", \"KeyUsage\": SIGN| } }",
        "{ \"kms\": \"a\", \"aws_param\": { \"KeyUsage\": \"SIGN_VERIFY\", \"CustomerMasterKeySpec\": \"|\"} }",
        "{ \"kms\": \"a\", \"region\": \"|\", \"aws_param\": { \"CustomerMasterKeySpec\": \"HMAC_256\" } }",
        "{ \"kms\": |, \"region\": \"\" }",
        "{ \"kms\": \"a\", \"region\": \"b\", \"aws_param\": { \"MultiRegion\": | } }",
        "{ \"kms\": \"a\", \"region\": \"b\", \"aws_param\": { \"Policy\": { \"Statement\": [ { \"Effect\": \"|\" } ] } } }",
        "{ \"kms\": \"a\", \"region\": \"b\", \"aws_param\": { \"Policy\": { \"Statement\": [ { | } ] } } }",
        "{ \"kms\": \"a\", \"region\": \"b\", \"aws_param\": { \"Policy\": { \"Statement\": [ { \"Action\": [\"kms:Encrypt\", |] } ] } } }",
        "{ \"kms\": \"a\", \"region\": \"b\", \"aws_param\": { \"Policy\": \"{\\\"Statement\\\": [{\\\"Effect\\\": |}]}\" } }",
        "{ \"kms\": \"a\", \"region\": \"b\", \"aws_param\": { \"Policy\": \"{\\\"Statement\\\": [{\\\"Effect\\\": \\\"Allow\\\", |}]}\" } }",
        "{ \"kms\": \"a\", \"region\": \"b\", \"aws_param\": { \"Tags\": [ { | } ] } }",
        "{ \"name\": \"pkg\", | }",
        "{ \"Version\": \"2012-10-17\", \"Statement\": [ { \"Effect\": \"Allow\", \"Principal\": { | }, \"Condition\": { \"StringEquals\": {} } } ] }",
        "{ \"Version\": \"2012-10-17\", \"Statement\": [ { \"Effect\": \"Allow\", \"Condition\": { \"Bool\": { | } } } ] }",
        "{ \"Version\": \"2012-10-17\", \"Statement\": [ { \"Effect\": \"Allow\", \"Condition\": { | } } ] }",
        "{ \"Version\": \"2012-10-17\", \"Statement\": [ { \"Effect\": \"Allow\", \"Condition\": { \"Bool\": { \"kms:GrantIsForAWSResource\": \"|\"  } } } ] }",
        "{ \"Version\": |, \"Statement\": [ ] }",
    ] { show("payload.json", text); }
    for text in [
        "kms: a\nregion: |\naws_param:\n  Alias: x\n",
        "kms: a\nregion: eu-west-1\naws_param:\n  CustomerMasterKeySpec: RSA_2048\n  |\n",
        "kms: a\nregion: eu-west-1\naws_param:\n  CustomerMasterKeySpec: RSA_2048\n  KeyUsage: |\n",
        "kms: a\nregion: eu-west-1\naws_param:\n  CustomerMasterKeySpec: RSA_2048\n  KeyUsage: \"SIG|\n",
        "kms: a\nregion: eu-west-1\naws_param:\n  CustomerMasterKeySpec: RSA_2048\n  KeyUsage: '|'\n",
        "kms: a\nregion: eu-west-1\naws_param:\n  KeyU|\n  CustomerMasterKeySpec: RSA_2048\n",
        "kms: a\nregion: eu-west-1\naws_param:\n  Policy:\n    Version: |\n    Statement:\n      - Effect: Allow\n        Action:\n          - kms:Encrypt\n",
        "kms: a\nregion: eu-west-1\naws_param:\n  Policy:\n    Statement:\n      - Effect: Allow\n        Action:\n          - |\n",
        "kms: a\nregion: eu-west-1\naws_param: { Alias: x, | }\n",
        "kms: a\nregion: eu-west-1\naws_param:\n  Tags:\n    - |\n",
        "kms: a\nregion: eu-west-1\n|\naws_param:\n  Tags:\n    - TagKey: x\n",
        "- cckm_aws_key:\n    op_type: create\n    kms: a\n    aws_param:\n      customer_master_key_spec: RSA_2048\n      |\n",
        "- cckm_aws_key:\n    op_type: create\n    kms: a\n    aws_param:\n      customer_master_key_spec: RSA_2048\n      key_usage: |\n",
    ] { show("keys.yml", text); }
    for text in [
        "resource \"ciphertrust_aws_key\" \"a\" {\n  kms = \"a\"\n  customer_master_key_spec = \"RSA_2048\"\n  |\n}\n",
        "resource \"ciphertrust_aws_key\" \"a\" {\n  kms = \"a\"\n  customer_master_key_spec = \"RSA_2048\"\n  key_us|\n}\n",
        "resource \"ciphertrust_aws_key\" \"a\" {\n  kms = \"a\"\n  customer_master_key_spec = \"RSA_2048\"\n  key_usage = |\n}\n",
        "resource \"ciphertrust_aws_key\" \"a\" {\n  kms = \"a\"\n  customer_master_key_spec = \"RSA_2048\"\n  key_usage = \"|\"\n}\n",
        "resource \"ciphertrust_aws_key\" \"a\" {\n  kms = \"a\"\n  customer_master_key_spec = \"RSA_2048\"\n  key_usage = \"SI|\n}\n",
        "resource \"ciphertrust_aws_key\" \"a\" {\n  kms = \"a\"\n  key_policy {\n    |\n  }\n}\n",
        "resource \"ciphertrust_aws_key\" \"a\" {\n  kms = \"a\"\n  multi_region = |\n}\n",
        "resource \"ciphertrust_aws_key\" \"a\" {\n  kms_id = \"a\"\n  aws_param = {\n    |\n  }\n}\n",
        "resource \"ciphertrust_aws_key\" \"a\" {\n  kms_id = \"a\"\n  |\n  aws_param = {\n    }\n}\n",
        "resource \"ciphertrust_aws_key\" \"a\" {\n  kms_id = \"a\"\n  key_policy = {\n  policy = jsonencode({ Statement = [{ Effect = \"|\" }] })\n    }\n}\n",
        "resource \"ciphertrust_aws_key\" \"a\" {\n  kms_id = \"a\"\n  key_policy = {\n  policy = jsonencode({ Statement = [{ Effect = \"Allow\", | }] })\n    }\n}\n",
        "resource \"ciphertrust_aws_key\" \"a\" {\n  kms = \"a\"\n  key_policy {\n  policy = <<EOT\n{ \"Statement\": [ { \"Effect\": \"Allow\", | } ] }\nEOT\n    }\n}\n",
        "resource \"ciphertrust_aws_policy_template\" \"a\" {\n  |\n}\n",
    ] { show("main.tf", text); }
    for text in [
        "curl -X POST https://cm/api/v1/cckm/aws/keys -d '{\"kms\": \"a\", |}'\n",
        "curl -X POST https://cm/api/v1/cckm/aws/keys -d '{\"kms\": \"a\", \"region\": \"|\"}'\n",
        "curl -X POST https://cm/api/v1/cckm/aws/keys -d '{\"kms\": \"a\", \"region\": |}'\n",
        "curl -X POST https://cm/api/v1/cckm/aws/keys -d '{\"kms\": \"a\", \"region\": \"|",
        "curl -X POST https://cm/api/v1/cckm/aws/keys -d '{|}'\n",
        "curl -X POST https://cm/api/v1/cckm/aws/keys -d \"{\\\"kms\\\": \\\"a\\\", |}\"\n",
        "curl -X POST https://cm/api/v1/cckm/aws/keys -d \"{\\\"kms\\\": \\\"a\\\", \\\"region\\\": \\\"eu|\\\"}\"\n",
        "curl -X POST https://cm/api/v1/cckm/aws/keys -d @- <<EOF\n{\"kms\": \"a\", |}\nEOF\n",
        "ksctl cckm aws keys create --kms a --region | \n",
        "ksctl cckm aws keys create --kms a --reg| \n",
        "ksctl cckm aws keys create --kms a --customer-masterkey-spec RSA_2048 --key-usage |\n",
    ] { show("create.sh", text); }
    show("doc.md", "# A\n```json\n{ \"kms\": \"a\", \"region\": \"x\", \"aws_param\": { | } }\n```\n");
    show("doc.md", "# A\n- x\n  ```json\n  { \"kms\": \"a\", \"region\": \"x\", \"aws_param\": { \"KeyUsage\": | } }\n  ```\n");
    show("r.http", "POST https://cm/api/v1/cckm/aws/keys\nContent-Type: application/json\n\n{ \"kms\": \"a\", | }\n");
    show("keys.ndjson", "{\"kms\": \"a\", \"region\": \"b\"}\n{\"kms\": \"a\", |}\n");
}
