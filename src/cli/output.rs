//! Where the findings go: standard output, and a file for each `--output`.

use std::fs;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use clap::ValueEnum;

use super::args::CheckArgs;
use super::inputs::known_as;
use super::{say, terminal};
use crate::catalog::near::nearest;
use crate::replace::Replacement;
use crate::report::{self, Format, Human, Report, summary_line};

/// A further report: `sarif=cckm.sarif`.
#[derive(Clone, Debug)]
pub(super) struct Output {
    format: Format,
    path: PathBuf,
}

/// What is wrong with the outputs of a run, taken together: one would be written over another, or over what is linted.
pub(super) fn clash(args: &CheckArgs) -> Option<String> {
    let mut rest = args.output.iter();
    while let Some(Output { path, .. }) = rest.next() {
        let is_same = |other: &Path| known_as(other) == known_as(path);
        if args.paths.iter().any(|other| is_same(other)) {
            return Some(format!("{} is to be linted; a report would take its place", path.display()));
        }
        if rest.as_slice().iter().any(|other| is_same(&other.path)) {
            return Some(format!("{} is given to two reports", path.display()));
        }
    }
    None
}

/// Reads what `--output` is given.
pub(super) fn parse(text: &str) -> Result<Output, String> {
    let Some((name, path)) = text.split_once('=') else {
        return Err("expected FORMAT=PATH, as in sarif=report.sarif".to_owned());
    };
    match path {
        "" => return Err("there is no path behind the `=`".to_owned()),
        "-" => return Err("standard output has the findings of --format; name a file".to_owned()),
        _ => {}
    }
    let format = Format::from_str(name, false).map_err(|_| unknown(name))?;
    Ok(Output { format, path: PathBuf::from(path) })
}

fn unknown(name: &str) -> String {
    let formats = Format::value_variants().iter().filter_map(ValueEnum::to_possible_value);
    let names: Vec<String> = formats.map(|format| format.get_name().to_owned()).collect();
    match nearest(name, names.iter().map(String::as_str)) {
        Some(near) => format!("no format of that name; did you mean {near}?"),
        None => format!("no format of that name; there are {}", names.join(", ")),
    }
}

/// Writes to standard output what belongs there: the findings, unless it is wanted for a text that was mended.
pub(super) fn print(report: &Report, args: &CheckArgs, names_format: bool) -> io::Result<()> {
    if args.diff {
        return print_text(&report.diffs.concat());
    }
    match &report.mended_stdin {
        Some(text) => {
            print_text(text)?;
            print_findings(report, args, names_format, io::stderr().lock())
        }
        None => print_findings(report, args, names_format, io::stdout().lock()),
    }
}

fn print_text(text: &str) -> io::Result<()> {
    let mut out = io::stdout().lock();
    out.write_all(text.as_bytes())?;
    out.flush()
}

/// In a job of GitHub Actions that asks for no format, people read the text and GitHub reads the annotations behind it.
fn print_findings(report: &Report, args: &CheckArgs, names_format: bool, out: impl Write) -> io::Result<()> {
    let human = match args.format {
        Format::Human if !report.files.is_empty() => terminal::look(args),
        _ => Human::PLAIN,
    };
    let mut out = BufWriter::new(out);
    report::write(report, args.format, &human, &mut out)?;
    if args.format == Format::Human && !names_format && is_in_actions() {
        report::write(report, Format::Github, &human, &mut out)?;
    }
    out.flush()
}

/// Whether this is a job of GitHub Actions.
pub(super) fn is_in_actions() -> bool {
    std::env::var_os("GITHUB_ACTIONS").is_some_and(|value| value == "true")
}

/// Writes a file for each `--output`. One that cannot be written does not keep the others from it; whether all were.
pub(super) fn write_files(report: &Report, args: &CheckArgs) -> bool {
    let mut are_kept = true;
    for output in &args.output {
        if let Err(error) = output.write(report) {
            say(&format!("{}: the report cannot be written: {error}", output.path.display()));
            are_kept = false;
        }
    }
    are_kept
}

impl Output {
    fn write(&self, report: &Report) -> io::Result<()> {
        if self.was_linted(report) {
            return Err(io::Error::other("it was linted, and the report would take its place"));
        }
        let permissions = replaced(&self.path)?;
        Replacement::write(&self.path, permissions, |out| self.fill(out, report))?.keep()
    }

    /// Whether the run came across the very file in a folder.
    fn was_linted(&self, report: &Report) -> bool {
        let names = report.files.iter().map(|file| file.source.name()).chain(report.clean.iter().map(String::as_str));
        let mut alike = names.map(Path::new).filter(|name| name.file_name() == self.path.file_name());
        alike.any(|name| known_as(name) == known_as(&self.path))
    }

    fn fill(&self, out: &mut dyn Write, report: &Report) -> io::Result<()> {
        report::write(report, self.format, &Human::PLAIN, out)?;
        if self.format == Format::Human { end(report, out) } else { Ok(()) }
    }
}

/// What a terminal shows on standard error, so that a report for people never looks whole when it is not.
fn end(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    for note in &report.incomplete {
        let line = format!("incomplete: {}: {}", note.path, note.reason);
        writeln!(out, "{}", crate::diagnostic::escape_controls(&line))?;
    }
    writeln!(out, "{}", summary_line(&report.summary))
}

/// The permissions of the file that is replaced, if there is one. A rename would put a file in the place of whatever is
/// there, be it `/dev/null`.
fn replaced(path: &Path) -> io::Result<Option<fs::Permissions>> {
    let refused = |why| Err(io::Error::other(why));
    match fs::symlink_metadata(path) {
        Ok(meta) if meta.is_file() => Ok(Some(meta.permissions())),
        Ok(meta) if meta.is_dir() => refused("a folder is there"),
        Ok(meta) if meta.is_symlink() => refused("a link is there; name the file that it leads to"),
        Ok(_) => refused("what is there is no file"),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}
