#![no_main]

#[path = "../../invariants/mod.rs"]
mod invariants;

use cckm_lint::extract::Form;

libfuzzer_sys::fuzz_target!(|data: &[u8]| invariants::text(data, |text| invariants::hosts::holds(Form::Markdown, text)));
