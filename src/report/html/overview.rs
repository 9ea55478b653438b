//! What came of the run, before its findings: counts, what is missing, where to look, filters.

use std::collections::BTreeMap;
use std::io::{self, Write};

use super::text::{Escaped, Sentence};
use super::{Counts, LEVELS, Page, Tally, noun};
use crate::diagnostic::{count, number};
use crate::lint::MOST_CLAIMS;
use crate::report::human::summary_parts;
use crate::report::{Note, Summary, forms_line};

pub(super) fn write(out: &mut dyn Write, page: &Page<'_>) -> io::Result<()> {
    let summary = &page.report.summary;
    verdict(out, page)?;
    incomplete(out, &page.report.incomplete)?;
    if summary.files > 0 {
        stats(out, summary)?;
    }
    skipped(out, &page.report.skipped, summary.files == 0)?;
    if let Some(keys) = &page.keys {
        super::keys::overview(out, keys)?;
    }
    // Keys have a table of their own.
    let files = if page.keys.is_some() { &[] } else { &*page.files };
    if files.len() > 1 || page.rules.len() > 1 {
        writeln!(out, "<nav class=\"index\" aria-label=\"Files and rules\">")?;
        let files = files.iter().enumerate();
        let files = files.map(|(at, (file, tally))| (format!("file-{}", at + 1), file.source.name(), tally));
        index(out, "files", &files.collect::<Vec<_>>())?;
        let rules = page.rules.iter().map(|seen| (format!("rule-{}", seen.meta.name), seen.meta.name, &seen.tally));
        index(out, "rules", &rules.collect::<Vec<_>>())?;
        writeln!(out, "</nav>")?;
    }
    Ok(())
}

/// The run in a sentence, and what else there is to say of it.
fn verdict(out: &mut dyn Write, page: &Page<'_>) -> io::Result<()> {
    let summary = &page.report.summary;
    if summary.files == 0 && summary.is_of_keys {
        writeln!(out, "<h1>No key was found</h1>")?;
        return writeln!(
            out,
            "<p class=\"lead\">Nothing was looked at, so there is nothing to say, neither good nor bad. What is read is what CCKM \
             and AWS answer of keys.</p>"
        );
    }
    if summary.files == 0 {
        writeln!(out, "<h1>No create-key request was found</h1>")?;
        return writeln!(
            out,
            "<p class=\"lead\">Nothing was linted, so there is nothing to say, neither good nor bad. In a folder, only files \
             that hold such a request are looked at.</p>"
        );
    }
    let found = summary_parts(summary).into_iter().next().unwrap_or_default();
    writeln!(out, "<h1>{}</h1>", Escaped(&capital(&found)))?;
    let is_clean = summary.errors + summary.warnings == 0 && page.tally.total() == 0 && page.report.incomplete.is_empty();
    if is_clean {
        let praise = if summary.is_of_keys {
            "Nothing is wrong with these keys, as far as can be told from what was read."
        } else {
            "What was read is fit to be sent, as far as can be told without sending it."
        };
        writeln!(out, "<p class=\"lead good\">{praise}</p>")?;
    }
    let asides = asides(summary);
    if !asides.is_empty() {
        writeln!(out, "<p class=\"asides\">{}</p>", Sentence(&asides.join(" ")))?;
    }
    Ok(())
}

/// What else there is to say of a run, in whole sentences.
fn asides(summary: &Summary) -> Vec<String> {
    let are = |number: usize| if number == 1 { "is" } else { "are" };
    let mut said = Vec::new();
    match summary.hidden {
        0 => {}
        hidden if hidden <= summary.infos => {
            said.push(format!("With `--show info` there {} {} more.", are(hidden), count(hidden, "note")));
        }
        hidden => said.push(format!("{} {} not shown here, only counted.", count(hidden, "finding"), are(hidden))),
    }
    if summary.claims_forgotten {
        said.push(format!("Aliases were compared among {MOST_CLAIMS} requests at a time."));
    }
    said.extend(forms_line(summary).map(|line| capital(&line) + "."));
    said
}

fn capital(sentence: &str) -> String {
    let mut sentence = sentence.to_owned();
    sentence.get_mut(..1).into_iter().for_each(str::make_ascii_uppercase);
    sentence
}

/// What could not be read, where nobody can miss it.
fn incomplete(out: &mut dyn Write, notes: &[Note]) -> io::Result<()> {
    if notes.is_empty() {
        return Ok(());
    }
    writeln!(
        out,
        "<section class=\"incomplete\" aria-labelledby=\"incomplete\">\n<h2 id=\"incomplete\">This run is incomplete</h2>"
    )?;
    writeln!(
        out,
        "<p>What follows is not all there is to say: {} could not be read, or not as a whole.</p>",
        count(notes.len(), "input")
    )?;
    list(out, notes)?;
    writeln!(out, "</section>")
}

fn skipped(out: &mut dyn Write, notes: &[Note], is_all: bool) -> io::Result<()> {
    if notes.is_empty() {
        return Ok(());
    }
    let open = if is_all { " open" } else { "" };
    writeln!(out, "<details class=\"skipped\"{open}><summary>{} passed over</summary>", count(notes.len(), "file"))?;
    list(out, notes)?;
    writeln!(out, "</details>")
}

fn list(out: &mut dyn Write, notes: &[Note]) -> io::Result<()> {
    writeln!(out, "<ul>")?;
    for note in notes {
        writeln!(out, "<li><code>{}</code> {}</li>", Escaped(&note.path), Escaped(&note.reason))?;
    }
    writeln!(out, "</ul>")
}

fn stats(out: &mut dyn Write, summary: &Summary) -> io::Result<()> {
    let levels =
        [("Errors", summary.errors, "error"), ("Warnings", summary.warnings, "warning"), ("Notes", summary.infos, "info")];
    let subjects = if summary.is_of_keys { "Keys" } else { "Requests" };
    let others = [(subjects, summary.requests), ("Files", summary.files), ("Suppressed", summary.suppressed)];
    let others = others.into_iter().map(|(title, number)| (title, number, ""));
    writeln!(out, "<dl class=\"stats\">")?;
    for (title, amount, level) in levels.into_iter().chain(others) {
        let level = if amount == 0 { "none" } else { level };
        writeln!(out, "<div data-level=\"{level}\"><dt>{title}</dt><dd>{}</dd></div>", number(amount))?;
    }
    writeln!(out, "</dl>")
}

/// The most entries of an index that is open from the start.
const MOST_OPEN: usize = 12;

fn index(out: &mut dyn Write, noun: &str, entries: &[(String, &str, &Tally)]) -> io::Result<()> {
    // Of one there is nothing to choose.
    if entries.len() < 2 {
        return Ok(());
    }
    let open = if entries.len() <= MOST_OPEN { " open" } else { "" };
    writeln!(
        out,
        "<details{open}><summary>By {} <span>{}</span></summary>\n<ul>",
        noun.trim_end_matches('s'),
        number(entries.len())
    )?;
    for (id, name, tally) in entries {
        writeln!(out, "<li><a href=\"#{id}\">{}</a> {}</li>", Escaped(name), Counts(tally))?;
    }
    writeln!(out, "</ul></details>")
}

/// The filters. They are of no use without the script, which is why it is what shows them.
pub(super) fn filters(out: &mut dyn Write, page: &Page<'_>) -> io::Result<()> {
    writeln!(out, "<form id=\"filters\" autocomplete=\"off\" role=\"search\" aria-label=\"Filter the findings\" hidden>")?;
    writeln!(out, "<fieldset><legend>Level</legend>")?;
    for (level, amount) in LEVELS.into_iter().zip(page.tally.0).filter(|(_, amount)| *amount > 0) {
        let (name, title) = (level.name(), capital(noun(level)));
        write!(out, "<label data-level=\"{name}\"><input type=\"checkbox\" name=\"level\" value=\"{name}\" checked>")?;
        writeln!(out, "{title}s <span>{}</span></label>", number(amount))?;
    }
    writeln!(out, "</fieldset>")?;
    writeln!(out, "<label>Search <input type=\"search\" name=\"text\" spellcheck=\"false\"></label>")?;
    let rules = page.rules.iter().map(|seen| (seen.meta.name, &seen.tally));
    choice(out, "Rule", rules.collect())?;
    // The lines of a file are no files.
    let mut files: BTreeMap<&str, Tally> = BTreeMap::new();
    for (file, tally) in &page.files {
        files.entry(file.source.name()).or_default().append(tally);
    }
    choice(out, "File", files.iter().map(|(name, tally)| (*name, tally)).collect())?;
    let total = count(page.tally.total(), "finding");
    writeln!(out, "<p><output id=\"count\">{total}</output> <button type=\"reset\">Show all</button></p>\n</form>")
}

fn choice(out: &mut dyn Write, title: &str, mut options: Vec<(&str, &Tally)>) -> io::Result<()> {
    options.sort_by_key(|(name, _)| *name);
    let name = title.to_ascii_lowercase();
    writeln!(out, "<label>{title} <select name=\"{name}\"><option value=\"\">All {name}s</option>")?;
    for (name, tally) in options {
        writeln!(out, "<option value=\"{0}\">{0} ({1})</option>", Escaped(name), number(tally.total()))?;
    }
    writeln!(out, "</select></label>")
}
