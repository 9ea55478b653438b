//! A fault of the linter's own: it costs the file at hand, and is told in a way that can be reported.

use std::any::Any;
use std::cell::RefCell;
use std::panic::{AssertUnwindSafe, PanicHookInfo, catch_unwind, resume_unwind};

thread_local! {
    /// Where in the source of the linter the last fault was.
    static PLACE: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Keeps in mind where a fault was. What it says is not kept, as it may hold a part of an input.
pub(crate) fn note(info: &PanicHookInfo<'_>) {
    let place = info.location().map(|location| format!("{}:{}", location.file(), location.line()));
    PLACE.with(|kept| kept.replace(place));
}

/// What `work` comes to or, where it fails by a fault of ours, what to say and how to report it.
pub(crate) fn guarded<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    catch_unwind(AssertUnwindSafe(work)).map_err(|_| {
        let place = PLACE.with(RefCell::take).unwrap_or_else(|| "an unknown place".to_owned());
        let version = env!("CARGO_PKG_VERSION");
        format!(
            "an internal fault of cckm-lint {version} at {place}; please report this line, and the file if you can make one \
             without secrets that does the same"
        )
    })
}

/// A fault on another thread, on its way to where it is told.
pub(crate) struct Carried {
    fault: Box<dyn Any + Send>,
    place: Option<String>,
}

/// Does a part of the work of another thread; where it fails, the fault is to be [raised](Carried::raise) there.
pub(crate) fn carried<T>(work: impl FnOnce() -> T) -> Result<T, Carried> {
    catch_unwind(AssertUnwindSafe(work)).map_err(|fault| Carried { fault, place: PLACE.with(RefCell::take) })
}

impl Carried {
    /// Goes on with the fault on this thread.
    pub(crate) fn raise(self) -> ! {
        PLACE.with(|kept| kept.replace(self.place));
        resume_unwind(self.fault)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_is_told_by_its_place_and_not_by_what_it_held() {
        std::panic::set_hook(Box::new(note));
        let fails = || -> () { panic!("a secret of the file") };
        let told = guarded(fails).unwrap_err();
        let elsewhere = || std::thread::scope(|scope| scope.spawn(|| carried(fails)).join());
        let told_here = guarded(|| elsewhere().unwrap().unwrap_or_else(|fault| fault.raise())).unwrap_err();
        let _ = std::panic::take_hook();
        for told in [told, told_here] {
            assert!(told.contains("src/fault.rs:"), "{told}");
            assert!(!told.contains("secret of the file"), "{told}");
        }
        assert_eq!(guarded(|| 7), Ok(7));
    }
}
