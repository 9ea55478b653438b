//! Statements.

use std::borrow::Cow;

use super::condition::{self, Test};
use super::pattern::{has_wildcards, matches};
use super::principal::{self, Principal, PrincipalKind};
use super::selection::Selection;
use super::truth::Truth;
use crate::catalog::policy_element::STATEMENT;
use crate::json::{Kind, Syntax, Value};
use crate::request::given::Given;

/// What a statement does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// It gives.
    Allow,
    /// It takes, whatever others give.
    Deny,
}

/// A statement of a key policy.
#[derive(Clone, Debug)]
pub struct Statement<'t> {
    /// The object.
    pub value: Value<'t>,
    /// What it does.
    pub effect: Given<Effect>,
    /// Who it is about.
    pub principals: Principals<'t>,
    /// What it is about.
    pub actions: Actions<'t>,
    /// When it is in force: all of these.
    pub tests: Vec<Test<'t>>,
    /// Whether the condition has parts that could not be read.
    pub has_faulty_condition: bool,
    elements: Elements<'t>,
}

/// The principals of a statement.
pub type Principals<'t> = Selection<Principal<'t>>;

/// A pattern of actions, as it is written.
#[derive(Clone, Debug)]
pub struct Pattern<'t> {
    /// The entry.
    pub value: Value<'t>,
    /// Its text; empty where it is none.
    pub text: Cow<'t, str>,
    /// Whether all of it is known: a text without holes.
    pub is_known: bool,
    has_wildcards: bool,
}

impl<'t> Pattern<'t> {
    fn read(value: Value<'t>) -> Self {
        let text = value.as_str();
        let is_known = text.as_ref().is_some_and(|text| !value.has_holes(text, Syntax::KeyPolicy));
        let text = text.unwrap_or_default();
        Self { value, is_known, has_wildcards: has_wildcards(&text), text }
    }

    fn matches(&self, action: &str) -> bool {
        // Most patterns name one action, and most actions are of another length.
        if self.has_wildcards { matches(&self.text, action) } else { self.text.eq_ignore_ascii_case(action) }
    }

    /// Whether the action of that id is among those that it matches.
    #[must_use]
    pub fn covers(&self, action: &str) -> Truth {
        if self.is_known { Truth::from(self.matches(action)) } else { Truth::Maybe }
    }
}

/// The actions of a statement.
pub type Actions<'t> = Selection<Pattern<'t>>;

impl<'t> Principals<'t> {
    /// The first `*` among those that the statement is about.
    #[must_use]
    pub fn anyone(&self) -> Option<&Principal<'t>> {
        self.find(|principal| principal.kind == PrincipalKind::Anyone)
    }
}

impl<'t> Actions<'t> {
    /// Whether the action of that name, with its `kms:`, is among them.
    #[must_use]
    pub fn cover(&self, action: &str) -> Truth {
        self.covers(|pattern| pattern.covers(action))
    }

    /// The pattern that covers an action.
    #[must_use]
    pub fn pattern_for(&self, action: &str) -> Option<&Pattern<'t>> {
        self.find(|pattern| pattern.covers(action) == Truth::Yes)
    }
}

impl<'t> Statement<'t> {
    pub(super) fn read(value: Value<'t>) -> Self {
        let elements = elements(value);
        let element = |name| slot(name).and_then(|slot| elements.get(slot).copied().flatten());
        let (tests, has_faulty_condition) = condition::read(element("Condition"));
        Self {
            value,
            effect: effect(element("Effect")),
            principals: Selection::read(element("Principal"), element("NotPrincipal"), principals),
            actions: Selection::read(element("Action"), element("NotAction"), patterns),
            tests,
            has_faulty_condition,
            elements,
        }
    }

    /// The element of that name, one of [`STATEMENT`].
    #[must_use]
    pub fn element(&self, name: &str) -> Option<Value<'t>> {
        slot(name).and_then(|slot| self.elements.get(slot).copied().flatten())
    }

    /// Whether it gives something.
    #[must_use]
    pub fn allows(&self) -> bool {
        self.effect == Given::Present(Effect::Allow)
    }

    /// Who it gives something to, where they are named.
    #[must_use]
    pub fn receivers(&self) -> &[Principal<'t>] {
        match &self.principals {
            Selection::Of(principals) if self.allows() => principals,
            _ => &[],
        }
    }

    /// Whether it takes something.
    #[must_use]
    pub fn denies(&self) -> bool {
        self.effect == Given::Present(Effect::Deny)
    }

    /// Whether it is certain that no action is among those that it is about.
    #[must_use]
    pub fn gives_nothing(&self) -> bool {
        matches!(&self.actions, Actions::Of(patterns) if patterns.is_empty())
    }

    /// Whether it is in force whatever the request.
    #[must_use]
    pub fn is_unconditional(&self) -> bool {
        self.tests.is_empty() && !self.has_faulty_condition
    }
}

/// The elements of a statement, in the order of [`STATEMENT`]: many rules ask for them, so they are found once.
type Elements<'t> = [Option<Value<'t>>; STATEMENT.len()];

/// Of a name that is given twice, the first counts. One that is `null` is not set.
fn elements(statement: Value<'_>) -> Elements<'_> {
    let mut found = Elements::default();
    for member in statement.children() {
        if let Some(element) = slot(&member.name()).and_then(|slot| found.get_mut(slot)) {
            element.get_or_insert(member);
        }
    }
    found.map(|element| element.filter(|element| element.kind() != Kind::Null))
}

fn slot(name: &str) -> Option<usize> {
    STATEMENT.iter().position(|element| *element == name)
}

fn effect(element: Option<Value<'_>>) -> Given<Effect> {
    let Some(value) = element else { return Given::Invalid };
    match value.as_str().as_deref() {
        Some("Allow") => Given::Present(Effect::Allow),
        Some("Deny") => Given::Present(Effect::Deny),
        Some(text) if value.has_holes(text, Syntax::KeyPolicy) => Given::Hole,
        _ => Given::Invalid,
    }
}

/// The principals that an element names: `"*"`, or an object of strings and lists of strings.
fn principals(element: Value<'_>) -> Option<Vec<Principal<'_>>> {
    match element.kind() {
        Kind::String => Some(vec![Principal { value: element, kind: principal::kind(None, element) }]),
        Kind::Object => Some(element.children().flat_map(of_type).collect()),
        _ => None,
    }
}

fn of_type(member: Value<'_>) -> Vec<Principal<'_>> {
    let name = member.name();
    member.one_or_many().map(|value| Principal { value, kind: principal::kind(Some(&name), value) }).collect()
}

/// The patterns of actions that an element names: a string, or a list of them.
fn patterns(element: Value<'_>) -> Option<Vec<Pattern<'_>>> {
    matches!(element.kind(), Kind::String | Kind::Array).then(|| element.one_or_many().map(Pattern::read).collect())
}
