//! `cckm-lint new`: a request made well, from flags or from what is asked.

use std::fs::File;
use std::io::{self, BufRead, IsTerminal, Write};
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use super::exit::Exit;
use super::{print, say, values};
use crate::catalog::{Region, Spec};
use crate::diagnostic::{Level, escape_controls, or_list};
use crate::draft::{Draft, Identity, Purpose, Unwritable};
use crate::extract::Form;
use crate::lint::{Levels, Linter};
use crate::report::{self, FileReport, Format, Human, Report, inert};
use crate::source::Source;

#[derive(Clone, Debug, Default, Args)]
pub(super) struct NewArgs {
    /// What the key is for
    #[arg(long, value_enum)]
    purpose: Option<Purpose>,
    /// Name or id of the KMS container: the AWS account as CCKM knows it
    #[arg(long, value_name = "NAME")]
    kms: Option<String>,
    /// The AWS region to make the key in
    #[arg(long, value_name = "REGION", value_parser = values::region)]
    region: Option<&'static Region>,
    /// What the key goes by, without alias/ in front
    #[arg(long, value_name = "NAME")]
    alias: Option<String>,
    /// The spec, where another one is wanted than what serves the purpose best
    #[arg(long, value_name = "SPEC", value_parser = values::spec)]
    key_spec: Option<&'static Spec>,
    /// What to tell those who find the key
    #[arg(long, value_name = "TEXT")]
    description: Option<String>,
    /// A tag (repeatable)
    #[arg(long, value_name = "KEY=VALUE", value_parser = tag)]
    tag: Vec<(String, String)>,
    /// Make a key that can be copied to other regions
    #[arg(long)]
    multi_region: bool,
    /// Who administers the key: a role, or user/NAME (repeatable)
    #[arg(long, value_name = "NAME", value_delimiter = ',')]
    admin: Vec<String>,
    /// Who uses the key: a role, or user/NAME (repeatable)
    #[arg(long, value_name = "NAME", value_delimiter = ',')]
    user: Vec<String>,
    /// The account that the key is made in, which a policy names
    #[arg(long, value_name = "ID", value_parser = values::account)]
    account: Option<String>,
    /// The file to write, which must not be there yet [default: standard output]
    #[arg(long, value_name = "PATH")]
    output: Option<PathBuf>,
    /// Leave the reasons out
    #[arg(long, short)]
    quiet: bool,
}

fn tag(text: &str) -> Result<(String, String), String> {
    let (key, value) = text.split_once('=').ok_or("expected KEY=VALUE")?;
    Ok((key.to_owned(), value.to_owned()))
}

pub(super) fn run(args: &NewArgs) -> Exit {
    let mut args = args.clone();
    if io::stdin().is_terminal() && io::stderr().is_terminal() {
        let _ = args.ask(&mut io::stdin().lock(), &mut io::stderr().lock());
    }
    match args.draft() {
        Ok(draft) => args.make(&draft),
        Err(missing) => {
            say(&format!("{} needed; `cckm-lint new --help` tells what each is", missing.join(", ")));
            Exit::Usage
        }
    }
}

impl NewArgs {
    /// Asks for what must be known and was not said. An empty answer leaves out what may be left out.
    fn ask(&mut self, answers: &mut dyn BufRead, words: &mut dyn Write) -> io::Result<()> {
        let is_bare = self.purpose.is_none() && self.kms.is_none() && self.region.is_none() && self.alias.is_none();
        let mut ask = Asking { answers, words };
        if self.purpose.is_none() {
            for purpose in Purpose::value_variants() {
                let value = purpose.to_possible_value().unwrap_or_default();
                let help = value.get_help().map(ToString::to_string).unwrap_or_default();
                writeln!(ask.words, "  {:<16} {help}", value.get_name())?;
            }
            self.purpose = ask.until("What is the key for?", |text| Purpose::from_str(text, true))?;
        }
        if self.kms.is_none() {
            self.kms = ask.until("Which KMS container (name or id)?", filled)?;
        }
        if self.region.is_none() {
            self.region = ask.until("In which region?", values::region)?;
        }
        if self.alias.is_none() {
            self.alias = ask.until("What alias does it go by?", filled)?;
        }
        if is_bare {
            self.admin = ask.names("Who administers it? Roles, or user/NAME, with commas; nobody in particular if empty.")?;
            self.user = ask.names("Who uses it?")?;
        }
        if self.account.is_none() && self.draft().is_ok_and(|draft| draft.needs_policy()) {
            self.account = ask.until("Which AWS account is the key made in (twelve digits)?", values::account)?;
        }
        Ok(())
    }

    /// What is wanted; the flags that are missing where it is not all known.
    fn draft(&self) -> Result<Draft, Vec<&'static str>> {
        let identities = |names: &[String]| names.iter().map(|name| Identity::read(name)).collect();
        match (self.purpose, &self.kms, self.region, &self.alias) {
            (Some(purpose), Some(kms), Some(region), Some(alias)) => Ok(Draft {
                kms: kms.clone(),
                region,
                purpose,
                spec: self.key_spec,
                alias: alias.clone(),
                description: self.description.clone(),
                tags: self.tag.clone(),
                multi_region: self.multi_region,
                account: self.account.clone(),
                admins: identities(&self.admin),
                users: identities(&self.user),
            }),
            (purpose, kms, region, alias) => {
                let given = [
                    ("--purpose", purpose.is_some()),
                    ("--kms", kms.is_some()),
                    ("--region", region.is_some()),
                    ("--alias", alias.is_some()),
                ];
                Err(given.into_iter().filter(|(_, is_given)| !is_given).map(|(flag, _)| flag).collect())
            }
        }
    }

    fn make(&self, draft: &Draft) -> Exit {
        let text = match draft.request() {
            Ok(text) => text,
            Err(Unwritable::WrongSpec(specs)) => {
                say(&format!("keys of {} do not serve that purpose; use {}", draft.spec().name, or_list(&specs)));
                return Exit::Usage;
            }
            Err(Unwritable::NoAccount) => {
                say("administrators beside users take a key policy, and that names the account: say --account");
                return Exit::Usage;
            }
        };
        if let Some(faults) = faults(&text) {
            let _ = io::stderr().write_all(&faults);
            say("the request that this makes would not pass, and is not written");
            return Exit::Findings;
        }
        let exit = self.output.as_deref().map_or_else(|| print(&text), |path| write_new(path, &text));
        if !self.quiet && matches!(exit, Exit::Clean) {
            tell(draft);
        }
        exit
    }
}

/// What is at fault with a request, as a person reads it; nothing where it passes.
fn faults(text: &str) -> Option<Vec<u8>> {
    let source = Source::from_text("the request", text);
    let mut linted = Linter::new(&Levels::default(), Form::Json, Vec::new(), usize::MAX).lint(&source);
    linted.diagnostics.retain(|found| found.level >= Level::Warning);
    if linted.diagnostics.is_empty() {
        return None;
    }
    let file = FileReport::new(source, linted.diagnostics, linted.redactor);
    let mut out = Vec::new();
    let report = Report { files: vec![file], ..Report::default() };
    // Writing to memory does not fail.
    let _ = report::write(&report, Format::Human, &Human::PLAIN, &mut out);
    Some(out)
}

fn write_new(path: &Path, text: &str) -> Exit {
    match File::create_new(path).and_then(|mut file| file.write_all(text.as_bytes())) {
        Ok(()) => Exit::Clean,
        Err(error) => {
            let is_there = error.kind() == io::ErrorKind::AlreadyExists;
            let why =
                if is_there { "is here already, and is left as it is".to_owned() } else { format!("cannot be written: {error}") };
            say(&format!("{} {why}", path.display()));
            if is_there { Exit::Usage } else { Exit::Incomplete }
        }
    }
}

/// Says why the request is as it is.
fn tell(draft: &Draft) {
    let reasons = draft.reasons();
    let width = reasons.iter().map(|reason| reason.field.len()).max().unwrap_or_default();
    let mut words = io::stderr().lock();
    for reason in reasons {
        let indent = " ".repeat(width + 4);
        let options = textwrap::Options::new(80).initial_indent("").subsequent_indent(&indent);
        let line = format!("  {:<width$}  {}", reason.field, reason.why);
        let _ = writeln!(words, "{}", textwrap::fill(&line, options));
    }
}

/// Questions on one side, answers on the other.
struct Asking<'a> {
    answers: &'a mut dyn BufRead,
    words: &'a mut dyn Write,
}

impl Asking<'_> {
    /// Asks until the answer is one; nothing where the answers end.
    fn until<T>(&mut self, question: &str, read: impl Fn(&str) -> Result<T, String>) -> io::Result<Option<T>> {
        loop {
            let Some(answer) = self.answer(question)? else { return Ok(None) };
            match read(&answer) {
                Ok(value) => return Ok(Some(value)),
                Err(why) => writeln!(self.words, "  {}", inert(&escape_controls(&why)))?,
            }
        }
    }

    fn names(&mut self, question: &str) -> io::Result<Vec<String>> {
        let answer = self.answer(question)?.unwrap_or_default();
        Ok(answer.split(',').map(str::trim).filter(|name| !name.is_empty()).map(ToOwned::to_owned).collect())
    }

    fn answer(&mut self, question: &str) -> io::Result<Option<String>> {
        write!(self.words, "{question} ")?;
        self.words.flush()?;
        let mut line = String::new();
        let has_ended = self.answers.read_line(&mut line)? == 0;
        Ok((!has_ended).then(|| line.trim().to_owned()))
    }
}

fn filled(text: &str) -> Result<String, String> {
    if text.is_empty() { Err("this must be known".to_owned()) } else { Ok(text.to_owned()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What comes of these answers, and all that was said.
    fn asked(answers: &str) -> (NewArgs, String) {
        let (mut args, mut words) = (NewArgs::default(), Vec::new());
        args.ask(&mut answers.as_bytes(), &mut words).unwrap();
        (args, String::from_utf8(words).unwrap())
    }

    #[test]
    fn what_is_not_said_is_asked_for_until_it_is_known() {
        let (args, words) = asked("paint\nsign\naws-main\neu-west1\neu-west-1\nreleases\nkey-admin\nuser/alice\n111122223333\n");
        let text = args.draft().unwrap().request().unwrap();
        assert!(text.contains("ECC_NIST_P256") && text.contains("arn:aws:iam::111122223333:user/alice"), "{text}");
        assert!(words.contains("did you mean eu-west-1?"), "{words}");
        assert!(faults(&text).is_none());
    }

    #[test]
    fn answers_that_end_leave_open_what_is_missing() {
        let (args, _) = asked("sign\naws-main\n");
        assert_eq!(args.draft().unwrap_err(), ["--region", "--alias"]);
    }
}
