//! The report for people. The only place that knows miette.

use std::fmt;
use std::io;
use std::path::PathBuf;

use miette::{GraphicalReportHandler, GraphicalTheme, LabeledSpan, Severity, SourceCode};

use super::excerpt::{Excerpt, Sheet};
use super::log::inert;
use super::{Report, Summary, table};
use crate::config::Fault;
use crate::diagnostic::redact::Redactor;
use crate::diagnostic::{Diagnostic, Level, Safety, and_list, count, escape_controls, number};
use crate::lint::MOST_CLAIMS;
use crate::source::{self, Encoding, LineIndex, Position, Source, Span};

/// How the report for people looks.
#[derive(Clone, Debug)]
pub struct Human {
    /// Whether it is in colour.
    pub color: bool,
    /// How many columns there are.
    pub width: usize,
    /// Where paths are to be links that a terminal follows: the folder that relative ones start from.
    pub links: Option<PathBuf>,
}

impl Human {
    /// As it looks where there is no terminal.
    pub const PLAIN: Self = Self { color: false, width: 80, links: None };
}

/// Columns that the line number and the rule beside it take, at most.
const GUTTER: usize = 10;

impl Human {
    pub(super) fn write(&self, report: &Report, out: &mut dyn io::Write) -> io::Result<()> {
        let handler = self.handler();
        for file in &report.files {
            let lines = LineIndex::of(&file.source);
            let sheet = self.sheet(&file.source, &lines, &file.redactor);
            for diagnostic in &file.diagnostics {
                let shown = Shown::new(diagnostic, &sheet, file.source.encoding());
                let mut text = String::new();
                if handler.render_report(&mut text, &shown).is_err() {
                    // Never known to happen; a finding without its excerpt is better than none.
                    text = format!("{}\n", shown.message);
                }
                text.trim_end().lines().try_for_each(|line| writeln!(out, "{}", inert(line)))?;
                writeln!(out)?;
            }
        }
        table::write(report, self.width, out)
    }

    /// What is wrong with a file of settings, in the look of findings.
    #[must_use]
    pub fn faults(&self, source: &Source, faults: &[Fault]) -> String {
        let (handler, lines, redactor) = (self.handler(), LineIndex::of(source), Redactor::new(source.text()));
        let sheet = self.sheet(source, &lines, &redactor);
        let mut text = String::new();
        for fault in faults {
            let shown = Shown::fault(fault, &sheet);
            if handler.render_report(&mut text, &shown).is_err() {
                text.push_str(&shown.message);
            }
            text.truncate(text.trim_end().len());
            text.push_str("\n\n");
        }
        text.split_inclusive('\n').map(inert).collect()
    }

    fn handler(&self) -> GraphicalReportHandler {
        let theme = if self.color { GraphicalTheme::unicode() } else { GraphicalTheme::unicode_nocolor() };
        GraphicalReportHandler::new_themed(theme)
            .with_width(self.width)
            .with_context_lines(1)
            .without_primary_span_start()
            .without_syntax_highlighting()
            .with_links(false)
    }

    /// What the path of a file leads to. Standard input stands nowhere.
    fn address(&self, name: &str) -> Option<String> {
        let folder = self.links.as_deref().filter(|_| name != Source::STDIN)?;
        source::address(name, folder)
    }

    fn sheet<'r>(&self, source: &'r Source, lines: &'r LineIndex, redactor: &'r Redactor) -> Sheet<'r> {
        Sheet {
            name: escape_controls(source.name()).into_owned(),
            text: source.text(),
            lines,
            redactor,
            width: self.width.saturating_sub(GUTTER).max(20),
            address: self.address(source.name()),
        }
    }
}

/// A finding as miette wants it.
struct Shown {
    code: String,
    message: String,
    level: Level,
    help: Option<String>,
    labels: Vec<LabeledSpan>,
    excerpt: Option<Excerpt>,
}

impl Shown {
    fn new(diagnostic: &Diagnostic, sheet: &Sheet<'_>, encoding: Encoding) -> Self {
        let primary = (diagnostic.span, diagnostic.label.as_str());
        let here = diagnostic.related.iter().filter(|label| label.elsewhere.is_none());
        let places: Vec<_> = [primary].into_iter().chain(here.map(|label| (label.span, label.text.as_str()))).collect();
        let texts = places.iter().map(|(_, text)| text);
        // Of UTF-16 there are no characters to show.
        let excerpt = (!matches!(encoding, Encoding::Wide(_))).then(|| sheet.excerpt(&places));
        let mut labels = Vec::new();
        let mut elsewhere = in_other_files(diagnostic);
        for (at, ((excerpt, (span, place)), text)) in marks(excerpt.as_ref()).zip(texts).enumerate() {
            let text = escape_controls(text).into_owned();
            let is_primary = at == 0;
            match span {
                Some(span) if is_primary => labels.push(label(true, *span, excerpt.fitted(*span, &text))),
                Some(span) if excerpt.has_room(*span, &text) => labels.push(label(false, *span, text)),
                _ => {
                    labels.extend(span.map(|span| label(false, span, String::new())));
                    elsewhere.push(format!("{}:{}: {text}", place.line, place.column));
                }
            }
        }
        let place = if excerpt.is_some() { String::new() } else { format!("{}: ", sheet.name) };
        Self {
            code: format!("{}[{}]", diagnostic.level, diagnostic.rule.name),
            message: format!("{place}{}", escape_controls(&diagnostic.message)),
            level: diagnostic.level,
            help: help(diagnostic, &elsewhere),
            labels,
            excerpt,
        }
    }
}

impl Shown {
    fn fault(fault: &Fault, sheet: &Sheet<'_>) -> Self {
        let clean = |words: &str| escape_controls(&sheet.redactor.scrub(words)).into_owned();
        let text = clean(&fault.label);
        let excerpt = sheet.excerpt(&[(fault.span, text.as_str())]);
        let span = excerpt.labels.first().and_then(|(span, _)| *span);
        Self {
            code: "error[configuration]".to_owned(),
            message: clean(&fault.message),
            level: Level::Error,
            help: fault.help.as_deref().map(clean),
            labels: span.map(|span| label(true, span, text)).into_iter().collect(),
            excerpt: Some(excerpt),
        }
    }
}

/// What is to be said of places in other files.
fn in_other_files(diagnostic: &Diagnostic) -> Vec<String> {
    let places = diagnostic.related.iter().filter_map(|label| label.elsewhere.as_ref().map(|place| (place, &label.text)));
    let written = places.map(|(place, text)| format!("{}:{}:{}: {text}", place.path, place.start.line, place.start.column));
    written.map(|line| escape_controls(&line).into_owned()).collect()
}

/// The labels of an excerpt, each with the excerpt.
fn marks(excerpt: Option<&Excerpt>) -> impl Iterator<Item = (&Excerpt, &(Option<Span>, Position))> {
    excerpt.into_iter().flat_map(|excerpt| excerpt.labels.iter().map(move |mark| (excerpt, mark)))
}

fn label(is_primary: bool, span: Span, text: String) -> LabeledSpan {
    let text = Some(text).filter(|text| !text.is_empty());
    let span = (span.start(), span.len());
    if is_primary { LabeledSpan::new_primary_with_span(text, span) } else { LabeledSpan::new_with_span(text, span) }
}

/// What to do, what a fix would do, and what is to be said of places that the excerpt has no room for.
fn help(diagnostic: &Diagnostic, elsewhere: &[String]) -> Option<String> {
    let help = diagnostic.help.as_deref().map(|help| escape_controls(help).into_owned());
    let fix = diagnostic.fix.as_ref().map(|fix| {
        let look = if fix.safety == Safety::Unsafe { " (look before you apply it)" } else { "" };
        format!("{}{look}", escape_controls(&fix.title))
    });
    let help = match (help, fix) {
        (Some(help), Some(fix)) => Some(format!("{help}\nfix: {fix}")),
        (help, fix) => help.or(fix),
    };
    let record = diagnostic.record.as_deref().map(|key| format!("in the record {}", escape_controls(key)));
    let parts: Vec<String> =
        help.into_iter().chain(record).chain(elsewhere.iter().map(|place| format!("see also {place}"))).collect();
    (!parts.is_empty()).then(|| parts.join("\n"))
}

impl fmt::Display for Shown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl fmt::Debug for Shown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Shown {}

impl miette::Diagnostic for Shown {
    fn code<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        Some(Box::new(&self.code))
    }

    fn severity(&self) -> Option<Severity> {
        Some(match self.level {
            Level::Error => Severity::Error,
            Level::Warning => Severity::Warning,
            Level::Info => Severity::Advice,
        })
    }

    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        self.help.as_ref().map(|help| Box::new(help) as Box<dyn fmt::Display>)
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        self.excerpt.as_ref().map(|excerpt| excerpt as &dyn SourceCode)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        self.source_code().map(|_| Box::new(self.labels.iter().cloned()) as Box<dyn Iterator<Item = LabeledSpan>>)
    }
}

/// The run in a line: `2 errors and 1 warning in 3 requests of 2 files`.
#[must_use]
pub fn summary_line(summary: &Summary) -> String {
    summary_parts(summary).join("; ")
}

/// The run in a few phrases: first what was found, then what else there is to say.
pub(super) fn summary_parts(summary: &Summary) -> Vec<String> {
    let hidden_notes = summary.infos.min(summary.hidden);
    let found: Vec<String> = [(summary.errors, "error"), (summary.warnings, "warning"), (summary.infos - hidden_notes, "note")]
        .into_iter()
        .filter(|(number, _)| *number > 0)
        .map(|(number, noun)| count(number, noun))
        .collect();
    let found = if found.is_empty() { "nothing wrong".to_owned() } else { and_list(&found) };
    let files = count(summary.files, "file");
    let place = if summary.requests == 0 { files } else { format!("{} of {files}", count(summary.requests, summary.noun())) };
    let mut parts = vec![format!("{found} in {place}")];
    match summary.hidden {
        0 => {}
        hidden if hidden == hidden_notes => parts.push(format!("{} with --show info", count(hidden, "note"))),
        hidden => parts.push(format!("{} not shown", count(hidden, "finding"))),
    }
    if summary.fixed > 0 {
        parts.push(format!("{} mended in {}", count(summary.fixed, "finding"), count(summary.fixed_files, "file")));
    } else if summary.fixable > 0 {
        parts.push(format!("--fix mends {}", number(summary.fixable)));
    }
    let aside = summary.set_aside;
    for (number, why) in [
        (summary.suppressed - aside.count(), "allowed by a comment"),
        (aside.by_configuration, "allowed by the configuration"),
        (aside.by_baseline, "known by the baseline"),
    ] {
        if number > 0 {
            parts.push(format!("{} {why}", count(number, "finding")));
        }
    }
    if summary.skipped > 0 {
        parts.push(format!("{} passed over", count(summary.skipped, "file")));
    }
    if summary.claims_forgotten {
        parts.push(format!("aliases compared among {MOST_CLAIMS} requests at a time"));
    }
    parts
}

/// What the files were that were linted, where they were of several forms: `read: 3 JSON, 1 shell`.
#[must_use]
pub fn forms_line(summary: &Summary) -> Option<String> {
    let forms: Vec<String> = summary.forms.iter().map(|(form, number)| format!("{number} {form}")).collect();
    (forms.len() > 1).then(|| format!("read: {}", forms.join(", ")))
}
