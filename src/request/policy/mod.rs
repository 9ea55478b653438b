//! The key policy: a typed, spanned model of the IAM policy language, and what it allows.
//!
//! Total: whatever stands in a policy, there is a model of it, and a broken statement does not silence the others.

mod condition;
mod evaluate;
mod narrow;
mod needs;
mod pattern;
mod principal;
mod selection;
mod statement;
mod truth;

pub use condition::{OperatorName, SetQualifier, Test, Variable, is_literal, take_apart, variables};
pub use evaluate::{Caller, KeyFacts, is_same_identity};
pub use narrow::{is_narrowed, narrows_when_denied};
pub use pattern::{actions, has_wildcards, matches};
pub use principal::{Principal, PrincipalKind};
pub use selection::Selection;
pub use statement::{Actions, Effect, Pattern, Principals, Statement};
pub use truth::Truth;

use super::given::Given;
use crate::json::{Kind, Value};

/// A key policy.
#[derive(Debug)]
pub struct KeyPolicy<'t> {
    /// The document.
    pub root: Value<'t>,
    /// Its statements, as far as they are objects.
    pub statements: Vec<Statement<'t>>,
    /// Whether parts of it are holes or could not be read, so that nothing is certain to be absent.
    pub is_partial: bool,
}

/// A version of the policy language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Version {
    /// `2012-10-17`
    Current,
    /// `2008-10-17`, without policy variables.
    Old,
}

/// The shortest statement has some seventy bytes, and a policy 32,768.
const MOST_STATEMENTS: usize = 1_000;

impl<'t> KeyPolicy<'t> {
    /// Reads the policy that `root`, an object, is.
    #[must_use]
    pub fn read(root: Value<'t>) -> Self {
        let element = root.member("Statement");
        let entries: Vec<Value<'t>> = element.into_iter().flat_map(Value::one_or_many).collect();
        let is_partial = element.is_none() || entries.iter().any(|entry| entry.kind() != Kind::Object);
        let statements = entries.into_iter().filter(|entry| entry.kind() == Kind::Object).map(Statement::read).collect();
        Self { root, statements, is_partial }
    }

    /// Whether it has more statements than AWS would ever take, so that looking at each for each is out of the question. Of such a
    /// policy `policy-size` says what there is to say.
    #[must_use]
    pub fn is_oversized(&self) -> bool {
        self.statements.len() > MOST_STATEMENTS
    }

    /// The member of the document of that name.
    #[must_use]
    pub fn element(&self, name: &str) -> Option<Value<'t>> {
        self.root.member(name)
    }

    /// The version that it says it is written in.
    #[must_use]
    pub fn version(&self) -> Given<Version> {
        let Some(value) = self.element("Version") else { return Given::Absent };
        match value.as_str().as_deref() {
            Some("2012-10-17") => Given::Present(Version::Current),
            Some("2008-10-17") => Given::Present(Version::Old),
            _ if value.kind() == Kind::Hole => Given::Hole,
            _ => Given::Invalid,
        }
    }

    /// The account that the policy calls its own: the only one whose root it gives something to.
    #[must_use]
    pub fn own_account(&self) -> Option<&'t str> {
        let allowed = self.statements.iter().filter(|statement| statement.allows());
        let mut roots =
            allowed.flat_map(|statement| statement.principals.entries()).filter_map(|principal| match principal.kind {
                PrincipalKind::Account { account, .. } => Some(account),
                _ => None,
            });
        let first = roots.next()?;
        roots.all(|other| other == first).then_some(first)
    }
}
