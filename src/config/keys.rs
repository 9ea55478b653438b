//! The keys of the configuration: one table that the reader, the JSON Schema and the documentation go by.

use super::words::Word;

/// A key of a table.
#[derive(Debug)]
pub struct Key {
    /// Its name.
    pub name: &'static str,
    /// What its value has to be.
    pub shape: Shape,
    /// Whether its table is nothing without it.
    pub required: bool,
    /// What it is for.
    pub about: &'static str,
}

/// What a value has to be.
#[derive(Clone, Copy, Debug)]
pub enum Shape {
    /// `true` or `false`
    Flag,
    /// A day.
    Day,
    /// A text.
    Text(Word),
    /// A list of texts.
    Texts(Word),
    /// A table in which every key is such a text, and every value of such a shape.
    Named(Word, &'static Shape),
    /// A table with these keys.
    Table(&'static [Key]),
    /// A list of tables with these keys.
    Tables(&'static [Key]),
}

const fn key(name: &'static str, shape: Shape, about: &'static str) -> Key {
    Key { name, shape, required: false, about }
}

const fn needed(name: &'static str, shape: Shape, about: &'static str) -> Key {
    Key { name, shape, required: true, about }
}

/// What can be said of a rule.
pub(super) const LEVELS: &[&str] = &["error", "warning", "info", "allow"];

const RULES: Shape = Shape::Named(Word::Rule, &Shape::Text(Word::OneOf(LEVELS)));

/// The keys of a configuration file.
pub static KEYS: &[Key] = &[
    key(
        "fail-on",
        Shape::Text(Word::OneOf(&["error", "warning", "info", "never"])),
        "Findings of this level and above fail a run, as with --fail-on.",
    ),
    key(
        "show",
        Shape::Text(Word::OneOf(&["error", "warning", "info"])),
        "Findings below this level are left out, as with --show.",
    ),
    key("strict", Shape::Flag, "Raises contested rules of the manual to error, as --strict does."),
    key(
        "exclude",
        Shape::Texts(Word::Glob),
        "What is left out of folders: globs as in a .gitignore file beside the configuration file.",
    ),
    key("caller-arn", Shape::Text(Word::Caller), "The ARN that CCKM calls AWS with: makes lockout decidable."),
    key("account", Shape::Text(Word::Account), "The account that keys are made in: makes cross-account access decidable."),
    key(
        "rules",
        RULES,
        "The levels of rules and categories. What is said of a rule counts more than what is said of its category.",
    ),
    key("overrides", Shape::Tables(OVERRIDE), "Levels for some files. The last entry that matches a file counts most."),
    key("allow", Shape::Tables(ALLOW), "Findings that are allowed."),
    key("catalog", Shape::Table(CATALOG), "Regions and specs that are newer than this version of cckm-lint."),
];

static OVERRIDE: &[Key] = &[
    needed("paths", Shape::Texts(Word::Glob), "The files: globs as in a .gitignore file beside the configuration file."),
    needed("rules", RULES, "The levels of rules and categories in these files."),
];

static ALLOW: &[Key] = &[
    needed("rule", Shape::Text(Word::Rule), "The rule or the category."),
    key("path", Shape::Text(Word::Glob), "In which files: a glob as in a .gitignore file beside the configuration file."),
    key(
        "pointer",
        Shape::Text(Word::Pointer),
        "At which value of the request and below it: a JSON Pointer such as /aws_param/Tags.",
    ),
    needed("reason", Shape::Text(Word::Any), "Why."),
    key("expires", Shape::Day, "The last day on which it is allowed, in UTC: 2027-01-31."),
];

static CATALOG: &[Key] = &[
    key("regions", Shape::Texts(Word::Any), "Regions that AWS has, too."),
    key("specs", Shape::Texts(Word::Any), "Key specs that CCKM takes, too."),
];
