//! `--error`, `--warn`, `--info` and `--allow`, in the order that they were given.

use clap::ArgMatches;
use clap::error::ErrorKind;

use crate::diagnostic::Level;
use crate::lint::{Levels, Setting};

/// What the four flags amount to.
pub(super) fn read(matches: &ArgMatches, strict: bool) -> Result<Levels, clap::Error> {
    let flags = [
        ("error", Setting::Level(Level::Error)),
        ("warn", Setting::Level(Level::Warning)),
        ("info", Setting::Level(Level::Info)),
        ("allow", Setting::Allow),
    ];
    let mut said: Vec<(usize, &String, Setting)> = Vec::new();
    for (flag, setting) in flags {
        let indices = matches.indices_of(flag).into_iter().flatten();
        let names = matches.get_many::<String>(flag).into_iter().flatten();
        said.extend(indices.zip(names).map(|(index, name)| (index, name, setting)));
    }
    said.sort_unstable_by_key(|(index, ..)| *index);
    let mut levels = Levels::default();
    levels.set_strict(strict);
    for (_, name, setting) in said {
        levels.set(name, setting).map_err(|unknown| clap::Error::raw(ErrorKind::InvalidValue, format!("{unknown}\n")))?;
    }
    Ok(levels)
}

/// A glob for `--exclude`, checked.
pub(super) fn glob(text: &str) -> Result<String, String> {
    match ignore::overrides::OverrideBuilder::new(".").add(text) {
        Ok(_) => Ok(text.to_owned()),
        Err(error) => Err(error.to_string()),
    }
}
