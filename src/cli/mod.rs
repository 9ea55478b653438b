//! Arguments, commands, exit codes.

mod access;
mod args;
mod aside;
mod audit;
mod baseline;
mod check;
mod choices;
mod diff;
mod exit;
mod explain;
mod gather;
mod in_turn;
mod init;
mod inputs;
mod levels;
mod mend;
mod new;
mod output;
mod parse;
mod printer;
mod progress;
mod read;
mod references;
mod rules;
mod schema;
mod settings;
mod shell;
mod stream;
mod terminal;
mod told;
mod values;
mod verify;
mod write;

use std::borrow::Cow;
use std::ffi::OsString;
use std::io::{self, Write};
use std::process::ExitCode;

use crate::diagnostic::escape_controls;
use crate::diagnostic::redact::Redactor;
use crate::lsp;
use crate::report::inert;

pub use exit::Exit;
use parse::{Asked, Verb};

/// Runs the command line of this process.
#[must_use]
pub fn main() -> ExitCode {
    // A panic is caught where an input is linted and said there, without what the input holds.
    std::panic::set_hook(Box::new(crate::fault::note));
    run(std::env::args_os().skip(1).collect()).into()
}

/// Runs one command line, without the name of the program.
fn run(words: Vec<OsString>) -> Exit {
    match parse::parse(words) {
        Ok(Asked::Check(check)) => check::run(&check),
        Ok(Asked::Other(verb)) => run_verb(verb),
        Err(error) => refuse(&error),
    }
}

/// Runs a command besides `check`.
fn run_verb(verb: Verb) -> Exit {
    match verb {
        Verb::Baseline(baseline) => baseline::run(&baseline),
        Verb::Access(access) => access::run(&access),
        Verb::Diff(diff) => diff::run(&diff),
        Verb::Init => init::run(),
        Verb::New(new) => new::run(&new),
        Verb::Verify(verify) => verify::run(&verify),
        Verb::Audit(audit) => audit::run(&audit),
        Verb::Rules(rules) => print(&rules::run(&rules)),
        Verb::Explain(explain) => explain::run(&explain),
        Verb::Schema(schema) => print(&schema::run(&schema)),
        Verb::Completions(asked) => print_bytes(&shell::completions(parse::command(), asked.shell)),
        Verb::Lsp(_) => lsp::run().into(),
        Verb::Man => print_bytes(&shell::man(parse::command())),
        Verb::Check => unreachable!("its word is taken out before"),
    }
}

/// Help that was asked for goes to standard output, a wrong use to standard error.
fn refuse(error: &clap::Error) -> Exit {
    if !error.use_stderr() {
        return finish(error.print(), Exit::Clean);
    }
    // What is repeated of the words may be the name of a file, which a shell put there.
    let told = error.render().to_string();
    let shown = harmless(&Redactor::default().scrub(&told));
    // Nothing is left to be done where not even this can be written.
    let _ = if shown == told { error.print() } else { io::stderr().write_all(shown.as_bytes()) };
    Exit::Usage
}

/// Lines on which neither a terminal nor who runs a build acts. A CR in front of a line feed does nothing.
fn harmless(text: &str) -> String {
    let lines = text.split_inclusive('\n').map(|line| {
        let end = ["\r\n", "\n"].into_iter().find(|end| line.ends_with(end)).unwrap_or_default();
        let line = line.strip_suffix(end).unwrap_or(line);
        let parts: Vec<Cow<'_, str>> = line.split('\t').map(escape_controls).collect();
        inert(&parts.join("\t")).into_owned() + end
    });
    lines.collect()
}

/// Writes to standard output. Whoever closed it, as `| head` does, has read enough.
fn print(text: &str) -> Exit {
    print_bytes(text.as_bytes())
}

fn print_bytes(bytes: &[u8]) -> Exit {
    let mut out = io::stdout().lock();
    finish(out.write_all(bytes).and_then(|()| out.flush()), Exit::Clean)
}

/// The exit code after writing: a full disk is said, a closed pipe is not.
fn finish(written: io::Result<()>, exit: Exit) -> Exit {
    match written {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            say(&format!("the findings cannot be written: {error}"));
            Exit::Incomplete
        }
        _ => exit,
    }
}

/// A word about the run, on standard error.
fn say(words: &str) {
    let words = escape_controls(words);
    let _ = writeln!(io::stderr(), "cckm-lint: {}", inert(&words));
}
