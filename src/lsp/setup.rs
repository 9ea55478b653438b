//! How documents are linted: by the configuration file that counts for them, and by what the editor's settings say.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use super::document::Document;
use super::options::Options;
use crate::baseline::Baseline;
use crate::config::{self, Project, Unusable};
use crate::diagnostic::Level;
use crate::diagnostic::redact::Redactor;
use crate::extract::Form;
use crate::lint::{Levels, Linted, Linter};
use crate::request::Surroundings;
use crate::siblings;
use crate::source::{self, DEFAULT_MAX_SIZE, Source, Span, name_of};

/// How many findings of a document are told apart.
const MOST: usize = 10_000;

/// How the documents are linted for which one configuration file counts.
pub(super) struct Setup {
    pub linter: Linter,
    /// The least level that is shown.
    pub show: Level,
    project: Option<Project>,
    baseline: Option<Baseline>,
}

/// Why a configuration file, or the baseline that it names, cannot be followed, so that nothing is linted for which it counts.
pub(super) struct Obstacle {
    pub path: PathBuf,
    pub reason: String,
    /// Where in the file.
    pub place: Option<Box<(Source, Span)>>,
}

pub(super) type Outcome = Rc<Result<Setup, Obstacle>>;

impl Setup {
    fn new(project: Option<Project>, options: &Options) -> Result<Self, Obstacle> {
        let Some(project) = project else { return Ok(Self::bare(options)) };
        let baseline = project.says.baseline.as_deref().map(load_baseline).transpose()?;
        let nothing_said = Levels::default();
        // What is set aside afterwards must not use up the number.
        let sets_aside = baseline.is_some() || !project.says.exceptions.is_empty();
        let linter =
            linter(&project.levels(&nothing_said), project.surroundings(), options, if sets_aside { usize::MAX } else { MOST });
        let linter = match project.levels_by_path(&nothing_said) {
            Some(by_path) => linter.with_levels_by_path(by_path),
            None => linter,
        };
        let show = options.show.or_else(|| project.least_shown()).unwrap_or(Level::Warning);
        Ok(Self { linter, show, project: Some(project), baseline })
    }

    /// Without a configuration file.
    fn bare(options: &Options) -> Self {
        let linter = linter(&Levels::default(), Surroundings::default(), options, MOST);
        Self { linter, show: options.show.unwrap_or(Level::Warning), project: None, baseline: None }
    }

    /// Whether the configuration has a file left out.
    pub(super) fn leaves_out(&self, path: Option<&Path>) -> bool {
        let excluded = self.project.as_ref().map(|project| &project.says.exclude);
        path.is_some_and(|path| excluded.is_some_and(|excluded| excluded.has(path, false)))
    }

    /// Sets aside what the configuration allows, and what the baseline knows.
    pub(super) fn set_aside(&self, path: Option<&Path>, linted: &mut Linted) {
        let Some((path, project)) = path.zip(self.project.as_ref()) else { return };
        // What they note of a document is of no interest with the next one.
        linted.except(path, &mut project.says.exceptions.clone());
        if let Some(mut baseline) = self.baseline.clone() {
            let name = name_of(path);
            linted.set_aside(|found| baseline.meets(&name, found).then_some(None));
        }
    }
}

fn linter(levels: &Levels, known: Surroundings, options: &Options, most: usize) -> Linter {
    let known = Surroundings {
        caller: options.caller.clone().or(known.caller),
        account: options.account.clone().or(known.account),
        ..known
    };
    Linter::new(levels, Form::Auto, Vec::new(), most).with_surroundings(known).with_siblings(siblings_on_disk)
}

fn load_baseline(path: &Path) -> Result<Baseline, Obstacle> {
    let obstacle = |reason: String| Obstacle { path: path.to_owned(), reason, place: None };
    let source = source::load_file(path, &name_of(path), Some(DEFAULT_MAX_SIZE)).map_err(|error| obstacle(error.to_string()))?;
    Baseline::read(source.text(), path.parent().unwrap_or(path)).map_err(obstacle)
}

/// The files beside one that is on disk.
fn siblings_on_disk(source: &Source) -> Vec<Source> {
    if Path::new(source.name()).is_absolute() { siblings::load(source) } else { Vec::new() }
}

/// What counts for which documents. Files are read once, until something is said to have changed.
#[derive(Default)]
pub(super) struct Setups {
    /// What the editor said as it started the server.
    initial: Options,
    /// What it said last, over that.
    options: Options,
    /// The folders that the editor works in.
    pub folders: Vec<PathBuf>,
    nearest: HashMap<PathBuf, Option<PathBuf>>,
    known: HashMap<Option<PathBuf>, Outcome>,
}

impl Setups {
    /// Takes the settings that the server is started with.
    pub(super) fn start(&mut self, options: Options) {
        self.initial = options.clone();
        self.options = options;
    }

    /// Takes settings that were changed.
    pub(super) fn change(&mut self, options: Options) {
        self.options = options.over(&self.initial);
        self.forget();
    }

    /// Reads all files anew when they are needed next.
    pub(super) fn forget(&mut self) {
        self.nearest.clear();
        self.known.clear();
    }

    /// How a document is linted.
    pub(super) fn of(&mut self, document: &Document) -> Outcome {
        let file = self.file_for(document.path.as_deref());
        if let Some(known) = self.known.get(&file) {
            return Rc::clone(known);
        }
        let setup = match file.as_deref().map(Project::load).transpose() {
            Ok(project) => Setup::new(project, &self.options),
            Err(unusable) => Err(obstacle(file.clone().unwrap_or_default(), unusable)),
        };
        let outcome = Rc::new(setup);
        self.known.insert(file, Rc::clone(&outcome));
        outcome
    }

    /// The configuration file that counts for a document: for one that is no file, as for a file of the first folder.
    fn file_for(&mut self, path: Option<&Path>) -> Option<PathBuf> {
        if self.options.isolated == Some(true) {
            return None;
        }
        if let Some(named) = &self.options.config {
            let is_above = |folder: &&PathBuf| path.is_some_and(|path| path.starts_with(folder));
            let folder = self.folders.iter().filter(is_above).max_by_key(|folder| folder.as_os_str().len());
            let folder = folder.or(self.folders.first()).cloned().unwrap_or_default();
            return Some(folder.join(named));
        }
        let folder = path.and_then(Path::parent).or_else(|| self.folders.first().map(PathBuf::as_path))?.to_owned();
        let find = |folder: &PathBuf| config::find_from(folder);
        self.nearest.entry(folder).or_insert_with_key(find).clone()
    }
}

fn obstacle(path: PathBuf, unusable: Unusable) -> Obstacle {
    match unusable {
        Unusable::Unread(error) => Obstacle { path, reason: error.to_string(), place: None },
        Unusable::Faulty(source, faults) => {
            let first = faults.into_iter().next();
            let reason = first.as_ref().map_or_else(String::new, |fault| fault.message.clone());
            let reason = Redactor::new(source.text()).scrub(&reason).into_owned();
            Obstacle { path, reason, place: first.map(|fault| Box::new((source, fault.span))) }
        }
    }
}
