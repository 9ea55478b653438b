//! How documents are linted: by the configuration file that counts for them, and by what the editor's settings say.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use super::document::Document;
use super::options::Options;
use crate::config::{self, Project, Unusable};
use crate::diagnostic::Level;
use crate::diagnostic::redact::Redactor;
use crate::extract::Form;
use crate::lint::{Linted, Linter};
use crate::source::{Source, Span};
use crate::{lint, siblings};

/// How many findings of a document are told apart.
const MOST: usize = 10_000;

/// How the documents are linted for which one configuration file counts.
pub(super) struct Setup {
    pub linter: Linter,
    /// The least level that is shown.
    pub show: Level,
    project: Option<Project>,
}

/// Why a configuration file cannot be followed, so that nothing is linted for which it counts.
pub(super) struct Obstacle {
    pub path: PathBuf,
    pub reason: String,
    /// Where in the file.
    pub place: Option<(Source, Span)>,
}

pub(super) type Outcome = Rc<Result<Setup, Obstacle>>;

impl Setup {
    fn new(project: Option<Project>, options: &Options) -> Self {
        let surroundings = project.as_ref().map(Project::surroundings).unwrap_or_default();
        let surroundings = crate::request::Surroundings {
            caller: options.caller.clone().or(surroundings.caller),
            account: options.account.clone().or(surroundings.account),
            ..surroundings
        };
        let nothing_said = lint::Levels::default();
        let levels = project.as_ref().map_or_else(|| nothing_said.clone(), |project| project.levels(&nothing_said));
        // What is set aside afterwards must not use up the number.
        let has_exceptions = project.as_ref().is_some_and(|project| !project.says.exceptions.is_empty());
        let most = if has_exceptions { usize::MAX } else { MOST };
        let linter =
            Linter::new(&levels, Form::Auto, Vec::new(), most).with_surroundings(surroundings).with_siblings(siblings_on_disk);
        let linter = match project.as_ref().and_then(|project| project.levels_by_path(&nothing_said)) {
            Some(by_path) => linter.with_levels_by_path(by_path),
            None => linter,
        };
        let show = options.show.or_else(|| project.as_ref()?.least_shown()).unwrap_or(Level::Warning);
        Self { linter, show, project }
    }

    /// Whether the configuration has a file left out.
    pub(super) fn leaves_out(&self, path: Option<&Path>) -> bool {
        let excluded = self.project.as_ref().map(|project| &project.says.exclude);
        path.is_some_and(|path| excluded.is_some_and(|excluded| excluded.has(path, false)))
    }

    /// Sets aside what the configuration allows.
    pub(super) fn set_aside(&self, path: Option<&Path>, linted: &mut Linted) {
        let exceptions = self.project.as_ref().map(|project| project.says.exceptions.clone());
        if let Some((path, mut exceptions)) = path.zip(exceptions) {
            linted.except(path, &mut exceptions);
        }
    }
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
            Ok(project) => Ok(Setup::new(project, &self.options)),
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
            Obstacle { path, reason, place: first.map(|fault| (source, fault.span)) }
        }
    }
}
