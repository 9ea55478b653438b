//! Texts in texts in texts: a policy in a string in a body in quotes in a file, and the way back.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, reason = "a test may fail loudly")]

use cckm_lint::extract::{Body, Document, Form, parts};
use cckm_lint::json::{self, Value};
use cckm_lint::source::{Origin, Source, Span};
use proptest::prelude::*;
use serde_json::{Value as Json, json};

const URL: &str = "https://cm.example.com/api/v1/cckm/aws/keys";

/// A way to write a body as an argument of a shell command, or as its input.
fn quotings() -> Vec<Wrap> {
    vec![
        |body| format!("curl {URL} -d '{}'\n", body.replace('\'', r"'\''")),
        |body| format!("curl {URL} -d \"{}\"\n", escaped(body, r#""\$`"#)),
        |body| format!("curl {URL} -d $'{}'\n", escaped(body, r"'\").replace('\n', "\\n").replace('é', "\\u00e9")),
        |body| format!("curl {URL} -d @- <<'END'\n{body}\nEND\n"),
        |body| format!("curl {URL} -d @- <<END\n{}\nEND\n", escaped(body, r"\$`")),
    ]
}

/// Writes one text around another.
type Wrap = fn(&str) -> String;

/// A file in some form that holds a shell command.
fn files() -> Vec<(Form, Wrap)> {
    fn lines(text: &str, prefix: &str) -> String {
        text.lines().fold(String::new(), |lines, line| lines + prefix + line + "\n")
    }
    vec![
        (Form::Shell, |command| command.to_owned()),
        (Form::Shell, |command| format!("if true; then\n{command}fi\n").replace('\n', "\r\n")),
        (Form::Markdown, |command| format!("# é\n\n```sh\n{command}```\n")),
        (Form::Markdown, |command| format!("> text\n>\n{}", lines(&format!("```bash\n{command}```\n"), "> "))),
        (Form::Yaml, |command| format!("é: 1\njobs:\n  - run: |\n{}", lines(command, "      "))),
        (Form::Yaml, |command| format!("script:\n  - {}\n", Json::String(command.to_owned()))),
        (Form::Yaml, |command| format!("script: '{}'\n", command.trim_end().replace('\'', "''").replace('\n', "\n\n  "))),
        (Form::Jenkins, |command| format!("sh '''{}'''\n", escaped(command, r"\'"))),
    ]
}

fn escaped(text: &str, special: &str) -> String {
    text.chars()
        .fold(String::new(), |text, c| if special.contains(c) { text + "\\" + &c.to_string() } else { text + &c.to_string() })
}

/// The one body in a file.
fn body(text: &str, form: Form) -> Option<Document<'static>> {
    let (parts, _) = parts(&Source::from_text("file", text), form, &[], &Vec::new);
    let mut bodies = parts.into_iter().flat_map(|part| part.bodies);
    match (bodies.next(), bodies.next()) {
        (Some(Body::Text(document)), None) => Some(document),
        _ => None,
    }
}

/// The policy in the body: what the string says, and where each byte of that stands in the file.
fn policy(body: &Document<'_>) -> Option<(String, Origin)> {
    let tree = json::parse(&body.text);
    let policy = ["/aws_param/Policy", "/aws_param/policy"]
        .iter()
        .find_map(|pointer| tree.at_pointer(pointer))
        .filter(|policy: &Value<'_>| tree.errors().is_empty() && policy.as_str().is_some())?;
    Some((policy.as_str()?.into_owned(), policy.origin().through(&body.origin)))
}

fn request(description: &str, sid: &str, is_pretty: bool) -> (String, String) {
    let policy = json!({ "Version": "2012-10-17", "Statement": [{ "Sid": sid }] }).to_string();
    let request = json!({ "kms": "a", "region": "eu-west-1", "aws_param": { "Description": description, "Policy": policy } });
    let body = if is_pretty { serde_json::to_string_pretty(&request).unwrap() } else { request.to_string() };
    (body, policy)
}

fn some_text() -> impl Strategy<Value = String> {
    r#"[a-z "'\\$`é€\t{}<>#!:-]{0,10}"#
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_policy_is_read_through_every_quoting_and_written_back(
        description in some_text(), sid in some_text(), is_pretty in any::<bool>(),
        at in any::<prop::sample::Index>(), len in 0_usize..6, put in some_text(),
    ) {
        let (sent, said) = request(&description, &sid, is_pretty);
        for quote in quotings() {
            for (form, wrap) in files() {
                let text = wrap(&quote(&sent));
                // In single quotes of YAML the indentation of lines is lost.
                if is_pretty && text.starts_with("script: '") {
                    continue;
                }
                let found = body(&text, form);
                prop_assert!(found.is_some(), "{}", text);
                let found = found.unwrap();
                prop_assert_eq!(found.text.trim_end().replace("\r\n", "\n"), &*sent, "{}", text);
                let (decoded, origin) = policy(&found).unwrap();
                prop_assert_eq!(&decoded, &said);
                prop_assert!(leads_back(&decoded, &origin, &text), "{}", text);

                is_written_back(&text, form, (&decoded, &origin), (at, len, &put))?;
            }
        }
    }
}

/// What is put in the place of a part of the policy is there when the file is read again, unless it cannot be written there.
fn is_written_back(
    text: &str,
    form: Form,
    (decoded, origin): (&str, &Origin),
    (at, len, put): (prop::sample::Index, usize, &str),
) -> Result<(), TestCaseError> {
    let chars: Vec<usize> = decoded.char_indices().map(|(at, _)| at).chain([decoded.len()]).collect();
    let first = at.index(chars.len());
    let span = Span::new(chars[first], chars[(first + len).min(chars.len() - 1)]);
    let Some((place, written)) = origin.write(span, put) else { return Ok(()) };
    let after = format!("{}{written}{}", &text[..place.start()], &text[place.end()..]);
    let expected = format!("{}{put}{}", &decoded[..span.start()], &decoded[span.end()..]);
    let read = body(&after, form).and_then(|body| policy(&body)).map(|(policy, _)| policy);
    prop_assert_eq!(read, Some(expected), "{}\nbecame\n{}", text, after);
    Ok(())
}

/// A file of Terraform or Ansible that holds a policy as a text.
fn policy_files() -> Vec<(Form, Wrap)> {
    fn template(text: &str) -> String {
        text.replace("${", "$${").replace("%{", "%%{")
    }
    fn resource(value: &str) -> String {
        format!(
            "# é\nresource \"ciphertrust_aws_key\" \"é\" {{\n  kms = \"é\"\n  key_policy {{\n    policy = {value}\n  }}\n}}\n"
        )
    }
    fn task(value: &str) -> String {
        format!("- é: 1\n  cckm_aws_key:\n    op_type: create\n    aws_param:\n      alias: é\n      policy: {value}\n")
    }
    vec![
        (Form::Terraform, |policy| resource(&template(&Json::String(policy.to_owned()).to_string()))),
        (Form::Terraform, |policy| resource(&format!("<<EOT\n{}\nEOT", template(policy)))),
        (Form::Terraform, |policy| resource(&format!("<<-EOT\n\t\t{}\n    EOT", template(policy))).replace('\n', "\r\n")),
        (Form::Yaml, |policy| task(&Json::String(policy.to_owned()).to_string())),
        (Form::Yaml, |policy| task(&format!("'{}'", policy.replace('\'', "''")))),
        (Form::Yaml, |policy| task(&format!("|\n        {policy}")).replace('\n', "\r\n")),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_policy_is_read_from_terraform_and_ansible_and_written_back(
        sid in some_text(), at in any::<prop::sample::Index>(), len in 0_usize..6, put in some_text(),
    ) {
        let said = json!({ "Version": "2012-10-17", "Statement": [{ "Sid": sid }] }).to_string();
        for (form, wrap) in policy_files() {
            let text = wrap(&said);
            let (decoded, origin) = body(&text, form).and_then(|body| policy(&body)).expect(&text);
            prop_assert_eq!(decoded.trim_end(), &*said, "{}", text);
            prop_assert!(leads_back(&decoded, &origin, &text), "{}", text);

            is_written_back(&text, form, (&decoded, &origin), (at, len, &put))?;
        }
    }
}

/// Whether every character stands in the file, in order: as itself, or as an escape.
fn leads_back(decoded: &str, origin: &Origin, text: &str) -> bool {
    let mut before = 0;
    decoded.char_indices().all(|(at, c)| {
        let host = origin.lift(Span::new(at, at + c.len_utf8()));
        let is_in_order = before <= host.start();
        before = host.start();
        let written = host.of(text);
        is_in_order && (written == c.to_string() || written.starts_with(['\\', '\'', '$', '%', '\r']))
    })
}
