//! What an answer says of a key that exists, beyond what a request says of one that is to be made.

use std::borrow::Cow;

use super::arn::Arn;
use super::{Named, Request};
use crate::catalog::field::Object;
use crate::catalog::{Operation, Region};
use crate::json::{Kind, Value};

/// A key that exists, as CCKM or AWS tells of it.
#[derive(Clone, Copy, Debug)]
pub struct ExistingKey<'t> {
    /// All of the answer.
    root: Value<'t>,
    /// What AWS knows of the key: `aws_param` of CCKM, `KeyMetadata` of AWS.
    metadata: Option<Value<'t>>,
    /// Whether AWS answered, and not CCKM.
    pub is_from_aws: bool,
}

/// The part that a multi-region key has among its copies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RegionalPart {
    /// It is in one region.
    Single,
    /// The others are copies of it.
    Primary,
    /// It is a copy.
    Replica,
    /// It is in several regions, and that is all that is told.
    Untold,
}

impl<'t> Request<'t> {
    /// What is told of a key that exists; nothing where it is none.
    #[must_use]
    pub fn existing_key(&self) -> Option<ExistingKey<'t>> {
        let is_from_aws = self.operation() == Operation::ReadAwsKey;
        self.is_existing_key().then(|| ExistingKey { root: self.root, metadata: self.object(Object::AwsParam), is_from_aws })
    }
}

impl<'t> ExistingKey<'t> {
    fn of_metadata(self, name: &str) -> Option<Value<'t>> {
        self.metadata?.member(name)
    }

    fn text(self, name: &str) -> Option<Cow<'t, str>> {
        self.of_metadata(name).and_then(Value::as_str)
    }

    /// Where it is said that AWS has no such key any more, if it is.
    #[must_use]
    pub fn gone(self) -> Option<Value<'t>> {
        self.root.member("gone").filter(|gone| gone.kind() == Kind::Boolean(true))
    }

    /// The value that gives its state.
    #[must_use]
    pub fn state(self) -> Option<Value<'t>> {
        self.of_metadata("KeyState")
    }

    /// The value that says whether AWS rotates it. AWS answers for that by itself, so that it may be missing.
    #[must_use]
    pub fn rotation(self) -> Option<Value<'t>> {
        let home = if self.is_from_aws { Some(self.root) } else { self.metadata };
        home?.member("KeyRotationEnabled")
    }

    /// Whether it is one of AWS's own, of which nobody else can change anything.
    #[must_use]
    pub fn is_managed_by_aws(self) -> bool {
        self.text("KeyManager").as_deref() == Some("AWS")
    }

    /// The part that it has among its copies.
    #[must_use]
    pub fn regional_part(self) -> RegionalPart {
        let is_multi_region = self.of_metadata("MultiRegion").is_some_and(|flag| flag.kind() == Kind::Boolean(true));
        let part = self.of_metadata("MultiRegionConfiguration").and_then(|told| told.member("MultiRegionKeyType")?.as_str());
        match part.as_deref() {
            _ if !is_multi_region => RegionalPart::Single,
            Some("PRIMARY") => RegionalPart::Primary,
            Some("REPLICA") => RegionalPart::Replica,
            _ => RegionalPart::Untold,
        }
    }

    /// What it is asked for by: the id that CCKM has for it, or else the one that AWS has.
    #[must_use]
    pub fn id(self) -> Option<Cow<'t, str>> {
        let own = if self.is_from_aws { None } else { self.root.member("id").and_then(Value::as_str) };
        own.or_else(|| self.aws_id())
    }

    /// The id that AWS has for it. What tells of its rotation names it, too.
    fn aws_id(self) -> Option<Cow<'t, str>> {
        let beside = || self.root.member("KeyId").and_then(Value::as_str);
        let id = self.text("KeyId").or_else(|| self.text("KeyID")).or_else(beside)?;
        Some(Arn::parse(&id).map(|arn| arn.kind_and_name().1.to_owned()).map_or(id, Cow::Owned))
    }

    /// Whether an entry of a list of aliases is one of its own. AWS lists those of all keys, unless it is asked for one.
    pub(super) fn goes_by(self, alias: Value<'_>) -> bool {
        let target = alias.member("TargetKeyId").and_then(Value::as_str);
        target.is_none_or(|target| self.aws_id().is_none_or(|own| own == target))
    }

    /// The account that it is in.
    pub(super) fn account(self) -> Option<Box<str>> {
        let of_arn = || Some(Arn::parse(&self.text("Arn")?)?.account.into());
        let told = self.text("AWSAccountId").filter(|account| super::arn::is_account_id(account));
        told.map(Into::into).or_else(of_arn)
    }

    /// The region that its ARN names.
    pub(super) fn region(self) -> Option<Named<'t, Region>> {
        let value = self.of_metadata("Arn")?;
        let facts = Region::find(Arn::parse(&value.as_str()?)?.region)?;
        Some(Named { facts, value })
    }
}
