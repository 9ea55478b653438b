//! Being interrupted, as by Ctrl-C: files that have not taken their place yet are not left behind.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Files that are gone once the run is over, however it ends. Whoever makes, renames or removes one holds them meanwhile.
pub(crate) fn unfinished() -> MutexGuard<'static, BTreeSet<PathBuf>> {
    static UNFINISHED: Mutex<BTreeSet<PathBuf>> = Mutex::new(BTreeSet::new());
    UNFINISHED.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Waits from now on, on a thread of its own, for the signals that end a run. That of a terminal which is closed is not among
/// them, as `nohup` has it ignored.
#[cfg(unix)]
pub(crate) fn watch() {
    use std::sync::Once;

    use signal_hook::consts::{SIGINT, SIGTERM};
    use signal_hook::iterator::Signals;
    use signal_hook::low_level::emulate_default_handler;

    static WATCHED: Once = Once::new();
    WATCHED.call_once(|| {
        // Where it cannot be done the run goes as well; a file may be left then.
        let Ok(mut signals) = Signals::new([SIGINT, SIGTERM]) else { return };
        std::thread::spawn(move || {
            if let Some(signal) = signals.forever().next() {
                // Held to the end, so that none is begun any more.
                let unfinished = unfinished();
                unfinished.iter().for_each(|file| drop(std::fs::remove_file(file)));
                let _ = emulate_default_handler(signal);
            }
        });
    });
}

/// Elsewhere a run that is interrupted may leave a file behind.
#[cfg(not(unix))]
pub(crate) const fn watch() {}
