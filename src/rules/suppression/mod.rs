//! Comments that allow a finding.

use crate::lint::rules;

rules! {
    unused_suppression::UnusedSuppression,
    invalid_suppression::InvalidSuppression,
}
