//! Texts in which nothing is wrong, so that none is looked at twice: an archive has many requests, of few shapes and with few
//! policies.

use std::collections::{HashMap, HashSet};
use std::hash::Hash;
use std::sync::{Mutex, PoisonError};

use foldhash::fast::RandomState;

/// Longer texts are rare, and not kept.
const LONGEST: usize = 8 * 1024;

/// How much text is kept before all of it is forgotten.
const MOST_BYTES: usize = 1024 * 1024;

/// The texts that every rule has looked at and none has found anything in, by the subjects that they were looked at for.
#[derive(Debug)]
pub(super) struct KnownGood<S>(Mutex<Kept<S>>);

#[derive(Debug)]
struct Kept<S> {
    texts: HashMap<S, HashSet<Box<str>, RandomState>, RandomState>,
    bytes: usize,
}

impl<S> Default for Kept<S> {
    fn default() -> Self {
        Self { texts: HashMap::default(), bytes: 0 }
    }
}

impl<S> Default for KnownGood<S> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

impl<S: Eq + Hash> KnownGood<S> {
    /// Whether a text, as it is written, is known to be good for such a subject.
    pub(super) fn has(&self, text: &str, subject: &S) -> bool {
        self.kept(|kept| kept.texts.get(subject).is_some_and(|texts| texts.contains(text)))
    }

    /// Keeps a text in mind.
    pub(super) fn add(&self, text: &str, subject: S) {
        if text.len() > LONGEST {
            return;
        }
        self.kept(|kept| {
            if kept.bytes + text.len() > MOST_BYTES {
                *kept = Kept::default();
            }
            kept.bytes += text.len();
            kept.texts.entry(subject).or_default().insert(text.into());
        });
    }

    fn kept<T>(&self, use_it: impl FnOnce(&mut Kept<S>) -> T) -> T {
        // Whoever panicked with it in hand has left it whole: nothing is kept by halves.
        use_it(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::request::PolicySubject;

    #[test]
    fn a_policy_is_good_for_one_kind_of_key_and_memory_has_an_end() {
        let (good, subject) = (KnownGood::default(), PolicySubject::default());
        let other = PolicySubject { region: Some("eu-west-1"), ..subject };
        good.add("{}", subject);
        assert!(good.has("{}", &subject) && !good.has("{ }", &subject) && !good.has("{}", &other));
        good.add(&" ".repeat(LONGEST + 1), subject);
        for at in 0..2 * MOST_BYTES / LONGEST {
            good.add(&format!("{at:LONGEST$}"), other);
            assert!(good.kept(|kept| kept.bytes) <= MOST_BYTES);
        }
        assert!(!good.has("{}", &subject), "forgotten");
    }
}
