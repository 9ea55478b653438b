//! The `[[schema]]` entries.

use std::path::{Path, PathBuf};

use toml::de::DeTable;

use super::fault::Fault;
use super::read::text;
use super::validate::span;
use crate::diagnostic::redact::Redactor;
use crate::request::OrgSchema;
use crate::source::{self, DEFAULT_MAX_SIZE, PathSet};

/// Reads the schema that an entry names. Where that cannot be done it is a fault at the name.
pub(super) fn read(entry: &DeTable<'_>, folder: &Path) -> Result<OrgSchema, Fault> {
    let said = |name: &str| entry.get(name).and_then(text).unwrap_or_default();
    let (name, paths) = (said("file"), PathSet::new(folder, [said("path")]));
    let place = entry.get("file").map(|file| span(file.span())).unwrap_or_default();
    let fault = |reason: String| Fault::at(place, "this schema cannot be used").label(reason);
    let path: PathBuf = folder.join(name);
    let source = source::load_file(&path, name, Some(DEFAULT_MAX_SIZE)).map_err(|error| fault(error.to_string()))?;
    let clean = |reason: String| Redactor::new(source.text()).scrub(&reason).into_owned();
    OrgSchema::new(name, source.text(), paths).map_err(|reason| fault(clean(reason)))
}
