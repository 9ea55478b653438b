//! Findings that are set aside: what the configuration allows.

use std::path::Path;

use crate::diagnostic::Diagnostic;
use crate::lint::{Exception, Linted, Linter};
use crate::report::SetAside;
use crate::source::Source;

/// What sets findings aside besides the comments in the files themselves.
#[derive(Default)]
pub(super) struct Aside {
    pub exceptions: Vec<Exception>,
}

impl Aside {
    /// Sets aside the findings of a file that something allows; how many.
    pub(super) fn take(&mut self, name: &str, linted: &mut Linted) -> SetAside {
        let mut meant: Vec<&mut Exception> =
            self.exceptions.iter_mut().filter_map(|exception| exception.meets(Path::new(name)).then_some(exception)).collect();
        let by_configuration = if meant.is_empty() {
            0
        } else {
            // Every entry that allows it was of use, so each is asked.
            linted.set_aside(|found| meant.iter_mut().map(|entry| entry.allows(found)).filter(|allows| *allows).count() > 0)
        };
        SetAside { by_configuration }
    }

    /// What is to be said of the entries of the configuration, all of which are known where the run was of the whole folder.
    pub(super) fn judge(&mut self, linter: &Linter, config: &Source, is_whole: bool) -> Vec<Diagnostic> {
        self.exceptions.iter_mut().for_each(|exception| exception.is_known |= is_whole);
        linter.judge(config, &self.exceptions)
    }
}
