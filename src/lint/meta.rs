//! What a rule is.

use super::claim::Clash;
use super::context::Context;
use super::exception::Exception;
use super::suppression::Suppression;
use super::verify::Exchange;
use crate::diagnostic::Level;
use crate::extract::Call;
use crate::json::{Tree, Value};
use crate::request::{Names, Request};
use crate::source::Source;

/// What `declare_rule!` makes of a rule.
pub trait Declared {
    /// Its name, level and page.
    fn meta(&self) -> &'static Meta;
}

/// A check. Each implements the method for what it needs to see.
pub trait Rule: Declared + Sync {
    /// Looks at a file as a whole.
    fn check_source(&self, _source: &Source, cx: &mut Context<'_>) {
        cx.pass();
    }

    /// Looks at the text of a request, or of several.
    fn check_text(&self, _tree: &Tree<'_>, cx: &mut Context<'_>) {
        cx.pass();
    }

    /// Looks at a request. What it finds may hang on alias, description and values of tags only in so far as they are no plain
    /// names: requests of one [shape](crate::request::Plain::shape) are not looked at again, once one was good.
    fn check(&self, _request: &Request<'_>, cx: &mut Context<'_>) {
        cx.pass();
    }

    /// Looks at the key policy of a request that has one. What it finds hangs on the policy and on what [`PolicySubject`] holds,
    /// and on nothing else, so that a policy that was found to be good is not looked at again.
    ///
    /// [`PolicySubject`]: crate::request::PolicySubject
    fn check_policy(&self, _request: &Request<'_>, cx: &mut Context<'_>) {
        cx.pass();
    }

    /// Looks at how a request is sent. Places are of the file.
    fn check_call(&self, _call: &Call, cx: &mut Context<'_>) {
        cx.pass();
    }

    /// Holds what the server answered against the request. Places are of the answer's text.
    fn check_exchange(&self, _exchange: &Exchange<'_>, _cx: &mut Context<'_>) {}

    /// Looks at a comment that allows something, once it is known what it allowed. Places are of the file.
    fn check_suppression(&self, _suppression: &Suppression, _cx: &mut Context<'_>) {}

    /// Looks at an entry of the configuration that allows something, once it is known what it allowed. Places are of that file.
    fn check_exception(&self, _exception: &Exception, _cx: &mut Context<'_>) {}

    /// Whether there are things that only one request of a run may have. Asked once, so that few rules are asked what they are.
    fn has_claims(&self) -> bool {
        false
    }

    /// What of the names of a request no other one of the run may have, and where this one has it.
    fn claims<'t>(&self, _names: &Names<'t>) -> Vec<(String, Value<'t>)> {
        Vec::new()
    }

    /// What is said of a request that claims `key`, as one before it has.
    fn clash(&self, _key: &str) -> Option<Clash> {
        None
    }
}

/// Name, level and page of a rule.
#[derive(Debug)]
pub struct Meta {
    /// Its name and only id, in kebab case. It reads well after "allow".
    pub name: &'static str,
    /// What it is about.
    pub category: Category,
    /// The level of its findings, if they say nothing else.
    pub level: Level,
    /// Other levels that some of its findings have.
    pub other_levels: &'static [Level],
    /// Whether `--strict` raises its findings to `error`.
    pub strict: bool,
    /// What an automatic fix does to the request.
    pub fix: FixKind,
    /// The same check in AWS IAM Access Analyzer, by its finding ids.
    pub see: &'static [&'static str],
    /// The version that brought it.
    pub since: &'static str,
    /// The doc comment that it was declared with.
    pub documentation: &'static str,
    /// The file that it stands in.
    pub file: &'static str,
}

impl Meta {
    /// Its page, in Markdown.
    #[must_use]
    pub fn page(&self) -> String {
        let lines = self.documentation.lines().map(|line| line.strip_prefix(' ').unwrap_or(line));
        let page: String = lines.map(|line| line.to_owned() + "\n").collect();
        if self.see.is_empty() {
            return page;
        }
        let ids: Vec<String> = self.see.iter().map(|id| format!("`{id}`")).collect();
        format!("{page}\nThe same in AWS IAM Access Analyzer: {}.\n", ids.join(", "))
    }

    /// The first sentence of its page: what it finds.
    #[must_use]
    pub fn summary(&self) -> String {
        let page = self.page();
        let text = page.trim_start().strip_prefix("## What it finds").unwrap_or(&page).trim_start();
        let paragraph = text.split("\n\n").next().unwrap_or_default().replace('\n', " ");
        let sentence = paragraph.split_inclusive(". ").next().unwrap_or_default();
        sentence.trim_end().trim_end_matches('.').to_owned()
    }

    /// Its levels in a word or two: `error`, `warning / error`.
    #[must_use]
    pub fn levels(&self) -> String {
        let levels = std::iter::once(&self.level).chain(self.other_levels).map(|level| level.name());
        levels.collect::<Vec<_>>().join(" / ")
    }
}

impl PartialEq for Meta {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl Eq for Meta {}

/// What a rule can mend.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FixKind {
    /// Nothing.
    None,
    /// Some or all of its findings, keeping what was meant.
    Safe,
    /// Some or all of its findings, but a person should look.
    Unsafe,
}

impl FixKind {
    /// Its name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Safe => "safe",
            Self::Unsafe => "unsafe",
        }
    }
}

/// What a rule is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Category {
    /// The text itself.
    Json,
    /// Fields and their shape.
    Request,
    /// Spec, usage, origin, regionality.
    Key,
    /// The region.
    Region,
    /// Tags.
    Tag,
    /// Alias and description.
    Naming,
    /// Who may use the key.
    Access,
    /// The key policy document.
    Policy,
    /// What must not stand in a file.
    Secret,
    /// How a request is sent.
    Transport,
    /// What the organisation wants.
    Org,
    /// What the server answered.
    Response,
    /// Comments and entries of the configuration that allow something.
    Suppression,
}

impl Category {
    /// All of them, in the order that they are listed in.
    pub const ALL: &[Self] = &[
        Self::Json,
        Self::Request,
        Self::Key,
        Self::Region,
        Self::Tag,
        Self::Naming,
        Self::Access,
        Self::Policy,
        Self::Secret,
        Self::Transport,
        Self::Org,
        Self::Response,
        Self::Suppression,
    ];

    /// The category of that name.
    #[must_use]
    pub fn find(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|category| category.name() == name)
    }

    /// Its name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::Request => "request",
            Self::Key => "key",
            Self::Region => "region",
            Self::Tag => "tag",
            Self::Naming => "naming",
            Self::Access => "access",
            Self::Policy => "policy",
            Self::Secret => "secret",
            Self::Transport => "transport",
            Self::Org => "org",
            Self::Response => "response",
            Self::Suppression => "suppression",
        }
    }

    /// What its rules are about, in a few words.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Json => "the text itself",
            Self::Request => "fields and their shape",
            Self::Key => "spec, usage, origin, regionality",
            Self::Region => "the region",
            Self::Tag => "tags",
            Self::Naming => "alias and description",
            Self::Access => "who may use the key",
            Self::Policy => "the key policy document",
            Self::Secret => "what must not stand in a file",
            Self::Transport => "how a request is sent, where a command that sends it was read",
            Self::Org => "what your organisation wants, off until `cckm-lint.toml` asks for it",
            Self::Response => "what the server answered, with `cckm-lint verify` and `cckm-lint audit`",
            Self::Suppression => "comments and entries of the configuration that allow a finding",
        }
    }
}
