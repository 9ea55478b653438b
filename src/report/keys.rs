//! Keys that exist, in the order of their risk.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::sync::Arc;

use super::{FileReport, Report};
use crate::diagnostic::{Diagnostic, Level, count};
use crate::lint::Key;

/// A key that exists, and the file that tells of it.
#[derive(Clone, Debug)]
pub struct Listed {
    /// The file, as the user gave it.
    pub path: Arc<str>,
    /// What is told of the key.
    pub key: Key,
}

impl Listed {
    /// What people call it. One of which nothing but a policy is known goes by its file.
    pub(super) fn title(&self) -> String {
        let by_file = || match self.key.request {
            0 => self.path.to_string(),
            at => format!("{}, key {}", self.path, at + 1),
        };
        self.key.name().map_or_else(by_file, ToOwned::to_owned)
    }
}

/// A finding, and which of the files of the report it is in.
#[derive(Clone, Copy)]
pub(super) struct Found<'r> {
    pub file: usize,
    pub diagnostic: &'r Diagnostic,
}

/// A key with what was found of it.
pub(super) struct Row<'r> {
    pub listed: &'r Listed,
    pub title: String,
    /// In the order of their places.
    pub found: Vec<Found<'r>>,
    pub errors: usize,
    pub warnings: usize,
}

impl<'r> Row<'r> {
    fn new(listed: &'r Listed, found: Vec<Found<'r>>) -> Self {
        let at = |level: Level| found.iter().filter(|found| found.diagnostic.level == level).count();
        Self { listed, title: listed.title(), errors: at(Level::Error), warnings: at(Level::Warning), found }
    }

    /// The rules that found something, the worst first, each once.
    pub(super) fn rules(&self) -> Vec<&'static str> {
        let mut rules: Vec<(Reverse<Level>, &str)> =
            self.found.iter().map(|found| (Reverse(found.diagnostic.level), found.diagnostic.rule.name)).collect();
        rules.sort_unstable();
        rules.dedup();
        rules.into_iter().map(|(_, rule)| rule).collect()
    }
}

/// The keys of a run by their risk.
pub(super) struct ByRisk<'r> {
    /// Those with findings: the most errors first, then the most warnings, then by name.
    pub rows: Vec<Row<'r>>,
    /// Those of which nothing was found, by name.
    pub fine: Vec<&'r Listed>,
    /// What was found of the files, and of no key in particular.
    pub others: Vec<Found<'r>>,
}

impl<'r> ByRisk<'r> {
    pub(super) fn of(report: &'r Report) -> Self {
        let mut others = Vec::new();
        let mut by_key: HashMap<(&str, u32), Vec<Found<'r>>> = HashMap::new();
        for (file, own) in report.files.iter().enumerate() {
            for diagnostic in &own.diagnostics {
                let found = Found { file, diagnostic };
                match diagnostic.request {
                    Some(request) => by_key.entry((own.source.name(), request)).or_default().push(found),
                    None => others.push(found),
                }
            }
        }
        let (mut rows, mut fine) = (Vec::new(), Vec::new());
        for listed in &report.keys {
            match by_key.remove(&(&*listed.path, listed.key.request)) {
                Some(found) => rows.push(Row::new(listed, found)),
                None => fine.push(listed),
            }
        }
        rows.sort_by_cached_key(|row| (Reverse(row.errors), Reverse(row.warnings), row.title.clone()));
        fine.sort_by_cached_key(|listed| listed.title());
        Self { rows, fine, others }
    }

    /// How many keys there are of each kind, in a phrase.
    pub(super) fn counts(&self) -> String {
        let (at_risk, fine) = (self.rows.len(), self.fine.len());
        let verb = |number: usize, one: &'static str, more: &'static str| if number == 1 { one } else { more };
        let found = format!("{at_risk} of {} {} findings", count(at_risk + fine, "key"), verb(at_risk, "has", "have"));
        if fine == 0 { found } else { format!("{found}, {fine} {} fine", verb(fine, "is", "are")) }
    }
}

/// What the keys of a report go by, to be asked for by file and number.
pub(super) struct Names<'r>(HashMap<(&'r str, u32), &'r str>);

impl<'r> Names<'r> {
    pub(super) fn of(report: &'r Report) -> Self {
        let named = |listed: &'r Listed| Some(((&*listed.path, listed.key.request), listed.key.name()?));
        Self(report.keys.iter().filter_map(named).collect())
    }

    /// What the key goes by that a finding is about.
    pub(super) fn get(&self, file: &FileReport, diagnostic: &Diagnostic) -> Option<&'r str> {
        self.0.get(&(file.source.name(), diagnostic.request?)).copied()
    }
}
