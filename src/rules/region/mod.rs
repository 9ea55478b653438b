//! The region.

use crate::lint::rules;

rules! {
    hmac_region::HmacRegion,
}
