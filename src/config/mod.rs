//! `cckm-lint.toml`: how a project wants to be linted.
//!
//! One file, the nearest one; nothing is put together from several. [`KEYS`] is all that can stand in it, and the reader, the
//! JSON Schema and the messages go by that table.

mod date;
mod fault;
mod find;
mod keys;
mod org;
mod project;
mod read;
mod schema;
mod schemas;
mod validate;
mod words;

pub use fault::Fault;
pub use find::{FILE_NAME, find, find_from};
pub use keys::{KEYS, Key, Shape};
pub use project::{Project, Unusable};
pub use read::{Config, Override};
pub use schema::schema;
pub use words::{Word, account, caller, pointer};

/// A configuration to start from. A line that has a letter right behind its `#` is a setting that is switched off.
pub const TEMPLATE: &str = include_str!("template.toml");
