//! What a shell wants to know of the command: completions, and a page of the manual.

use clap::Command;
use clap_complete::Shell;

/// The script that completes the words of the command in a shell.
pub(super) fn completions(mut command: Command, shell: Shell) -> Vec<u8> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut command, "cckm-lint", &mut script);
    script
}

/// The page of the manual, as `man` reads it.
pub(super) fn man(command: Command) -> Vec<u8> {
    let mut page = Vec::new();
    // Writing to memory does not fail.
    let _ = clap_mangen::Man::new(command).render(&mut page);
    page
}
