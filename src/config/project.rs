//! A configuration file as a whole: where it stands, and what it makes of a linter.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::fault::Fault;
use super::read::Config;
use crate::diagnostic::Level;
use crate::lint::{Levels, LevelsByPath};
use crate::request::Surroundings;
use crate::source::{self, LoadError, Source};

/// A configuration file is written by hand.
const MAX_SIZE: u64 = 16 * 1024 * 1024;

/// A configuration file, and what it says.
#[derive(Debug)]
pub struct Project {
    /// The file.
    pub source: Source,
    /// The folder that paths in it are below.
    pub folder: PathBuf,
    /// What it says.
    pub says: Config,
}

/// Why a configuration file cannot be followed.
#[derive(Debug)]
pub enum Unusable {
    /// It cannot be read.
    Unread(LoadError),
    /// What is wrong in it.
    Faulty(Source, Vec<Fault>),
}

impl Project {
    /// Reads the configuration file at `path`.
    ///
    /// # Errors
    /// Where it cannot be read, or something in it cannot be followed.
    pub fn load(path: &Path) -> Result<Self, Unusable> {
        let source = source::load_file(path, &source::name_of(path), Some(MAX_SIZE)).map_err(Unusable::Unread)?;
        let folder = Config::folder_of(path);
        match Config::read(&source, &folder) {
            Ok(says) => Ok(Self { source, folder, says }),
            Err(faults) => Err(Unusable::Faulty(source, faults)),
        }
    }

    /// The levels of all files, where `said` counts more.
    #[must_use]
    pub fn levels(&self, said: &Levels) -> Levels {
        said.clone().over(&self.says.levels)
    }

    /// The levels of the files that have some of their own, where `said` counts more.
    #[must_use]
    pub fn levels_by_path(&self, said: &Levels) -> Option<LevelsByPath> {
        if self.says.overrides.is_empty() {
            return None;
        }
        let (said, config) = (said.clone(), self.says.clone());
        Some(Arc::new(move |name| config.levels_of(name).map(|levels| said.clone().over(&levels.over(&config.levels)))))
    }

    /// What it knows that requests do not say.
    #[must_use]
    pub fn surroundings(&self) -> Surroundings {
        Surroundings {
            caller: self.says.caller.clone(),
            account: self.says.account(),
            extras: self.says.catalog.clone(),
            schemas: self.says.schemas.clone(),
            org: self.says.org.clone(),
            ..Surroundings::default()
        }
    }

    /// The least level that is shown, if it says anything of that.
    #[must_use]
    pub fn least_shown(&self) -> Option<Level> {
        // What fails a run is shown.
        let fails = || (self.says.fail_on.as_deref() == Some(Level::Info.name())).then_some(Level::Info);
        self.says.show.or_else(fails)
    }
}
