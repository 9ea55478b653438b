//! A finding: what is wrong, the lines that it is about, and what to do.

use std::io::{self, Write};

use unicode_width::UnicodeWidthStr;

use super::noun;
use super::text::{Escaped, Lines, Sentence, Shown};
use crate::diagnostic::{Diagnostic, FileFix, Safety, count};
use crate::json::Edit;
use crate::report::excerpt::{Excerpt, Row, Sheet};
use crate::source::{Encoding, Span};

/// How many columns of a line are shown.
pub(super) const WIDTH: usize = 96;

/// How many characters of each side of a change are shown.
const MOST_CHANGED: usize = 400;

/// How many changes of a fix are shown.
const MOST_EDITS: usize = 5;

/// The file of a finding.
pub(super) struct File<'r> {
    pub sheet: Sheet<'r>,
    pub encoding: Encoding,
    pub subject: Subject<'r>,
}

/// What a finding is said to be about, besides its place.
pub(super) enum Subject<'r> {
    /// The only request of its file, of which nothing has to be said.
    Only,
    /// One of several requests.
    Request,
    /// The key that goes by that name.
    Key(&'r str),
}

/// A label of a row.
struct Mark<'r> {
    span: Span,
    words: &'r str,
    is_primary: bool,
}

impl Mark<'_> {
    const fn class(&self) -> &'static str {
        if self.is_primary { "" } else { " class=\"also\"" }
    }
}

/// Writes the `number`th finding of the page.
pub(super) fn write(out: &mut dyn Write, number: usize, diagnostic: &Diagnostic, file: &File<'_>) -> io::Result<()> {
    let (level, rule) = (diagnostic.level.name(), diagnostic.rule.name);
    writeln!(out, "<article id=\"f{number}\" data-level=\"{level}\" data-rule=\"{rule}\">")?;
    writeln!(out, "<h4><span class=\"level\">{}</span> {}</h4>", noun(diagnostic.level), Sentence(&diagnostic.message))?;
    place(out, number, diagnostic, file)?;
    let elsewhere = excerpt(out, diagnostic, file)?;
    if let Some(help) = &diagnostic.help {
        writeln!(out, "<p class=\"help\"><b>Help</b> {}</p>", Sentence(help))?;
    }
    if let Some(fix) = &diagnostic.fix {
        write_fix(out, fix, file)?;
    }
    for place in elsewhere {
        writeln!(out, "<p class=\"see\">See also {}</p>", Sentence(&place))?;
    }
    writeln!(out, "</article>")
}

/// Which rule says so, and of what.
fn place(out: &mut dyn Write, number: usize, diagnostic: &Diagnostic, file: &File<'_>) -> io::Result<()> {
    let rule = diagnostic.rule.name;
    let at = file.sheet.position(diagnostic.span);
    write!(
        out,
        "<p class=\"at\"><a href=\"#rule-{rule}\">{rule}</a> <a href=\"#f{number}\">line {}, column {}</a>",
        at.line, at.column
    )?;
    match (&file.subject, diagnostic.request) {
        (Subject::Request, Some(request)) => write!(out, " <span>request {}</span>", request + 1)?,
        (Subject::Key(name), _) => write!(out, " <span>key {}</span>", Escaped(name))?,
        _ => {}
    }
    if let Some(record) = &diagnostic.record {
        write!(out, " <span>record {}</span>", Escaped(record))?;
    }
    if !diagnostic.pointer.is_empty() {
        write!(out, " <span class=\"pointer\">{}</span>", Escaped(&diagnostic.pointer))?;
    }
    writeln!(out, "</p>")
}

/// Writes the lines at fault, and yields what is to be said of places that are not among them.
fn excerpt(out: &mut dyn Write, diagnostic: &Diagnostic, file: &File<'_>) -> io::Result<Vec<String>> {
    let here = diagnostic.related.iter().filter(|label| label.elsewhere.is_none());
    let related = here.map(|label| (label.span, label.text.as_str()));
    let labels: Vec<_> = [(diagnostic.span, diagnostic.label.as_str())].into_iter().chain(related).collect();
    let mut elsewhere = in_other_files(diagnostic);
    // Of UTF-16 there are no characters to show.
    if matches!(file.encoding, Encoding::Wide(_)) {
        return Ok(elsewhere);
    }
    let excerpt = file.sheet.excerpt(&labels);
    let mut marks = Vec::new();
    for (at, ((span, place), (_, words))) in excerpt.labels.iter().zip(&labels).enumerate() {
        match span {
            Some(span) => marks.push(Mark { span: *span, words, is_primary: at == 0 }),
            None => elsewhere.push(format!("line {}, column {}: {words}", place.line, place.column)),
        }
    }
    write_rows(out, &excerpt, &marks)?;
    Ok(elsewhere)
}

/// What is to be said of places in other files.
fn in_other_files(diagnostic: &Diagnostic) -> Vec<String> {
    let places = diagnostic.related.iter().filter_map(|label| label.elsewhere.as_ref().map(|place| (place, &label.text)));
    places.map(|(place, words)| format!("{}:{}:{}: {words}", place.path, place.start.line, place.start.column)).collect()
}

/// Writes the rows that have a label, and those around the primary one. A line break stands inside of each row, where it adds
/// no line to what is seen and still is one for a browser without the style.
fn write_rows(out: &mut dyn Write, excerpt: &Excerpt, marks: &[Mark<'_>]) -> io::Result<()> {
    let rows = rows_to_show(excerpt, marks);
    let indent = common_indent(&excerpt.text, &rows);
    let mut last = None;
    write!(out, "<pre class=\"code\">")?;
    for (row, own) in &rows {
        let gap = if last.is_some_and(|last| last + 1 < row.line) { " class=\"gap\"" } else { "" };
        last = Some(row.line);
        let indent = if is_cut(&excerpt.text, row) { 0 } else { indent };
        let span = Span::new((row.span.start() + indent).min(row.span.end()), row.span.end());
        write!(out, "<code data-n=\"{}\"{gap}>", row.line)?;
        write_marked(out, &excerpt.text, span, own)?;
        write!(out, "\n</code>")?;
        own.iter().try_for_each(|mark| write_note(out, &excerpt.text, span, mark))?;
    }
    writeln!(out, "</pre>")
}

/// A row with its labels.
type Labelled<'r, 'm> = (&'r Row, Vec<&'r Mark<'m>>);

fn rows_to_show<'r, 'm>(excerpt: &'r Excerpt, marks: &'r [Mark<'m>]) -> Vec<Labelled<'r, 'm>> {
    let has = |row: &Row, mark: &Mark<'_>| row.span.start <= mark.span.start && mark.span.start <= row.span.end;
    let chief = excerpt.rows.iter().find(|row| marks.iter().any(|mark| mark.is_primary && has(row, mark)));
    let is_near = |row: &Row| chief.is_some_and(|chief| row.line.abs_diff(chief.line) <= 1);
    let rows = excerpt.rows.iter().map(|row| (row, marks.iter().filter(|mark| has(row, mark)).collect::<Vec<_>>()));
    let is_blank = |row: &Row| row.span.of(&excerpt.text).trim().is_empty();
    rows.filter(|(row, own)| !own.is_empty() || is_near(row) && !is_blank(row)).collect()
}

/// Whether the start of a row is not shown, so that it is in line with no other.
fn is_cut(text: &str, row: &Row) -> bool {
    row.span.of(text).starts_with('…')
}

/// How much white space all of the rows begin with, up to the first label: on a narrow screen there is no room for it.
fn common_indent(text: &str, rows: &[Labelled<'_, '_>]) -> usize {
    let indent = |row: &Row| {
        let line = row.span.of(text);
        line.get(..line.len() - line.trim_start_matches([' ', '\t']).len()).unwrap_or_default()
    };
    let same = |a: &str, b: &str| a.bytes().zip(b.bytes()).take_while(|(a, b)| a == b).count();
    let whole = rows.iter().filter(|(row, _)| !is_cut(text, row));
    let written = whole.clone().map(|(row, _)| *row).filter(|row| !row.span.of(text).trim().is_empty());
    let common = written.map(indent).reduce(|a, b| a.get(..same(a, b)).unwrap_or_default()).map_or(0, str::len);
    let labels = whole.flat_map(|(row, own)| own.iter().map(|mark| mark.span.start() - row.span.start()));
    labels.fold(common, usize::min)
}

/// A line, cut where labels start and end. Where they overlap, the primary one is seen.
fn write_marked(out: &mut dyn Write, text: &str, row: Span, marks: &[&Mark<'_>]) -> io::Result<()> {
    let ends = marks.iter().flat_map(|mark| [mark.span.start, mark.span.end.min(row.end)]);
    let mut cuts: Vec<u32> = ends.chain([row.start, row.end]).collect();
    cuts.sort_unstable();
    cuts.dedup();
    for (at, start) in cuts.iter().enumerate() {
        if let Some(point) = marks.iter().find(|mark| mark.span.is_empty() && mark.span.start == *start) {
            write!(out, "<mark{}></mark>", point.class())?;
        }
        let Some(end) = cuts.get(at + 1) else { break };
        let piece = Span { start: *start, end: *end };
        let covering = marks.iter().filter(|mark| mark.span.start <= *start && *end <= mark.span.end);
        match covering.max_by_key(|mark| mark.is_primary) {
            Some(mark) => write!(out, "<mark{}>{}</mark>", mark.class(), Shown(piece.of(text)))?,
            None => write!(out, "{}", Shown(piece.of(text)))?,
        }
    }
    Ok(())
}

/// The words of a label, below where it starts, or as near to it as there is room.
fn write_note(out: &mut dyn Write, text: &str, row: Span, mark: &Mark<'_>) -> io::Result<()> {
    if mark.words.is_empty() {
        return Ok(());
    }
    let before = Span { start: row.start, end: mark.span.start }.of(text);
    let room = WIDTH.saturating_sub(mark.words.width());
    let pad: String = before.chars().flat_map(below).collect();
    let pad = if pad.len() <= room { pad } else { " ".repeat(room) };
    let class = if mark.is_primary { "note" } else { "note also" };
    write!(out, "<code class=\"{class}\"><span>{pad}</span>{}\n</code>", Escaped(mark.words))
}

/// What stands in the row below a character, so that the next one is in line: a tab stays a tab.
fn below(c: char) -> impl Iterator<Item = char> {
    let width = unicode_width::UnicodeWidthChar::width(c).unwrap_or(0);
    let (blank, times) = if c == '\t' { ('\t', 1) } else { (' ', width) };
    std::iter::repeat_n(blank, times)
}

fn write_fix(out: &mut dyn Write, fix: &FileFix, file: &File<'_>) -> io::Result<()> {
    let look = if fix.safety == Safety::Unsafe { " <em>Look before you apply it.</em>" } else { "" };
    writeln!(out, "<div class=\"fix\"><p><b>Fix</b> {}{look}</p>", Sentence(&fix.title))?;
    for edit in fix.edits.iter().take(MOST_EDITS) {
        write_edit(out, edit, file)?;
    }
    let rest = fix.edits.len().saturating_sub(MOST_EDITS);
    if rest > 0 {
        writeln!(out, "<p>and {}</p>", count(rest, "more change"))?;
    }
    writeln!(out, "</div>")
}

fn write_edit(out: &mut dyn Write, edit: &Edit, file: &File<'_>) -> io::Result<()> {
    let old = file.sheet.without_secrets(edit.span, MOST_CHANGED);
    let new = crate::diagnostic::clip(&edit.text, MOST_CHANGED);
    match (old.as_str(), new.as_ref()) {
        ("", new) => {
            let at = file.sheet.position(edit.span);
            writeln!(out, "<pre>at line {}, column {}: <ins>{}</ins></pre>", at.line, at.column, Lines(new))
        }
        (old, "") => writeln!(out, "<pre><del>{}</del> → nothing</pre>", Lines(old)),
        (old, new) => writeln!(out, "<pre><del>{}</del> → <ins>{}</ins></pre>", Lines(old), Lines(new)),
    }
}
