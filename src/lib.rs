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
