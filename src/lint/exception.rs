//! Entries of the configuration that allow findings: `[[allow]]`.

use std::path::Path;

use super::context::{Context, Sink};
use super::engine::{Linted, Linter};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::redact::Redactor;
use crate::source::{Origin, PathSet, Source, Span};

/// An entry of the configuration that allows findings.
#[derive(Clone, Debug)]
pub struct Exception {
    /// The rule or the category that it allows.
    pub rule: String,
    /// Where that is named in the configuration.
    pub span: Span,
    /// In which files, if not in all of them.
    pub paths: Option<Paths>,
    /// At which value of the request and below, as a JSON Pointer, if not at all of them.
    pub pointer: Option<String>,
    /// Why.
    pub reason: String,
    /// Until when.
    pub expiry: Option<Expiry>,
    /// Whether it allowed a finding.
    pub is_used: bool,
    /// Whether all that it speaks of was looked at, so that it is known to be of no use.
    pub is_known: bool,
}

/// The files that an entry speaks of.
#[derive(Clone, Debug)]
pub struct Paths {
    /// The files.
    pub set: PathSet,
    /// Whether it is one file, and no pattern.
    pub is_one_file: bool,
}

/// The last day of an entry.
#[derive(Clone, Debug)]
pub struct Expiry {
    /// The day, as it is written.
    pub day: String,
    /// Where.
    pub span: Span,
    /// Whether it has gone by.
    pub is_over: bool,
}

impl Exception {
    /// Whether its day has gone by, so that it allows nothing any more.
    #[must_use]
    pub fn is_over(&self) -> bool {
        self.expiry.as_ref().is_some_and(|expiry| expiry.is_over)
    }

    /// Whether it speaks of a file. If it speaks of no other one, all is known about it once that was linted.
    pub fn meets(&mut self, path: &Path) -> bool {
        let Some(paths) = &self.paths else { return true };
        let is_meant = paths.set.has(path, false);
        self.is_known |= is_meant && paths.is_one_file;
        is_meant
    }

    /// Whether it allows a finding in a file that it speaks of, which is noted.
    pub fn allows(&mut self, diagnostic: &Diagnostic) -> bool {
        let is_rule = self.rule == diagnostic.rule.name || self.rule == diagnostic.rule.category.name();
        let is_here = self.pointer.as_deref().is_none_or(|pointer| is_at_or_below(&diagnostic.pointer, pointer));
        let allows = is_rule && is_here && !self.is_over();
        self.is_used |= allows;
        allows
    }
}

/// Whether one JSON Pointer leads to where another does, or further in.
fn is_at_or_below(pointer: &str, other: &str) -> bool {
    pointer.strip_prefix(other).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

impl Linted {
    /// Sets aside the findings of the file at `path` that an entry of the configuration allows; how many.
    pub fn except(&mut self, path: &Path, exceptions: &mut [Exception]) -> usize {
        let mut meant: Vec<&mut Exception> =
            exceptions.iter_mut().filter_map(|entry| entry.meets(path).then_some(entry)).collect();
        if meant.is_empty() {
            return 0;
        }
        self.set_aside(|found| {
            // Every entry that allows it was of use, so each is asked.
            let reasons = meant.iter_mut().filter_map(|entry| entry.allows(found).then(|| entry.reason.clone()));
            reasons.collect::<Vec<_>>().into_iter().next().map(Some)
        })
    }
}

impl Linter {
    /// What is to be said of the entries of a configuration file, once it is known what they allowed.
    #[must_use]
    pub fn judge(&self, source: &Source, exceptions: &[Exception]) -> Vec<Diagnostic> {
        let origin = Origin::verbatim(0, source.text().len());
        let mut sink = Sink::new(self.most);
        for (rule, setting) in self.rules_for(source).iter() {
            for exception in exceptions {
                let mut cx = Context::new(*rule, *setting, source, &origin, &mut sink);
                rule.check_exception(exception, &mut cx);
            }
        }
        let redactor = Redactor::new(source.text());
        sink.diagnostics.iter_mut().for_each(|diagnostic| diagnostic.redact(&redactor));
        sink.diagnostics.sort_by(|a, b| (a.span, a.rule.name).cmp(&(b.span, b.rule.name)));
        sink.diagnostics
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pointer_speaks_of_what_is_below_it() {
        assert!(is_at_or_below("/aws_param/Tags/0", "/aws_param"));
        assert!(is_at_or_below("/aws_param", "/aws_param") && is_at_or_below("/region", ""));
        assert!(!is_at_or_below("/aws_params", "/aws_param"));
    }
}
