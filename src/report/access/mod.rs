//! Who may do what with a key, written down: for people, for machines, as a page.

mod human;
mod json;
mod words;

use std::io;

use super::{Human, Note, html};
use crate::access::{Access, Changes};

pub(super) use words::{EntryWords, Kind, Line, RequestWords, notes, request};

/// A format that access is written in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum AccessFormat {
    /// For people: a block for each principal
    #[default]
    Human,
    /// One JSON object; its shape is versioned
    Json,
    /// One page for a browser, complete in itself
    Html,
}

/// A format that changes of access are written in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum ChangesFormat {
    /// For people
    #[default]
    Human,
    /// One JSON object; its shape is versioned
    Json,
}

/// What is told of the requests of a run, fit to be shown.
#[derive(Debug, Default)]
pub struct AccessReport {
    /// Each request, in the order of the run.
    pub told: Vec<Access>,
    /// What holds no request, and why.
    pub skipped: Vec<Note>,
    /// What could not be read, or not as a whole, and why.
    pub incomplete: Vec<Note>,
}

/// Writes who may do what.
///
/// # Errors
/// Where `out` cannot be written to.
pub fn write_access(report: &AccessReport, format: AccessFormat, human: &Human, out: &mut dyn io::Write) -> io::Result<()> {
    match format {
        AccessFormat::Human => human::write(report, human, out),
        AccessFormat::Json => json::write(report, out),
        AccessFormat::Html => html::write_access(report, out),
    }
}

/// Writes what differs between two requests, or between each of some and its like.
///
/// # Errors
/// Where `out` cannot be written to.
pub fn write_changes(changes: &[Changes], format: ChangesFormat, human: &Human, out: &mut dyn io::Write) -> io::Result<()> {
    match format {
        ChangesFormat::Human => human::write_changes(changes, human, out),
        ChangesFormat::Json => json::write_changes(changes, out),
    }
}
