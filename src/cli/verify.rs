//! `cckm-lint verify`: whether the server made what was asked.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::Args;

use super::args::{Check, CheckArgs, When};
use super::exit::Exit;
use super::inputs::Input;
use super::{finish, say, settings, terminal};
use crate::extract::{Definition, Form};
use crate::fault;
use crate::lint::{Levels, Linter, Unverifiable};
use crate::report::{self, FileReport, Format, Report};
use crate::siblings;
use crate::source::Source;

const EXIT_CODES: &str = "\
Exit codes:
  0  the server made what was asked
  1  it made something else, or nothing
  2  wrong usage or configuration
  3  something could not be read
  4  no request, or no response, in what was named";

const USAGE: &str = "\
cckm-lint verify --request <PATH> <RESPONSE>
       cckm-lint verify <RECORDING>";

/// Tells whether the server made what was asked.
#[derive(Debug, Args)]
#[command(after_help = EXIT_CODES, override_usage = USAGE)]
pub(super) struct VerifyArgs {
    /// The file with the request, in any form; a recording has it
    #[arg(long, value_name = "PATH")]
    request: Option<PathBuf>,
    /// The response, as the server sent it, or - for standard input; or a recording with both (HAR, Postman)
    #[arg(value_name = "RESPONSE")]
    response: PathBuf,
    /// How findings are written
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
    /// What the request is written as
    #[arg(long = "as", value_name = "KIND", value_enum, default_value_t = Form::Auto)]
    form: Form,
    /// Fill a hole of the request: ${NAME}, $NAME or {{ NAME }} (repeatable)
    #[arg(long, value_name = "NAME=VALUE")]
    define: Vec<Definition>,
    /// The configuration [default: the nearest cckm-lint.toml, from the current folder upwards]
    #[arg(long, value_name = "PATH", conflicts_with = "isolated")]
    config: Option<PathBuf>,
    /// Read no configuration
    #[arg(long)]
    isolated: bool,
    /// Whether to use colour; NO_COLOR, FORCE_COLOR and CLICOLOR are honoured
    #[arg(long, value_name = "WHEN", value_enum, default_value_t = When::Auto)]
    color: When,
    /// Say nothing about the run besides its findings
    #[arg(long, short)]
    quiet: bool,
}

impl VerifyArgs {
    fn check(&self) -> Check {
        let args = CheckArgs {
            paths: vec![self.response.clone()],
            form: self.form,
            define: self.define.clone(),
            config: self.config.clone(),
            isolated: self.isolated,
            color: self.color,
            quiet: self.quiet,
            ..CheckArgs::default()
        };
        Check { args, levels: Levels::default(), names_format: false }
    }
}

pub(super) fn run(args: &VerifyArgs) -> Exit {
    verify(args).unwrap_or_else(|exit| exit)
}

fn verify(args: &VerifyArgs) -> Result<Exit, Exit> {
    let settings = settings::load(&args.check())?;
    let check = &settings.args;
    let answer = load(&args.response, check)?;
    let asked = args.request.as_ref().map(|path| load(path, check)).transpose()?;
    let linter = Linter::new(&settings.levels, args.form, args.define.clone(), usize::MAX);
    let linter = linter.with_surroundings(settings.surroundings()).with_siblings(siblings::load);
    let linted = match fault::guarded(|| {
        asked.as_ref().map_or_else(|| linter.verify_recording(&answer), |asked| linter.verify(asked, &answer))
    }) {
        Ok(Ok(linted)) => linted,
        Ok(Err(why)) => return Err(refuse(args, &why)),
        Err(reason) => {
            say(&format!("{}: {reason}", answer.name()));
            return Err(Exit::Incomplete);
        }
    };
    let is_made = linted.diagnostics.is_empty();
    if is_made && !args.quiet {
        say(&made(linted.requests));
    }
    let mut report = Report::default();
    for diagnostic in &linted.diagnostics {
        report.summary.count(diagnostic.level, 1);
    }
    report.summary.files = 1;
    report.summary.requests = linted.requests;
    report.files = vec![FileReport::new(answer, linted.diagnostics, linted.redactor)];
    let mut out = io::BufWriter::new(io::stdout().lock());
    let written = report::write(&report, args.format, &terminal::look(check), &mut out).and_then(|()| out.flush());
    Ok(finish(written, if is_made { Exit::Clean } else { Exit::Findings }))
}

fn load(path: &Path, check: &CheckArgs) -> Result<Source, Exit> {
    let input = Input::named(path);
    input.load(check).map_err(|error| {
        say(&format!("{}: {error}", input.name(check)));
        Exit::Incomplete
    })
}

/// What is said where nothing was found.
fn made(exchanges: usize) -> String {
    match exchanges {
        1 => "the server made what was asked".to_owned(),
        several => format!("the server made what was asked, {several} times"),
    }
}

/// Says why there is nothing that can be held against each other.
fn refuse(args: &VerifyArgs, why: &Unverifiable) -> Exit {
    let response = args.response.display();
    let request = args.request.as_ref().map_or_else(|| response.to_string(), |path| path.display().to_string());
    match why {
        Unverifiable::NoRequest => say(&format!("{request}: no request found")),
        Unverifiable::SeveralRequests(number) => {
            say(&format!(
                "{request}: holds {number} requests, and none of them alone has the alias and the region of the response"
            ));
        }
        Unverifiable::NoAnswer => say(&format!("{response}: no response of CCKM: it has no aws_param, and no error")),
        Unverifiable::NoExchange => {
            say(&format!("{response}: no recorded request to CCKM with its response; name the file with the request: --request"));
        }
        Unverifiable::Unread { source, reason } => {
            say(&format!("{source}: {reason}"));
            return Exit::Incomplete;
        }
    }
    Exit::NoRequest
}
