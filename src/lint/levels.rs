//! Which level each rule has in a run.

use super::meta::{Category, Meta};
use crate::diagnostic::Level;
use crate::rules;

/// What was said of a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Setting {
    /// Its findings are left out.
    Allow,
    /// All its findings have this level.
    Level(Level),
}

/// The levels of all rules: their own, unless something else was said.
#[derive(Clone, Debug, Default)]
pub struct Levels {
    said: Vec<(&'static str, Setting)>,
    strict: bool,
}

/// No rule and no category goes by that name.
#[derive(Debug, PartialEq, Eq)]
pub struct UnknownRule {
    /// What was asked for.
    pub name: String,
    /// What may have been meant.
    pub near: Option<&'static str>,
}

impl std::fmt::Display for UnknownRule {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "there is no rule and no category `{}`", self.name)?;
        match self.near {
            Some(near) => write!(f, "; did you mean `{near}`?"),
            None => f.write_str("; `cckm-lint rules` lists them"),
        }
    }
}

impl std::error::Error for UnknownRule {}

impl Levels {
    /// Raises contested rules of the manual to `error`.
    pub const fn set_strict(&mut self, strict: bool) {
        self.strict = strict;
    }

    /// Says something of a rule, or of all rules of a category. What is said last wins.
    ///
    /// # Errors
    /// Where no rule and no category goes by `name`.
    pub fn set(&mut self, name: &str, setting: Setting) -> Result<(), UnknownRule> {
        if let Some(meta) = rules::find(name) {
            self.said.push((meta.name, setting));
            return Ok(());
        }
        let Some(category) = Category::find(name) else { return Err(unknown_rule(name)) };
        let members = rules::all().map(|rule| rule.meta()).filter(|meta| meta.category == category);
        self.said.extend(members.map(|meta| (meta.name, setting)));
        Ok(())
    }

    /// These levels where they say something, and those `below` them where they do not.
    #[must_use]
    pub fn over(self, below: &Self) -> Self {
        let said = below.said.iter().copied().chain(self.said).collect();
        Self { said, strict: self.strict || below.strict }
    }

    /// What was said of `rule`, if anything was.
    #[must_use]
    pub fn setting(&self, rule: &Meta) -> Option<Setting> {
        let said = self.said.iter().rev().find(|(name, _)| *name == rule.name);
        said.map(|(_, setting)| *setting).or_else(|| (self.strict && rule.strict).then_some(Setting::Level(Level::Error)))
    }
}

/// The name was not found: what may have been meant.
#[must_use]
pub fn unknown_rule(name: &str) -> UnknownRule {
    let names = rules::all().map(|rule| rule.meta().name).chain(Category::ALL.iter().map(|category| category.name()));
    UnknownRule { name: name.to_owned(), near: crate::catalog::near::nearest(name, names) }
}
