//! Rules and what runs them.

mod context;
mod declare;
mod engine;
mod levels;
mod meta;

pub use context::Context;
pub use engine::{DEFAULT_MAX_LINE, Linted, Linter};
pub use levels::{Levels, Setting, UnknownRule, unknown_rule};
pub use meta::{Category, Declared, FixKind, Meta, Rule};

pub(crate) use declare::{declare_rule, rules};
