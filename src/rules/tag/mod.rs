//! Tags.

use crate::lint::rules;

rules! {
    tag_value_charset::TagValueCharset,
}
