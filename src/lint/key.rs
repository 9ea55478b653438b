//! What a report tells of a key that exists.

use crate::catalog::field::Field;
use crate::diagnostic::redact::Redactor;
use crate::json::{Kind, Value};
use crate::request::{RegionalPart, Request, Text};

/// A key that exists, as far as an answer tells of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Key {
    /// Which of those in its file it is, from 0.
    pub request: u32,
    /// Its aliases, without `alias/` in front.
    pub aliases: Vec<String>,
    /// What it is asked for by.
    pub id: Option<String>,
    /// The account that it is in.
    pub account: Option<String>,
    /// The region that it is in.
    pub region: Option<String>,
    /// Whether it can be used.
    pub state: Option<String>,
    /// What kind of key it is.
    pub spec: Option<String>,
    /// What it does.
    pub usage: Option<String>,
    /// Where its material comes from.
    pub origin: Option<String>,
    /// Whether it is in several regions, where that is told.
    pub regions: Option<&'static str>,
    /// Whether AWS rotates it, where that is told.
    pub rotation: Option<bool>,
    /// Whether it is one of AWS's own.
    pub is_managed_by_aws: bool,
}

impl Key {
    /// Reads what is told of a key that exists; nothing where it is none.
    pub(super) fn read(request: &Request<'_>, at: u32) -> Option<Self> {
        let key = request.existing_key()?;
        let said = |field: Field| request.member(field).and_then(|member| member.value.as_str()).map(String::from);
        let known = request.aliases().filter_map(Text::known);
        Some(Self {
            request: at,
            aliases: known.map(|alias| alias.trim_start_matches("alias/").to_owned()).collect(),
            id: key.id().map(String::from),
            account: request.stated_account().map(ToOwned::to_owned),
            region: said(Field::Region).or_else(|| Some(request.region().present()?.facts.name.to_owned())),
            state: key.state().and_then(Value::as_str).map(String::from),
            spec: said(Field::CustomerMasterKeySpec),
            usage: said(Field::KeyUsage),
            origin: said(Field::Origin),
            regions: request.flag(Field::MultiRegion).present().map(|_| regions(key.regional_part())),
            rotation: key.rotation().filter(|told| matches!(told.kind(), Kind::Boolean(_))).map(|told| told.raw() == "true"),
            is_managed_by_aws: key.is_managed_by_aws(),
        })
    }

    /// What people call it: its first alias, or else its id.
    #[must_use]
    pub fn name(&self) -> Option<&str> {
        self.aliases.first().or(self.id.as_ref()).map(String::as_str)
    }

    /// Takes secrets out of every word.
    pub(super) fn redact(&mut self, redactor: &Redactor) {
        let told = [&mut self.id, &mut self.account, &mut self.region, &mut self.state, &mut self.spec, &mut self.usage];
        for words in told.into_iter().chain([&mut self.origin]).flatten().chain(&mut self.aliases) {
            if let std::borrow::Cow::Owned(clean) = redactor.scrub(words) {
                *words = clean;
            }
        }
    }
}

const fn regions(part: RegionalPart) -> &'static str {
    match part {
        RegionalPart::Single => "one",
        RegionalPart::Primary => "several, of which this is the primary",
        RegionalPart::Replica => "several, of which this is a replica",
        RegionalPart::Untold => "several",
    }
}
