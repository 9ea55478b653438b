//! The region.

use crate::lint::rules;

rules! {
    hmac_region::HmacRegion,
    unknown_region::UnknownRegion,
    spec_region::SpecRegion,
}
