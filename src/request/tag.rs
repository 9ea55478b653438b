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

/// A member of a tag. Its text is read when it is asked for: there may be a million tags.
#[derive(Clone, Copy, Debug)]
pub(super) struct Part<'t> {
    /// Whether other rules may rely on it.
    given: Given<()>,
    /// The string that it is, which may have holes.
    string: Option<Value<'t>>,
}

impl<'t> Part<'t> {
    pub(super) fn of(member: Given<Member<'t>>) -> Self {
        let string = member.present().filter(Member::may_be_text).map(|member| member.value);
        Self { given: member.and_then(|member| member.given().map(|_| ())), string }
    }

    fn text(self) -> Option<Text<'t>> {
        self.string.and_then(Text::read)
    }
}

impl<'t> Tag<'t> {
    /// Its `TagKey`.
    #[must_use]
    pub fn key(&self) -> Given<Text<'t>> {
        self.key.given.and_then(|()| Given::or_invalid(self.key.text()))
    }

    /// Its `TagKey` as it is written, holes and all.
    #[must_use]
    pub fn key_text(&self) -> Option<Text<'t>> {
        self.key.text()
    }

    /// Its `TagValue` as it is written, holes and all. An empty one is a text, `null` is none.
    #[must_use]
    pub fn value_text(&self) -> Option<Text<'t>> {
        self.text.text()
    }

    /// Whether it certainly has no `TagKey`: an empty one is none.
    #[must_use]
    pub const fn lacks_key(&self) -> bool {
        self.key.given.is_absent()
    }

    /// Its `TagKey`, where it is given and empty.
    #[must_use]
    pub fn empty_key(&self) -> Option<Value<'t>> {
        self.empty_key
    }

    /// Whether it certainly has no `TagValue`.
    #[must_use]
    pub const fn lacks_value(&self) -> bool {
        self.text.given.is_absent()
    }
}
