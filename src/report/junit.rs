//! JUnit XML: a suite a file, a failed test a finding, an error where something could not be read. A file without findings
//! passes one test.

use std::collections::BTreeMap;
use std::io;

use super::spot::{Spot, spots};
use super::xml::Xml;
use super::{FileReport, Note, Report};
use crate::diagnostic::escape_controls;

/// What there is to say of one file.
#[derive(Default)]
struct Suite<'r> {
    files: Vec<&'r FileReport>,
    unread: Vec<&'r Note>,
}

/// How many tests there are, and how they ended.
#[derive(Default)]
struct Counts {
    tests: usize,
    failures: usize,
    errors: usize,
}

pub(super) fn write(report: &Report, out: &mut dyn io::Write) -> io::Result<()> {
    let suites = suites(report);
    let all = suites.values().map(Suite::counts).fold(Counts::default(), |all, counts| Counts {
        tests: all.tests + counts.tests,
        failures: all.failures + counts.failures,
        errors: all.errors + counts.errors,
    });
    let mut xml = Xml::new(out)?;
    all.open("testsuites", "cckm-lint", &mut xml)?;
    for (path, suite) in &suites {
        suite.write(&escape_controls(path), &mut xml)?;
    }
    xml.close()
}

/// What there is to say, by path: a file may have findings and be cut off all the same.
fn suites(report: &Report) -> BTreeMap<&str, Suite<'_>> {
    let mut suites: BTreeMap<&str, Suite<'_>> = BTreeMap::new();
    for name in &report.clean {
        suites.entry(name).or_default();
    }
    for file in &report.files {
        suites.entry(file.source.name()).or_default().files.push(file);
    }
    for note in &report.incomplete {
        suites.entry(&note.path).or_default().unread.push(note);
    }
    suites
}

impl Counts {
    fn open(&self, element: &'static str, name: &str, xml: &mut Xml<'_>) -> io::Result<()> {
        let attributes = [
            ("name", name),
            ("tests", &*self.tests.to_string()),
            ("failures", &self.failures.to_string()),
            ("errors", &self.errors.to_string()),
        ];
        xml.open(element, &attributes)
    }
}

impl Suite<'_> {
    fn counts(&self) -> Counts {
        let failures: usize = self.files.iter().map(|file| file.diagnostics.len()).sum();
        let errors = self.unread.len();
        Counts { tests: (failures + errors).max(1), failures, errors }
    }

    fn write(&self, path: &str, xml: &mut Xml<'_>) -> io::Result<()> {
        let counts = self.counts();
        counts.open("testsuite", path, xml)?;
        for spot in self.files.iter().copied().flat_map(spots) {
            failed(path, &spot, xml)?;
        }
        for note in &self.unread {
            xml.open("testcase", &[("name", "incomplete"), ("classname", path)])?;
            xml.leaf("error", &[("message", &escape_controls(&note.reason)), ("type", "incomplete")], "")?;
            xml.close()?;
        }
        if counts.failures + counts.errors == 0 {
            xml.leaf("testcase", &[("name", "no findings"), ("classname", path)], "")?;
        }
        xml.close()
    }
}

fn failed(path: &str, spot: &Spot<'_>, xml: &mut Xml<'_>) -> io::Result<()> {
    let diagnostic = spot.diagnostic;
    // Within a file, names are told apart by the place.
    let name = format!("{} ({}:{})", diagnostic.rule.name, spot.start.line, spot.start.column);
    xml.open("testcase", &[("name", &name), ("classname", path)])?;
    let help = diagnostic.help.as_ref().map_or_else(String::new, |help| format!("\nhelp: {}", escape_controls(help)));
    let attributes = [("message", &*escape_controls(&diagnostic.message)), ("type", diagnostic.level.name())];
    xml.leaf("failure", &attributes, &format!("{}{help}", spot.line()))?;
    xml.close()
}
