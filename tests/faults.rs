//! What goes wrong around a run: disks that are full, files that go or grow, devices, links, signals. The exit code and the
//! words tell it, nothing is lost, and nothing is left half-written.

#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, reason = "a test may fail loudly")]
#![allow(clippy::print_stderr, reason = "what cannot be checked on a machine is said")]

mod common;

use std::ffi::OsStr;
use std::fs::{self, File, Permissions};
use std::io::{Read, Write};
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::os::unix::net::UnixListener;
use std::os::unix::process::ExitStatusExt;
use std::path::Path;
use std::process::{Child, ChildStdin, Command, Stdio};

use cckm_lint::source::{self, LoadError};
use common::command::{BAD, Run, Scratch, command, formats, json};
use common::xml::elements;

const FAULTY: &str =
    "{\n  \"kms\": \"aws-main\",\n  \"Region\": \"EU-west-1\",\n  \"aws_param\": { \"Alias\": \"alias/payments\" }\n}\n";
const BINARY: &str = env!("CARGO_BIN_EXE_cckm-lint");

/// A list that is long enough to take a while.
fn list(request: &str, requests: usize) -> String {
    format!("[{}]", vec![request.trim_end(); requests].join(",\n"))
}

/// Every way to have something written to standard output.
fn all_that_is_printed() -> Vec<Vec<String>> {
    let verbs = ["rules", "rules --format json", "explain unknown-region", "schema config", "completions bash", "man", "--help"];
    let others = ["--version", "rules --help", "--diff a.json"].into_iter().chain(verbs);
    let others = others.map(|words| words.split(' ').map(str::to_owned).collect());
    formats().map(|format| vec!["--format".to_owned(), format, "a.json".to_owned()]).chain(others).collect()
}

// Disks that are full.

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_under_standard_output_is_said_whatever_is_printed() {
    let scratch = Scratch::new("full").file("a.json", BAD);
    for words in all_that_is_printed() {
        let full = File::create("/dev/full").unwrap();
        let run: Run = command(&scratch.0).args(&words).stdout(full).output().unwrap().into();
        assert_eq!(run.code, 3, "{words:?}");
        assert!(run.err.contains("cannot be written: No space left on device"), "{words:?}: {}", run.err);
    }
    let run = scratch.run(&["--output", "json=/dev/full", "a.json"]);
    assert_eq!(run.code, 3);
    assert!(run.err.contains("/dev/full: the report cannot be written: what is there is no file"), "{}", run.err);
}

/// Runs the command where it can write no more than a few kilobytes to a file; `place` is put in front of it by a shell.
fn run_cramped(scratch: &Scratch, place: &str, words: &str) -> Run {
    let shell = format!("{place}; exec '{BINARY}' {words}");
    Command::new("sh").args(["-c", &shell]).current_dir(&scratch.0).output().unwrap().into()
}

/// Where new texts do not fit the old ones stay, and nothing is left beside them.
fn nothing_fits(scratch: &Scratch, place: &str, why: &str) {
    let requests: Vec<String> = (0..300).map(|at| FAULTY.replace("payments", &format!("payments-{at}"))).collect();
    let (faulty, kept) = (format!("[{}]", requests.join(",")), ["a.json", "known.json", "report.json"]);
    fs::write(scratch.0.join("a.json"), &faulty).unwrap();
    for name in &kept[1..] {
        fs::write(scratch.0.join(name), "old").unwrap();
    }
    for (words, told) in [
        ("--fix a.json", "a.json: cannot be written, and was left alone"),
        ("--output json=report.json a.json", "report.json: the report cannot be written"),
        ("--output html=new.html a.json", "new.html: the report cannot be written"),
        ("baseline --output known.json a.json", "known.json: cannot be written"),
    ] {
        let run = run_cramped(scratch, place, words);
        assert_eq!(run.code, 3, "{words}: {}", run.err);
        assert!(run.err.contains(&format!("{told}: {why}")), "{words}: {}", run.err);
        let mut names = scratch.names();
        names.sort();
        assert_eq!(names, kept, "{words}");
        assert!(scratch.read("a.json") == faulty && kept[1..].iter().all(|name| scratch.read(name) == "old"), "{words}");
    }
}

#[test]
fn what_does_not_fit_leaves_the_old_files_as_they_are() {
    nothing_fits(&Scratch::new("cramped"), "trap '' XFSZ; ulimit -f 4", "File too large");
}

/// The same on a file system that is full. The test mounts it in a namespace of its own, where that is possible.
#[cfg(target_os = "linux")]
#[test]
fn a_full_file_system_leaves_the_old_files_as_they_are() {
    let inside = "CCKM_LINT_FULL";
    if let Some(folder) = std::env::var_os(inside) {
        return nothing_fits(&Scratch(folder.into()), "true", "No space left on device");
    }
    let folder = Scratch::new("full-system");
    let mount = "mount -t tmpfs -o size=64k none \"$1\"";
    let name = "a_full_file_system_leaves_the_old_files_as_they_are";
    let namespace = |script: &str| {
        let mut command = Command::new("unshare");
        command.args(["--mount", "--map-root-user", "sh", "-c", script, "sh"]).arg(&folder.0);
        command.env(inside, folder.0.join("inner")).output()
    };
    if !namespace(mount).is_ok_and(|output| output.status.success()) {
        return eprintln!("not checked: no file system can be mounted here");
    }
    let test = std::env::current_exe().unwrap();
    let script = format!("{mount} && mkdir \"$1/inner\" && exec '{}' --exact {name}", test.display());
    let output = namespace(&script).unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
}

#[test]
fn a_report_does_not_take_the_place_of_what_is_linted() {
    let scratch = Scratch::new("place").file("a.json", BAD).file("sub/b.json", BAD);
    for (output, path, code) in [("./a.json", "a.json", 2), ("sub/../a.json", "./a.json", 2), ("./sub/b.json", ".", 3)] {
        let run = scratch.run(&["--output", &format!("json={output}"), path]);
        assert_eq!(run.code, code, "{output}");
        assert!(run.err.contains("would take its place"), "{}", run.err);
    }
    assert_eq!((scratch.read("a.json").as_str(), scratch.read("sub/b.json").as_str()), (BAD, BAD));
    let run = scratch.run(&["--output=json=new.json", "--output=sarif=./new.json", "a.json"]);
    assert!(run.code == 2 && run.err.contains("is given to two reports"), "{}", run.err);
}

// Whoever reads, and whoever interrupts.

#[test]
fn whoever_closes_the_output_hears_no_more_and_the_exit_code_stays() {
    let scratch = Scratch::new("closed").file("a.json", BAD).file("a.ndjson", format!("{BAD}\n").repeat(500));
    let streams = formats().map(|format| vec!["--format".to_owned(), format, "a.ndjson".to_owned()]);
    for words in all_that_is_printed().into_iter().chain(streams) {
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let run: Run = command(&scratch.0).args(&words).stdout(writer).stderr(Stdio::piped()).output().unwrap().into();
        let lints = words.last().unwrap().starts_with("a.");
        assert_eq!(run.code, i32::from(lints), "{words:?}: {}", run.err);
        assert!(run.err.lines().all(|line| line.starts_with("cckm-lint: ") && !line.contains("written")), "{}", run.err);
    }
}

/// Starts to mend many files, and sends the signal once some are mended; how it ended.
fn interrupted(scratch: &Scratch, signal: &str, names: &[String], old: &str) -> Option<i32> {
    let mut child = command(&scratch.0).args(["--fix", "-q", "--allow", "duplicate-alias", "."]).spawn().unwrap();
    let is_mended = |name: &String| fs::read_to_string(scratch.0.join(name)).unwrap() != old;
    while !names.iter().any(is_mended) && child.try_wait().unwrap().is_none() {}
    let id = child.id().to_string();
    Command::new("sh").args(["-c", &format!("kill -{signal} {id}")]).status().unwrap();
    child.wait().unwrap().signal()
}

#[test]
fn an_interrupted_run_leaves_each_file_old_or_new_and_nothing_beside_them() {
    let names: Vec<String> = (0..48).map(|number| format!("{number:02}.json")).collect();
    let old = list(FAULTY, 200);
    let new = old.replace("Region", "region").replace("EU-west", "eu-west").replace("alias/", "");
    for (signal, number) in [("INT", 2), ("TERM", 15)] {
        let mut scratch = Scratch::new(&format!("interrupted-{signal}"));
        for name in &names {
            scratch = scratch.file(name, &old);
        }
        assert_eq!(interrupted(&scratch, signal, &names, &old), Some(number), "{signal} ends the run as it ends others");
        let mut left = scratch.names();
        left.sort();
        assert_eq!(left, names);
        assert!(names.iter().all(|name| [&old, &new].contains(&&scratch.read(name))));
    }
}

// Files that change while they are looked at.

/// A run that has looked into its folders, and reads standard input until that is closed.
fn held(scratch: &Scratch, words: &[&str]) -> (Child, ChildStdin) {
    let words = [&["--format", "json", "--as", "json", "-", "."], words].concat();
    let mut child =
        command(&scratch.0).args(words).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut input = child.stdin.take().unwrap();
    // More than a pipe holds: once it is written, some of it was read.
    input.write_all(&vec![b' '; 1 << 20]).unwrap();
    input.write_all(BAD.as_bytes()).unwrap();
    (child, input)
}

#[test]
fn a_file_that_goes_between_the_walk_and_the_reading_is_named() {
    let scratch = Scratch::new("gone").file("gone.json", BAD).file("grown.json", BAD).file("folder.json", BAD);
    let (child, input) = held(&scratch, &[]);
    fs::remove_file(scratch.0.join("gone.json")).unwrap();
    fs::write(scratch.0.join("grown.json"), list(BAD, 1_000)).unwrap();
    fs::remove_file(scratch.0.join("folder.json")).unwrap();
    fs::create_dir(scratch.0.join("folder.json")).unwrap();
    drop(input);
    let run: Run = child.wait_with_output().unwrap().into();
    assert_eq!(run.code, 3);
    assert!(run.err.contains("cckm-lint: gone.json: no such file or folder"), "{}", run.err);
    assert!(run.err.contains("cckm-lint: folder.json: cannot be read: Is a directory"), "{}", run.err);
    assert_eq!(json(&run)["summary"]["requests"], 1_001, "what it is when it is read counts");
}

/// What is read when a stream of so many lines is changed while it is read: the requests and the exit code.
fn changed(name: &str, change: impl FnOnce(&Path)) -> (serde_json::Value, i32) {
    let line = |at: usize| BAD.replace("payments", &format!("payments-{at}")) + "\n";
    let scratch = Scratch::new(name).file("log.ndjson", (0..9_000).map(line).collect::<String>());
    let words = ["--format", "jsonl", "--jobs", "1", "--output", "json=all.json", "log.ndjson"];
    let mut child = command(&scratch.0).args(words).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    let mut out = child.stdout.take().unwrap();
    // From the first byte on it waits for us, as a pipe holds little, and has most of the file before it.
    out.read_exact(&mut [0]).unwrap();
    change(&scratch.0.join("log.ndjson"));
    std::io::copy(&mut out, &mut std::io::sink()).unwrap();
    let code = child.wait().unwrap().code().unwrap();
    (serde_json::from_str(&scratch.read("all.json")).unwrap(), code)
}

#[test]
fn a_stream_that_grows_or_is_cut_while_it_is_read_is_read_to_the_end_that_it_has() {
    let (all, code) = changed("grows", |path| {
        let mut file = File::options().append(true).open(path).unwrap();
        file.write_all(format!("{BAD}\n").as_bytes()).unwrap();
    });
    assert_eq!((&all["summary"]["requests"], code), (&9_001.into(), 1));
    let (all, code) = changed("cut", |path| {
        let file = File::options().write(true).open(path).unwrap();
        file.set_len(fs::metadata(path).unwrap().len() - 20).unwrap();
    });
    let last = all["diagnostics"].as_array().unwrap().iter().find(|found| found["rule"] == "invalid-syntax").unwrap();
    assert_eq!((&last["range"]["start"]["line"], code), (&9_000.into(), 1));
}

#[test]
fn a_file_that_grows_without_end_is_read_up_to_the_limit() {
    assert!(matches!(source::load(std::io::repeat(b' '), "log", Some(5_000)), Err(LoadError::TooLarge(5_000))));
    // Of such a file the size is given as nothing.
    #[cfg(target_os = "linux")]
    for (words, code) in [(vec!["/proc/self/status"], 1), (vec!["--max-size", "10", "/proc/self/status"], 3)] {
        assert_eq!(Scratch::new("proc").run(&words).code, code);
    }
}

// What is no file, and what leads to none.

#[test]
fn devices_pipes_and_sockets_keep_nobody_waiting() {
    let scratch = Scratch::new("devices").file("good/a.json", BAD);
    let folder = scratch.0.join("good");
    assert!(Command::new("mkfifo").arg(folder.join("pipe.json")).status().unwrap().success());
    // Open on both sides, so that somebody might write.
    let _writer = File::options().read(true).write(true).open(folder.join("pipe.json")).unwrap();
    let _listener = UnixListener::bind(folder.join("socket.json")).unwrap();
    symlink("/dev/zero", folder.join("zero.json")).unwrap();
    let told = |words: &[&str]| (scratch.run(words).code, scratch.run(words).err);
    assert_eq!(
        told(&["-q", "good/pipe.json"]).1,
        "cckm-lint: good/pipe.json: a named pipe, not a file; to read from a pipe, use - for standard input\n"
    );
    assert_eq!(
        told(&["-q", "good/socket.json"]).1,
        "cckm-lint: good/socket.json: a socket, not a file; to read from a pipe, use - for standard input\n"
    );
    for zero in ["/dev/zero", "good/zero.json"] {
        let words = format!("cckm-lint: {zero}: larger than 1000 bytes, the limit of --max-size\n");
        assert_eq!(told(&["-q", "--max-size", "1000", zero]), (3, words));
    }
    let run = scratch.run(&["--format", "concise", "-q", "/dev/null"]);
    assert_eq!((run.code, run.out.as_str()), (1, "/dev/null:1:1: error[invalid-syntax] there is no JSON here\n"));
    let run = scratch.run(&["--format", "json", "good"]);
    assert_eq!((run.code, &json(&run)["summary"]["files"]), (1, &1.into()), "in a folder there are only files");
}

#[test]
fn links_are_followed_where_they_are_named_and_never_in_circles() {
    let scratch = Scratch::new("circles").file("good/a.json", BAD);
    for (to, from) in
        [("two.json", "one.json"), ("one.json", "two.json"), ("nowhere", "dangling.json"), ("..", "up"), (".", "x.json")]
    {
        symlink(to, scratch.0.join("good").join(from)).unwrap();
    }
    for (name, why) in
        [("one.json", "cannot be read: Too many levels of symbolic links"), ("dangling.json", "no such file or folder")]
    {
        let run = scratch.run(&[&format!("good/{name}")]);
        assert_eq!(run.code, 3, "{name}");
        assert!(run.err.starts_with(&format!("cckm-lint: good/{name}: {why}")), "{}", run.err);
    }
    for (path, found) in [(".", "good/a.json"), ("good/up", "good/up/good/a.json"), ("good/x.json", "good/x.json/a.json")] {
        let run = scratch.run(&["--format", "json", path]);
        assert_eq!((run.code, &json(&run)["summary"]["files"]), (1, &1.into()), "{path}");
        assert_eq!(json(&run)["diagnostics"][0]["path"], found);
    }
}

#[test]
fn a_folder_is_one_whatever_it_is_called() {
    let scratch = Scratch::new("called").file("x.json/y.ndjson/a.json", BAD);
    fs::create_dir(scratch.0.join("empty.json")).unwrap();
    for path in [".", "x.json", "x.json/y.ndjson"] {
        let run = scratch.run(&["--format", "concise", "-q", path]);
        assert_eq!((run.code, run.out.lines().count()), (1, 1), "{path}");
    }
    assert_eq!(scratch.run(&["empty.json"]).code, 4);
    let run = scratch.run(&["--config", "x.json", "x.json"]);
    assert_eq!((run.code, run.err.contains("x.json: cannot be read: Is a directory")), (2, true), "{}", run.err);
}

#[cfg(target_os = "linux")]
#[test]
fn names_that_are_not_utf_8_are_names() {
    let scratch = Scratch::new("names");
    // Shown alike, though they are two.
    for name in [b"a\xff.json", b"a\xfe.json"] {
        fs::write(scratch.0.join(OsStr::from_bytes(name)), FAULTY).unwrap();
    }
    let names = [b"a\xff.json", b"a\xfe.json"].map(|name| OsStr::from_bytes(name));
    let run = |words: &[&str], paths: &[&OsStr]| Run::from(command(&scratch.0).args(words).args(paths).output().unwrap());
    for format in formats() {
        for paths in [&[OsStr::new(".")][..], &names[..], &[names[0], names[1], OsStr::new(".")][..]] {
            let run = run(&["--show", "info", "--format", &format], paths);
            assert_eq!(run.code, 1, "{format}");
            assert!(
                run.out.contains(if format == "sarif" { "a%EF%BF%BD.json" } else { "a\u{fffd}.json" }),
                "{format}: {}",
                run.out
            );
            match format.as_str() {
                "json" => assert_eq!(json(&run)["summary"]["files"], 2),
                "sarif" | "gitlab" => drop(json(&run)),
                "junit" | "checkstyle" => drop(elements(&run.out)),
                _ => {}
            }
        }
    }
    let known = run(&["baseline", "-q", "."], &[]);
    assert_eq!(known.code, 0, "{}", known.err);
    assert_eq!(run(&["--baseline", "cckm-lint-baseline.json", "--fail-on", "warning"], &names).code, 0);
    assert_eq!(run(&["--diff", "-q"], &names).out.matches("-  \"Region\"").count(), 2);
    assert_eq!(run(&["--fix", "--allow", "duplicate-alias"], &names).code, 0);
    assert!(names.iter().all(|name| fs::read_to_string(scratch.0.join(name)).unwrap().contains("\"region\": \"eu-west-1\"")));
}

/// Nobody in particular, who may not read what root may; nothing where one cannot become that.
fn as_nobody(scratch: &Scratch, words: &[&str]) -> Option<Run> {
    let is_root = Command::new("id").arg("-u").output().unwrap().stdout == b"0\n";
    if !is_root {
        return Some(scratch.run(words));
    }
    let become_nobody = || {
        let mut command = Command::new("setpriv");
        command.args(["--reuid=65534", "--regid=65534", "--clear-groups", BINARY]).current_dir(&scratch.0);
        command
    };
    let can = become_nobody().arg("--version").output().is_ok_and(|output| output.status.success());
    can.then(|| become_nobody().args(words).output().unwrap().into())
}

#[test]
fn what_may_not_be_read_is_named_and_the_rest_is_linted() {
    let scratch = Scratch::new("forbidden").file("open.json", BAD).file("shut.json", BAD).file("shut/a.json", BAD);
    let allow = |name: &str, mode| fs::set_permissions(scratch.0.join(name), Permissions::from_mode(mode)).unwrap();
    allow("", 0o755);
    allow("open.json", 0o644);
    allow("shut.json", 0);
    allow("shut", 0);
    let denied = "cannot be read: Permission denied (os error 13)";
    let runs = [["--format=json", ".", ""], ["--format=json", "--fix", "."], ["--format=json", "open.json", "shut.json"]];
    for words in runs.map(|words| words.into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>()) {
        let Some(run) = as_nobody(&scratch, &words) else {
            eprintln!("not checked: root reads everything, and nobody else can be had here");
            break;
        };
        let output = json(&run);
        assert_eq!((run.code, &output["summary"]["files"]), (3, &1.into()), "{words:?}: {}", run.err);
        let mut told: Vec<&str> = run.err.lines().filter_map(|line| line.strip_suffix(denied)).collect();
        told.sort_unstable();
        let expected = ["cckm-lint: shut.json: ", "cckm-lint: shut: "];
        assert_eq!(told, if words.contains(&".") { &expected[..] } else { &expected[..1] }, "{}", run.err);
    }
    allow("shut", 0o755);
}
