//! The text itself.

use crate::lint::rules;

rules! {
    invalid_syntax::InvalidSyntax,
    invalid_utf8::InvalidUtf8,
    byte_order_mark::ByteOrderMark,
    duplicate_key::DuplicateKey,
    too_deep::TooDeep,
}
