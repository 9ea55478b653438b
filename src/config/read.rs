//! What a configuration file says.

use std::cell::LazyCell;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use toml::de::DeTable;

use super::date::{self, Day};
use super::fault::Fault;
use super::keys::KEYS;
use super::validate::{self, Item, span};
use super::{org, schemas};
use crate::diagnostic::Level;
use crate::diagnostic::redact::Redactor;
use crate::lint::{Category, Exception, Expiry, Levels, Paths, Setting};
use crate::request::{Extras, Org, OrgSchema};
use crate::source::{Encoding, PathSet, Source, Span};

/// What a configuration file says.
#[derive(Clone, Debug, Default)]
pub struct Config {
    /// `fail-on`, as it is written.
    pub fail_on: Option<String>,
    /// `show`
    pub show: Option<Level>,
    /// `exclude`
    pub exclude: PathSet,
    /// `baseline`, whole.
    pub baseline: Option<PathBuf>,
    /// `caller-arn`
    pub caller: Option<String>,
    /// `account`
    pub account: Option<String>,
    /// `strict` and `[rules]`
    pub levels: Levels,
    /// `[[overrides]]`
    pub overrides: Vec<Override>,
    /// `[org]`
    pub org: Option<Arc<Org>>,
    /// `[[schema]]`
    pub schemas: Arc<[OrgSchema]>,
    /// `[[allow]]`
    pub exceptions: Vec<Exception>,
    /// `[catalog]`
    pub catalog: Option<Arc<Extras>>,
}

/// Levels for some files.
#[derive(Clone, Debug)]
pub struct Override {
    /// Which files.
    pub paths: PathSet,
    /// Their levels.
    pub levels: Levels,
}

impl Config {
    /// Reads a configuration file; paths in it are those below `folder`.
    ///
    /// # Errors
    /// Where something in it cannot be followed: all that is wrong.
    pub fn read(source: &Source, folder: &Path) -> Result<Self, Vec<Fault>> {
        if source.encoding() != Encoding::Utf8 {
            let place = if let Encoding::Broken(place) = source.encoding() { place } else { Span::point(0) };
            return Err(vec![Fault::at(place, "this is not UTF-8").label("here")]);
        }
        let (document, errors) = DeTable::parse_recoverable(source.text());
        if !errors.is_empty() {
            let end = source.text().len();
            let fault = |error: &toml::de::Error| {
                let message = format!("this is not TOML: {}", error.message());
                Fault::at(error.span().map_or(Span::point(end), span), message).label("here")
            };
            return Err(errors.iter().take(1).map(fault).collect());
        }
        let table = document.get_ref();
        let mut faults = validate::faults(table, KEYS);
        if !faults.is_empty() {
            return Err(faults);
        }
        let org =
            table.get("org").and_then(|value| value.get_ref().as_table()).map(|table| Arc::new(org::read(table, &mut faults)));
        let mut schemas = Vec::new();
        for entry in tables(table.get("schema")) {
            match schemas::read(entry, folder) {
                Ok(schema) => schemas.push(schema),
                Err(fault) => faults.push(fault),
            }
        }
        if faults.is_empty() { Ok(Self { org, schemas: schemas.into(), ..Self::of(table, folder) }) } else { Err(faults) }
    }

    /// What a table says that has nothing wrong with it.
    fn of(table: &DeTable<'_>, folder: &Path) -> Self {
        let text = |name: &str| table.get(name).and_then(text).map(ToOwned::to_owned);
        let mut levels = levels(table.get("rules"));
        levels.set_strict(table.get("strict").is_some_and(|value| value.get_ref().as_bool() == Some(true)));
        Self {
            fail_on: text("fail-on"),
            show: table.get("show").and_then(self::text).and_then(Level::find),
            exclude: PathSet::new(folder, texts(table.get("exclude"))),
            baseline: text("baseline").map(|path| folder.join(path)),
            caller: text("caller-arn"),
            account: text("account"),
            levels,
            overrides: tables(table.get("overrides")).map(|entry| override_of(entry, folder)).collect(),
            org: None,
            schemas: Arc::default(),
            exceptions: exceptions(table.get("allow"), folder),
            catalog: table.get("catalog").and_then(|value| value.get_ref().as_table()).map(|table| Arc::new(extras(table))),
        }
    }

    /// The account that keys are made in, where it is said.
    #[must_use]
    pub fn account(&self) -> Option<String> {
        let of_org = || self.org.as_ref()?.account.as_ref().map(|wish| wish.value.clone());
        self.account.clone().or_else(of_org)
    }

    /// The folder that the paths in a configuration file are below.
    #[must_use]
    pub fn folder_of(path: &Path) -> PathBuf {
        crate::source::whole(path).parent().map(Path::to_owned).unwrap_or_default()
    }

    /// What is said of the file of that name besides what is said of all.
    #[must_use]
    pub fn levels_of(&self, name: &str) -> Option<Levels> {
        let meant = self.overrides.iter().filter(|entry| entry.paths.has(Path::new(name), false));
        meant.fold(None, |levels, entry| Some(entry.levels.clone().over(&levels.unwrap_or_default())))
    }
}

pub(super) fn text<'a>(value: &'a Item<'_>) -> Option<&'a str> {
    value.get_ref().as_str()
}

pub(super) fn texts<'a, 'i>(value: Option<&'a Item<'i>>) -> impl Iterator<Item = &'a str> + use<'a, 'i> {
    value.and_then(|value| value.get_ref().as_array()).into_iter().flat_map(|entries| entries.iter()).filter_map(text)
}

fn tables<'a, 'i>(value: Option<&'a Item<'i>>) -> impl Iterator<Item = &'a DeTable<'i>> + use<'a, 'i> {
    let entries = value.and_then(|value| value.get_ref().as_array()).into_iter().flat_map(|entries| entries.iter());
    entries.filter_map(|entry| entry.get_ref().as_table())
}

/// The levels of a `rules` table. A table has no order, so the rule goes before its category.
fn levels(table: Option<&Item<'_>>) -> Levels {
    let mut levels = Levels::default();
    let members = || table.and_then(|value| value.get_ref().as_table()).into_iter().flatten();
    let (of_categories, of_rules) = members().partition::<Vec<_>, _>(|(name, _)| Category::find(name.get_ref()).is_some());
    for (name, value) in of_categories.into_iter().chain(of_rules) {
        let word = text(value).unwrap_or_default();
        // Names and words were looked at before.
        let _ = levels.set(name.get_ref(), Level::find(word).map_or(Setting::Allow, Setting::Level));
    }
    levels
}

fn override_of(entry: &DeTable<'_>, folder: &Path) -> Override {
    Override { paths: PathSet::new(folder, texts(entry.get("paths"))), levels: levels(entry.get("rules")) }
}

fn exceptions(entries: Option<&Item<'_>>, folder: &Path) -> Vec<Exception> {
    // The clock is only looked at if a day is given.
    let today = LazyCell::new(date::today);
    tables(entries).map(|entry| exception(entry, folder, &|| *today)).collect()
}

fn exception(entry: &DeTable<'_>, folder: &Path, today: &dyn Fn() -> Day) -> Exception {
    let said = |name: &str| entry.get(name).and_then(text).map(ToOwned::to_owned);
    let paths = said("path").map(|glob| Paths {
        set: PathSet::new(folder, [&glob]),
        is_one_file: !glob.contains(['*', '?', '[', '!']) && !glob.ends_with('/') && folder.join(&glob).is_file(),
    });
    Exception {
        rule: said("rule").unwrap_or_default(),
        span: entry.get("rule").map(|rule| span(rule.span())).unwrap_or_default(),
        paths,
        pointer: said("pointer"),
        reason: Redactor::default().scrub(&said("reason").unwrap_or_default()).into_owned(),
        expiry: entry.get("expires").and_then(|day| expiry(day, today)),
        is_used: false,
        is_known: false,
    }
}

fn expiry(value: &Item<'_>, today: &dyn Fn() -> Day) -> Option<Expiry> {
    let day = value.get_ref().as_datetime()?.date?;
    let is_over = (day.year, day.month, day.day) < today();
    Some(Expiry { day: day.to_string(), span: span(value.span()), is_over })
}

fn extras(table: &DeTable<'_>) -> Extras {
    let all = |name: &str| texts(table.get(name)).map(ToOwned::to_owned).collect();
    Extras { regions: all("regions"), specs: all("specs") }
}
