#![no_main]

mod common;

libfuzzer_sys::fuzz_target!(|data: &[u8]| common::check(cckm_lint::extract::Form::Terraform, data));
