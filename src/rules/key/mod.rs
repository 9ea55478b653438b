//! Spec, usage, origin, regionality.

use crate::lint::rules;

rules! {
    spec_usage_mismatch::SpecUsageMismatch,
    missing_key_usage::MissingKeyUsage,
    external_origin_pending::ExternalOriginPending,
    multi_region_policy_gap::MultiRegionPolicyGap,
}
