//! What the command line and the configuration file amount to.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::ValueEnum;

use super::args::{Check, CheckArgs, FailOn};
use super::aside::{Aside, Keep};
use super::exit::Exit;
use super::gather::Gathered;
use super::{baseline, say, terminal};
use crate::config::{self, Project, Unusable};
use crate::diagnostic::Level;
use crate::lint::{Levels, LevelsByPath, Linter};
use crate::request::Surroundings;
use crate::source::{self, PathSet, Source};

/// The arguments of a run, with what the configuration says where they say nothing.
pub(super) struct Settings {
    pub args: CheckArgs,
    pub levels: Levels,
    config: Option<Project>,
    by_path: Option<LevelsByPath>,
}

/// Finds the configuration and puts it together with the arguments. Faults of the file are said here.
pub(super) fn load(check: &Check) -> Result<Settings, Exit> {
    let Some(path) = path(&check.args) else {
        return Ok(Settings { args: check.args.clone(), levels: check.levels.clone(), config: None, by_path: None });
    };
    match Project::load(&path) {
        Ok(project) => Ok(together(check, project)),
        Err(Unusable::Faulty(source, faults)) => Err(refuse(&source, &faults, &check.args)),
        Err(Unusable::Unread(error)) => {
            say(&format!("{}: {error}", path.display()));
            Err(Exit::Usage)
        }
    }
}

/// Where the configuration stands, if there is one to be read.
fn path(args: &CheckArgs) -> Option<PathBuf> {
    if args.isolated { None } else { args.config.clone().or_else(config::find) }
}

fn refuse(source: &Source, faults: &[config::Fault], args: &CheckArgs) -> Exit {
    let human = terminal::look(args);
    let mut words = io::stderr().lock();
    // Nothing is left to be done where not even this can be written.
    let _ = words.write_all(human.faults(source, faults).as_bytes());
    Exit::Usage
}

/// What the command line says counts more.
fn together(check: &Check, project: Project) -> Settings {
    let (mut args, says) = (check.args.clone(), &project.says);
    args.fail_on = args.fail_on.or_else(|| says.fail_on.as_deref().and_then(|word| FailOn::from_str(word, false).ok()));
    args.show = args.show.or(says.show);
    args.baseline = args.baseline.or_else(|| says.baseline.clone());
    args.caller_arn = args.caller_arn.or_else(|| says.caller.clone());
    args.account = args.account.or_else(|| says.account());
    let (levels, by_path) = (project.levels(&check.levels), project.levels_by_path(&check.levels));
    Settings { args, levels, config: Some(project), by_path }
}

impl Settings {
    /// What folders are not to be looked at for.
    pub(super) fn left_out(&self) -> PathSet {
        self.config.as_ref().map(|config| config.says.exclude.clone()).unwrap_or_default()
    }

    /// Adds what the configuration knows to what the arguments say.
    pub(super) fn surroundings(&self) -> Surroundings {
        let args = &self.args;
        Surroundings {
            operation: args.call,
            region: args.region,
            spec: args.key_spec,
            usage: args.key_usage,
            caller: args.caller_arn.clone(),
            account: args.account.clone(),
            ..self.config.as_ref().map(Project::surroundings).unwrap_or_default()
        }
    }

    /// What sets findings aside, with the baseline that is asked for. What is wrong with that is said here.
    pub(super) fn aside(&self) -> Result<Aside, Exit> {
        let keep = self.args.baseline.as_deref().map(baseline::load).transpose()?.map_or(Keep::Nothing, Keep::Known);
        Ok(Aside { keep, ..self.exceptions() })
    }

    /// What the configuration sets aside.
    pub(super) fn exceptions(&self) -> Aside {
        let exceptions = self.config.as_ref().map(|config| config.says.exceptions.clone()).unwrap_or_default();
        Aside { exceptions, ..Aside::default() }
    }

    /// The least level that anybody sees or that fails a run.
    pub(super) fn least_level(&self) -> Level {
        let fails = self.args.fails_at().unwrap_or(Level::Warning);
        self.args.show.unwrap_or(Level::Warning).min(fails)
    }

    /// How many findings of a file are told apart. Those that are set aside afterwards must not use up the number.
    pub(super) fn most(&self) -> usize {
        let has_exceptions = self.config.as_ref().is_some_and(|config| !config.says.exceptions.is_empty());
        if self.args.baseline.is_some() || has_exceptions { usize::MAX } else { self.args.max_diagnostics }
    }

    /// Adds what is to be said of the configuration once all files are known.
    pub(super) fn judge(&self, linter: &Linter, gathered: &mut Gathered<'_>) {
        if let Some(config) = self.config.as_ref().filter(|config| !config.says.exceptions.is_empty()) {
            gathered.judge(linter, &config.source, self.covers(&config.folder));
        }
    }

    /// Whether the run looks at all of a folder.
    fn covers(&self, folder: &Path) -> bool {
        let covers = |path: &PathBuf| path.is_dir() && folder.starts_with(source::whole(path));
        self.args.paths.iter().any(covers) || (self.args.paths.is_empty() && covers(&PathBuf::from(".")))
    }

    /// Gives a linter the levels that files have by their paths.
    pub(super) fn equip(&self, linter: Linter) -> Linter {
        match self.by_path.clone() {
            Some(by_path) => linter.with_levels_by_path(by_path),
            None => linter,
        }
    }
}
