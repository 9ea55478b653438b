//! Comments and entries of the configuration that allow a finding.

use crate::lint::rules;

rules! {
    unused_suppression::UnusedSuppression,
    expired_suppression::ExpiredSuppression,
    invalid_suppression::InvalidSuppression,
}
