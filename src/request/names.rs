//! What a key will go by.

use super::{Request, Text};
use crate::catalog::field::Field;

/// What a key will go by, and where that must be its own.
#[derive(Clone, Debug, Default)]
pub struct Names<'t> {
    /// The account of AWS, by its name in CCKM.
    pub kms: Option<Text<'t>>,
    /// The region.
    pub region: Option<Text<'t>>,
    /// The aliases.
    pub aliases: Vec<Text<'t>>,
}

impl<'t> Request<'t> {
    /// What the key will go by, as far as it is known.
    #[must_use]
    pub fn names(&self) -> Names<'t> {
        let text = |field: Field| self.known_text(field).present();
        Names { kms: text(Field::Kms), region: text(Field::Region), aliases: self.aliases.clone() }
    }
}
