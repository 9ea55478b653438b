//! Tokens and keys in every place of every form: none of them, nor a part of one, stands in anything that is written.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, reason = "a test may fail loudly")]

mod common;

use std::collections::HashSet;

use common::client::{Client, at};
use common::command::{BAD, Run, Scratch, URL, formats};
use serde_json::{Value, json};

/// What a part of a secret is, at the least.
const PART: usize = 8;

/// A secret that nobody has, and how it is written so that it is known for one.
struct Secret {
    name: &'static str,
    written: String,
    parts: &'static [&'static str],
}

fn secrets() -> Vec<Secret> {
    const JWT: &str = "eyJhbGciOiJub25lIn0.eyJvdXJzIjoibWFkZS11cCJ9.cGxhaW5seU5vdEFTaWduYXR1cmU";
    const OPAQUE: &str = "Q7vR2mXk9LpT4wZs8HnB3cYd6FgJ";
    const AWS: &str = "Zt4nQ8/xR2vK7+mWp3LsD9hYc6FgB1jTqXe5UaNo";
    const KEY: [&str; 2] =
        ["MIIBOgIBAAJBAPlainlyNotAKeyOfAnybody+Whatever", "T3dlIFVzIE5vdGhpbmcgQXQ+QWxsIEJ1dCBNYWRlIFVwIEZvcg=="];
    let key = format!("-----BEGIN RSA PRIVATE KEY-----\n{}\n-----END RSA PRIVATE KEY-----", KEY.join("\n"));
    vec![
        Secret { name: "jwt", written: JWT.to_owned(), parts: &[JWT] },
        Secret { name: "arn", written: format!("arn:aws:iam::111122223333:user/{JWT}"), parts: &[JWT] },
        Secret { name: "bearer", written: format!("Authorization: Bearer {OPAQUE}"), parts: &[OPAQUE] },
        Secret { name: "aws", written: format!("aws_secret_access_key={AWS}"), parts: &[AWS] },
        Secret { name: "key", written: key, parts: &KEY },
    ]
}

/// Fails where a part of a secret stands in a text.
fn holds_none(text: &str, what: &str) {
    let secrets = secrets();
    let parts: HashSet<&[u8]> =
        secrets.iter().flat_map(|secret| secret.parts).flat_map(|part| part.as_bytes().windows(PART)).collect();
    if let Some(at) = text.as_bytes().windows(PART).position(|window| parts.contains(window)) {
        let around = at.saturating_sub(400)..(at + 100).min(text.len());
        panic!("{what}: {}", String::from_utf8_lossy(&text.as_bytes()[around]));
    }
    assert!(!text.contains("internal fault"), "{what}");
}

// Where secrets stand.

fn request() -> Value {
    json!({ "kms": "aws-main", "region": "eu-west1", "key_users": ["bob"], "aws_param": {
        "Alias": "alias/payments", "Description": "d", "CustomerMasterKeySpec": "RSA_2049", "KeyUsage": "SIGN", "Origin": "AWS",
        "Tags": [{ "TagKey": "aws:owner", "TagValue": "v!" }],
        "Policy": { "Version": "2012-10-18", "Id": "i", "Statement": [{ "Sid": "a b", "Effect": "Alow",
            "Principal": { "AWS": "arn:aws:iam::1111:root" }, "Action": ["kms:Encrypt"], "Resource": "*",
            "Condition": { "StringEqals": { "kms:ViaServic": "x" } } }] } } })
}

/// The JSON Pointers of all that is in a value.
fn pointers(value: &Value, here: &str) -> Vec<String> {
    let below: Vec<(String, &Value)> = match value {
        Value::Object(members) => members.iter().map(|(name, value)| (format!("{here}/{name}"), value)).collect(),
        Value::Array(entries) => entries.iter().enumerate().map(|(at, value)| (format!("{here}/{at}"), value)).collect(),
        _ => Vec::new(),
    };
    below.iter().flat_map(|(pointer, value)| [vec![pointer.clone()], pointers(value, pointer)].concat()).collect()
}

/// The request with the secret for a value.
fn in_value(pointer: &str, secret: &str) -> Value {
    let mut request = request();
    *request.pointer_mut(pointer).unwrap() = secret.into();
    request
}

/// The request with the secret for a name.
fn in_name(pointer: &str, secret: &str) -> Option<Value> {
    let mut request = request();
    let (parent, name) = pointer.rsplit_once('/').unwrap();
    let members = request.pointer_mut(parent).unwrap().as_object_mut()?;
    let value = members.remove(name).unwrap();
    members.insert(secret.to_owned(), value);
    Some(request)
}

/// JSON, whole, broken, cut, without quotes, with escapes, with its policy in a string, and as lines.
fn as_json(request: &Value, secret: &str) -> Vec<(&'static str, String)> {
    let whole = serde_json::to_string_pretty(request).unwrap();
    let quoted = serde_json::to_string(secret).unwrap();
    let escaped: String = secret.encode_utf16().fold(String::new(), |all, unit| all + &format!("\\u{unit:04x}"));
    let mut in_string = request.clone();
    if let Some(policy) = in_string.pointer_mut("/aws_param/Policy") {
        *policy = policy.to_string().into();
    }
    let escaped_within = in_string.to_string().replace('/', "\\/");
    vec![
        ("broken.json", whole.replacen("\": ", "\" ", 1).replacen(": {", " {", 1)),
        ("cut.json", whole[..whole.find(&quoted).unwrap() + quoted.len() - 1].to_owned()),
        ("bare.json", whole.replacen(&quoted, secret, 1)),
        ("escaped.json", whole.replacen(&quoted, &format!("\"{escaped}\""), 1)),
        ("slashes.json", escaped_within),
        ("string.json", in_string.to_string()),
        ("lines.ndjson", format!("{request}\n{in_string}\n{{\"a\":{request}\n")),
        ("whole.json", whole),
    ]
}

/// The request in a text of another language.
fn in_hosts(request: &Value) -> Vec<(&'static str, String)> {
    let (text, whole) = (request.to_string(), serde_json::to_string_pretty(request).unwrap());
    let word = text.replace('\'', "'\\''");
    let string = serde_json::to_string(&text).unwrap();
    let indented = whole.replace('\n', "\n        ");
    vec![
        ("single.sh", format!("curl -k {URL} -d '{word}'\n")),
        ("double.sh", format!("curl -k {URL} -d {string}\n")),
        ("here.sh", format!("curl {URL} -d @- <<'END'\n{whole}\nEND\n")),
        ("guide.md", format!("# A key\n\n```json\n{whole}\n```\n\n```sh\ncurl {URL} -d '{word}'\n```\n")),
        (
            "play.yml",
            format!("- ansible.builtin.uri:\n    url: {URL}\n    method: POST\n    body_format: json\n    body: {text}\n"),
        ),
        ("block.yml", format!("- ansible.builtin.uri:\n    url: {URL}\n    method: POST\n    body: |\n        {indented}\n")),
        ("key.yaml", whole.clone()),
        ("call.http", format!("POST {URL}\nContent-Type: application/json\n\n{whole}\n")),
        (
            "all.postman_collection.json",
            json!({ "info": { "schema": "https://schema.getpostman.com/json/collection/v2.1.0/collection.json" },
            "item": [{ "request": { "method": "POST", "header": [], "url": URL, "body": { "mode": "raw", "raw": whole } } }] })
            .to_string(),
        ),
        (
            "all.har",
            json!({ "log": { "version": "1.2", "entries": [{ "request": { "method": "POST", "url": URL, "headers": [],
            "postData": { "mimeType": "application/json", "text": text } } }] } })
            .to_string(),
        ),
        (
            "Jenkinsfile",
            format!("pipeline {{ stages {{ stage('a') {{ steps {{ sh '''\ncurl -k {URL} -d '{word}'\n''' }} }} }} }}\n"),
        ),
        ("Makefile", format!("key:\n\tcurl -k {URL} -d '{word}'\n")),
    ]
}

/// Texts in which a secret stands beside the request: `@` is the secret, on one line where there is none for more.
const BESIDE: &[(&str, &str)] = &[
    ("headers.sh", "curl -k URL -H '@' -H \"X-Auth: @\" -u 'admin:@' -d 'BAD'\n"),
    ("query.sh", "curl -k 'URL?t=@' -d 'BAD' --unknown '@' @\n"),
    (
        "spliced.sh",
        "T='@'\nexport SECRET=\"@\"\ncurl -k URL -H \"Auth: $T\" -d \"{ \\\"kms\\\": \\\"$T\\\", \\\"region\\\": \\\"eu-west1\\\" }\"\n",
    ),
    ("allowed.sh", "# cckm-lint: allow(insecure-tls) @\n# cckm-lint: allow(@)\ncurl -k URL -d 'BAD'\n"),
    ("cut.sh", "curl URL -d '{ \"kms\": \"@\", \"region\": \"eu-west1\"\n"),
    (
        "play.yml",
        "- name: '@'\n  vars: { a: '@' }\n  ansible.builtin.uri:\n    url: URL\n    method: POST\n    headers: { Authorization: '@' }\n    body_format: json\n    body: BAD\n",
    ),
    (
        "module.yml",
        "- thalesgroup.ciphertrust.cckm_aws_key:\n    localNode: { server_ip: '@', password: '@' }\n    op_type: create\n    kms: '@'\n    region: eu-west1\n    '@': 1\n    aws_param: { alias: '@', tags: [{ TagKey: '@', TagValue: '@' }] }\n",
    ),
    (
        "key.tf",
        "resource \"ciphertrust_aws_key\" \"a\" {\n  kms = \"@\"\n  region = \"@\"\n  alias = [\"@\"]\n  key_usage = \"@\"\n  tags = { \"@\" = \"@\" }\n  key_policy {\n    policy = \"{ \\\"Statement\\\": [{ \\\"Sid\\\": \\\"@\\\", \\\"Effect\\\": \\\"@\\\" }] }\"\n  }\n}\n",
    ),
    (
        "here.tf",
        "resource \"ciphertrust_aws_key\" \"a\" {\n  kms = \"a\"\n  region = \"eu-west1\"\n  key_policy {\n    policy = <<END\n{ \"Statement\": [{ \"Sid\": \"@\", \"Effect\": \"@\", \"@\": 1 }] }\nEND\n  }\n}\n",
    ),
    ("call.http", "# @\n@token = @\nPOST URL?a=@\nAuthorization: @\nCookie: a=@\n\nBAD\n"),
    (
        "a.postman_collection.json",
        "{ \"info\": { \"schema\": \"https://schema.getpostman.com/json/collection/v2.1.0/collection.json\" }, \"auth\": { \"type\": \"bearer\", \"bearer\": [{ \"key\": \"token\", \"value\": \"@\" }] }, \"item\": [{ \"name\": \"@\", \"request\": { \"method\": \"POST\", \"header\": [{ \"key\": \"@\", \"value\": \"@\" }], \"url\": \"URL\", \"body\": { \"mode\": \"raw\", \"raw\": \"{ \\\"kms\\\": \\\"@\\\", \\\"region\\\": \\\"eu-west1\\\" }\" } } }] }",
    ),
    (
        "a.har",
        "{ \"log\": { \"version\": \"1.2\", \"entries\": [{ \"request\": { \"method\": \"POST\", \"url\": \"URL\", \"headers\": [{ \"name\": \"Authorization\", \"value\": \"@\" }], \"cookies\": [{ \"name\": \"a\", \"value\": \"@\" }], \"postData\": { \"mimeType\": \"application/json\", \"text\": \"{ \\\"kms\\\": \\\"@\\\", \\\"region\\\": \\\"eu-west1\\\" }\" } }, \"response\": { \"content\": { \"text\": \"@\" } } }] } }",
    ),
    (
        "Jenkinsfile",
        "pipeline { environment { T = '@' }\n stages { stage('@') { steps { sh '''\ncurl -k URL -H '@' -d 'BAD'\n''' } } } }\n",
    ),
    ("Makefile", "TOKEN = @\nkey:\n\tcurl -k URL -H '@' -d 'BAD'\n"),
];

/// A folder with a file for every secret in every place of every form.
fn everywhere(name: &str) -> Scratch {
    let mut scratch = Scratch::new(name);
    for Secret { name: kind, written, .. } in secrets() {
        for (number, pointer) in pointers(&request(), "").iter().enumerate() {
            for (place, request) in [("value", Some(in_value(pointer, &written))), ("name", in_name(pointer, &written))] {
                // Each place as it is and in one other way; there are more places than ways.
                let texts = request.iter().flat_map(|request| as_json(request, &written)).rev();
                for (file, text) in texts.enumerate().filter(|(at, _)| *at == 0 || *at == 1 + number % 7).map(|(_, text)| text) {
                    scratch = scratch.file(&format!("{kind}/{place}-{number}/{file}"), text);
                }
            }
        }
        for place in ["/region", "/aws_param/Tags/0/TagValue", "/aws_param/Policy/Statement/0/Principal/AWS"] {
            for (file, text) in in_hosts(&in_value(place, &written)) {
                scratch = scratch.file(&format!("{kind}{place}/{file}"), text);
            }
        }
        for (file, text) in beside(&written) {
            scratch = scratch.file(&format!("{kind}/beside/{file}"), text);
        }
    }
    scratch
}

fn beside(secret: &str) -> impl Iterator<Item = (&'static str, String)> {
    let in_line = secret.replace('\n', "\\n");
    BESIDE.iter().map(move |(file, text)| {
        // What is to be a file's name and a variable's are no secrets.
        let text = text.replace("@token", "\u{1}token").replace("@-", "\u{1}-").replace('@', &in_line);
        (*file, text.replace('\u{1}', "@").replace("URL", URL).replace("BAD", BAD))
    })
}

// Where they do not.

#[test]
fn no_secret_stands_in_any_report() {
    let scratch = everywhere("everywhere");
    let reports: Vec<String> = formats().map(|format| format!("--output={format}=report.{format}")).collect();
    let words = [".", "--isolated", "--show", "info", "--max-diagnostics", "1000000", "--format", "jsonl"];
    let words: Vec<&str> = words.into_iter().chain(reports.iter().map(String::as_str)).collect();
    let run = scratch.run(&words);
    assert_eq!(run.code, 1, "{}", run.err);
    holds_none(&run.out, "standard output");
    holds_none(&run.err, "standard error");
    for format in formats() {
        holds_none(&scratch.read(&format!("report.{format}")), &format);
    }
    // In each form some are known, or nothing was tested.
    let found: Vec<Value> = run.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let known = |found: &&Value| found["rule"] == "credential-in-input";
    let files: HashSet<&str> =
        found.iter().filter(known).map(|found| found["path"].as_str().unwrap().rsplit('/').next().unwrap()).collect();
    let forms = as_json(&request(), "bob").into_iter().chain(in_hosts(&request())).map(|(file, _)| file);
    let missed: Vec<&str> = forms.chain(BESIDE.iter().map(|(file, _)| *file)).filter(|file| !files.contains(file)).collect();
    assert_eq!(missed, [""; 0]);
}

/// A request that gives something by its policy alone.
fn giving(mut request: Value) -> Value {
    request.as_object_mut().unwrap().remove("key_users");
    if let Some(effect) = request.pointer_mut("/aws_param/Policy/Statement/0/Effect").filter(|effect| *effect == "Alow") {
        *effect = "Allow".into();
    }
    request
}

/// A folder with requests that tell who may do what, with every secret in every place of the policy.
fn told(name: &str) -> Scratch {
    let mut scratch = Scratch::new(name);
    for Secret { name: kind, written, .. } in secrets() {
        let places = pointers(&request(), "").into_iter().filter(|pointer| pointer.starts_with("/aws_param"));
        for (number, pointer) in places.enumerate() {
            for (place, request) in [("value", Some(in_value(&pointer, &written))), ("name", in_name(&pointer, &written))] {
                let texts = request.map(giving).map(|request| as_json(&request, &written)).unwrap_or_default();
                for (file, text) in
                    texts.into_iter().filter(|(file, _)| ["whole.json", "string.json", "escaped.json"].contains(file))
                {
                    scratch = scratch.file(&format!("{kind}/{place}-{number}/{file}"), text);
                }
            }
        }
        for (file, text) in in_hosts(&giving(in_value("/aws_param/Policy/Statement/0/Principal/AWS", &written))) {
            scratch = scratch.file(&format!("{kind}/hosts/{file}"), text);
        }
    }
    scratch
}

#[test]
fn no_secret_stands_in_what_is_told_of_access() {
    let scratch = told("access-secrets");
    for format in ["human", "json", "html"] {
        let run = scratch.run(&["access", "--isolated", "--format", format, "."]);
        assert!(run.out.matches("***").count() > 100, "secrets were met: {}", run.out);
        holds_none(&run.out, format);
        holds_none(&run.err, format);
    }
}

#[test]
fn no_secret_stands_in_what_is_told_of_changes() {
    let places =
        ["/aws_param/Policy/Statement/0/Principal/AWS", "/aws_param/Policy/Statement/0/Condition/StringEqals/kms:ViaServic"];
    for Secret { name, written, .. } in secrets() {
        for place in places {
            let secret = giving(in_value(place, &written));
            let mut plain = secret.clone();
            *plain.pointer_mut(place).unwrap() = "x".into();
            let texts = as_json(&secret, &written).into_iter().filter(|(file, _)| ["whole.json", "string.json"].contains(file));
            for (file, text) in texts {
                let scratch = Scratch::new("changes-secrets").file(file, text).file("plain.json", plain.to_string());
                for words in [["--format", "human", file, "plain.json"], ["--format", "json", "plain.json", file]] {
                    let run = scratch.run(&[&["diff", "--isolated"], &words[..]].concat());
                    assert!(run.code < 2, "{file} {}{}", run.out, run.err);
                    holds_none(&(run.out + &run.err), name);
                }
            }
        }
    }
}

#[test]
fn no_secret_stands_in_a_diff_or_in_the_words_about_what_is_mended() {
    let scratch = everywhere("mended-secrets");
    let printed = |words: &[&str]| {
        let Run { out, err, .. } = scratch.run(&[words, &["--isolated", "--unsafe-fixes", "."]].concat());
        holds_none(&out, &words.join(" "));
        holds_none(&err, &words.join(" "));
        out
    };
    assert!(printed(&["--diff"]).contains("\n+"));
    printed(&["--fix"]);
}

#[test]
fn no_secret_stands_in_a_baseline_or_in_what_is_said_of_one() {
    let scratch = everywhere("known-secrets");
    let run = scratch.run(&["baseline", "--isolated", "--show", "info", "."]);
    assert_eq!(run.code, 0, "{}", run.err);
    let baseline = scratch.read("cckm-lint-baseline.json");
    holds_none(&baseline, "the baseline");
    for secret in secrets() {
        let quoted = serde_json::to_string(&secret.written).unwrap();
        let entry = format!(r#"{{ "version": 1, "findings": [{{ "path": {quoted}, "rule": {quoted}, "place": {quoted} }}] }}"#);
        for text in [entry, quoted.clone(), format!(r#"{{ "version": {quoted} }}"#), format!("{{ {} }}", secret.written)] {
            let scratch = Scratch::new("known-secret").file("known.json", text).file("a.json", BAD);
            let run = scratch.run(&["--baseline", "known.json", "a.json"]);
            holds_none(&(run.out + &run.err), secret.name);
        }
    }
}

/// Configurations in which a secret stands where it may and where it may not.
const CONFIGURED: &[&str] = &[
    "fail-on = @\n",
    "@ = 1\n",
    "[rules]\n@ = \"error\"\n",
    "[rules]\nunknown-region = @\n",
    "[org]\nallowed-regions = [@]\n",
    "[catalog]\nregions = [@]\n",
    "exclude = [@\n",
    "account = @\n[[schema]]\npath = @\nfile = @\n",
    "[[schema]]\npath = \"**\"\nfile = \"faulty.json\"\n",
    "[[allow]]\nrule = \"unknown-region\"\nreason = @\n",
    "[[allow]]\nrule = @\nreason = @\nuntil = @\n",
    "# @\nfail-on = \n",
];

#[test]
fn no_secret_of_a_configuration_is_repeated() {
    for secret in secrets() {
        let quoted = serde_json::to_string(&secret.written).unwrap();
        let schema = format!("{{ \"type\": {quoted}, \"required\": {quoted} }}");
        for text in CONFIGURED {
            let text = text.replace('@', &quoted);
            let scratch =
                Scratch::new("configured").file("cckm-lint.toml", text).file("a.json", BAD).file("faulty.json", &schema);
            for format in ["human", "json", "sarif", "html"] {
                let run = scratch.run(&["--show", "info", "--format", format, "a.json"]);
                holds_none(&(run.out + &run.err), &format!("{} {format}", secret.name));
            }
        }
    }
}

/// What an editor is told of a document wherever the pointer stands.
#[test]
fn no_secret_is_told_to_an_editor() {
    let scratch = Scratch::new("editor");
    let mut client = Client::welcomed(&scratch.0, json!({ "capabilities": {} }));
    for (number, secret) in secrets().iter().enumerate() {
        let texts = pointers(&request(), "").into_iter().map(|pointer| in_value(&pointer, &secret.written));
        let texts = texts.flat_map(|request| as_json(&request, &secret.written)).step_by(5);
        for (at_file, (file, text)) in texts.chain(beside(&secret.written)).enumerate() {
            let uri = format!("file:///project/{number}-{at_file}/{file}");
            client.open(&uri, "", &text);
            let mut told = vec![json!(client.published(&uri))];
            let lines = text.lines().count().min(12) as u32;
            for line in 0..lines {
                told.extend(client.actions(&uri, line));
                told.extend(["hover", "completion"].map(|what| client.ask(&format!("textDocument/{what}"), &uri, (line, 12))));
            }
            told.push(client.request("textDocument/documentSymbol", at(&uri, (0, 0))));
            holds_none(&json!(told).to_string(), &format!("{} {file}", secret.name));
        }
    }
    assert_eq!(client.shut_down(), 0);
}
