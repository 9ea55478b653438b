//! What a script says of its variables and files, as far as it is plain.

use super::lex::Command;
use super::word::{FilledIn, Word};
use crate::extract::call::{Body, Contents, Reference};
use crate::source::Origin;

/// The commands of a script, and where it stands.
pub(in crate::extract) struct Script<'c> {
    pub(super) commands: &'c [Command],
    pub(super) origin: &'c Origin,
    variables: Vec<Assigned<'c>>,
    files: Vec<Assigned<'c>>,
}

/// A name that was given a text.
struct Assigned<'c> {
    name: &'c str,
    value: &'c Word,
    /// Where in the script that was done.
    at: usize,
}

/// Where a text comes from.
pub(super) enum Given<'c> {
    Word(&'c Word),
    File(String),
    Unknown,
}

/// A variable that is given another one, and so on: no further than this.
const MOST_STEPS: usize = 8;

impl<'c> Script<'c> {
    pub(in crate::extract) fn new(commands: &'c [Command], origin: &'c Origin) -> Self {
        let mut script = Self { commands, origin, variables: Vec::new(), files: Vec::new() };
        for command in commands {
            let at = command.span.start();
            script.variables.extend(command.assignments.iter().map(|(name, value)| Assigned { name, value, at }));
            script.variables.extend(read_into(command).map(|(name, value)| Assigned { name, value, at }));
        }
        script.files = commands.iter().filter_map(|command| script.file_with_text(command)).collect();
        script
    }

    /// The word that a word stands for, where that is in the script; the word itself otherwise.
    pub(super) fn resolve<'w>(&'w self, word: &'w Word, at: usize) -> &'w Word {
        match self.given(word, at) {
            Given::Word(word) => word,
            Given::File(_) | Given::Unknown => word,
        }
    }

    /// What a word stands for: what was last assigned to its variable before `at`, or what its commands print.
    pub(super) fn given<'w>(&'w self, word: &'w Word, at: usize) -> Given<'w> {
        let mut word = word;
        for _ in 0..MOST_STEPS {
            word = match &word.filled_in {
                None => break,
                Some(FilledIn::Variable(name)) => match last(&self.variables, name, at) {
                    Some(value) => value,
                    None => break,
                },
                Some(FilledIn::Output(commands)) => {
                    let printed = self.commands.get(commands.clone()).and_then(|commands| commands.last());
                    match printed.map_or(Given::Unknown, |command| self.printed(command)) {
                        Given::Word(word) => word,
                        other => return other,
                    }
                }
                Some(FilledIn::Other) => return Given::Unknown,
            };
        }
        Given::Word(word)
    }

    /// What a command reads.
    pub(super) fn standard_input(&self, command: &'c Command) -> Given<'c> {
        let piped = || self.commands.iter().rev().find(|other| Some(other.id) == command.piped_from);
        match (&command.here, &command.input) {
            (Some(here), _) => Given::Word(here),
            (None, Some(file)) => Given::File(file.text.clone()),
            (None, None) => piped().map_or(Given::Unknown, |other| self.printed(other)),
        }
    }

    /// What a command prints, where that can be told.
    fn printed(&self, command: &'c Command) -> Given<'c> {
        let mut words = command.words.iter();
        let name = words.next().map(|word| word.text.as_str()).unwrap_or_default();
        let mut arguments: Vec<&Word> = words.filter(|word| !word.text.starts_with('-')).collect();
        match (name, arguments.as_slice()) {
            ("cat", []) => self.standard_input(command),
            ("cat", [file]) => Given::File(file.text.clone()),
            ("echo" | "printf", [text]) => Given::Word(text),
            ("printf", [format, _]) if format.text.trim_end_matches("\\n") == "%s" => {
                arguments.pop().map_or(Given::Unknown, Given::Word)
            }
            _ => Given::Unknown,
        }
    }

    fn file_with_text(&self, command: &'c Command) -> Option<Assigned<'c>> {
        let printed = command.output.as_ref().map(|file| (file.text.as_str(), self.printed(command)));
        let (name, given) = match file_written(command) {
            Some(name) => (name, self.standard_input(command)),
            None => printed?,
        };
        let Given::Word(value) = given else { return None };
        Some(Assigned { name, value, at: command.span.start() })
    }

    /// The contents of what is sent at `at`.
    pub(super) fn contents(&self, given: Given<'_>, at: usize) -> Body<'static> {
        match given {
            Given::Unknown => Body::Unknown,
            Given::Word(word) if word.filled_in.is_some() => Body::Unknown,
            Given::Word(word) => Body::Text(self.document(word, 0)),
            Given::File(path) => match last(&self.files, &path, at) {
                Some(word) => Body::Text(self.document(word, 0)),
                None if path.contains("${") => Body::Unknown,
                None => Body::Files(vec![Reference { path, holds: Contents::Request }]),
            },
        }
    }
}

/// What `name` was last given before `at`.
fn last<'c>(assigned: &[Assigned<'c>], name: &str, at: usize) -> Option<&'c Word> {
    assigned.iter().rev().find(|assigned| assigned.name == name && assigned.at <= at).map(|assigned| assigned.value)
}

/// `read -r -d '' NAME <<EOF`: the name and the text.
fn read_into(command: &Command) -> Option<(&str, &Word)> {
    let [first, .., name] = command.words.as_slice() else { return None };
    let here = command.here.as_ref().filter(|_| first.text == "read")?;
    Some((name.text.as_str(), here))
}

/// The name of the file that a command writes what it reads to.
pub(super) fn file_written(command: &Command) -> Option<&str> {
    let name = command.words.first().map(|word| word.text.as_str());
    match name {
        Some("cat") => command.output.as_ref().map(|file| file.text.as_str()),
        Some("tee") => command.words.get(1..)?.iter().find(|word| !word.text.starts_with('-')).map(|word| word.text.as_str()),
        _ => None,
    }
}
