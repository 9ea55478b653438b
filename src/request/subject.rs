//! What is known of the key that a request, an answer or a policy is about: what it is, where, and whose.

use super::arn::Arn;
use super::policy::{KeyFacts, KeyPolicy};
use super::{Given, Request};
use crate::catalog::field::Field;
use crate::catalog::operation::Subject;
use crate::catalog::spec::{ORIGINS, USAGES, Word, find_word};
use crate::catalog::{Region, Spec};

/// What a key policy is for, as far as it counts for what is wrong with it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct PolicySubject {
    /// Whether the policy stands by itself.
    pub is_bare: bool,
    /// What is known of the key.
    pub key: KeyFacts<'static>,
    /// The name of the region that the key is made in, where it is known.
    pub region: Option<&'static str>,
    /// Whether the check that the policy locks nobody out is, or may be, switched off.
    pub may_be_bypassed: bool,
}

fn account_of(arn: &str) -> Option<&str> {
    Arn::parse(arn).map(|arn| arn.account)
}

impl Request<'_> {
    /// What counts for a key policy of all that the request says.
    #[must_use]
    pub fn policy_subject(&self) -> PolicySubject {
        PolicySubject {
            is_bare: self.is_bare_policy,
            key: self.key_facts(),
            region: self.known_region().map(|region| region.name),
            may_be_bypassed: self.may_bypass_lockout_check(),
        }
    }

    /// Whether AWS's check that the policy locks nobody out is, or may be, switched off. A key that exists has no such switch.
    #[must_use]
    pub fn may_bypass_lockout_check(&self) -> bool {
        let bypass = self.flag(Field::BypassPolicyLockoutSafetyCheck);
        !self.is_existing_key() && !matches!(bypass, Given::Present(false) | Given::Absent)
    }

    /// The region that the key is made in, where it is known.
    #[must_use]
    pub fn known_region(&self) -> Option<&'static Region> {
        let stated = self.region().present().map(|region| region.facts);
        if self.is_bare_policy || self.operation().facts().subject == Subject::Unknown {
            self.surroundings.region
        } else {
            stated
        }
    }

    /// The ARN that CCKM calls AWS with, where the user said so.
    #[must_use]
    pub fn caller(&self) -> Option<Arn<'_>> {
        self.surroundings.caller.as_deref().and_then(Arn::parse)
    }

    /// The account that the key is made in, where it is known: as the user said, or as the policy has it.
    #[must_use]
    pub fn account(&self) -> Option<&str> {
        self.stated_account().or_else(|| self.policy().and_then(KeyPolicy::own_account))
    }

    /// The account that the key is made in, where the user said so, or that it is in, where an answer does.
    #[must_use]
    pub fn stated_account(&self) -> Option<&str> {
        let said = || self.surroundings.account.as_deref().or_else(|| self.surroundings.caller.as_deref().and_then(account_of));
        self.account.as_deref().or_else(said)
    }

    /// What is known of the key before it is made.
    #[must_use]
    pub fn key_facts(&self) -> KeyFacts<'static> {
        if self.is_bare_policy {
            return self.surroundings.key_facts();
        }
        let (default_origin, is_new) = match self.operation().facts().subject {
            Subject::NewKey(origin) => (Some(origin), true),
            Subject::ExistingKey => (None, false),
            Subject::StoreKey(origin) => return KeyFacts::of_store(origin),
            Subject::Replica => return KeyFacts { multi_region: Some(true), ..self.surroundings.key_facts() },
            Subject::Unknown => return self.surroundings.key_facts(),
        };
        let spec = self.effective_spec().map(|(spec, _)| spec);
        let usage = match self.word(Field::KeyUsage, USAGES) {
            Given::Absent => spec.and_then(Spec::only_usage),
            given => given.present(),
        };
        let origin = match self.word(Field::Origin, ORIGINS) {
            Given::Absent => default_origin,
            given => given.present(),
        };
        let multi_region = match self.flag(Field::MultiRegion) {
            Given::Absent => is_new.then_some(false),
            given => given.present(),
        };
        KeyFacts { spec: spec.map(|spec| spec.name), usage, origin, multi_region }
    }

    fn word(&self, field: Field, words: &'static [Word]) -> Given<&'static str> {
        self.known_text(field).map(|text| find_word(words, text.as_written()).map_or("", |word| word.name))
    }
}
