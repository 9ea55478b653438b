//! Spec, usage, origin, regionality.

use crate::lint::rules;

rules! {
    spec_usage_mismatch::SpecUsageMismatch,
}
