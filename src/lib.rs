//! x
#![allow(missing_docs)]
pub mod catalog;
pub mod cli;
pub mod diagnostic;
pub mod extract;
pub mod json;
pub mod lint;
pub mod report;
pub mod request;
pub mod rules;
pub mod source;
