//! Which rules look at what: most look at requests, and have nothing to do with texts, policies or calls.

use std::sync::{Arc, OnceLock};

use super::engine::Selected;

/// What rules are asked to look at.
#[derive(Clone, Copy, Debug)]
pub(super) enum Stage {
    Source,
    Text,
    Request,
    Policy,
    Call,
}

/// The rules that look at each, once that is known. A rule that does not look at something says so when it is asked first, by
/// the method that it does not have, and is not asked again: requests are many.
#[derive(Clone, Default)]
pub(super) struct Asked(Arc<[OnceLock<Selected>; 5]>);

impl Asked {
    /// The rules that look at it, if all of them were asked before.
    pub(super) fn of(&self, stage: Stage) -> Option<&Selected> {
        self.0.get(stage as usize).and_then(OnceLock::get)
    }

    /// Keeps in mind which rules look at it.
    pub(super) fn learn(&self, stage: Stage, rules: Selected) {
        if let Some(known) = self.0.get(stage as usize) {
            // Another thread may have been first, and has learned the same.
            let _ = known.set(rules);
        }
    }
}
