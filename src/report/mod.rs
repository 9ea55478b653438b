//! What came of a run, and how it is written down: a small file a format over one model.
//!
//! Reporters know nothing of rules beyond their metadata, and none of them changes findings or exit codes.

mod access;
mod checkstyle;
mod concise;
mod excerpt;
mod github;
mod gitlab;
mod html;
mod human;
mod json;
mod jsonl;
mod junit;
mod keys;
mod log;
mod sarif;
mod serial;
mod spot;
mod table;
mod xml;

use std::collections::BTreeMap;
use std::io;

use serde::Serialize;

use crate::diagnostic::redact::Redactor;
use crate::diagnostic::{Diagnostic, Level};
use crate::lint::Suppressed;
use crate::source::Source;

pub use access::{AccessFormat, AccessReport, ChangesFormat, write_access, write_changes};
pub use human::{Human, forms_line, summary_line};
pub use keys::Listed;
pub use log::inert;

/// A format that findings are written in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// For people: the lines at fault, with what is wrong below them.
    #[default]
    Human,
    /// A line a finding: `path:line:column: level[rule] message`.
    Concise,
    /// One JSON object; its shape is versioned.
    Json,
    /// A JSON object a finding, each on a line.
    Jsonl,
    /// SARIF 2.1.0, as code scanning takes it.
    Sarif,
    /// Workflow commands of GitHub Actions, which makes annotations of them.
    Github,
    /// The Code Quality report of GitLab.
    Gitlab,
    /// JUnit XML: a suite a file, a failed test a finding.
    Junit,
    /// Checkstyle XML.
    Checkstyle,
    /// One page for a browser, complete in itself.
    Html,
}

impl Format {
    /// Whether findings may be written while others are still looked for: what is written of two files, one after the other, is
    /// what is written of both.
    #[must_use]
    pub const fn is_written_bit_by_bit(self) -> bool {
        matches!(self, Self::Human | Self::Concise | Self::Jsonl | Self::Github)
    }
}

/// What came of a run.
#[derive(Debug, Default)]
pub struct Report {
    /// The files that have findings to show, or such that a comment allows, in the order of the run.
    pub files: Vec<FileReport>,
    /// The names of the other files that were linted.
    pub clean: Vec<String>,
    /// The keys that exist, where those were looked at, in the order of the run.
    pub keys: Vec<Listed>,
    /// Counts over all of the run.
    pub summary: Summary,
    /// What mending the files would change, as unified diffs, where only that is asked for.
    pub diffs: Vec<String>,
    /// The text of standard input once it was mended, where that is asked for.
    pub mended_stdin: Option<String>,
    /// What holds no request, and why.
    pub skipped: Vec<Note>,
    /// What could not be read, and why.
    pub incomplete: Vec<Note>,
}

/// A file and its findings.
#[derive(Debug)]
pub struct FileReport {
    /// The file.
    pub source: Source,
    /// Its findings, in the order of their places.
    pub diagnostics: Vec<Diagnostic>,
    /// Findings that a comment of the file allows. Most formats pass over them.
    pub suppressed: Vec<Suppressed>,
    /// What must not be shown of it.
    pub redactor: Redactor,
}

impl FileReport {
    /// A file with its findings, none of which was allowed.
    #[must_use]
    pub const fn new(source: Source, diagnostics: Vec<Diagnostic>, redactor: Redactor) -> Self {
        Self { source, diagnostics, suppressed: Vec::new(), redactor }
    }
}

/// Something that is said of a path.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Note {
    /// The path as the user gave it, or as it was come across.
    pub path: String,
    /// What there is to say.
    pub reason: String,
}

/// Counts over a run.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Summary {
    /// Files that were linted.
    pub files: usize,
    /// Requests in them.
    pub requests: usize,
    /// Findings of level `error`, shown or not.
    pub errors: usize,
    /// Findings of level `warning`, shown or not.
    pub warnings: usize,
    /// Findings of level `info`, shown or not.
    pub infos: usize,
    /// Findings that are not shown, for their level or their number.
    pub hidden: usize,
    /// Findings that were suppressed.
    pub suppressed: usize,
    /// Findings that are shown and can be mended without a person.
    #[serde(skip_serializing_if = "is_zero")]
    pub fixable: usize,
    /// Findings that were mended.
    #[serde(skip_serializing_if = "is_zero")]
    pub fixed: usize,
    /// Files that were mended.
    #[serde(skip_serializing_if = "is_zero")]
    pub fixed_files: usize,
    /// Of those that were suppressed, which were by something else than a comment.
    #[serde(skip)]
    pub set_aside: SetAside,
    /// Files that hold no request.
    pub skipped: usize,
    /// How many files of each form were linted.
    pub forms: BTreeMap<&'static str, usize>,
    /// Whether keys that exist were looked at, and not requests.
    #[serde(skip)]
    pub is_of_keys: bool,
    /// Whether there were too many requests to compare each with every other.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub claims_forgotten: bool,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
const fn is_zero(number: &usize) -> bool {
    *number == 0
}

/// Findings that were set aside by something else than a comment.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SetAside {
    /// By an entry of the configuration.
    pub by_configuration: usize,
    /// By a baseline.
    pub by_baseline: usize,
}

impl SetAside {
    /// How many there are.
    #[must_use]
    pub const fn count(self) -> usize {
        self.by_configuration + self.by_baseline
    }
}

impl std::ops::AddAssign for SetAside {
    fn add_assign(&mut self, other: Self) {
        self.by_configuration += other.by_configuration;
        self.by_baseline += other.by_baseline;
    }
}

impl Summary {
    /// What was looked at: requests, or keys.
    #[must_use]
    pub const fn noun(&self) -> &'static str {
        if self.is_of_keys { "key" } else { "request" }
    }

    /// Counts the fixes of a file that was mended.
    pub const fn count_fixes(&mut self, fixes: usize) {
        self.fixed += fixes;
        self.fixed_files += (fixes > 0) as usize;
    }

    /// Counts a finding.
    pub fn count(&mut self, level: Level, by: usize) {
        match level {
            Level::Error => self.errors += by,
            Level::Warning => self.warnings += by,
            Level::Info => self.infos += by,
        }
    }

    /// How many findings are at least as bad as `level`.
    #[must_use]
    pub const fn at_least(&self, level: Level) -> usize {
        match level {
            Level::Error => self.errors,
            Level::Warning => self.errors + self.warnings,
            Level::Info => self.errors + self.warnings + self.infos,
        }
    }
}

/// Writes the findings of a run.
///
/// # Errors
/// Where `out` cannot be written to.
pub fn write(report: &Report, format: Format, human: &Human, out: &mut dyn io::Write) -> io::Result<()> {
    match format {
        Format::Human => human.write(report, out),
        Format::Concise => concise::write(report, out),
        Format::Json => json::write(report, out),
        Format::Jsonl => jsonl::write(report, out),
        Format::Sarif => sarif::write(report, out),
        Format::Github => github::write(report, out),
        Format::Gitlab => gitlab::write(report, out),
        Format::Junit => junit::write(report, out),
        Format::Checkstyle => checkstyle::write(report, out),
        Format::Html => html::write(report, out),
    }
}
