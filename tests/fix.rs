//! `--fix`: what it changes, what it leaves alone, and that nothing is ever lost.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, reason = "a test may fail loudly")]

mod common;

use std::path::Path;

use common::command::{Scratch, command, found, json, pipe};

const FAULTY: &str =
    "{\n  \"kms\": \"aws-main\",\n  \"Region\": \"EU-west-1\",\n  \"aws_param\": { \"Alias\": \"alias/payments\" }\n}\n";
const MENDED: &str =
    "{\n  \"kms\": \"aws-main\",\n  \"region\": \"eu-west-1\",\n  \"aws_param\": { \"Alias\": \"payments\" }\n}\n";

fn read(scratch: &Scratch, name: &str) -> String {
    std::fs::read_to_string(scratch.0.join(name)).unwrap()
}

/// The files of a folder, each with its text.
fn texts(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut texts: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap())
        .map(|entry| (entry.file_name().into_string().unwrap(), std::fs::read(entry.path()).unwrap()))
        .collect();
    texts.sort();
    texts
}

#[test]
fn a_file_is_mended_in_passes_and_the_rest_is_reported() {
    let scratch = Scratch::new("fix").file("a.json", FAULTY);
    let run = scratch.run(&["--fix", "a.json"]);
    assert_eq!((run.code, read(&scratch, "a.json").as_str()), (0, MENDED));
    assert_eq!(
        run.err,
        "cckm-lint: nothing wrong in 1 request of 1 file; 1 note with --show info; 3 findings mended in 1 file\n"
    );
}

#[test]
fn every_fixture_is_mended_once_and_for_all() {
    for folder in ["requests/bad", "policies/bad", "hosts"] {
        let mut scratch = Scratch::new(&format!("all-{}", folder.replace('/', "-")));
        for (name, text) in texts(&Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures").join(folder)) {
            scratch = scratch.file(&name, text);
        }
        let before = json(&scratch.run(&["--format", "json", "."]));
        let first = json(&scratch.run(&["--fix", "--format", "json", "."]));
        let once = texts(&scratch.0);
        let again = json(&scratch.run(&["--fix", "--format", "json", "."]));
        assert_eq!(texts(&scratch.0), once, "{folder} is changed again");
        assert_eq!(again["diagnostics"], first["diagnostics"]);
        assert!(again["summary"].get("fixed").is_none());
        let number = |output: &serde_json::Value| output["diagnostics"].as_array().unwrap().len();
        assert!(number(&first) < number(&before), "{folder}");
        let broken = |output: &serde_json::Value| output["summary"]["skipped"].clone();
        assert_eq!(broken(&first), broken(&before), "{folder}");
    }
}

#[test]
fn many_files_of_a_folder_are_mended_at_once() {
    let names: Vec<String> = (0..400).map(|number| format!("{number}.json")).collect();
    let scratch = names.iter().fold(Scratch::new("many"), |scratch, name| scratch.file(name, FAULTY));
    let run = scratch.run(&["--fix", "--jobs", "8", "--allow", "duplicate-alias", "."]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(names.iter().all(|name| read(&scratch, name) == MENDED));
    assert_eq!(texts(&scratch.0).len(), names.len(), "nothing is left beside them");
}

#[test]
fn what_wants_a_person_is_only_done_when_asked_for() {
    let text =
        r#"{ "kms": "aws-main", "region": "eu-west-1", "KeyUsage": "ENCRYPT_DECRYPT", "aws_param": { "Alias": "payments" } }"#;
    let scratch = Scratch::new("unsafe").file("a.json", text);
    assert_eq!(scratch.run(&["--fix", "a.json"]).code, 1);
    assert_eq!(read(&scratch, "a.json"), text);
    assert_eq!(scratch.run(&["--fix", "--unsafe-fixes", "a.json"]).code, 0);
    assert_eq!(
        read(&scratch, "a.json"),
        r#"{ "kms": "aws-main", "region": "eu-west-1", "aws_param": { "Alias": "payments", "KeyUsage": "ENCRYPT_DECRYPT" } }"#
    );
}

#[test]
fn line_breaks_and_the_end_of_the_file_stay_as_they_are() {
    let scratch = Scratch::new("crlf").file("a.json", FAULTY.replace('\n', "\r\n")).file("b.json", FAULTY.trim_end());
    scratch.run(&["--fix", "."]);
    assert_eq!(read(&scratch, "a.json"), MENDED.replace('\n', "\r\n"));
    assert_eq!(read(&scratch, "b.json"), MENDED.trim_end());
}

#[test]
fn standard_input_is_mended_to_standard_output() {
    let run = pipe(FAULTY, &["--fix", "-"]);
    assert_eq!((run.code, run.out.as_str()), (0, MENDED));
    // What needs no mending is handed on, too.
    assert_eq!(pipe(MENDED, &["--fix", "-"]).out, MENDED);
    let run = pipe(&MENDED.replace("payments", "pay ments"), &["--fix", "-"]);
    assert_eq!((run.code, run.out.as_str()), (1, MENDED.replace("payments", "pay ments").as_str()));
    assert!(run.err.contains("alias-charset"), "{}", run.err);
}

#[test]
fn a_diff_shows_what_would_change_and_changes_nothing() {
    let scratch = Scratch::new("diff").file("a.json", FAULTY);
    let run = scratch.run(&["--diff", "a.json"]);
    assert_eq!(run.code, 1);
    assert_eq!(read(&scratch, "a.json"), FAULTY);
    assert_eq!(
        run.out,
        "--- a.json\n+++ a.json\n@@ -1,5 +1,5 @@\n {\n   \"kms\": \"aws-main\",\n-  \"Region\": \"EU-west-1\",\n-  \"aws_param\": { \"Alias\": \"alias/payments\" }\n+  \"region\": \"eu-west-1\",\n+  \"aws_param\": { \"Alias\": \"payments\" }\n }\n"
    );
}

#[test]
fn a_diff_shows_no_secret() {
    let token = "0123456789-plainly-not-a-token";
    let script = format!(
        "curl https://cm.example.com/api/v1/cckm/aws/keys -H 'Authorization: Bearer {token}' -d '{}'\n",
        FAULTY.replace('\n', " ")
    );
    let run = Scratch::new("diff-secret").file("a.sh", script).run(&["--diff", "a.sh"]);
    assert!(run.out.contains("\"region\": \"eu-west-1\""), "{}", run.out);
    assert!(!run.out.contains(token), "{}", run.out);
}

#[test]
fn what_was_recorded_or_worked_out_is_left_alone() {
    let hosts = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/hosts");
    for name in ["plan.json", "session.har"] {
        let text = std::fs::read_to_string(hosts.join(name)).unwrap();
        let scratch = Scratch::new("recording").file(name, &text);
        scratch.run(&["--fix", "--unsafe-fixes", name]);
        assert_eq!(read(&scratch, name), text);
    }
}

#[cfg(unix)]
mod files {
    use std::os::unix::fs::{PermissionsExt, symlink};

    use super::*;

    #[test]
    fn permissions_are_kept() {
        let scratch = Scratch::new("mode").file("a.json", FAULTY);
        let path = scratch.0.join("a.json");
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o640)).unwrap();
        scratch.run(&["--fix", "a.json"]);
        assert_eq!(read(&scratch, "a.json"), MENDED);
        assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o640);
    }

    #[test]
    fn a_file_that_may_not_be_written_is_named() {
        let scratch = Scratch::new("read-only").file("a.json", FAULTY);
        std::fs::set_permissions(scratch.0.join("a.json"), std::fs::Permissions::from_mode(0o444)).unwrap();
        let run = scratch.run(&["--fix", "--format", "json", "a.json"]);
        assert_eq!((run.code, read(&scratch, "a.json").as_str()), (3, FAULTY));
        assert!(run.err.contains("a.json: is read-only, and was left alone"), "{}", run.err);
        assert_eq!(found(&run).len(), 2);
    }

    #[test]
    fn a_link_is_followed_where_it_was_named_and_nowhere_else() {
        let outside = Scratch::new("outside").file("a.json", FAULTY);
        let scratch = Scratch::new("link");
        let link = scratch.0.join("link.json");
        symlink(outside.0.join("a.json"), &link).unwrap();
        scratch.run(&["--fix", "."]);
        assert_eq!(read(&outside, "a.json"), FAULTY);
        scratch.run(&["--fix", "link.json"]);
        assert_eq!(read(&outside, "a.json"), MENDED);
        assert!(std::fs::symlink_metadata(&link).unwrap().is_symlink());
    }

    /// Whenever the run is cut off, each file is the old one or the new one, and none is missing.
    #[test]
    fn a_run_that_is_killed_loses_nothing() {
        let large = |text: &str| format!("[{}]", vec![text.trim_end(); 400].join(",\n"));
        let names: Vec<String> = (0..24).map(|number| format!("{number}.json")).collect();
        for wait in [2, 5, 9, 14, 20, 30, 45] {
            let mut scratch = Scratch::new(&format!("killed-{wait}"));
            for name in &names {
                scratch = scratch.file(name, large(FAULTY));
            }
            let mut child = command(&scratch.0).args(["--fix", "-q", "--allow", "duplicate-alias", "."]).spawn().unwrap();
            std::thread::sleep(std::time::Duration::from_millis(wait));
            child.kill().unwrap();
            child.wait().unwrap();
            for name in &names {
                let text = read(&scratch, name);
                assert!(text == large(FAULTY) || text == large(MENDED), "{name} is neither the old nor the new one");
            }
        }
    }
}
