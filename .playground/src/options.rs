//! What the page says besides the text.

use cckm_lint::catalog::spec::USAGES;
use cckm_lint::catalog::{Operation, Region, Spec};
use cckm_lint::config;
use cckm_lint::diagnostic::Level;
use cckm_lint::extract::Form;
use cckm_lint::lint::{Levels, Linter};
use cckm_lint::request::Surroundings;
use serde::{Deserialize, Serialize};

/// The forms that can be chosen, by their names.
pub(crate) const FORMS: &[(&str, Form)] = &[
    ("auto", Form::Auto),
    ("json", Form::Json),
    ("ndjson", Form::Ndjson),
    ("policy", Form::Policy),
    ("shell", Form::Shell),
    ("markdown", Form::Markdown),
    ("yaml", Form::Yaml),
    ("terraform", Form::Terraform),
    ("http", Form::Http),
    ("postman", Form::Postman),
    ("har", Form::Har),
    ("makefile", Form::Makefile),
    ("jenkins", Form::Jenkins),
];

/// How many findings are told apart, shown or not.
const MOST: usize = 10_000;

/// What the page says besides the text. Empty words say nothing.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Options {
    /// What the text is called, which may tell its form.
    name: String,
    /// The call that a body is for of which nothing tells.
    call: String,
    region: String,
    spec: String,
    usage: String,
    caller: String,
    account: String,
    show: String,
    strict: bool,
}

/// What an option says that cannot be.
#[derive(Debug, Serialize, PartialEq, Eq)]
pub(crate) struct Fault {
    option: &'static str,
    message: String,
}

/// The options, understood as far as they can be.
pub(crate) struct Asked {
    pub name: String,
    pub show: Level,
    pub linter: Linter,
    pub faults: Vec<Fault>,
}

impl Options {
    /// Reads the options; none where they are not what the page writes.
    pub(crate) fn read(json: &str) -> Self {
        serde_json::from_str(json).unwrap_or_default()
    }

    /// What they come to for a text of that form.
    pub(crate) fn understand(&self, form: &str) -> Asked {
        let mut faults = Vec::new();
        let surroundings = self.surroundings(&mut faults);
        let mut levels = Levels::default();
        levels.set_strict(self.strict);
        let form = FORMS.iter().find(|(name, _)| *name == form).map_or(Form::Auto, |(_, form)| *form);
        Asked {
            name: if self.name.is_empty() { "text".to_owned() } else { self.name.clone() },
            show: if self.show == "info" { Level::Info } else { Level::Warning },
            linter: Linter::new(&levels, form, Vec::new(), MOST).with_surroundings(surroundings),
            faults,
        }
    }

    fn surroundings(&self, faults: &mut Vec<Fault>) -> Surroundings {
        let usage = |text: &str| USAGES.iter().find(|word| word.name == text).map(|word| word.name);
        Surroundings {
            operation: known("call", &self.call, faults, |text| Operation::find(text).ok_or_else(|| none_of("call"))),
            region: known("region", &self.region, faults, |text| Region::find(text).ok_or_else(|| none_of("region"))),
            spec: known("spec", &self.spec, faults, |text| Spec::find(text).ok_or_else(|| none_of("key spec"))),
            usage: known("usage", &self.usage, faults, |text| usage(text).ok_or_else(|| none_of("key usage"))),
            caller: known("caller", &self.caller, faults, config::caller),
            account: known("account", &self.account, faults, config::account),
            ..Surroundings::default()
        }
    }
}

fn none_of(what: &str) -> String {
    format!("no {what} of that name")
}

/// What an option says, where it says something that can be.
fn known<T>(
    option: &'static str,
    text: &str,
    faults: &mut Vec<Fault>,
    read: impl FnOnce(&str) -> Result<T, String>,
) -> Option<T> {
    let text = text.trim();
    if text.is_empty() {
        return None;
    }
    read(text).map_err(|message| faults.push(Fault { option, message })).ok()
}
