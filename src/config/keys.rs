//! The keys of the configuration: one table that the reader, the JSON Schema and the documentation go by.

use toml::de::{DeTable, DeValue};

use super::words::Word;
use crate::request::PolicySource;

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
    /// A number, from 0.
    Number,
    /// A day.
    Day,
    /// A regular expression.
    Pattern,
    /// A regular expression, or `true` for any text.
    PatternOrTrue,
    /// A text.
    Text(Word),
    /// A list of texts.
    Texts(Word),
    /// A table in which every key is such a text, and every value of such a shape.
    Named(Word, &'static Shape),
    /// A value of that shape, by itself or in a table with a message.
    Wish(&'static Shape),
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
    key(
        "baseline",
        Shape::Text(Word::Any),
        "The findings that are set aside, as with --baseline: a file, from the folder of the configuration file.",
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
    key("org", Shape::Table(ORG), "What your organisation wants of its keys; each is checked by the rule org-NAME."),
    key("schema", Shape::Tables(SCHEMA), "JSON Schemas of your own for requests; they are checked by the rule org-schema."),
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
    needed("reason", Shape::Text(Word::Any), "Why the finding is agreed to."),
    key("expires", Shape::Day, "The last day on which it is allowed, in UTC: 2027-01-31."),
];

pub(super) static ORG: &[Key] = &[
    key("allowed-regions", Shape::Wish(&Shape::Texts(Word::Any)), "The regions that keys may be made in."),
    key("allowed-key-specs", Shape::Wish(&Shape::Texts(Word::Any)), "The specs that keys may have."),
    key("allowed-origins", Shape::Wish(&Shape::Texts(Word::Any)), "Where key material may come from."),
    key(
        "required-tags",
        Shape::Wish(&Shape::Named(Word::Any, &Shape::PatternOrTrue)),
        "The tags that every key has: for each key a pattern that its whole value matches, or true for any value.",
    ),
    key(
        "alias-pattern",
        Shape::Wish(&Shape::Pattern),
        "A pattern that every alias matches as a whole, an alias/ in front not counted.",
    ),
    key("description-required", Shape::Wish(&Shape::Flag), "That every key has a description."),
    key("account", Shape::Wish(&Shape::Text(Word::Account)), "The account that all keys are made in."),
    key("trusted-accounts", Shape::Wish(&Shape::Texts(Word::Account)), "The accounts that may be given access."),
    key(
        "policy-source",
        Shape::Wish(&Shape::Texts(Word::OneOf(PolicySource::NAMES))),
        "How requests may say who may use the key: by a key policy in full, a template of CCKM's, lists of users, roles and accounts.",
    ),
    key("forbid-bypass", Shape::Wish(&Shape::Flag), "That nobody sets BypassPolicyLockoutSafetyCheck."),
    key("forbid-multi-region", Shape::Wish(&Shape::Flag), "That no key is of several regions."),
    key("max-policy-principals", Shape::Wish(&Shape::Number), "How many principals a key policy gives access to at most."),
];

impl Shape {
    /// What the value itself goes by in a table that has a message, too.
    pub(super) const fn name_of_value(self) -> &'static str {
        match self {
            Self::Texts(_) | Self::Named(..) => "values",
            _ => "value",
        }
    }
}

/// The table in which a wish stands with its message. One of tags is told from the tags themselves by the table in it.
pub(super) fn long_form<'a, 'i>(value: &'a DeValue<'i>, shape: Shape) -> Option<&'a DeTable<'i>> {
    let Shape::Wish(inner) = shape else { return None };
    let has_table = |table: &DeTable<'_>| table.get("values").is_some_and(|values| values.get_ref().is_table());
    value.as_table().filter(|table| !matches!(inner, Shape::Named(..)) || has_table(table))
}

static SCHEMA: &[Key] = &[
    needed("path", Shape::Text(Word::Glob), "For which files: a glob as in a .gitignore file beside the configuration file."),
    needed("file", Shape::Text(Word::Any), "The file of the schema, from the folder of the configuration file."),
];

static CATALOG: &[Key] = &[
    key("regions", Shape::Texts(Word::Any), "Regions that AWS has, too."),
    key("specs", Shape::Texts(Word::Any), "Key specs that CCKM takes, too."),
];
