//! The text itself.

use crate::lint::rules;

rules! {
    duplicate_key::DuplicateKey,
}
