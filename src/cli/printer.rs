//! Printing findings as soon as they are known, where the format allows it.

use std::io::{self, Write};

use super::args::CheckArgs;
use super::output::is_in_actions;
use super::terminal;
use crate::report::{self, Format, Human, Report};

/// Prints what is known of a run while it goes on.
pub(super) struct Printer {
    format: Format,
    human: Option<Human>,
    /// Whether further reports need what was printed.
    keeps: bool,
    /// Whether anything was printed yet.
    pub has_begun: bool,
    printed: usize,
    written: io::Result<()>,
}

impl Printer {
    /// For a run with these arguments, unless all of it must be known before anything can be printed.
    pub(super) fn new(args: &CheckArgs, names_format: bool) -> Option<Self> {
        let is_early = match args.format {
            // GitHub's annotations follow the report for people.
            Format::Human => names_format || !is_in_actions(),
            format => format.is_written_bit_by_bit(),
        };
        let keeps = !args.output.is_empty();
        (is_early && args.fixes().is_none()).then_some(Self {
            format: args.format,
            human: None,
            keeps,
            has_begun: false,
            printed: 0,
            written: Ok(()),
        })
    }

    /// Prints the findings that are new.
    pub(super) fn print(&mut self, report: &mut Report, args: &CheckArgs) {
        if report.files.len() <= self.printed {
            return;
        }
        self.has_begun = true;
        let fresh = Report { files: report.files.split_off(self.printed), ..Report::default() };
        self.write(&fresh, args);
        if self.keeps {
            report.files.extend(fresh.files);
            self.printed = report.files.len();
        }
    }

    /// Prints what is left to be said at the end; how all of it went.
    pub(super) fn finish(mut self, report: &mut Report, args: &CheckArgs) -> io::Result<()> {
        self.print(report, args);
        let files = std::mem::take(&mut report.files);
        self.write(report, args);
        report.files = files;
        self.written
    }

    /// Whether anybody reads on.
    pub(super) const fn is_heard(&self) -> bool {
        self.written.is_ok()
    }

    fn write(&mut self, report: &Report, args: &CheckArgs) {
        if self.written.is_err() {
            return;
        }
        let human = match &self.human {
            // How a terminal looks matters once there is something to be seen on it.
            None if report.files.is_empty() => &Human::PLAIN,
            _ => self.human.get_or_insert_with(|| terminal::look(args)),
        };
        let mut out = io::BufWriter::new(io::stdout().lock());
        self.written = report::write(report, self.format, human, &mut out).and_then(|()| out.flush());
    }
}
