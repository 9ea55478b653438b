//! What each part of a run takes: parsing, the view, linting, extraction, reports. `cargo bench --bench parts`

#![allow(clippy::unwrap_used, missing_docs, reason = "a bench may fail loudly")]

use std::hint::black_box;

use cckm_lint::catalog::Dialect;
use cckm_lint::extract::{self, Form};
use cckm_lint::json;
use cckm_lint::lint::{Levels, Linter};
use cckm_lint::report::{self, FileReport, Format, Human, Report};
use cckm_lint::request::{Request, Surroundings};
use cckm_lint::source::Source;
use divan::Bencher;
use divan::counter::{BytesCount, ItemsCount};

/// A request in which nothing is wrong.
const PAYLOAD: &str = include_str!("payload.json");

/// As many lines as are linted at once where a file is read in parts.
const LINES: usize = 1_000;

fn main() {
    divan::main();
}

fn linter() -> Linter {
    Linter::new(&Levels::default(), Form::Auto, Vec::new(), 10_000)
}

/// The request on one line.
fn line(at: usize) -> String {
    let value: serde_json::Value = serde_json::from_str(PAYLOAD).unwrap();
    format!("{value}\n").replace("payments", &format!("payments-{at}"))
}

fn lines() -> Source {
    Source::from_text("requests.ndjson", (0..LINES).map(line).collect::<String>())
}

// ---- JSON and the view --------------------------------------------------------------------------------------------------

/// Plain JSON, which most texts are.
#[divan::bench]
fn parse_plain(bencher: Bencher<'_, '_>) {
    let text = line(0);
    assert!(json::parse(&text).errors().is_empty());
    bencher.counter(BytesCount::of_str(&text)).bench(|| json::parse(black_box(&text)));
}

/// What `serde_json` takes for the same text.
#[divan::bench]
fn parse_plain_by_serde_json(bencher: Bencher<'_, '_>) {
    let text = line(0);
    let parse = || serde_json::from_slice::<serde_json::Value>(black_box(text.as_bytes())).unwrap();
    bencher.counter(BytesCount::of_str(&text)).bench(parse);
}

/// A text with a fault at its end, so that all of it is read a second time.
#[divan::bench]
fn parse_broken(bencher: Bencher<'_, '_>) {
    let text = line(0).trim_end().trim_end_matches('}').to_owned();
    assert!(!json::parse(&text).errors().is_empty());
    bencher.counter(BytesCount::of_str(&text)).bench(|| json::parse(black_box(&text)));
}

#[divan::bench]
fn view(bencher: Bencher<'_, '_>) {
    let (tree, surroundings) = (json::parse(PAYLOAD), Surroundings::default());
    bencher.bench_local(|| Request::read(tree.root().unwrap(), &[], Dialect::Api, &surroundings).members().len());
}

/// The view with its key policy, which is read when it is asked for.
#[divan::bench]
fn view_of_policy(bencher: Bencher<'_, '_>) {
    let (tree, surroundings) = (json::parse(PAYLOAD), Surroundings::default());
    bencher.bench_local(|| Request::read(tree.root().unwrap(), &[], Dialect::Api, &surroundings).statements().count());
}

// ---- linting ------------------------------------------------------------------------------------------------------------

/// With a linter of its own, so that no policy is known to be good.
#[divan::bench]
fn lint_payload(bencher: Bencher<'_, '_>) {
    let source = Source::from_text("payload.json", PAYLOAD);
    bencher.with_inputs(linter).bench_refs(|linter| linter.lint(&source).requests);
}

#[divan::bench]
fn lint_lines(bencher: Bencher<'_, '_>) {
    let source = lines();
    assert_eq!(linter().read(&source, false).requests, LINES);
    bencher.counter(ItemsCount::new(LINES)).with_inputs(linter).bench_refs(|linter| linter.read(&source, false).requests);
}

// ---- extraction ---------------------------------------------------------------------------------------------------------

#[divan::bench(args = ["create-keys.sh", "runbook.md", "playbook.yml", "github-workflow.yml", "provider-1.tf", "requests.http"])]
fn extraction(bencher: Bencher<'_, '_>, name: &str) {
    let text = std::fs::read_to_string(format!("{}/fixtures/hosts/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap();
    let source = Source::from_text(name, text);
    let form = extract::form(&source, Form::Auto);
    let parts = || extract::parts(black_box(&source), form, &[], &Vec::new).0.len();
    assert!(parts() > 0);
    bencher.counter(BytesCount::of_str(source.text())).bench(parts);
}

// ---- reports ------------------------------------------------------------------------------------------------------------

/// A report of a thousand lines with a fault in each.
fn faulty() -> Report {
    let text = lines().text().replace(r#""region":""#, r#""region":"x"#);
    let source = Source::from_text("requests.ndjson", text);
    let linted = linter().lint(&source);
    assert!(linted.diagnostics.len() >= LINES);
    Report { files: vec![FileReport::new(source, linted.diagnostics, linted.redactor)], ..Report::default() }
}

#[divan::bench(args = [
    Format::Human,
    Format::Concise,
    Format::Json,
    Format::Jsonl,
    Format::Sarif,
    Format::Github,
    Format::Gitlab,
    Format::Junit,
    Format::Checkstyle,
    Format::Html,
], sample_count = 10)]
fn report(bencher: Bencher<'_, '_>, format: Format) {
    let report = faulty();
    bencher.bench(|| {
        let mut out = Vec::new();
        report::write(&report, format, &Human::PLAIN, &mut out).unwrap();
        out
    });
}
