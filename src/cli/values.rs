//! Values of flags that name a fact of the catalog.

use std::num::NonZeroUsize;

use crate::catalog::near::nearest;
use crate::catalog::region::REGIONS;
use crate::catalog::spec::{SPECS, USAGES};
use crate::catalog::{Operation, Region, Spec};
pub(super) use crate::config::{account, caller, pointer};

pub(super) fn region(text: &str) -> Result<&'static Region, String> {
    Region::find(text).ok_or_else(|| unknown(text, "region", "eu-west-1", REGIONS.iter().map(|region| region.name)))
}

pub(super) fn spec(text: &str) -> Result<&'static Spec, String> {
    Spec::find(text).ok_or_else(|| unknown(text, "key spec", "RSA_2048", SPECS.iter().map(|spec| spec.name)))
}

pub(super) fn usage(text: &str) -> Result<&'static str, String> {
    let word = USAGES.iter().find(|word| word.name == text).map(|word| word.name);
    word.ok_or_else(|| unknown(text, "key usage", "SIGN_VERIFY", USAGES.iter().map(|word| word.name)))
}

/// A call of CCKM.
pub(super) fn operation(text: &str) -> Result<Operation, String> {
    let names = || Operation::ALL.into_iter().map(Operation::name);
    Operation::find(text).ok_or_else(|| match nearest(text, names()) {
        Some(near) => format!("no call of that name; did you mean {near}?"),
        None => format!("no call of that name; there are {}", names().collect::<Vec<_>>().join(", ")),
    })
}

/// A number of threads.
pub(super) fn jobs(text: &str) -> Result<NonZeroUsize, String> {
    text.parse().map_err(|_| "expected a number from 1 on".to_owned())
}

fn unknown(text: &str, what: &str, example: &str, names: impl Iterator<Item = &'static str>) -> String {
    match nearest(text, names) {
        Some(near) => format!("no {what} of that name; did you mean {near}?"),
        None => format!("no {what} of that name; they are like {example}"),
    }
}
