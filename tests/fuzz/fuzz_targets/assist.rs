#![no_main]

#[path = "../../invariants/mod.rs"]
mod invariants;

// The last byte says in which form, the one before it where the cursor is.
libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let [text @ .., place, form] = data else { return };
    let form = invariants::form(*form);
    invariants::text(text, |text| invariants::assists::hold(form, text, *place));
});
