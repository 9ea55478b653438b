//! Policies in which nothing is wrong, so that none is looked at twice: an archive has many requests and few policies.

use std::collections::{HashMap, HashSet};
use std::sync::{Mutex, PoisonError};

use foldhash::fast::RandomState;

use crate::request::PolicySubject;

/// Longer policies are rare, and not kept.
const LONGEST: usize = 8 * 1024;

/// How much text is kept before all of it is forgotten.
const MOST_BYTES: usize = 1024 * 1024;

/// The policies that every rule has looked at and none has found anything in, by the keys that they are for.
#[derive(Debug, Default)]
pub(super) struct GoodPolicies(Mutex<Kept>);

#[derive(Debug, Default)]
struct Kept {
    texts: HashMap<PolicySubject, HashSet<Box<str>, RandomState>, RandomState>,
    bytes: usize,
}

impl GoodPolicies {
    /// Whether a policy, as it is written, is known to be good for such a key.
    pub(super) fn have(&self, text: &str, subject: &PolicySubject) -> bool {
        self.kept(|kept| kept.texts.get(subject).is_some_and(|texts| texts.contains(text)))
    }

    /// Keeps a policy in mind.
    pub(super) fn add(&self, text: &str, subject: PolicySubject) {
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

    fn kept<T>(&self, use_it: impl FnOnce(&mut Kept) -> T) -> T {
        // Whoever panicked with it in hand has left it whole: nothing is kept by halves.
        use_it(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_policy_is_good_for_one_kind_of_key_and_memory_has_an_end() {
        let (good, subject) = (GoodPolicies::default(), PolicySubject::default());
        let other = PolicySubject { region: Some("eu-west-1"), ..subject };
        good.add("{}", subject);
        assert!(good.have("{}", &subject) && !good.have("{ }", &subject) && !good.have("{}", &other));
        good.add(&" ".repeat(LONGEST + 1), subject);
        for at in 0..2 * MOST_BYTES / LONGEST {
            good.add(&format!("{at:LONGEST$}"), other);
            assert!(good.kept(|kept| kept.bytes) <= MOST_BYTES);
        }
        assert!(!good.have("{}", &subject), "forgotten");
    }
}
