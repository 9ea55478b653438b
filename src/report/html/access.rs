//! The page of who may do what with a key.

use std::io::{self, Write};

use super::text::{Escaped, Sentence};
use super::{Skip, foot, head};
use crate::diagnostic::{count, number};
use crate::report::Note;
use crate::report::access::{AccessReport, EntryWords, Kind, Line, RequestWords, notes, request};

/// Writes the page.
pub(in crate::report) fn write(report: &AccessReport, out: &mut dyn Write) -> io::Result<()> {
    head(out, "who may do what", &Skip { id: "access", words: "To the principals" })?;
    writeln!(out, "<main id=\"top\">")?;
    let keys = count(report.told.len(), "key");
    writeln!(out, "<h1>Who may do what with {keys}</h1>")?;
    for note in notes(&report.told) {
        writeln!(out, "<p class=\"asides\">{}</p>", Sentence(&note))?;
    }
    incomplete(out, &report.incomplete)?;
    writeln!(out, "<div id=\"access\">")?;
    report.told.iter().try_for_each(|access| write_request(out, &request(access)))?;
    writeln!(out, "</div>\n</main>")?;
    foot(out)
}

fn incomplete(out: &mut dyn Write, notes: &[Note]) -> io::Result<()> {
    if notes.is_empty() {
        return Ok(());
    }
    writeln!(out, "<section class=\"incomplete\"><h2>This run is incomplete</h2>\n<ul>")?;
    for note in notes {
        writeln!(out, "<li><code>{}</code> {}</li>", Escaped(&note.path), Escaped(&note.reason))?;
    }
    writeln!(out, "</ul></section>")
}

fn write_request(out: &mut dyn Write, request: &RequestWords) -> io::Result<()> {
    writeln!(out, "<section class=\"file\">\n<h3>{}</h3>", Escaped(&request.title))?;
    for sentence in &request.lead {
        writeln!(out, "<p class=\"asides\">{}</p>", Sentence(sentence))?;
    }
    for sentence in &request.unknown {
        writeln!(out, "<p class=\"unknown\">Not known: {}</p>", Sentence(sentence))?;
    }
    for line in &request.control {
        writeln!(out, "<p class=\"control\">{}</p>", Told(line))?;
    }
    request.entries.iter().try_for_each(|entry| write_entry(out, entry))?;
    if let Some(left_out) = &request.left_out {
        writeln!(out, "<p class=\"unknown\">{}</p>", Escaped(left_out))?;
    }
    write_statements(out, request)?;
    writeln!(out, "</section>")
}

fn write_entry(out: &mut dyn Write, entry: &EntryWords) -> io::Result<()> {
    let outside = if entry.is_outside { " <span class=\"outside\">another account</span>" } else { "" };
    writeln!(out, "<article>\n<h4>{}{outside}</h4>\n<dl class=\"access\">", Escaped(&entry.title))?;
    for (group, lines) in &entry.rows {
        writeln!(out, "<dt>{group}</dt>")?;
        for line in lines {
            let class = if line.kind == Kind::Condition { " class=\"condition\"" } else { "" };
            writeln!(out, "<dd{class}>{}</dd>", Told(line))?;
        }
    }
    writeln!(out, "</dl>")?;
    if let Some(besides) = &entry.besides {
        writeln!(out, "<p class=\"see\">{}</p>", Escaped(besides))?;
    }
    writeln!(out, "</article>")
}

fn write_statements(out: &mut dyn Write, request: &RequestWords) -> io::Result<()> {
    if request.statements.is_empty() {
        return Ok(());
    }
    writeln!(out, "<ul class=\"statements\">")?;
    for (at, line, sid) in &request.statements {
        let line = line.map(|line| format!(", line {}", number(line))).unwrap_or_default();
        let sid = sid.as_ref().map(|sid| format!(": {sid}")).unwrap_or_default();
        writeln!(out, "<li>statement {}{line}{}</li>", number(*at), Escaped(&sid))?;
    }
    writeln!(out, "</ul>")
}

/// A line, with its beginning in the colour of what it is about.
struct Told<'l>(&'l Line);

impl std::fmt::Display for Told<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let class = match self.0.kind {
            Kind::Yes => "yes",
            Kind::Conditional | Kind::Unknown => "maybe",
            Kind::Nothing | Kind::Condition => "soft",
            Kind::Taken => "taken",
        };
        write!(f, "<span class=\"{class}\">{}</span>{}", Escaped(self.0.head), Sentence(&self.0.rest))
    }
}
