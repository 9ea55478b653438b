//! Findings that are set aside: what the configuration allows, and what a baseline knows.

use std::path::Path;

use crate::baseline::Baseline;
use crate::diagnostic::{Diagnostic, Level};
use crate::lint::{Exception, Linted, Linter};
use crate::report::SetAside;
use crate::source::Source;

/// What sets findings aside besides the comments in the files themselves.
#[derive(Default)]
pub(super) struct Aside {
    pub exceptions: Vec<Exception>,
    pub keep: Keep,
}

/// What is done with the findings that nothing allows.
#[derive(Default)]
pub(super) enum Keep {
    /// They are reported.
    #[default]
    Nothing,
    /// Those that a baseline knows are set aside.
    Known(Baseline),
    /// Those of this level and above go into a baseline.
    Found(Baseline, Level),
}

impl Aside {
    /// Sets aside the findings of a file that something allows; how many.
    pub(super) fn take(&mut self, name: &str, linted: &mut Linted) -> SetAside {
        SetAside {
            by_configuration: linted.except(Path::new(name), &mut self.exceptions),
            by_baseline: self.keep.take(name, linted),
        }
    }

    /// Notes that a file was looked at, whatever it holds.
    pub(super) fn see(&mut self, name: &str) {
        if let Keep::Known(baseline) = &mut self.keep {
            baseline.see(name);
        }
    }

    /// What is to be said of the entries of the configuration, all of which are known where the run was of the whole folder.
    pub(super) fn judge(&mut self, linter: &Linter, config: &Source, is_whole: bool) -> Vec<Diagnostic> {
        self.exceptions.iter_mut().for_each(|exception| exception.is_known |= is_whole);
        linter.judge(config, &self.exceptions)
    }

    /// The baseline, if there is one.
    pub(super) fn into_baseline(self) -> Option<Baseline> {
        match self.keep {
            Keep::Nothing => None,
            Keep::Known(baseline) | Keep::Found(baseline, _) => Some(baseline),
        }
    }
}

impl Keep {
    fn take(&mut self, name: &str, linted: &mut Linted) -> usize {
        match self {
            Self::Nothing => 0,
            Self::Known(baseline) => linted.set_aside(|found| baseline.meets(name, found).then_some(None)),
            Self::Found(baseline, least) => {
                let found = linted.diagnostics.iter().filter(|found| found.level >= *least);
                found.for_each(|found| baseline.add(name, found));
                0
            }
        }
    }
}
