//! Workflow commands of GitHub Actions: its runner reads them in the log, and makes annotations of them.

use std::io;

use super::Report;
use super::spot::{Spot, spots};
use crate::diagnostic::{Level, escape_controls};

pub(super) fn write(report: &Report, out: &mut dyn io::Write) -> io::Result<()> {
    for spot in report.files.iter().flat_map(spots) {
        let title = spot.diagnostic.rule.name;
        writeln!(out, "::{} {},title={title}::{}", command(spot.diagnostic.level), place(&spot), data(&spot.text()))?;
    }
    for note in &report.incomplete {
        writeln!(out, "::error file={},title=incomplete::{}", property(&note.path), data(&escape_controls(&note.reason)))?;
    }
    Ok(())
}

const fn command(level: Level) -> &'static str {
    match level {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Info => "notice",
    }
}

/// Columns are refused where a finding goes over several lines.
fn place(spot: &Spot<'_>) -> String {
    let Spot { path, start, end, .. } = spot;
    let lines = format!("file={},line={},endLine={}", property(path), start.line, end.line);
    if start.line == end.line { format!("{lines},col={},endColumn={}", start.column, end.column) } else { lines }
}

/// Text behind the second `::`. Its own line breaks are kept; those of values were escaped before.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// A value in front of the second `::`.
fn property(text: &str) -> String {
    data(&escape_controls(text)).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_runner_would_act_upon_is_escaped() {
        assert_eq!(data("50%\r\n::error::"), "50%25%0D%0A::error::");
        assert_eq!(property("a,b:c%0A\n.json"), r"a%2Cb%3Ac%250A\n.json");
    }
}
