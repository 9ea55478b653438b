//! The Code Quality report of GitLab, which is a part of Code Climate's format.

use std::collections::HashMap;
use std::io;

use serde::Serialize;

use super::spot::{Spot, spots};
use super::{Note, Report, serial};
use crate::diagnostic::{Level, escape_controls, fingerprint};
use crate::source;

#[derive(Serialize)]
struct Issue<'r> {
    description: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    content: Option<Content>,
    check_name: &'static str,
    fingerprint: String,
    severity: &'static str,
    location: Location<'r>,
}

/// What to do.
#[derive(Serialize)]
struct Content {
    body: String,
}

#[derive(Serialize)]
struct Location<'r> {
    path: &'r str,
    positions: Positions,
}

#[derive(Serialize)]
struct Positions {
    begin: Position,
    end: Position,
}

#[derive(Serialize)]
struct Position {
    line: usize,
    column: usize,
}

impl From<source::Position> for Position {
    fn from(at: source::Position) -> Self {
        Self { line: at.line, column: at.column }
    }
}

/// The check that a file stands under which could not be read.
const INCOMPLETE: &str = "incomplete";

pub(super) fn write(report: &Report, out: &mut dyn io::Write) -> io::Result<()> {
    let found = report.files.iter().flat_map(spots).map(|spot| issue(&spot));
    let mut issues: Vec<Issue<'_>> = found.chain(report.incomplete.iter().map(unread)).collect();
    tell_apart(&mut issues);
    serial::line(&issues, out)
}

/// Of issues with one fingerprint GitLab keeps the last. A file that is named twice has each of its own twice.
fn tell_apart(issues: &mut [Issue<'_>]) {
    let mut seen: HashMap<String, usize> = HashMap::with_capacity(issues.len());
    for issue in issues {
        let before = seen.entry(issue.fingerprint.clone()).or_default();
        if *before > 0 {
            issue.fingerprint = fingerprint(issue.check_name, issue.location.path, &issue.fingerprint, *before);
        }
        *before += 1;
    }
}

fn issue<'r>(spot: &Spot<'r>) -> Issue<'r> {
    let diagnostic = spot.diagnostic;
    Issue {
        description: escape_controls(&diagnostic.message).into_owned(),
        content: diagnostic.help.as_deref().map(|help| Content { body: escape_controls(help).into_owned() }),
        check_name: diagnostic.rule.name,
        fingerprint: diagnostic.fingerprint.clone(),
        severity: severity(diagnostic.level),
        location: Location { path: spot.path, positions: Positions { begin: spot.start.into(), end: spot.end.into() } },
    }
}

fn unread(note: &Note) -> Issue<'_> {
    let start = || Position { line: 1, column: 1 };
    Issue {
        description: escape_controls(&note.reason).into_owned(),
        content: None,
        check_name: INCOMPLETE,
        fingerprint: fingerprint(INCOMPLETE, &note.path, &note.reason, 0),
        severity: "blocker",
        location: Location { path: &note.path, positions: Positions { begin: start(), end: start() } },
    }
}

const fn severity(level: Level) -> &'static str {
    match level {
        Level::Error => "critical",
        Level::Warning => "minor",
        Level::Info => "info",
    }
}
