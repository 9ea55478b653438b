//! What several tests need: linting a text, rendering what a person sees, taking examples out of pages.

#![allow(dead_code, unreachable_pub, reason = "each test uses a part of this")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, reason = "a test may fail loudly")]

pub mod client;
pub mod command;
pub mod xml;

use std::path::Path;
use std::sync::Arc;

use cckm_lint::catalog::Operation;
use cckm_lint::config::Config;
use cckm_lint::diagnostic::Diagnostic;
use cckm_lint::extract::Form;
use cckm_lint::lint::{Levels, Linted, Linter};
use cckm_lint::report::{self, FileReport, Format, Human, Report};
use cckm_lint::request::{Org, OrgSchema, Surroundings};
use cckm_lint::source::{PathSet, Source};

/// Lints a source that was named, every rule at its own level.
pub fn run(source: &Source) -> Linted {
    run_in(source, Surroundings::default())
}

/// The same, with what is known from outside of the request.
pub fn run_in(source: &Source, surroundings: Surroundings) -> Linted {
    Linter::new(&Levels::default(), Form::Auto, Vec::new(), 10_000).with_surroundings(surroundings).lint(source)
}

/// The findings of a source that was named.
pub fn lint(source: &Source) -> Vec<Diagnostic> {
    run(source).diagnostics
}

/// The findings of a JSON text.
pub fn lint_text(text: &str) -> Vec<Diagnostic> {
    lint(&Source::from_text("payload.json", text))
}

/// What a person sees of the findings of one rule, on a terminal of 80 columns without colour.
pub fn render(source: &Source, rule: &str) -> String {
    render_linted(source, run(source), rule)
}

fn render_linted(source: &Source, mut linted: Linted, rule: &str) -> String {
    linted.diagnostics.retain(|diagnostic| diagnostic.rule.name == rule);
    let file = FileReport::new(source.clone(), linted.diagnostics, linted.redactor);
    let report = Report { files: vec![file], ..Report::default() };
    let mut out = Vec::new();
    report::write(&report, Format::Human, &Human::PLAIN, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

/// A fenced block of a rule's page.
pub struct Example {
    /// `bad` or `good`.
    pub kind: String,
    /// What else is said behind the fence: `bytes`, `long`, or a rule that speaks of another fault of the example.
    pub marks: Vec<String>,
    language: String,
    bytes: Vec<u8>,
}

impl Example {
    /// The example as the file that it would be; of an exchange, the response.
    pub fn source(&self) -> Source {
        if self.is_exchange() {
            return self.half("response");
        }
        let name = match self.language.as_str() {
            "json" => "payload.json",
            "toml" => "cckm-lint.toml",
            "sh" => "request.sh",
            "hcl" => "request.tf",
            "yaml" => "request.yml",
            other => panic!("no file is written in {other}"),
        };
        Source::from_bytes(name, self.bytes.clone())
    }

    fn is_exchange(&self) -> bool {
        self.marks.iter().any(|mark| mark == "exchange")
    }

    /// The request or the response of an exchange, as a file.
    fn half(&self, name: &str) -> Source {
        let text = self.text();
        let tree = cckm_lint::json::parse(&text);
        let value = tree.root().and_then(|root| root.member(name)).expect("an exchange has both");
        Source::from_text(format!("{name}.json"), format!("{}\n", value.raw().replace("\n  ", "\n")))
    }

    /// What is known from outside, where it is said behind the fence: `caller=ARN`, `account=ID`.
    fn surroundings(&self) -> Surroundings {
        let said = |name: &str| self.marks.iter().find_map(|mark| mark.strip_prefix(name)).map(ToOwned::to_owned);
        Surroundings {
            operation: self.marks.iter().any(|mark| mark == "audit").then_some(Operation::ReadKey),
            caller: said("caller="),
            account: said("account="),
            org: self.org(),
            schemas: self.schemas(),
            ..Surroundings::default()
        }
    }

    /// A schema of the organisation's own, where it is said behind the fence: `schema:{"required":["kms"]}`.
    fn schemas(&self) -> Arc<[OrgSchema]> {
        let said = self.marks.iter().filter_map(|mark| mark.strip_prefix("schema:"));
        said.map(|text| OrgSchema::new("ours.json", text, PathSet::new(Path::new("/"), ["*"])).unwrap()).collect()
    }

    /// What the organisation wants, where it is said behind the fence as in the configuration: `org:account="111122223333"`.
    fn org(&self) -> Option<Arc<Org>> {
        let said: Vec<&str> = self.marks.iter().filter_map(|mark| mark.strip_prefix("org:")).collect();
        let text = format!("[org]\n{}\n", said.join("\n"));
        let config = Config::read(&Source::from_text("cckm-lint.toml", text), Path::new("/")).unwrap();
        config.org.filter(|_| !said.is_empty())
    }

    /// The findings of the example.
    pub fn lint(&self) -> Vec<Diagnostic> {
        self.run().diagnostics
    }

    fn run(&self) -> Linted {
        if self.is_exchange() {
            let linter = Linter::new(&Levels::default(), Form::Auto, Vec::new(), 10_000);
            return linter.verify(&self.half("request"), &self.half("response")).expect("both can be read");
        }
        let mut linted = run_in(&self.source(), self.surroundings());
        if self.language == "toml" {
            linted.diagnostics = self.judge();
        }
        linted
    }

    /// What is said of a configuration where no file has any finding. Where `whole` is said behind the fence, that is known
    /// of all files.
    fn judge(&self) -> Vec<Diagnostic> {
        let mut exceptions = Config::read(&self.source(), Path::new("/")).unwrap().exceptions;
        for exception in &mut exceptions {
            exception.is_known = self.marks.iter().any(|mark| mark == "whole");
        }
        Linter::new(&Levels::default(), Form::Auto, Vec::new(), 10_000).judge(&self.source(), &exceptions)
    }

    /// What a person sees of the findings of one rule.
    pub fn render(&self, rule: &str) -> String {
        render_linted(&self.source(), self.run(), rule)
    }

    /// The example as text.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }
}

/// The examples of a page: blocks fenced as `json bad` or `json good`. In one that is also marked `bytes`, `\xNN` is a
/// byte; in one marked `long`, `…` is some nine thousand characters.
pub fn examples(page: &str) -> Vec<Example> {
    let mut found = Vec::new();
    let mut lines = page.lines();
    while let Some(line) = lines.next() {
        let Some(marks) = line.strip_prefix("```").filter(|marks| !marks.is_empty()) else { continue };
        let marks: Vec<&str> = marks.split_whitespace().collect();
        let body: Vec<&str> = lines.by_ref().take_while(|line| !line.starts_with("```")).collect();
        let text = body.join("\n") + "\n";
        let text = if marks.contains(&"long") { text.replace('…', &"-and-on".repeat(1_300)) } else { text };
        let bytes = if marks.contains(&"bytes") { bytes(text.trim_end()) } else { text.into_bytes() };
        let language = marks.first().copied().unwrap_or_default().to_owned();
        let marks: Vec<String> = marks.into_iter().skip(1).map(ToOwned::to_owned).collect();
        found.push(Example { language, kind: marks.first().cloned().unwrap_or_default(), marks, bytes });
    }
    found
}

fn bytes(text: &str) -> Vec<u8> {
    let mut pieces = text.split("\\x");
    let mut bytes = pieces.next().unwrap_or_default().as_bytes().to_vec();
    for piece in pieces {
        bytes.push(u8::from_str_radix(&piece[..2], 16).expect("two hexadecimal digits after \\x"));
        bytes.extend_from_slice(&piece.as_bytes()[2..]);
    }
    bytes
}
