//! What an action needs of a key.

use super::evaluate::KeyFacts;
use crate::catalog::{Family, Needs, Spec};

impl KeyFacts<'_> {
    /// Why an action with these needs does nothing with the key; nothing where it does, or where the key is not known.
    #[must_use]
    pub fn obstacle(self, needs: Needs) -> Option<String> {
        match needs {
            Needs::Nothing => None,
            Needs::Usage(usage) => {
                self.usage.filter(|own| *own != usage && !own.is_empty()).map(|own| format!("the key is for {own}"))
            }
            Needs::SymmetricEncryption => {
                self.spec.filter(|spec| *spec != "SYMMETRIC_DEFAULT").map(|spec| format!("the key is {spec}"))
            }
            Needs::Asymmetric => {
                let family = self.spec.and_then(Spec::find).map(|spec| spec.family)?;
                matches!(family, Family::Symmetric | Family::Hmac).then(|| "the key is no key pair".to_owned())
            }
            Needs::ImportedMaterial => {
                self.origin.filter(|origin| *origin != "EXTERNAL").map(|_| "AWS makes the key's material".to_owned())
            }
            Needs::MultiRegion => (self.multi_region == Some(false)).then(|| "the key is of one region".to_owned()),
        }
    }
}
