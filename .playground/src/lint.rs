//! Findings of a text, for the page to show.

use cckm_lint::diagnostic::{Diagnostic, FileFix, Label, Level, and_list, count};
use cckm_lint::extract;
use cckm_lint::fix::{self, Choice};
use cckm_lint::lint::Linted;
use cckm_lint::source::Source;
use serde::Serialize;

use crate::options::{Fault, Options};
use crate::units::{Range, Units};

/// How many findings the page is given.
const MOST: usize = 500;

#[derive(Serialize)]
struct Answer<'l> {
    /// What the text was read as.
    form: &'static str,
    /// What was found, in a line.
    summary: String,
    /// What else there is to say.
    remarks: Vec<String>,
    diagnostics: Vec<Finding<'l>>,
    /// Whether there is something that can be mended without a person.
    fixable: usize,
    faults: Vec<Fault>,
}

#[derive(Serialize)]
struct Finding<'l> {
    rule: &'static str,
    level: &'static str,
    message: &'l str,
    label: &'l str,
    help: Option<&'l str>,
    pointer: &'l str,
    #[serde(flatten)]
    range: Range,
    related: Vec<Place<'l>>,
    fix: Option<Fix<'l>>,
}

#[derive(Serialize)]
struct Place<'l> {
    text: &'l str,
    #[serde(flatten)]
    range: Range,
}

#[derive(Serialize)]
struct Fix<'l> {
    title: &'l str,
    safety: &'static str,
    edits: Vec<Place<'l>>,
}

/// What is found in a text, as JSON. `form` is one of those that `about` lists; `options` is JSON.
#[must_use]
pub fn lint(text: &str, form: &str, options: &str) -> String {
    let asked = Options::read(options).understand(form);
    let source = Source::from_text(asked.name, text);
    let linted = asked.linter.lint(&source);
    let units = Units::new(text);
    let is_ours_to_write = !extract::is_recording(linted.form, text);
    let shown: Vec<&Diagnostic> = linted.diagnostics.iter().filter(|found| found.level >= asked.show).collect();
    let answer = Answer {
        form: linted.form.title(),
        summary: summary(&linted, &shown),
        remarks: remarks(&linted, asked.show, shown.len()),
        fixable: if is_ours_to_write { shown.iter().filter(|found| found.is_safely_fixable()).count() } else { 0 },
        diagnostics: shown.iter().take(MOST).map(|found| finding(found, &units, is_ours_to_write)).collect(),
        faults: asked.faults,
    };
    serde_json::to_string(&answer).unwrap_or_default()
}

/// The text with everything mended that needs no person to look at it.
#[must_use]
pub fn mend(text: &str, form: &str, options: &str) -> String {
    let asked = Options::read(options).understand(form);
    let source = Source::from_text(asked.name, text);
    let linted = asked.linter.lint(&source);
    let choice = Choice { level: asked.show, is_unsafe: false };
    let mended = fix::mend(&asked.linter, &source, &linted, true, choice);
    mended.map_or_else(|| text.to_owned(), |mended| mended.source.text().to_owned())
}

/// `2 errors and 1 warning in 3 requests`
fn summary(linted: &Linted, shown: &[&Diagnostic]) -> String {
    let of = |level| shown.iter().filter(|found| found.level == level).count();
    let found =
        [(Level::Error, "error"), (Level::Warning, "warning"), (Level::Info, "note")].map(|(level, noun)| (of(level), noun));
    let found: Vec<String> =
        found.into_iter().filter(|(number, _)| *number > 0).map(|(number, noun)| count(number, noun)).collect();
    if let Some(reason) = linted.skipped.filter(|_| found.is_empty()) {
        return format!("Nothing to lint: {reason}");
    }
    let found = if found.is_empty() { "Nothing wrong".to_owned() } else { and_list(&found) };
    if linted.requests == 0 { found } else { format!("{found} in {}", count(linted.requests, "request")) }
}

/// What there is to say besides the findings.
fn remarks(linted: &Linted, show: Level, shown: usize) -> Vec<String> {
    let mut remarks: Vec<String> = linted.incomplete.iter().map(|reason| format!("Not all of it was read: {reason}.")).collect();
    let uncounted: usize = linted.uncounted.iter().sum();
    let more = shown.saturating_sub(MOST) + uncounted;
    if more > 0 {
        remarks.push(format!("{} not shown.", count(more, "more finding")));
    }
    let notes = linted.diagnostics.iter().filter(|found| found.level < show).count();
    if notes > 0 {
        remarks.push(format!("{} not shown: see Options.", count(notes, "note")));
    }
    if !linted.suppressed.is_empty() {
        remarks.push(format!("{} allowed by a comment.", count(linted.suppressed.len(), "finding")));
    }
    if !linted.references.is_empty() {
        remarks.push(format!("It names {}, which cannot be read here.", count(linted.references.len(), "other file")));
    }
    remarks
}

fn finding<'l>(found: &'l Diagnostic, units: &Units<'_>, is_ours_to_write: bool) -> Finding<'l> {
    let here = found.related.iter().filter(|label| label.elsewhere.is_none());
    Finding {
        rule: found.rule.name,
        level: found.level.name(),
        message: &found.message,
        label: &found.label,
        help: found.help.as_deref(),
        pointer: &found.pointer,
        range: units.range(found.span),
        related: here.map(|label| place(label, units)).collect(),
        fix: found.fix.as_ref().filter(|_| is_ours_to_write).map(|fix| fix_of(fix, units)),
    }
}

fn place<'l>(label: &'l Label, units: &Units<'_>) -> Place<'l> {
    Place { text: &label.text, range: units.range(label.span) }
}

fn fix_of<'l>(fix: &'l FileFix, units: &Units<'_>) -> Fix<'l> {
    let edits = fix.edits.iter().map(|edit| Place { text: &edit.text, range: units.range(edit.span) });
    Fix { title: &fix.title, safety: fix.safety.name(), edits: edits.collect() }
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;

    fn answer(text: &str, form: &str, options: &str) -> Value {
        serde_json::from_str(&lint(text, form, options)).unwrap()
    }

    fn marked(text: &str, found: &Value) -> String {
        let units: Vec<u16> = text.encode_utf16().collect();
        let at = |name: &str| usize::try_from(found[name].as_u64().unwrap()).unwrap();
        String::from_utf16(&units[at("start")..at("end")]).unwrap()
    }

    #[test]
    fn a_finding_and_its_fix_stand_where_javascript_has_them() {
        let text = r#"{ "kms": "😀 é", "region": "eu-west-1", "aws_param": { "alias": "a" } }"#;
        let answer = answer(text, "auto", "{}");
        assert_eq!(answer["form"], "JSON");
        let found = &answer["diagnostics"][0];
        assert_eq!((found["rule"].as_str(), marked(text, found)), (Some("misspelled-field"), "\"alias\"".to_owned()));
        assert_eq!(marked(text, &found["fix"]["edits"][0]), "\"alias\"");
        assert_eq!(mend(text, "auto", "{}"), text.replace("alias", "Alias"));
    }

    #[test]
    fn an_option_that_cannot_be_is_told_and_the_text_is_linted_all_the_same() {
        let told = answer("{}", "json", r#"{ "region": "nowhere", "account": "12", "strict": true }"#);
        let options: Vec<_> = told["faults"].as_array().unwrap().iter().map(|fault| fault["option"].as_str().unwrap()).collect();
        assert_eq!(options, ["region", "account"]);
        assert!(!told["diagnostics"].as_array().unwrap().is_empty());
    }

    #[test]
    fn what_holds_no_request_and_what_is_not_shown_is_said() {
        assert_eq!(answer("echo kms", "shell", "{}")["summary"], "Nothing to lint: no create-key request in it");
        let batch = r#"{ "kms": "a", "region": "nowhere", "aws_param": { "Alias": "a b" } }"#.to_owned() + "\n";
        let answer = answer(&batch.repeat(400), "ndjson", "{}");
        assert_eq!(answer["diagnostics"].as_array().unwrap().len(), MOST);
        assert!(answer["remarks"][0].as_str().unwrap().ends_with("more findings not shown."), "{answer}");
    }
}
