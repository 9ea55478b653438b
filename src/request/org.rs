//! What an organisation wants of its keys, beyond what the server takes.

use std::borrow::Cow;

use regex::Regex;

use super::{Given, OrgSchema, PolicySource, Request, State};
use crate::catalog::field::{Field, Object};
use crate::json::{Place, Value};

/// What an organisation wants of its keys. What it says nothing of is left to the requests.
#[derive(Clone, Debug, Default)]
pub struct Org {
    /// The regions that keys may be made in.
    pub allowed_regions: Option<Wish<Vec<String>>>,
    /// The specs that keys may have.
    pub allowed_key_specs: Option<Wish<Vec<String>>>,
    /// Where key material may come from.
    pub allowed_origins: Option<Wish<Vec<String>>>,
    /// The tags that every key has.
    pub required_tags: Option<Wish<Vec<RequiredTag>>>,
    /// What every alias looks like.
    pub alias_pattern: Option<Wish<Pattern>>,
    /// That every key has a description.
    pub description_required: Option<Wish<()>>,
    /// The account that all keys are made in.
    pub account: Option<Wish<String>>,
    /// The accounts that may be given access.
    pub trusted_accounts: Option<Wish<Vec<String>>>,
    /// The ways in which a request may say who may use the key.
    pub policy_source: Option<Wish<Vec<PolicySource>>>,
    /// That nobody switches AWS's check against a lockout off.
    pub forbid_bypass: Option<Wish<()>>,
    /// That no key is one of several regions.
    pub forbid_multi_region: Option<Wish<()>>,
    /// How many principals a policy names at most.
    pub max_policy_principals: Option<Wish<usize>>,
}

/// Something that is wanted, and why.
#[derive(Clone, Debug)]
pub struct Wish<T> {
    /// What is wanted.
    pub value: T,
    /// What to say to those who want something else.
    pub message: Option<String>,
}

impl<T> Wish<T> {
    /// What to do, in the organisation's words if it has any.
    #[must_use]
    pub fn help(&self, otherwise: impl FnOnce(&T) -> String) -> String {
        self.message.clone().unwrap_or_else(|| otherwise(&self.value))
    }
}

/// A tag that every key has.
#[derive(Clone, Debug)]
pub struct RequiredTag {
    /// Its key.
    pub key: String,
    /// What its value looks like, if it is not just any.
    pub pattern: Option<Pattern>,
}

/// What a text looks like, from its first character to its last.
#[derive(Clone, Debug)]
pub struct Pattern {
    written: String,
    regex: Regex,
}

impl Pattern {
    /// Reads a regular expression.
    ///
    /// # Errors
    /// Where it is none: the reason.
    pub fn new(written: &str) -> Result<Self, String> {
        // By itself first, so that a bracket too many is not paired with one of ours.
        let regex = Regex::new(written).and_then(|_| Regex::new(&format!(r"\A(?:{written})\z")));
        let reason = |error: regex::Error| {
            let text = error.to_string();
            text.lines().last().unwrap_or_default().trim_start_matches("error: ").to_owned()
        };
        Ok(Self { written: written.to_owned(), regex: regex.map_err(reason)? })
    }

    /// As it is written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.written
    }

    /// Whether all of a text looks like it.
    #[must_use]
    pub fn matches(&self, text: &str) -> bool {
        self.regex.is_match(text)
    }
}

impl<'t> Request<'t> {
    /// What the organisation wants of requests that make a key, and of keys. Of others it wants nothing that they would have to say.
    #[must_use]
    pub fn org(&self) -> Option<&'t Org> {
        self.org_of_policy().filter(|_| self.makes_key() || self.is_existing_key())
    }

    /// What the organisation wants of key policies.
    #[must_use]
    pub fn org_of_policy(&self) -> Option<&'t Org> {
        self.surroundings.org.as_deref()
    }

    /// The schemas that the organisation has for requests.
    #[must_use]
    pub fn org_schemas(&self) -> &'t [OrgSchema] {
        &self.surroundings.schemas
    }

    /// The word that a field gives, and where; `default` where it gives none. Nothing where it is not known.
    #[must_use]
    pub fn word_or_default(&self, field: Field, default: &'static str) -> Option<(Cow<'t, str>, Option<Value<'t>>)> {
        let of_tomorrow = self.member(field).filter(|member| member.state == State::UnknownWord).map(|member| member.value);
        match (self.value(field), of_tomorrow) {
            (Given::Present(value), _) => value.as_str().map(|word| (word, Some(value))),
            // Blocks of Terraform may bring key material along, and its origin with it.
            (Given::Absent, _) if field == Field::Origin && self.dialect.is_terraform() => None,
            (Given::Absent, _) => Some((Cow::Borrowed(default), None)).filter(|_| self.is_about_whole_key()),
            (_, Some(value)) => {
                let word = value.as_str().filter(|word| self.is_said_to_exist(field, word))?;
                Some((word, Some(value)))
            }
            _ => None,
        }
    }

    /// The name of the region, and where it is given. The ARN of a key that exists names it, too.
    #[must_use]
    pub fn region_name(&self) -> Option<(String, Place<'t>)> {
        let of_arn = || self.region().present().map(|region| (region.facts.name.to_owned(), region.value.into()));
        let text = self.known_text(Field::Region).present();
        text.map(|text| (text.as_written().to_owned(), text.place())).or_else(of_arn)
    }

    /// Where a field would have to be given: where it stands, or at the beginning of its object.
    #[must_use]
    pub fn place_for(&self, field: Field) -> Place<'t> {
        if let Some(member) = self.member(field) {
            return member.value.into();
        }
        let home = self.object(self.home(field)).or_else(|| self.object(Object::Request)).unwrap_or(self.root());
        home.opening_place()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_is_of_the_whole_text() {
        let pattern = Pattern::new("cards|orders").unwrap();
        assert!(pattern.matches("cards") && pattern.matches("orders"));
        assert!(!pattern.matches("cards-2") && !pattern.matches("old-orders"));
        assert!(Pattern::new("^cards-[0-9]+$").unwrap().matches("cards-2"));
        assert!(Pattern::new("a)(b").is_err());
    }
}
