//! Reading inputs to tell who may do what with their keys: what `access` and `diff` have in common.

use std::path::PathBuf;
use std::sync::Arc;

use clap::Args;

use super::args::{Check, CheckArgs, When};
use super::exit::Exit;
use super::inputs::Input;
use super::settings::{self, Settings};
use super::{references, values};
use crate::access::{Access, Finder, Found, Who};
use crate::catalog::{Region, Spec};
use crate::diagnostic::redact::Redactor;
use crate::extract::{Definition, Form};
use crate::fault;
use crate::lint::Levels;
use crate::report::Note;
use crate::siblings;
use crate::source::{self, DEFAULT_MAX_SIZE, Source};

/// What both commands can be told of what they read.
#[derive(Clone, Debug, Args)]
pub(super) struct ReadingArgs {
    /// What the input is written as
    #[arg(long = "as", value_name = "KIND", value_enum, default_value_t = Form::Auto)]
    form: Form,
    /// The configuration [default: the nearest cckm-lint.toml, from the current folder upwards]
    #[arg(long, value_name = "PATH", conflicts_with = "isolated")]
    config: Option<PathBuf>,
    /// Read no configuration
    #[arg(long)]
    isolated: bool,
    /// Fill a hole: ${NAME}, $NAME or {{ NAME }} (repeatable)
    #[arg(long, value_name = "NAME=VALUE")]
    define: Vec<Definition>,
    /// The ARN that CCKM calls AWS with: says whether it may change the policy
    #[arg(long, value_name = "ARN", value_parser = values::caller)]
    caller_arn: Option<String>,
    /// The account that keys are made in: says what is another account
    #[arg(long, value_name = "ID", value_parser = values::account)]
    account: Option<String>,
    /// The region that a key policy by itself is for
    #[arg(long, value_name = "REGION", value_parser = values::region)]
    region: Option<&'static Region>,
    /// The spec of the key that a key policy by itself is for: says what the key can do
    #[arg(long, value_name = "SPEC", value_parser = values::spec)]
    key_spec: Option<&'static Spec>,
    /// The usage of the key that a key policy by itself is for: says what the key can do
    #[arg(long, value_name = "USAGE", value_parser = values::usage)]
    key_usage: Option<&'static str>,
    /// Where the request stands in each JSON text or NDJSON record: /request/body
    #[arg(long, value_name = "POINTER", value_parser = values::pointer)]
    pointer: Option<String>,
    /// What to call standard input
    #[arg(long, value_name = "NAME")]
    stdin_filename: Option<String>,
    /// The largest document that is read [default: 128 MiB]
    #[arg(long, value_name = "BYTES")]
    max_size: Option<u64>,
    /// Whether to use colour; NO_COLOR, FORCE_COLOR and CLICOLOR are honoured
    #[arg(long, value_name = "WHEN", value_enum, default_value_t = When::Auto)]
    color: When,
    /// Say nothing about the run besides what is asked for
    #[arg(long, short)]
    quiet: bool,
}

impl ReadingArgs {
    /// The settings of a run over these paths.
    pub(super) fn settings(&self, paths: Vec<PathBuf>, more: impl FnOnce(&mut CheckArgs)) -> Result<Settings, Exit> {
        let mut args = CheckArgs {
            paths,
            form: self.form,
            config: self.config.clone(),
            isolated: self.isolated,
            define: self.define.clone(),
            caller_arn: self.caller_arn.clone(),
            account: self.account.clone(),
            region: self.region,
            key_spec: self.key_spec,
            key_usage: self.key_usage,
            pointer: self.pointer.clone(),
            stdin_filename: self.stdin_filename.clone(),
            max_size: self.max_size,
            color: self.color,
            quiet: self.quiet,
            ..CheckArgs::default()
        };
        more(&mut args);
        settings::load(&Check { args, levels: Levels::default(), names_format: false })
    }
}

/// What finds requests by these settings.
pub(super) fn finder(settings: &Settings) -> Finder {
    let args = &settings.args;
    Finder {
        definitions: args.define.clone(),
        pointer: args.pointer.clone(),
        surroundings: settings.surroundings(),
        siblings: siblings::load,
        ..Finder::new(args.form)
    }
}

/// An input that was read, and the files that it sends.
pub(super) struct Texts {
    /// Each with the form that it is read in, where that is known.
    sources: Vec<(Source, Option<Form>)>,
    is_named: bool,
}

/// What was told of an input.
#[derive(Default)]
pub(super) struct Told {
    /// Each request, with what must not be shown of it.
    pub requests: Vec<(Access, Arc<Redactor>)>,
    /// How many more there are.
    pub left_out: usize,
    pub skipped: Vec<Note>,
    pub incomplete: Vec<Note>,
}

impl Texts {
    /// Reads an input.
    pub(super) fn load(input: &Input, args: &CheckArgs) -> Result<Self, Note> {
        let failed = |error: source::LoadError| Note { path: input.name(args), reason: error.to_string() };
        let source = input.load(args).map_err(failed)?;
        Ok(Self { sources: vec![(source, None)], is_named: input.is_named })
    }

    /// Tells of its requests, and of those of the files that it sends. These are read the first time.
    pub(super) fn tell(&mut self, finder: &Finder, args: &CheckArgs) -> Told {
        let mut told = Told::default();
        let mut at = 0;
        let is_fresh = self.sources.len() == 1;
        while let Some((source, form)) = self.sources.get(at) {
            let own = Finder { form: form.unwrap_or(finder.form), ..finder.clone() };
            let found = fault::guarded(|| own.find(source, self.is_named || at > 0));
            let name = source.name().to_owned();
            at += 1;
            match found {
                Ok(found) => {
                    // A file that is sent sends no other one.
                    let further = if is_fresh && at == 1 { further(&name, &found, args, &mut told) } else { Vec::new() };
                    told.take(&name, found);
                    self.sources.extend(further);
                }
                Err(reason) => told.incomplete.push(Note { path: name, reason }),
            }
        }
        told
    }
}

/// The files that a script sends.
fn further(script: &str, found: &Found, args: &CheckArgs, told: &mut Told) -> Vec<(Source, Option<Form>)> {
    let mut loaded: Vec<(Source, Option<Form>)> = Vec::new();
    for reference in &found.references {
        let shown = found.redactor.scrub(&reference.path).into_owned();
        let source = references::locate(script, reference).map_err(ToOwned::to_owned).and_then(|(path, form)| {
            let name = source::name_of(&path);
            let source = source::load_file(&path, &name, Some(args.max_size.unwrap_or(DEFAULT_MAX_SIZE)));
            source.map(|source| (source, Some(form))).map_err(|error| error.to_string())
        });
        match source {
            Ok((source, _)) if loaded.iter().any(|(other, _)| other.name() == source.name()) => {}
            Ok(fresh) => loaded.push(fresh),
            Err(reason) => told.skipped.push(Note { path: shown, reason }),
        }
    }
    loaded
}

impl Told {
    fn take(&mut self, name: &str, found: Found) {
        let redactor = Arc::new(found.redactor);
        let is_empty = found.told.is_empty() && found.references.is_empty();
        self.left_out += found.left_out;
        self.requests.extend(found.told.into_iter().map(|access| (access, Arc::clone(&redactor))));
        match found.incomplete {
            Some(reason) => self.incomplete.push(Note { path: name.to_owned(), reason }),
            None if is_empty => self.skipped.push(Note { path: name.to_owned(), reason: crate::lint::NO_REQUEST.to_owned() }),
            None => {}
        }
    }

    /// Everybody who is told of.
    pub(super) fn principals(&self) -> impl Iterator<Item = &Who> {
        self.requests.iter().flat_map(|(access, _)| access.entries.iter().map(|entry| &entry.who))
    }

    /// The accounts of the keys, as far as they are known.
    pub(super) fn accounts(&self) -> impl Iterator<Item = &str> {
        self.requests.iter().filter_map(|(access, _)| access.account.as_ref().map(|account| account.id.as_str()))
    }
}
