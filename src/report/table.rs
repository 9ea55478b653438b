//! The table of keys that exist, for people.

use std::io;

use super::Report;
use super::keys::{ByRisk, Row};
use super::log::inert;
use crate::diagnostic::{clip, escape_controls};

/// Columns in front of the name of a key: the two counts.
const COUNTS: usize = 20;

/// A name is cut where it has no more room than it needs, but not to less than this.
const SHORTEST_NAME: usize = 12;

/// Writes the keys that have findings, the ones at the greatest risk first: a line on each, and below it what was found.
pub(super) fn write(report: &Report, width: usize, out: &mut dyn io::Write) -> io::Result<()> {
    let keys = ByRisk::of(report);
    if keys.rows.is_empty() {
        return Ok(());
    }
    let columns = Columns::of(&keys.rows, width);
    writeln!(out, "Keys by risk: {}\n", keys.counts())?;
    writeln!(out, "{}", columns.line(["errors", "warnings", "key", "region", "state"]))?;
    for row in &keys.rows {
        let (errors, warnings) = (row.errors.to_string(), row.warnings.to_string());
        let line = columns.line([&errors, &warnings, &row.title, region(row), state(row)]);
        writeln!(out, "{}", inert(&escape_controls(&line)))?;
        for line in wrapped(&row.rules(), width.saturating_sub(COUNTS)) {
            writeln!(out, "{:COUNTS$}{line}", "")?;
        }
    }
    writeln!(out)
}

fn region<'r>(row: &'r Row<'_>) -> &'r str {
    row.listed.key.region.as_deref().unwrap_or_default()
}

fn state<'r>(row: &'r Row<'_>) -> &'r str {
    row.listed.key.state.as_deref().unwrap_or_default()
}

/// How wide the columns are.
struct Columns {
    name: usize,
    region: usize,
}

impl Columns {
    fn of(rows: &[Row<'_>], width: usize) -> Self {
        let widest = |text: &dyn Fn(&Row<'_>) -> usize, least: usize| rows.iter().map(text).max().unwrap_or_default().max(least);
        let region = widest(&|row| region(row).chars().count(), 6).min(16);
        let state = widest(&|row| state(row).chars().count(), 5).min(22);
        let room = width.saturating_sub(COUNTS + region + state + 4).max(SHORTEST_NAME);
        Self { name: widest(&|row| row.title.chars().count(), 3).min(room), region }
    }

    fn line(&self, [errors, warnings, name, region, state]: [&str; 5]) -> String {
        let (name, region, state) = (clip(name, self.name), clip(region, self.region), clip(state, 22));
        let line = format!("  {errors:>6}  {warnings:>8}  {name:<0$}  {region:<1$}  {state}", self.name, self.region);
        line.trim_end().to_owned()
    }
}

/// Names, as many on a line as there is room for.
fn wrapped(names: &[&str], width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for (at, name) in names.iter().enumerate() {
        let name = if at + 1 < names.len() { format!("{name},") } else { (*name).to_owned() };
        match lines.last_mut().filter(|line| line.len() + 1 + name.len() <= width) {
            Some(line) => *line += &format!(" {name}"),
            None => lines.push(name),
        }
    }
    lines
}
