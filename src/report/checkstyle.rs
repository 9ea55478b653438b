//! Checkstyle XML, which many viewers of build results read.

use std::io;

use super::spot::{Spot, spots};
use super::xml::Xml;
use super::{FileReport, Note, Report};
use crate::diagnostic::escape_controls;

pub(super) fn write(report: &Report, out: &mut dyn io::Write) -> io::Result<()> {
    let mut xml = Xml::new(out)?;
    xml.open("checkstyle", &[("version", "4.3")])?;
    for file in &report.files {
        write_file(file, &mut xml)?;
    }
    for note in &report.incomplete {
        unread(note, &mut xml)?;
    }
    xml.close()
}

fn write_file(file: &FileReport, xml: &mut Xml<'_>) -> io::Result<()> {
    xml.open("file", &[("name", &escape_controls(file.source.name()))])?;
    for spot in spots(file) {
        error(&spot, xml)?;
    }
    xml.close()
}

fn error(spot: &Spot<'_>, xml: &mut Xml<'_>) -> io::Result<()> {
    let attributes = [
        ("line", &*spot.start.line.to_string()),
        ("column", &spot.start.column.to_string()),
        ("severity", spot.diagnostic.level.name()),
        ("message", &spot.text()),
        ("source", &format!("cckm-lint.{}", spot.diagnostic.rule.name)),
    ];
    xml.leaf("error", &attributes, "")
}

fn unread(note: &Note, xml: &mut Xml<'_>) -> io::Result<()> {
    xml.open("file", &[("name", &escape_controls(&note.path))])?;
    let message = escape_controls(&note.reason);
    xml.leaf("error", &[("line", "1"), ("severity", "error"), ("message", &message), ("source", "cckm-lint.incomplete")], "")?;
    xml.close()
}
