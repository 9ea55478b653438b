//! `cckm-lint audit`: keys that exist, ordered by risk.

use std::collections::BTreeMap;
use std::io::{self, BufWriter, Write};
use std::path::PathBuf;

use clap::Args;

use super::args::{Check, CheckArgs, FailOn, When};
use super::aside::Aside;
use super::exit::Exit;
use super::output::{self, Output};
use super::settings::{self, Settings};
use super::{check, finish, levels, say, terminal, values};
use crate::catalog::{Field, Operation};
use crate::diagnostic::{Diagnostic, Level, clip, count, escape_controls};
use crate::extract::{self, Form};
use crate::json::{self, Value};
use crate::lint::Levels;
use crate::report::{FileReport, Format, Report, inert, summary_line};
use crate::request::{Request, Surroundings, Text};

const EXIT_CODES: &str = "\
Reads what CCKM and AWS answer: the keys of GET /v1/cckm/aws/keys, in pages or one by one, and the policies of
`aws kms get-key-policy`. Key policies are looked at with what is known of their keys.

Exit codes:
  0  nothing at or above --fail-on
  1  findings at or above it
  2  wrong usage or configuration
  3  the run is incomplete: something could not be read
  4  no key found in what was named";

/// Looks at keys that exist.
#[derive(Debug, Args)]
#[command(after_help = EXIT_CODES)]
pub(super) struct AuditArgs {
    /// Files and folders with answers of CCKM or AWS, or - for standard input; without any, the current folder
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// How findings are written
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
    /// Write a further report to a file, in any of these formats (repeatable)
    #[arg(long, value_name = "FORMAT=PATH", value_parser = output::parse)]
    output: Vec<Output>,
    /// Leave out findings below this level [default: the lower of warning and --fail-on]
    #[arg(long, value_name = "LEVEL", value_enum)]
    show: Option<Level>,
    /// Fail on findings of this level and above [default: error]
    #[arg(long, value_name = "LEVEL", value_enum)]
    fail_on: Option<FailOn>,
    /// The configuration [default: the nearest cckm-lint.toml, from the current folder upwards]
    #[arg(long, value_name = "PATH", conflicts_with = "isolated")]
    config: Option<PathBuf>,
    /// Read no configuration
    #[arg(long)]
    isolated: bool,
    /// The ARN that CCKM calls AWS with: makes lockout decidable
    #[arg(long, value_name = "ARN", value_parser = values::caller)]
    caller_arn: Option<String>,
    /// The account that the keys are in: makes cross-account access decidable
    #[arg(long, value_name = "ID", value_parser = values::account)]
    account: Option<String>,
    /// Leave out files of folders that match (repeatable)
    #[arg(long, value_name = "GLOB", value_parser = levels::glob)]
    exclude: Vec<String>,
    /// Whether to use colour; NO_COLOR, FORCE_COLOR and CLICOLOR are honoured
    #[arg(long, value_name = "WHEN", value_enum, default_value_t = When::Auto)]
    color: When,
    /// Say nothing about the run besides its findings
    #[arg(long, short)]
    quiet: bool,
}

impl AuditArgs {
    fn check(&self) -> Check {
        let mut args = CheckArgs::default();
        args.paths.clone_from(&self.paths);
        args.form = Form::Json;
        args.format = self.format;
        args.output.clone_from(&self.output);
        args.show = self.show;
        args.fail_on = self.fail_on;
        args.config.clone_from(&self.config);
        args.isolated = self.isolated;
        args.caller_arn.clone_from(&self.caller_arn);
        args.account.clone_from(&self.account);
        args.exclude.clone_from(&self.exclude);
        args.color = self.color;
        args.quiet = self.quiet;
        args.call = Some(Operation::ReadKey);
        args.max_diagnostics = usize::MAX;
        Check { args, levels: Levels::default(), names_format: true }
    }
}

pub(super) fn run(args: &AuditArgs) -> Exit {
    settings::load(&args.check()).map_or_else(|exit| exit, |settings| audit(&settings))
}

fn audit(settings: &Settings) -> Exit {
    let args = &settings.args;
    let (report, _) = check::gather(settings, Aside { ..settings.exceptions() }, None);
    let printed = output::print(&report, args, true)
        .and_then(|()| if args.format == Format::Human { table(&report, terminal::look(args).width) } else { Ok(()) });
    let are_kept = output::write_files(&report, args);
    for note in &report.incomplete {
        say(&format!("{}: {}", note.path, note.reason));
    }
    if report.summary.requests == 0 && report.incomplete.is_empty() {
        say("no key found in what was named");
        return finish(printed, Exit::NoRequest);
    }
    if !args.quiet && args.format == Format::Human && report.summary.files > 0 {
        say(&summary_line(&report.summary).replace("request", "key"));
    }
    let fails = args.fails_at().is_some_and(|level| report.summary.at_least(level) > 0);
    let exit = match (report.incomplete.is_empty() && are_kept, fails) {
        (false, _) => Exit::Incomplete,
        (true, true) => Exit::Findings,
        (true, false) => Exit::Clean,
    };
    finish(printed, exit)
}

/// A key with findings.
struct Row {
    /// How many errors, warnings and infos.
    counts: [usize; 3],
    name: String,
    region: String,
    state: String,
    rules: Vec<&'static str>,
}

/// Writes the keys that have findings, the one with the most errors first.
fn table(report: &Report, width: usize) -> io::Result<()> {
    let mut rows: Vec<Row> = report.files.iter().flat_map(rows).collect();
    if rows.is_empty() {
        return Ok(());
    }
    rows.sort_by(|a, b| b.counts.cmp(&a.counts).then_with(|| a.name.cmp(&b.name)));
    let name = rows.iter().map(|row| row.name.chars().count()).max().unwrap_or_default().clamp(3, 24);
    let mut out = BufWriter::new(io::stdout().lock());
    let keys = count(report.summary.requests, "key");
    writeln!(out, "Keys by risk: {} of {keys} have findings\n", rows.len())?;
    writeln!(out, "  errors  warnings  {:<name$}  {:<14}  {:<15}  findings", "key", "region", "state")?;
    for row in rows {
        let [errors, warnings, _] = row.counts;
        let (shown, rules) = (clip(&row.name, name - 1), row.rules.join(", "));
        let shown = if row.name.chars().count() > name { shown } else { row.name.as_str().into() };
        let line = format!("  {errors:>6}  {warnings:>8}  {shown:<name$}  {:<14}  {:<15}  ", row.region, row.state);
        let left = width.saturating_sub(line.chars().count()).max(16);
        writeln!(out, "{}", inert(&escape_controls(&format!("{line}{}", clip(&rules, left - 1)))))?;
    }
    writeln!(out)?;
    out.flush()
}

/// The keys of a file that have findings.
fn rows(file: &FileReport) -> Vec<Row> {
    let mut found: BTreeMap<u32, Vec<&Diagnostic>> = BTreeMap::new();
    for diagnostic in &file.diagnostics {
        if let Some(request) = diagnostic.request {
            found.entry(request).or_default().push(diagnostic);
        }
    }
    let document = extract::whole(&file.source, &[]);
    let tree = json::parse(&document.text);
    let keys: Vec<Value<'_>> = extract::keys(&tree).collect();
    found.into_iter().filter_map(|(at, found)| Some(row(*keys.get(at as usize)?, &found, file))).collect()
}

fn row(key: Value<'_>, found: &[&Diagnostic], file: &FileReport) -> Row {
    let surroundings = Surroundings::default();
    let request = Request::read(key, &[], extract::key_dialect(key).unwrap_or_default(), &surroundings);
    let known = |text: Option<Text<'_>>| text.as_ref().and_then(Text::known).map(ToOwned::to_owned);
    let text = |name: &str| key.member(name).and_then(Value::as_str).map(|text| text.into_owned());
    let alias = known(request.aliases().next().cloned()).map(|alias| alias.trim_start_matches("alias/").to_owned());
    let state = key.member("aws_param").and_then(|param| param.member("KeyState")?.as_str()).map(|state| state.into_owned());
    let at = |level: Level| found.iter().filter(|found| found.level == level).count();
    let mut rules: Vec<(Level, &'static str)> = found.iter().map(|found| (found.level, found.rule.name)).collect();
    rules.sort_by(|a, b| b.cmp(a));
    rules.dedup();
    let clean = |text: Option<String>| text.map(|text| file.redactor.scrub(&text).into_owned()).unwrap_or_default();
    Row {
        counts: [at(Level::Error), at(Level::Warning), at(Level::Info)],
        name: clean(alias.or_else(|| text("id")).or_else(|| Some(file.source.name().to_owned()))),
        region: clean(known(request.known_text(Field::Region).present())),
        state: clean(state),
        rules: rules.into_iter().map(|(_, rule)| rule).collect(),
    }
}
