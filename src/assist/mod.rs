//! What an editor is told about a place in a text: what can stand there, what stands there, and what there is.
//!
//! Pure functions over a [`Linter`](crate::lint::Linter) and a [`Source`](crate::source::Source), for every form that is linted.
//! They know nothing of any editor's protocol: places are bytes of the file, texts are in the quoting of the file.

mod complete;
mod completion;
mod describe;
mod hover;
mod names;
mod offer;
mod page;
mod probe;
mod reading;
mod slot;
mod spot;
mod symbols;
mod values;
mod write;

pub use complete::complete;
pub use completion::{Completion, CompletionKind};
pub use hover::{Hover, hover};
pub use page::page;
pub use symbols::{Symbol, SymbolKind, symbols};
