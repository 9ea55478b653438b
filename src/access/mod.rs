//! Who may do what with a key, and under which conditions: told from its policy, and compared with another.
//!
//! Pure data. [`Finder`] finds the requests of a source as the linter does, [`Access`] is what is told of one, [`Changes`] is
//! what differs between two. Nothing here prints.
//!
//! What cannot be known is [said](Access::unknown), and never guessed: holes that a template fills in, `NotPrincipal` with `Allow`,
//! parts that cannot be read, and what IAM policies say.

mod changes;
mod condition;
mod entry;
mod expected;
mod find;
mod judge;
mod model;
mod tell;
mod who;

pub use changes::{Change, Changes, Difference, Gap};
pub use condition::{Condition, Tested};
pub use entry::{Certainty, Entry, Group, GroupAccess, Part, Reason, StatementRef, Taken};
pub use find::{Finder, Found};
pub use model::{Access, Basis, CallerAnswer, Control, OwnAccount, SomebodyMay};
pub use who::Who;
