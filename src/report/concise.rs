//! A line a finding, as compilers write them: for editors, `grep` and people who have seen it all.

use std::io;

use super::Report;
use super::log::inert;
use super::spot::spots;
use crate::diagnostic::escape_controls;

pub(super) fn write(report: &Report, out: &mut dyn io::Write) -> io::Result<()> {
    for spot in report.files.iter().flat_map(spots) {
        // A file name starts the line, and logs are read by more than people.
        writeln!(out, "{}", inert(&spot.line()))?;
    }
    for note in &report.incomplete {
        let line = format!("{}: incomplete: {}", note.path, note.reason);
        writeln!(out, "{}", inert(&escape_controls(&line)))?;
    }
    Ok(())
}
