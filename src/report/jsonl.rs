//! A JSON object a finding, each on a line: the same as in the JSON output.

use std::io;

use serde::Serialize;

use super::keys::Names;
use super::{FileReport, Note, Report, json, serial};

/// What could not be read, on a line of its own: nobody is to take a part of the findings for all of them.
#[derive(Serialize)]
struct Incomplete<'r> {
    incomplete: &'r Note,
}

pub(super) fn write(report: &Report, out: &mut dyn io::Write) -> io::Result<()> {
    let names = Names::of(report);
    for file in &report.files {
        write_file(file, &names, out)?;
    }
    for note in &report.incomplete {
        serial::line(&Incomplete { incomplete: note }, out)?;
    }
    Ok(())
}

/// Writes what there is to say of one file, which needs nothing of the others.
fn write_file(file: &FileReport, names: &Names<'_>, out: &mut dyn io::Write) -> io::Result<()> {
    json::findings(file, names).try_for_each(|finding| serial::line(&finding, out))
}
