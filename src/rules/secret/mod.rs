//! What must not stand in a file.

use crate::lint::rules;

rules! {
    credential_in_input::CredentialInInput,
}
