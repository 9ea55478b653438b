//! The place of the cursor in a tree.

use super::names::names;
use super::offer::Offer;
use super::probe::{Cursor, PROBE, Style};
use super::reading::Reading;
use super::values::values;
use crate::json::{Kind, Value};

/// The place of the probe in a tree.
pub(super) struct Spot<'t> {
    /// The value that it is in, or whose name it is in.
    pub value: Value<'t>,
    is_name: bool,
}

impl<'t> Spot<'t> {
    pub(super) fn find(reading: &Reading<'t>) -> Option<Self> {
        let is_in = |text: &str| text.contains(PROBE);
        let is_name = |value: &Value<'t>| value.key().is_some_and(|key| is_in(key.raw()));
        // The innermost text is the last one.
        let places = reading.values().filter(|value| is_name(value) || (!value.is_container() && is_in(value.raw())));
        places.last().map(|value| Self { value, is_name: is_name(&value) })
    }

    pub(super) fn offers(&self, reading: &Reading<'t>, cursor: &Cursor<'_>, style: Style) -> Vec<Offer> {
        match self.value.parent() {
            Some(object) if self.is_name => names(reading, object, reading.slot(object), cursor.enclosing()),
            _ if style == Style::AsIs && self.value.kind() == Kind::String => {
                values(reading, self.value, reading.slot(self.value))
            }
            _ => Vec::new(),
        }
    }
}
