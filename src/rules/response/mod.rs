//! What the server answered: held against what was asked, and keys that exist.

use crate::lint::rules;

rules! {
    response_mismatch::ResponseMismatch,
    key_not_usable::KeyNotUsable,
    request_refused::RequestRefused,
    rotation_off::RotationOff,
    key_without_alias::KeyWithoutAlias,
}
