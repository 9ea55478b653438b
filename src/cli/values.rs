//! Values of flags that name a fact of the catalog.

use crate::catalog::near::nearest;
use crate::catalog::region::REGIONS;
use crate::catalog::spec::{SPECS, USAGES};
use crate::catalog::{Region, Spec};
pub(super) use crate::config::{account, caller};

pub(super) fn region(text: &str) -> Result<&'static Region, String> {
    Region::find(text).ok_or_else(|| unknown(text, "region", REGIONS.iter().map(|region| region.name)))
}

pub(super) fn spec(text: &str) -> Result<&'static Spec, String> {
    Spec::find(text).ok_or_else(|| unknown(text, "key spec", SPECS.iter().map(|spec| spec.name)))
}

pub(super) fn usage(text: &str) -> Result<&'static str, String> {
    let word = USAGES.iter().find(|word| word.name == text).map(|word| word.name);
    word.ok_or_else(|| unknown(text, "key usage", USAGES.iter().map(|word| word.name)))
}

fn unknown(text: &str, what: &str, names: impl Iterator<Item = &'static str>) -> String {
    match nearest(text, names) {
        Some(near) => format!("no {what} of that name; did you mean {near}?"),
        None => format!("no {what} of that name"),
    }
}

/// A JSON Pointer.
pub(super) fn pointer(text: &str) -> Result<String, String> {
    let is_pointer = text.is_empty() || text.starts_with('/');
    if is_pointer { Ok(text.to_owned()) } else { Err(format!("a JSON Pointer starts with a slash: /{text}")) }
}
