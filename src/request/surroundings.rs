//! What is known from outside of the request.

use std::sync::Arc;

use super::policy::KeyFacts;
use super::{Org, OrgSchema};
use crate::catalog::{Operation, Region, Spec};

/// What the user says of a policy that stands by itself, and of who and where everything is.
#[derive(Clone, Debug, Default)]
pub struct Surroundings {
    /// The call that bodies are for of which nothing else tells it.
    pub operation: Option<Operation>,
    /// The region that a bare policy is for.
    pub region: Option<&'static Region>,
    /// The spec of the key that a bare policy is for.
    pub spec: Option<&'static Spec>,
    /// The usage of the key that a bare policy is for.
    pub usage: Option<&'static str>,
    /// The ARN that CCKM calls AWS with.
    pub caller: Option<String>,
    /// The account that keys are made in.
    pub account: Option<String>,
    /// What is known beyond the catalog.
    pub extras: Option<Arc<Extras>>,
    /// What the organisation wants.
    pub org: Option<Arc<Org>>,
    /// The schemas that the organisation has for requests.
    pub schemas: Arc<[OrgSchema]>,
}

impl Surroundings {
    /// What the user says of the key.
    #[must_use]
    pub fn key_facts(&self) -> KeyFacts<'static> {
        let usage = self.usage.or_else(|| self.spec.and_then(Spec::only_usage));
        KeyFacts { spec: self.spec.map(|spec| spec.name), usage, origin: None, multi_region: None }
    }
}

/// Regions and specs that are newer than the catalog. Of these it is known that they are there, and no more.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Extras {
    /// Names of regions.
    pub regions: Vec<String>,
    /// Names of key specs.
    pub specs: Vec<String>,
}
