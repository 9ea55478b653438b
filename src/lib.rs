//! An offline linter for the requests that make AWS keys in CipherTrust Cloud Key Manager (CCKM).
//!
//! `cckm-lint payload.json` reads a request for `POST /v1/cckm/aws/keys` before it is sent, and says what is wrong with it, at
//! the very characters that are wrong. It never opens a socket. The command line is described in the README; this is a tour of
//! the library that it is made of.
//!
//! # A request is linted in five lines
//!
//! ```
//! use cckm_lint::{extract::Form, lint::{Levels, Linter}, source::Source};
//!
//! let text = r#"{ "kms": "aws-main", "region": "cn-north-1", "aws_param": { "CustomerMasterKeySpec": "HMAC_256" } }"#;
//! let linter = Linter::new(&Levels::default(), Form::Auto, Vec::new(), 1_000);
//! let found = linter.lint(&Source::from_text("payload.json", text)).diagnostics;
//!
//! let hmac = found.iter().find(|diagnostic| diagnostic.rule.name == "hmac-region").unwrap();
//! assert_eq!(hmac.span.of(text), r#""HMAC_256""#);
//! ```
//!
//! # The way data flows
//!
//! One direction, no way back; each module knows only those before it.
//!
//! 1. [`source`] reads a file as checked UTF-8 text. Everything below speaks of [`source::Span`]s, ranges of bytes.
//! 2. [`extract`] says where requests stand in the text, be it JSON, a shell script, Markdown, a pipeline, Terraform or
//!    Ansible, and yields each as a JSON text with a [`source::Origin`]: the map that leads from its bytes back to those of the
//!    file, through every quoting.
//! 3. [`json`] parses that text into a tree in which every key and value knows its span. It goes on after syntax errors.
//! 4. [`request`] is the typed view of such a tree: each field is present, absent, invalid or a template's hole. Which fields
//!    there are is a matter of the call that the request is for, a [`catalog::Operation`].
//!    [`access`] tells from the view who may do what with a key.
//! 5. [`rules`] look at the view and at the facts of the [`catalog`], and report [`diagnostic::Finding`]s. [`lint`] is what
//!    declares and runs them.
//! 6. [`diagnostic`] is what becomes of findings: lifted to the file, rid of secrets, ready to be shown.
//! 7. [`fix`] mends files by the fixes of their findings.
//! 8. [`report`] writes them down, for people or for machines. [`config`] is what a project says of all this in a file,
//!    [`baseline`] what is set aside until somebody gets to it, [`lsp`] is the server that an editor talks to, and [`cli`] is the
//!    command that ties it together.
//! 9. [`draft`] goes the other way: from what somebody wants of a key to a request that passes.
//! 10. [`assist`] is for editors: what can stand at a place of a text, what stands there, and what there is in it.

pub mod access;
pub mod assist;
pub mod baseline;
pub mod catalog;
pub mod cli;
pub mod config;
pub mod diagnostic;
pub mod draft;
pub mod extract;
mod fault;
pub mod fix;
mod interrupt;
pub mod json;
pub mod lint;
pub mod lsp;
mod replace;
pub mod report;
pub mod request;
pub mod rules;
mod siblings;
pub mod source;
