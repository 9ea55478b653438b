//! An entry of `aws_param.Tags`.

use super::given::Given;
use super::member::Member;
use super::text::Text;
use crate::json::Value;

/// A tag, as far as it could be read.
#[derive(Clone, Copy, Debug)]
pub struct Tag<'t> {
    /// The entry of the list.
    pub value: Value<'t>,
    pub(super) key: Given<Member<'t>>,
    pub(super) text: Given<Member<'t>>,
    pub(super) empty_key: Option<Value<'t>>,
}

impl<'t> Tag<'t> {
    /// Its `TagKey`.
    #[must_use]
    pub fn key(&self) -> Given<Text<'t>> {
        self.key.and_then(|member| member.given()).and_then(|value| Given::or_invalid(Text::read(value)))
    }

    /// Its `TagKey` as it is written, holes and all.
    #[must_use]
    pub fn key_text(&self) -> Option<Text<'t>> {
        self.key.present()?.text()
    }

    /// Its `TagValue` as it is written, holes and all. An empty one is a text, `null` is none.
    #[must_use]
    pub fn value_text(&self) -> Option<Text<'t>> {
        self.text.present()?.text()
    }

    /// Whether it certainly has no `TagKey`: an empty one is none.
    #[must_use]
    pub const fn lacks_key(&self) -> bool {
        self.key.is_absent()
    }

    /// Its `TagKey`, where it is given and empty.
    #[must_use]
    pub fn empty_key(&self) -> Option<Value<'t>> {
        self.empty_key
    }

    /// Whether it certainly has no `TagValue`.
    #[must_use]
    pub const fn lacks_value(&self) -> bool {
        self.text.is_absent()
    }
}
