//! What a browser calls. Texts go through two buffers of this module's memory, so that there is no glue to be generated, and
//! none to be trusted: `room` makes place for what is passed, which the caller writes there; a call leaves its answer where
//! `answer` says, and returns its length.
//!
//! An export keeps its name by an attribute that Rust calls unsafe, as two of one name would clash. Nothing else here is.

#![allow(unsafe_code, reason = "`no_mangle` is all that there is of it")]

use std::cell::RefCell;
use std::panic::PanicHookInfo;

thread_local! {
    static PASSED: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
    static ANSWER: RefCell<String> = const { RefCell::new(String::new()) };
    /// Where the last fault of ours was. What it says is not kept, as it may hold a part of a text.
    static FAULT: RefCell<String> = const { RefCell::new(String::new()) };
}

/// Prepares the module. Called once, before all else.
#[unsafe(no_mangle)]
pub extern "C" fn start() {
    std::panic::set_hook(Box::new(note));
}

/// Makes room for the texts that are passed to the next call, one behind the other.
#[unsafe(no_mangle)]
pub extern "C" fn room(bytes: usize) -> *mut u8 {
    PASSED.with_borrow_mut(|passed| {
        *passed = vec![0; bytes];
        passed.as_mut_ptr()
    })
}

/// Where the answer stands.
#[unsafe(no_mangle)]
pub extern "C" fn answer() -> *const u8 {
    ANSWER.with_borrow(|answer| answer.as_ptr())
}

/// Lints a text, of which the form and the options follow.
#[unsafe(no_mangle)]
pub extern "C" fn lint(text: usize, form: usize) -> usize {
    answer_to(|passed| of_text(passed, text, form, crate::lint))
}

/// Mends a text, of which the form and the options follow.
#[unsafe(no_mangle)]
pub extern "C" fn mend(text: usize, form: usize) -> usize {
    answer_to(|passed| of_text(passed, text, form, crate::mend))
}

/// What there is to choose from.
#[unsafe(no_mangle)]
pub extern "C" fn about() -> usize {
    answer_to(|_| crate::about())
}

/// The page of the rule whose name was passed.
#[unsafe(no_mangle)]
pub extern "C" fn page() -> usize {
    answer_to(crate::page)
}

/// Where a call failed, which is asked once it did.
#[unsafe(no_mangle)]
pub extern "C" fn fault() -> usize {
    let place = FAULT.with_borrow(Clone::clone);
    leave(place)
}

fn of_text(passed: &str, text: usize, form: usize, call: fn(&str, &str, &str) -> String) -> String {
    let (text, rest) = passed.split_at(text);
    let (form, options) = rest.split_at(form);
    call(text, form, options)
}

fn answer_to(call: impl FnOnce(&str) -> String) -> usize {
    let passed = PASSED.take();
    leave(call(&String::from_utf8_lossy(&passed)))
}

fn leave(text: String) -> usize {
    let bytes = text.len();
    ANSWER.set(text);
    bytes
}

fn note(info: &PanicHookInfo<'_>) {
    let place = info.location().map(|location| format!("{}:{}", location.file(), location.line()));
    FAULT.set(place.unwrap_or_default());
}
