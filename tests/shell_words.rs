//! Completions and the page of the manual.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, reason = "a test may fail loudly")]

mod common;

use common::command::pipe;

#[test]
fn each_shell_gets_completions_that_know_the_flags() {
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let run = pipe("", &["completions", shell]);
        assert_eq!(run.code, 0, "{}", run.err);
        for word in ["explain", "fail-on", "stdin-filename"] {
            assert!(run.out.contains(word), "{shell} does not know {word}");
        }
    }
    assert_eq!(pipe("", &["completions", "tcsh"]).code, 2);
}

#[test]
fn bash_takes_its_completions() {
    let script = pipe("", &["completions", "bash"]).out;
    let ask = "COMP_WORDS=(cckm-lint --fail); COMP_CWORD=1; _cckm__lint cckm-lint --fail cckm-lint; echo \"${COMPREPLY[@]}\"";
    let answer = std::process::Command::new("bash").args(["-c", &format!("{script}\n{ask}")]).output().unwrap();
    assert_eq!(String::from_utf8(answer.stdout).unwrap().trim(), "--fail-on");
}

#[test]
fn the_page_of_the_manual_names_the_exit_codes() {
    let page = pipe("", &["man"]).out;
    assert!(page.starts_with(".ie") && page.contains(".TH cckm-lint 1"), "{page}");
    assert!(page.contains("the run is incomplete"));
}
