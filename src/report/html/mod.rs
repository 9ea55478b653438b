//! One page for a browser, complete in itself: for a review meeting, an artifact of a pipeline, an attachment.
//!
//! It loads nothing, and nothing in it acts but its own script: whatever a file says is text, and the page's policy (`page.csp`)
//! admits a style and a script by their hashes alone. Without the script everything but the filters is there.

mod access;
mod finding;
mod keys;
mod overview;
mod rules;
mod text;

use std::collections::BTreeMap;
use std::io::{self, Write};

use super::excerpt::Sheet;
use super::keys::ByRisk;
use super::{FileReport, Report};
use crate::diagnostic::{Diagnostic, Level, count};
use crate::lint::Meta;
use crate::source::LineIndex;
pub(super) use access::write as write_access;
use finding::{File, Subject};
use text::Escaped;

const STYLE: &str = include_str!("page.css");
const SCRIPT: &str = include_str!("page.js");
const POLICY: &str = include_str!("page.csp");

/// Levels as the page lists them, the worst first.
const LEVELS: [Level; 3] = [Level::Error, Level::Warning, Level::Info];

/// How many findings there are of each of [`LEVELS`].
#[derive(Clone, Copy, Default)]
struct Tally([usize; 3]);

impl Tally {
    fn add(&mut self, level: Level) {
        if let Some(number) = LEVELS.iter().position(|other| *other == level).and_then(|at| self.0.get_mut(at)) {
            *number += 1;
        }
    }

    fn of<'d>(diagnostics: impl IntoIterator<Item = &'d Diagnostic>) -> Self {
        let mut tally = Self::default();
        diagnostics.into_iter().for_each(|diagnostic| tally.add(diagnostic.level));
        tally
    }

    fn append(&mut self, other: &Self) {
        self.0.iter_mut().zip(other.0).for_each(|(own, number)| *own += number);
    }

    fn each(&self) -> impl Iterator<Item = (Level, usize)> {
        LEVELS.into_iter().zip(self.0).filter(|(_, number)| *number > 0)
    }

    fn total(&self) -> usize {
        self.0.iter().sum()
    }
}

/// A rule that found something, and how much.
struct Seen {
    meta: &'static Meta,
    tally: Tally,
}

/// What the parts of the page are written from.
struct Page<'r> {
    report: &'r Report,
    files: Vec<(&'r FileReport, Tally)>,
    /// Those that found the worst and the most first.
    rules: Vec<Seen>,
    tally: Tally,
    /// The keys by their risk, where keys were looked at.
    keys: Option<ByRisk<'r>>,
}

impl<'r> Page<'r> {
    fn new(report: &'r Report) -> Self {
        let mut tally = Tally::default();
        let mut rules: BTreeMap<&str, Seen> = BTreeMap::new();
        for diagnostic in report.files.iter().flat_map(|file| &file.diagnostics) {
            let meta = diagnostic.rule;
            rules.entry(meta.name).or_insert(Seen { meta, tally: Tally::default() }).tally.add(diagnostic.level);
            tally.add(diagnostic.level);
        }
        let mut rules: Vec<Seen> = rules.into_values().collect();
        rules.sort_by_key(|seen| std::cmp::Reverse(seen.tally.0));
        let files = report.files.iter().map(|file| (file, Tally::of(&file.diagnostics))).collect();
        Self { report, files, rules, tally, keys: report.summary.is_of_keys.then(|| ByRisk::of(report)) }
    }
}

pub(super) fn write(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let page = Page::new(report);
    let found: Vec<String> = page.tally.each().map(|(level, number)| count(number, noun(level))).collect();
    let title = if found.is_empty() { "nothing found".to_owned() } else { found.join(", ") };
    head(out, &title, &Skip { id: if found.is_empty() { "top" } else { "findings" }, words: "To the findings" })?;
    writeln!(out, "<main id=\"top\">")?;
    overview::write(out, &page)?;
    if page.tally.total() > 0 {
        findings(out, &page)?;
        rules::write(out, &page)?;
    }
    writeln!(out, "</main>")?;
    foot(out)
}

/// The beginning of a page: its policy, its title, its style and script, and where to skip to.
fn head(out: &mut dyn Write, title: &str, skip: &Skip) -> io::Result<()> {
    write!(
        out,
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{}\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"referrer\" content=\"no-referrer\">\n\
         <title>{title} – cckm-lint</title>\n<style>{STYLE}</style>\n<script>{SCRIPT}</script>\n</head>\n<body>\n\
         <a class=\"skip\" href=\"#{}\">{}</a>\n\
         <header class=\"bar\"><p><strong>cckm-lint</strong> <span>AWS keys in CCKM</span></p>\
         <button type=\"button\" id=\"theme\" hidden></button></header>\n",
        POLICY.trim_end(),
        skip.id,
        skip.words
    )
}

/// Where a reader without a mouse may go at once.
struct Skip {
    id: &'static str,
    words: &'static str,
}

/// What a finding of a level is called.
const fn noun(level: Level) -> &'static str {
    match level {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Info => "note",
    }
}

fn foot(out: &mut dyn Write) -> io::Result<()> {
    let version = env!("CARGO_PKG_VERSION");
    writeln!(
        out,
        "<footer><p>Written by cckm-lint {version}, offline. Secrets that were recognised are shown as asterisks.</p></footer>\n\
         </body>\n</html>"
    )
}

fn findings(out: &mut dyn Write, page: &Page<'_>) -> io::Result<()> {
    writeln!(out, "<section id=\"findings\" aria-labelledby=\"findings-title\">\n<h2 id=\"findings-title\">Findings</h2>")?;
    overview::filters(out, page)?;
    writeln!(out, "<p id=\"none\" hidden>No finding is left by these filters.</p>")?;
    if let Some(keys) = &page.keys {
        keys::findings(out, page, keys)?;
    } else {
        files(out, page)?;
    }
    writeln!(out, "</section>")
}

fn files(out: &mut dyn Write, page: &Page<'_>) -> io::Result<()> {
    let mut number = 0;
    page.files.iter().enumerate().try_for_each(|(at, (file, tally))| write_file(out, at + 1, file, tally, &mut number))
}

fn write_file(out: &mut dyn Write, at: usize, report: &FileReport, tally: &Tally, number: &mut usize) -> io::Result<()> {
    let lines = LineIndex::of(&report.source);
    let has_several = report.diagnostics.iter().any(|diagnostic| diagnostic.request.is_some_and(|request| request > 0));
    let file = file(report, &lines, if has_several { Subject::Request } else { Subject::Only });
    section(out, &format!("file-{at}"), report.source.name(), report.source.name(), tally)?;
    for diagnostic in &report.diagnostics {
        *number += 1;
        finding::write(out, *number, diagnostic, &file)?;
    }
    writeln!(out, "</section>")
}

/// The file of findings, with the lines that it is counted out in.
fn file<'r>(report: &'r FileReport, lines: &'r LineIndex, subject: Subject<'r>) -> File<'r> {
    let (name, text, redactor) = (report.source.name().to_owned(), report.source.text(), &report.redactor);
    let sheet = Sheet { address: None, name, text, lines, redactor, width: finding::WIDTH };
    File { sheet, encoding: report.source.encoding(), subject }
}

/// The beginning of a section of findings, and its heading.
fn section(out: &mut dyn Write, id: &str, path: &str, title: &str, tally: &Tally) -> io::Result<()> {
    let (path, title) = (Escaped(path), Escaped(title));
    writeln!(out, "<section class=\"file\" id=\"{id}\" data-file=\"{path}\">\n<h3>{title} {}</h3>", Counts(tally))
}

/// The counts of a file, a key or a rule: `2 errors, 1 warning`, each in its colour.
struct Counts<'t>(&'t Tally);

impl std::fmt::Display for Counts<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("<span class=\"counts\">")?;
        for (level, number) in self.0.each() {
            write!(f, "<span data-level=\"{}\">{}</span> ", level.name(), count(number, noun(level)))?;
        }
        f.write_str("</span>")
    }
}
