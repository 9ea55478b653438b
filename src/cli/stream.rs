//! NDJSON, linted while it is read: no more of it is kept than is at hand.

use std::io::{self, Read};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use super::in_turn::InTurn;
use crate::fault;
use crate::lint::{Linted, Linter};
use crate::source::{Batch, Encoding, Lines, Source};

/// A file of NDJSON, and what may end its reading early.
pub(super) struct Stream {
    linter: Linter,
    counting: Linter,
    name: Arc<str>,
    is_named: bool,
    /// Whether findings need no more than be counted, as none is shown any more.
    pub is_full: AtomicBool,
    /// Whether nobody wants to hear more.
    pub is_over: AtomicBool,
}

/// A line that was linted, or the fault of ours that kept it from that.
pub(super) type Line = (Source, Result<Linted, String>);

impl Stream {
    /// The file of that name.
    pub(super) fn new(linter: &Linter, name: &str, is_named: bool) -> Self {
        let linter = linter.for_lines(name);
        let (is_full, is_over) = (AtomicBool::new(false), AtomicBool::new(false));
        Self { counting: linter.counting(), linter, name: name.into(), is_named, is_full, is_over }
    }

    /// Lints all lines, on so many threads if there is enough to do. `each` is given what came of them, in their order and as
    /// soon as it is known.
    ///
    /// # Errors
    /// Where the file cannot be read to its end; what was read is linted all the same.
    pub(super) fn lint<R: Read + Send>(
        &self,
        mut lines: Lines<R>,
        jobs: usize,
        mut each: impl FnMut(Vec<Line>) + Send,
    ) -> io::Result<()> {
        let Some(first) = lines.next_batch()? else { return Ok(()) };
        let mut linted = self.lint_batch(&first);
        let is_wide = linted.first().is_some_and(|(line, _)| matches!(line.encoding(), Encoding::Wide(_)));
        if is_wide {
            // What would be taken for lines are none.
            linted.truncate(1);
        }
        each(linted);
        if is_wide {
            return Ok(());
        }
        let Some(second) = lines.next_batch()? else { return Ok(()) };
        let reading = Mutex::new(Reading { lines, fresh: Some(second), number: 0, failure: None });
        let in_turn = InTurn::new(each);
        let work = || {
            while let Some((number, batch)) = self.take(&reading) {
                in_turn.add(number, self.lint_batch(&batch));
            }
        };
        std::thread::scope(|scope| {
            (1..jobs).for_each(|_| drop(scope.spawn(work)));
            work();
        });
        let reading = reading.into_inner().unwrap_or_else(PoisonError::into_inner);
        reading.failure.map_or(Ok(()), Err)
    }

    fn take<R: Read>(&self, reading: &Mutex<Reading<R>>) -> Option<(usize, Batch)> {
        let mut reading = reading.lock().unwrap_or_else(PoisonError::into_inner);
        if self.is_over.load(Ordering::Relaxed) { None } else { reading.take() }
    }

    fn lint_batch(&self, batch: &Batch) -> Vec<Line> {
        let linter = if self.is_full.load(Ordering::Relaxed) { &self.counting } else { &self.linter };
        let read = |source: Source| {
            let linted = fault::guarded(|| linter.read_line(&source, self.is_named));
            (source, linted)
        };
        batch.lines().map(|line| read(Source::of_line(&self.name, line))).collect()
    }
}

/// How far a file is read.
struct Reading<R> {
    lines: Lines<R>,
    /// Lines that were read already.
    fresh: Option<Batch>,
    number: usize,
    failure: Option<io::Error>,
}

impl<R: Read> Reading<R> {
    /// The next lines, and how many batches were taken before them.
    fn take(&mut self) -> Option<(usize, Batch)> {
        if self.failure.is_some() {
            return None;
        }
        let next = self.fresh.take().map_or_else(|| self.lines.next_batch(), |batch| Ok(Some(batch)));
        let batch = next.unwrap_or_else(|failure| {
            self.failure = Some(failure);
            None
        })?;
        self.number += 1;
        Some((self.number - 1, batch))
    }
}
