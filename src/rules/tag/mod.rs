//! Tags.

use crate::lint::rules;

rules! {
    tag_value_charset::TagValueCharset,
    tag_value_non_ascii::TagValueNonAscii,
    tag_key_charset::TagKeyCharset,
    tag_length::TagLength,
    too_many_tags::TooManyTags,
    duplicate_tag_key::DuplicateTagKey,
    reserved_tag_key::ReservedTagKey,
}
