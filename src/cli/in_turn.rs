//! Handing on, in their order, what several threads work out at once.

use std::collections::BTreeMap;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

/// How many may be ahead of the one whose turn it is.
const MOST_AHEAD: usize = 64;

/// Items handed on in the order of their numbers: those that are early wait for the ones in front of them.
pub(super) struct InTurn<T, F> {
    queue: Mutex<Queue<T, F>>,
    moved: Condvar,
}

struct Queue<T, F> {
    early: BTreeMap<usize, T>,
    turn: usize,
    each: F,
}

impl<T, F: FnMut(T)> InTurn<T, F> {
    /// Hands each item on to `each`.
    pub(super) const fn new(each: F) -> Self {
        Self { queue: Mutex::new(Queue { early: BTreeMap::new(), turn: 0, each }), moved: Condvar::new() }
    }

    /// Adds the item of that number; they count from 0, and none may be left out. Whoever is far ahead waits, so that no more
    /// is kept than a few threads have in hand.
    pub(super) fn add(&self, number: usize, item: T) {
        let mut queue = self.queue();
        while number > queue.turn + MOST_AHEAD {
            queue = self.moved.wait(queue).unwrap_or_else(PoisonError::into_inner);
        }
        queue.early.insert(number, item);
        let turn = queue.turn;
        queue.hand_on();
        if queue.turn > turn {
            self.moved.notify_all();
        }
    }

    fn queue(&self) -> MutexGuard<'_, Queue<T, F>> {
        self.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<T, F: FnMut(T)> Queue<T, F> {
    fn hand_on(&mut self) {
        while let Some(item) = self.early.remove(&self.turn) {
            self.turn += 1;
            (self.each)(item);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_early_waits_for_its_turn() {
        let mut seen = Vec::new();
        let in_turn = InTurn::new(|item: usize| seen.push(item));
        std::thread::scope(|scope| {
            for odd in [1, 0] {
                let in_turn = &in_turn;
                scope.spawn(move || (0..500).map(|half| 2 * half + odd).for_each(|number| in_turn.add(number, number)));
            }
        });
        drop(in_turn);
        assert!(seen.into_iter().eq(0..1000));
    }
}
