//! An entry of `aws_param.Tags`.

use super::given::Given;
use super::member::Member;
use super::text::Text;
use crate::json::Value;

/// A tag, as far as it could be read.
#[derive(Clone, Debug)]
pub struct Tag<'t> {
    /// The entry of the list.
    pub value: Value<'t>,
    pub(super) key: Part<'t>,
    pub(super) text: Part<'t>,
    pub(super) empty_key: Option<Value<'t>>,
}

/// A member of a tag, and its text, which many rules look at.
#[derive(Clone, Debug)]
pub(super) struct Part<'t> {
    member: Given<Member<'t>>,
    text: Option<Text<'t>>,
}

impl<'t> Part<'t> {
    pub(super) fn read(member: Given<Member<'t>>) -> Self {
        Self { member, text: member.present().and_then(|member| member.text()) }
    }
}

impl<'t> Tag<'t> {
    /// Its `TagKey`.
    #[must_use]
    pub fn key(&self) -> Given<&Text<'t>> {
        self.key.member.and_then(|member| member.given()).and_then(|_| Given::or_invalid(self.key.text.as_ref()))
    }

    /// Its `TagKey` as it is written, holes and all.
    #[must_use]
    pub const fn key_text(&self) -> Option<&Text<'t>> {
        self.key.text.as_ref()
    }

    /// Its `TagValue` as it is written, holes and all. An empty one is a text, `null` is none.
    #[must_use]
    pub const fn value_text(&self) -> Option<&Text<'t>> {
        self.text.text.as_ref()
    }

    /// Whether it certainly has no `TagKey`: an empty one is none.
    #[must_use]
    pub const fn lacks_key(&self) -> bool {
        self.key.member.is_absent()
    }

    /// Its `TagKey`, where it is given and empty.
    #[must_use]
    pub fn empty_key(&self) -> Option<Value<'t>> {
        self.empty_key
    }

    /// Whether it certainly has no `TagValue`.
    #[must_use]
    pub const fn lacks_value(&self) -> bool {
        self.text.member.is_absent()
    }
}
