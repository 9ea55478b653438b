//! What the server answered, held against what was asked.

use crate::lint::rules;

rules! {
    response_mismatch::ResponseMismatch,
    key_not_usable::KeyNotUsable,
    request_refused::RequestRefused,
}
