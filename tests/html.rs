//! The page for a browser: what stands on it, and that nothing of a file can act there. `UPDATE=1 cargo test` writes the page's
//! policy anew; `tests/browser` looks at it with a real browser.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, reason = "a test may fail loudly")]

mod common;

use std::path::Path;

use cckm_lint::diagnostic::redact::Redactor;
use cckm_lint::diagnostic::{Diagnostic, Label, Level};
use cckm_lint::report::{self, FileReport, Format, Human, Report};
use cckm_lint::rules;
use cckm_lint::source::{Source, Span};
use common::command::{Scratch, pipe};
use data_encoding::BASE64;
use proptest::prelude::*;
use sha2::{Digest, Sha256};

const BAD: &str = r#"{ "kms": "aws-main", "region": "eu-west1", "aws_param": { "Alias": "alias/payments" } }"#;

fn html(scratch: &Scratch, words: &[&str]) -> String {
    scratch.run(&[words, &["--format", "html"]].concat()).out
}

/// What stands between two marks, the first time.
fn between<'p>(page: &'p str, start: &str, end: &str) -> &'p str {
    let rest = page.split_once(start).unwrap_or_else(|| panic!("no {start}")).1;
    rest.split_once(end).unwrap_or_else(|| panic!("no {end}")).0
}

/// The names of the elements of a page and of their attributes, in order.
fn markup(page: &str) -> Vec<String> {
    let mut found = Vec::new();
    let without = |page: &str, element: &str| {
        let (before, rest) = page.split_once(&format!("<{element}>")).unwrap();
        before.to_owned() + rest.split_once(&format!("</{element}>")).unwrap().1
    };
    let page = without(&without(page, "style"), "script");
    for tag in page.split('<').skip(1).map(|rest| rest.split_once('>').unwrap().0).filter(|tag| !tag.starts_with('/')) {
        // What stands in quotes is no markup; what is left are names.
        let names: String = tag.split('"').step_by(2).collect();
        found.extend(names.split_whitespace().map(|name| name.trim_end_matches('=').to_owned()));
    }
    found
}

#[test]
fn the_policy_of_the_page_admits_its_own_style_and_script_and_nothing_else() {
    let page = pipe(BAD, &["--format", "html", "-"]).out;
    let hash = |text: &str| format!("'sha256-{}'", BASE64.encode(&Sha256::digest(text)));
    let style = hash(between(&page, "<style>", "</style>"));
    let script = hash(between(&page, "<script>", "</script>"));
    let expected = format!("default-src 'none'; style-src {style}; script-src {script}; base-uri 'none'; form-action 'none'");
    if std::env::var_os("UPDATE").is_some() {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/report/html/page.csp");
        return std::fs::write(path, expected + "\n").unwrap();
    }
    let policy = between(&page, "http-equiv=\"Content-Security-Policy\" content=\"", "\"");
    assert_eq!(policy, expected, "run UPDATE=1 cargo test --test html");
    assert_eq!((page.matches("<style").count(), page.matches("<script").count()), (1, 1));
}

#[test]
fn a_finding_is_told_in_full() {
    let page = html(&Scratch::new("html-full").file("a.json", BAD), &["a.json"]);
    assert!(page.contains("<title>1 error, 1 warning – cckm-lint</title>"));
    assert!(page.contains("<h1>1 error and 1 warning in 1 request of 1 file</h1>"));
    let finding = between(&page, "<article id=\"f1\" data-level=\"error\" data-rule=\"unknown-region\">", "</article>");
    for part in [
        "<span class=\"level\">error</span> AWS has no region <code>eu-west1</code></h4>",
        "<a href=\"#rule-unknown-region\">unknown-region</a> <a href=\"#f1\">line 1, column 32</a>",
        "&quot;region&quot;: <mark>&quot;eu-west1&quot;</mark>, ",
        "<p class=\"help\"><b>Help</b> eu-west-1 is",
        "<pre><del>&quot;eu-west1&quot;</del> → <ins>&quot;eu-west-1&quot;</ins></pre>",
    ] {
        assert!(finding.contains(part), "{part}\n{finding}");
    }
    assert_eq!(page.matches("id=\"rule-unknown-region\"").count(), 1);
}

#[test]
fn what_a_label_leads_to_is_marked_and_told_below_it() {
    let path = "fixtures/requests/bad/usage-of-another-spec.json";
    let source = Source::from_bytes(path, std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap());
    let page = html(&Scratch::new("html-labels").file("a.json", source.text()), &["a.json"]);
    let code = between(&page, "<pre class=\"code\">", "</pre>");
    assert!(code.contains("<mark class=\"also\">&quot;ECC_SECG_P256K1&quot;</mark>,\n</code>"), "{code}");
    assert!(code.contains("<code class=\"note also\"><span>                           </span>this spec can only"), "{code}");
    assert!(code.contains("<mark>&quot;ENCRYPT_DECRYPT&quot;</mark>\n</code>"), "{code}");
    assert!(code.contains("<code class=\"note\"><span>              </span>not a usage of this spec\n</code>"), "{code}");
    let lines: Vec<&str> = code.split("data-n=\"").skip(1).map(|row| row.split_once('"').unwrap().0).collect();
    assert_eq!(lines, ["6", "7", "8"], "context is shown around the primary place only");
}

#[test]
fn whatever_a_file_says_is_text() {
    let payload = r#"</script><img src=x onerror=alert(1)>'"><svg/onload=alert(1)>"#;
    let text = serde_json::json!({
        "kms": "aws-main", "region": payload, payload: "x",
        "aws_param": { "Alias": payload, "Tags": [{ "TagKey": payload, "TagValue": format!("`{payload}`\u{202e}") }] },
    });
    let scratch = Scratch::new("html-hostile").file("a<b onload=x>&\".json", text.to_string()).file("plain.json", BAD);
    let page = html(&scratch, &["a<b onload=x>&\".json", "no-such\u{202e}<b>file"]);
    assert!(page.contains("a&lt;b onload=x&gt;&amp;&quot;.json"));
    assert!(page.contains(r"no-such\u{202e}&lt;b&gt;file"));
    assert!(!page.contains('\u{202e}'));
    assert!(page.contains("&lt;/script&gt;&lt;img"));
    // Nothing is on the page that is not on that of a harmless file.
    let harmless = markup(&html(&scratch, &["--show", "info", "plain.json", "nowhere"]));
    let known = ["fieldset", "data-n", "code", "em", "ins", "del", "b", "div", "class", "mark"];
    for name in markup(&page) {
        assert!(harmless.contains(&name) || known.contains(&name.as_str()), "{name}");
    }
}

#[test]
fn the_page_loads_nothing() {
    let hosts = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/hosts");
    let page = html(&Scratch::new("html-loads"), &["--show", "info", hosts.to_str().unwrap()]);
    assert!(page.matches("<article").count() > 50);
    let names = markup(&page);
    for forbidden in ["src", "srcset", "link", "img", "iframe", "object", "embed", "style", "base", "@import", "action", "data"] {
        assert!(!names.contains(&forbidden.to_owned()), "{forbidden}");
    }
    assert!(names.iter().all(|name| !name.starts_with("on")), "no handler stands in the markup");
    assert!(page.split("href=\"").skip(1).all(|rest| rest.starts_with('#')), "every link leads to a place of the page");
    let style = between(&page, "<style>", "</style>");
    assert!(!style.contains("url(") && !style.contains("@import"));
}

#[test]
fn every_link_leads_somewhere_and_every_id_is_there_once() {
    let scratch = Scratch::new("html-links").file("a.json", BAD).file("other.json", "{ \"name\": 1 }");
    for words in [["--show", "info", "a.json"], ["--requests-only", "other.json", "nowhere.json"]] {
        let page = html(&scratch, &words);
        let ids: Vec<&str> = page.split(" id=\"").skip(1).map(|rest| rest.split_once('"').unwrap().0).collect();
        for id in &ids {
            assert_eq!(ids.iter().filter(|other| *other == id).count(), 1, "{id}");
        }
        for link in page.split("href=\"#").skip(1).map(|rest| rest.split_once('"').unwrap().0) {
            assert!(ids.contains(&link) || link.starts_with("rule="), "{link}");
        }
    }
}

#[test]
fn an_empty_run_says_so_kindly_and_an_incomplete_one_prominently() {
    let good = r#"{ "kms": "aws-main", "region": "eu-west-1", "aws_param": { "Alias": "payments" } }"#;
    let scratch = Scratch::new("html-empty").file("good.json", good).file("other.json", "{ \"name\": 1 }");
    let page = html(&scratch, &["good.json"]);
    assert!(page.contains("<h1>Nothing wrong in 1 request of 1 file</h1>"));
    assert!(page.contains("fit to be sent"));
    assert!(!page.contains("<article") && !page.contains("id=\"filters\""));
    let page = html(&scratch, &["--requests-only", "other.json"]);
    assert!(page.contains("<h1>No create-key request was found</h1>"));
    assert!(page.contains("1 file passed over") && page.contains("<code>other.json</code>"));
    let page = html(&scratch, &["good.json", "nowhere.json"]);
    assert!(page.contains("This run is incomplete") && page.contains("<code>nowhere.json</code> no such file or folder"));
    assert!(!page.contains("fit to be sent"));
}

#[test]
fn a_secret_is_shown_neither_in_a_line_nor_in_a_fix() {
    let token = "eyJub3QiOiJhIn0.cmVhbGx5LW5vdA.dG9rZW4tYXQtYWxs";
    let text =
        format!(r#"{{ "kms": "aws-main", "region": "eu-west-1", "AUTHTOKEN": "{token}", "aws_param": {{ "Alias": "a" }} }}"#);
    let page = html(&Scratch::new("html-secret").file("a.json", text), &["a.json"]);
    assert!(page.contains("data-rule=\"header-in-body\"") && page.contains("<del>"));
    assert!(page.contains("********"));
    assert!(!page.contains("cmVhbGx5") && !page.contains("eyJub3Q"));
}

#[test]
fn a_long_line_is_shown_around_its_fault() {
    let filler = "x".repeat(1_000_000);
    let text = format!(r#"{{ "kms": "{filler}", "region": "eu-west1", "aws_param": {{ "Alias": "{filler}" }} }}"#);
    let page = html(&Scratch::new("html-long").file("a.json", text), &["a.json"]);
    assert!(page.contains("<mark>&quot;eu-west1&quot;</mark>"));
    assert!(page.len() < 120_000, "{}", page.len());
}

#[test]
fn ten_thousand_findings_make_a_page_that_opens() {
    let requests = format!("{BAD}\n").repeat(5_000);
    let page = html(&Scratch::new("html-many").file("a.ndjson", requests), &["--allow", "access,duplicate-alias", "a.ndjson"]);
    assert_eq!(page.matches("<article").count(), 10_000);
    let each = page.len() / 10_000;
    assert!(each < 1_500, "{each} bytes a finding");
}

#[test]
fn the_format_changes_neither_exit_code_nor_order() {
    let scratch = Scratch::new("html-exit").file("b.json", BAD).file("a.json", BAD.replace("payments", "cards"));
    let run = scratch.run(&["--format", "html", "b.json", "a.json"]);
    assert_eq!((run.code, run.err.as_str()), (1, ""));
    assert!(run.out.find("data-file=\"a.json\"").unwrap() < run.out.find("data-file=\"b.json\"").unwrap());
    assert_eq!(scratch.run(&["rules", "--format", "html"]).code, 2, "rules have no such list");
}

/// A finding with these places, the first of which is the primary one.
fn at(places: &[Span]) -> Diagnostic {
    let label = |span: &Span| Label { span: *span, text: "<b>".to_owned(), pointer: String::new(), elsewhere: None };
    Diagnostic {
        rule: rules::find("invalid-syntax").unwrap(),
        level: Level::Error,
        message: "`<` is not".to_owned(),
        help: None,
        span: places[0],
        label: "<i>".to_owned(),
        related: places[1..].iter().map(label).collect(),
        request: None,
        record: None,
        pointer: String::new(),
        fix: None,
        fingerprint: String::new(),
        place: String::new(),
    }
}

fn write(text: &str, places: &[Span]) -> String {
    let source = Source::from_text("a.json", text);
    let redactor = Redactor::new(text);
    let file = FileReport::new(source, vec![at(places)], redactor);
    let report = Report { files: vec![file], ..Report::default() };
    let mut out = Vec::new();
    report::write(&report, Format::Html, &Human::PLAIN, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

/// The rows of the only excerpt of a page, without their marks.
fn rows(page: &str) -> Vec<String> {
    let code = between(page, "<pre class=\"code\">", "</pre>");
    let rows = code.split("<code data-n=\"").skip(1).map(|row| row.split_once('>').unwrap().1.split_once("\n</code>").unwrap().0);
    rows.map(|row| row.split('<').map(|piece| piece.split_once('>').map_or(piece, |(_, text)| text)).collect()).collect()
}

#[test]
fn labels_that_overlap_leave_the_line_as_it_is() {
    let text = "abcdef";
    let page = write(text, &[Span::new(1, 3), Span::new(0, 6), Span::new(2, 4), Span::point(5)]);
    let marked = "<mark class=\"also\">a</mark><mark>b</mark><mark>c</mark><mark class=\"also\">d</mark>";
    assert!(page.contains(marked), "{page}");
    assert_eq!(rows(&page), [text]);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn wherever_labels_stand_the_text_is_shown(
        text in "[a<&é\t \"]{0,30}(\n[a<&é\t \"]{0,30}){0,3}",
        ends in prop::collection::vec((0_usize..40, 0_usize..40), 1..4),
    ) {
        let boundary = |at: usize| (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap();
        let spans: Vec<Span> = ends.iter().map(|(a, b)| Span::new(boundary(*a.min(b)), boundary(*a.max(b)))).collect();
        let page = write(&text, &spans);
        prop_assert_eq!(page.matches("<mark").count(), page.matches("</mark>").count());
        let escaped = text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;");
        for row in rows(&page) {
            prop_assert!(escaped.split('\n').any(|line| line.ends_with(&row)), "{:?} {:?}", row, text);
        }
    }
}

#[test]
fn of_a_text_that_is_no_utf_8_the_place_is_told() {
    let scratch =
        Scratch::new("html-wide").file("wide.json", [0xff, 0xfe, b'{', 0, b'}', 0]).file("broken.json", b"{ \"kms\": \"\xff\" }");
    let page = html(&scratch, &["wide.json", "broken.json"]);
    assert_eq!(page.matches("data-rule=\"invalid-utf8\"").count(), 2);
    assert!(page.contains("line 1, column 1"));
}
