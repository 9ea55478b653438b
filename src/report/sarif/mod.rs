//! SARIF 2.1.0, which code scanning and many viewers take.
//!
//! There is no address of the project to lead to, so each rule carries its page, and no `helpUri`.

mod model;

use std::collections::HashMap;
use std::io;

use super::spot::said;
use super::{FileReport, Note, Report, serial};
use crate::diagnostic::{Diagnostic, FileFix, Label, Level, Safety, clip, escape_controls};
use crate::lint::{Meta, Suppressed};
use crate::source::{LineIndex, Position, Span, percent_encoded, uri_of};
use model::{
    Artifact, Bases, Change, Configuration, Content, Descriptor, Driver, Fingerprints, Fix, Help, Invocation, Log, Logical,
    Message, Notification, Physical, Place, Properties, Region, Replacement, Run, RunProperties, Suppression, Tool,
};

/// What a relative path is relative to.
const ROOT: &str = "%SRCROOT%";

/// What a full description may hold for GitHub to take it, in characters.
const MOST_DESCRIPTION: usize = 1000;

pub(super) fn write(report: &Report, out: &mut dyn io::Write) -> io::Result<()> {
    let mut rules = Rules::default();
    let results = report.files.iter().flat_map(|file| results(file, &mut rules)).collect();
    let run = Run {
        tool: Tool { driver: driver(&rules) },
        invocations: [invocation(report)],
        original_uri_base_ids: Bases::default(),
        column_kind: "unicodeCodePoints",
        results,
        properties: RunProperties { summary: &report.summary },
    };
    serial::line(&Log::of(run), out)
}

/// Where a file is: relative to where the linter was run, unless the path is absolute.
fn artifact(path: &str) -> Artifact {
    match uri_of(path) {
        Some(uri) => Artifact { uri, uri_base_id: None },
        None => Artifact { uri: percent_encoded(path), uri_base_id: Some(ROOT) },
    }
}

/// The rules that occur, in the order that they do.
#[derive(Default)]
struct Rules {
    met: Vec<&'static Meta>,
    index: HashMap<&'static str, usize>,
}

impl Rules {
    fn index_of(&mut self, rule: &'static Meta) -> usize {
        *self.index.entry(rule.name).or_insert_with(|| {
            self.met.push(rule);
            self.met.len() - 1
        })
    }
}

fn driver(rules: &Rules) -> Driver {
    let version = env!("CARGO_PKG_VERSION");
    let rules = rules.met.iter().map(|rule| descriptor(rule)).collect();
    Driver { name: env!("CARGO_PKG_NAME"), version, semantic_version: version, rules }
}

fn descriptor(rule: &'static Meta) -> Descriptor {
    let page = rule.page();
    let severity = if rule.level == Level::Info { "recommendation" } else { rule.level.name() };
    Descriptor {
        id: rule.name,
        short_description: Message::new(rule.summary() + "."),
        full_description: Message::new(clip(&what_it_finds(&page), MOST_DESCRIPTION).into_owned()),
        help: Help { text: page.clone(), markdown: page },
        default_configuration: Configuration { level: level(rule.level) },
        properties: Properties { tags: [rule.category.name()], severity },
    }
}

/// The first section of a page, as one paragraph.
fn what_it_finds(page: &str) -> String {
    let section = page.split("## ").nth(1).unwrap_or(page);
    let text = section.split_once('\n').map_or(section, |(_, text)| text);
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

const fn level(level: Level) -> &'static str {
    match level {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Info => "note",
    }
}

fn invocation(report: &Report) -> Invocation {
    let notifications = report.incomplete.iter().map(notification).collect();
    Invocation { execution_successful: report.incomplete.is_empty(), notifications }
}

fn notification(note: &Note) -> Notification {
    Notification {
        level: "error",
        message: Message::new(escape_controls(&note.reason)),
        locations: [Place::of(Physical { artifact_location: artifact(&note.path), region: None })],
    }
}

/// A file whose places are counted out.
struct Sheet<'r> {
    path: &'r str,
    text: &'r str,
    lines: LineIndex,
}

/// The findings of a file, then those that a comment of it allows.
fn results<'r>(file: &'r FileReport, rules: &mut Rules) -> Vec<model::Result<'r>> {
    let text = file.source.text();
    let sheet = Sheet { path: file.source.name(), text, lines: LineIndex::of(&file.source) };
    let shown = file.diagnostics.iter().map(|diagnostic| (diagnostic, Vec::new()));
    let allowed = file.suppressed.iter().map(|suppressed| (&suppressed.diagnostic, vec![suppression(suppressed)]));
    shown.chain(allowed).map(|(diagnostic, suppressions)| sheet.result(diagnostic, suppressions, rules)).collect()
}

fn suppression(suppressed: &Suppressed) -> Suppression {
    let justification = suppressed.reason.as_deref().map(|reason| escape_controls(reason).into_owned());
    Suppression { kind: if suppressed.is_in_source { "inSource" } else { "external" }, justification }
}

impl Sheet<'_> {
    fn result<'r>(&self, diagnostic: &'r Diagnostic, suppressions: Vec<Suppression>, rules: &mut Rules) -> model::Result<'r> {
        let related = diagnostic.related.iter().enumerate().map(|(at, label)| self.related(at, label));
        model::Result {
            rule_id: diagnostic.rule.name,
            rule_index: rules.index_of(diagnostic.rule),
            level: level(diagnostic.level),
            message: Message::new(said(diagnostic)),
            locations: [self.primary(diagnostic)],
            related_locations: related.collect(),
            partial_fingerprints: Fingerprints { own: &diagnostic.fingerprint },
            fixes: diagnostic.fix.iter().map(|fix| self.fix(fix)).collect(),
            suppressions,
        }
    }

    fn primary(&self, diagnostic: &Diagnostic) -> Place {
        let place = Place::of(self.physical(diagnostic.span)).saying(&diagnostic.label);
        let logical = Some(&diagnostic.pointer).filter(|pointer| !pointer.is_empty());
        let logical = logical.map(|pointer| Logical { name: escape_controls(pointer).into_owned() });
        Place { logical_locations: logical.into_iter().collect(), ..place }
    }

    fn related(&self, at: usize, label: &Label) -> Place {
        let physical = match &label.elsewhere {
            Some(other) => {
                Physical { artifact_location: artifact(&other.path), region: Some(Region::between(other.start, other.end)) }
            }
            None => self.physical(label.span),
        };
        Place { id: Some(at + 1), ..Place::of(physical).saying(&label.text) }
    }

    fn physical(&self, span: Span) -> Physical {
        Physical { artifact_location: artifact(self.path), region: Some(self.region(span)) }
    }

    fn region(&self, span: Span) -> Region {
        Region::between(self.position(span.start()), self.position(span.end()))
    }

    fn position(&self, offset: usize) -> Position {
        self.lines.position(offset, self.text)
    }

    fn fix<'r>(&self, fix: &'r FileFix) -> Fix<'r> {
        let look = if fix.safety == Safety::Unsafe { " (look before you apply it)" } else { "" };
        let replacements = fix.edits.iter().map(|edit| Replacement {
            deleted_region: self.region(edit.span),
            inserted_content: Some(Content { text: &edit.text }).filter(|content| !content.text.is_empty()),
        });
        Fix {
            description: Message::new(format!("{}{look}", escape_controls(&fix.title))),
            artifact_changes: [Change { artifact_location: artifact(self.path), replacements: replacements.collect() }],
        }
    }
}
