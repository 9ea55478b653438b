//! Fields and their shape.

use crate::lint::rules;

rules! {
    missing_field::MissingField,
    misspelled_field::MisspelledField,
}
