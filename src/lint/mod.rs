//! Rules and what runs them.

mod claim;
mod context;
mod declare;
mod engine;
mod exception;
mod key;
mod known_good;
mod levels;
mod line;
mod meta;
mod page;
mod requests;
mod run;
mod stage;
mod suppression;
mod verify;

pub use claim::{Claim, Claims, Clash, MOST_CLAIMS};
pub use context::Context;
pub use engine::{DEFAULT_MAX_LINE, LevelsByPath, Linted, Linter, Record, Siblings};
pub use exception::{Exception, Expiry, Paths};
pub use key::Key;
pub use levels::{Levels, Setting, UnknownRule, unknown_rule};
pub use meta::{Category, Declared, FixKind, Meta, Rule};
pub use page::{Block, blocks};
pub use run::{NO_KEY, NO_REQUEST, ONLY_NAMES};
pub use suppression::{Allowed, Suppressed, Suppression};
pub use verify::{Answer, Exchange, Known, Unverifiable};

pub(crate) use declare::{declare_rule, rules};
