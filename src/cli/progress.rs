//! How far a long run has come, on a terminal.

use std::io::{IsTerminal, Write};
use std::time::{Duration, Instant};

use crate::diagnostic::number;

/// Nothing is said before this has passed, nor more often.
const PAUSE: Duration = Duration::from_millis(500);

/// Runs of fewer inputs are over before anybody would ask.
const WORTH_A_WORD: usize = 500;

/// Counts inputs, and says now and then how many are done.
pub(super) struct Progress {
    all: usize,
    done: usize,
    /// When something was said last, where anything is to be said at all.
    said: Option<Instant>,
    is_shown: bool,
}

impl Progress {
    /// For so many inputs. Quiet unless standard error is a terminal.
    pub(super) fn new(all: usize, is_wanted: bool) -> Self {
        let is_shown = is_wanted && all >= WORTH_A_WORD && std::io::stderr().is_terminal();
        Self { all, done: 0, said: is_shown.then(Instant::now), is_shown: false }
    }

    /// One more input is done.
    pub(super) fn step(&mut self) {
        self.done += 1;
        let Some(said) = self.said.filter(|said| said.elapsed() >= PAUSE) else { return };
        self.said = Some(said + said.elapsed());
        self.is_shown = true;
        // A word that cannot be said is no loss.
        let _ = write!(std::io::stderr(), "\r\x1b[Kcckm-lint: {} of {} files", number(self.done), number(self.all));
    }

    /// Takes back what was said.
    pub(super) fn finish(self) {
        if self.is_shown {
            let _ = write!(std::io::stderr(), "\r\x1b[K");
        }
    }
}
