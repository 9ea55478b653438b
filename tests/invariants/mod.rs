//! What must hold of any input. The targets of `tests/fuzz` hold made-up inputs to it, and `tests/fuzzed.rs` the
//! fixtures and whatever was found once.

#![allow(dead_code, unreachable_pub, reason = "each target and each test uses a part of this")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, reason = "a test may fail loudly")]

pub mod answers;
pub mod assists;
pub mod fixes;
pub mod hosts;
pub mod policy;
pub mod reformat;
pub mod spans;
pub mod tree;
pub mod writing;

use cckm_lint::extract::Form;
use cckm_lint::lint::{Levels, Linter};

/// All forms that something can be typed in, and mended.
pub const FORMS: [Form; 11] = [
    Form::Json,
    Form::Ndjson,
    Form::Policy,
    Form::Shell,
    Form::Markdown,
    Form::Yaml,
    Form::Terraform,
    Form::Postman,
    Form::Http,
    Form::Jenkins,
    Form::Makefile,
];

/// A linter with every rule at its own level.
pub fn linter(form: Form) -> Linter {
    Linter::new(&Levels::default(), form, Vec::new(), 1_000)
}

/// Holds what a fuzzer made up to an invariant, if it is a text.
pub fn text(data: &[u8], holds: impl FnOnce(&str)) {
    if let Ok(text) = std::str::from_utf8(data) {
        holds(text);
    }
}

/// The same in a form, which the last byte says.
pub fn text_in_a_form(data: &[u8], holds: impl FnOnce(Form, &str)) {
    if let Some((which, data)) = data.split_last() {
        text(data, |text| holds(form(*which), text));
    }
}

/// The form that a byte stands for.
pub fn form(byte: u8) -> Form {
    FORMS[usize::from(byte) % FORMS.len()]
}
