//! A request made well, from what somebody wants of a key, with the reasons beside it.

mod policy;
mod reason;
mod written;

pub use reason::Reason;

use clap::ValueEnum;

use crate::catalog::{Family, Region, Spec};
use crate::request::policy::KeyFacts;

/// What a key is wanted for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Purpose {
    /// Encrypt and decrypt, within AWS and with its services
    Encrypt,
    /// Let others encrypt who have no access to AWS, and decrypt with the key
    EncryptOutside,
    /// Sign, and let anybody verify
    Sign,
    /// Make and verify HMACs
    Mac,
}

impl Purpose {
    /// The usage that it takes.
    #[must_use]
    pub const fn usage(self) -> &'static str {
        match self {
            Self::Encrypt | Self::EncryptOutside => "ENCRYPT_DECRYPT",
            Self::Sign => "SIGN_VERIFY",
            Self::Mac => "GENERATE_VERIFY_MAC",
        }
    }

    /// The spec that serves it where none is asked for.
    const fn spec(self) -> &'static str {
        match self {
            Self::Encrypt => "SYMMETRIC_DEFAULT",
            Self::EncryptOutside => "RSA_4096",
            Self::Sign => "ECC_NIST_P256",
            Self::Mac => "HMAC_256",
        }
    }

    /// Whether keys of a spec serve it.
    #[must_use]
    pub fn is_served_by(self, spec: &Spec) -> bool {
        let is_symmetric = spec.family == Family::Symmetric;
        match self {
            Self::Encrypt => is_symmetric,
            Self::EncryptOutside => !is_symmetric && spec.usages.contains(&self.usage()),
            Self::Sign | Self::Mac => spec.usages.contains(&self.usage()),
        }
    }
}

/// Somebody in the key's account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Identity {
    /// An IAM user, by name.
    User(String),
    /// An IAM role, by name.
    Role(String),
}

impl Identity {
    /// Reads `role/NAME`, `user/NAME`, or the name of a role.
    #[must_use]
    pub fn read(text: &str) -> Self {
        match text.split_once('/') {
            Some(("user", name)) => Self::User(name.to_owned()),
            Some(("role", name)) => Self::Role(name.to_owned()),
            _ => Self::Role(text.to_owned()),
        }
    }

    fn name(&self) -> &str {
        match self {
            Self::User(name) | Self::Role(name) => name,
        }
    }

    const fn kind(&self) -> &'static str {
        match self {
            Self::User(_) => "user",
            Self::Role(_) => "role",
        }
    }
}

/// What somebody wants of a key.
#[derive(Clone, Debug)]
pub struct Draft {
    /// The KMS container.
    pub kms: String,
    /// The region.
    pub region: &'static Region,
    /// What the key is for.
    pub purpose: Purpose,
    /// The spec, where one is asked for.
    pub spec: Option<&'static Spec>,
    /// The alias, without `alias/`.
    pub alias: String,
    /// The description.
    pub description: Option<String>,
    /// Tags: their keys and values.
    pub tags: Vec<(String, String)>,
    /// Whether the key is to be copied to other regions.
    pub multi_region: bool,
    /// The account that the key is made in.
    pub account: Option<String>,
    /// Who administers the key.
    pub admins: Vec<Identity>,
    /// Who uses it.
    pub users: Vec<Identity>,
}

/// Why a request cannot be written from a draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unwritable {
    /// Keys of that spec do not serve the purpose; those that do.
    WrongSpec(Vec<&'static str>),
    /// The policy names the account, which is not known.
    NoAccount,
}

impl Draft {
    /// The request as a JSON text.
    ///
    /// # Errors
    /// Where the spec does not serve the purpose, and where a policy is needed and the account is not known.
    pub fn request(&self) -> Result<String, Unwritable> {
        let spec = self.spec();
        if !self.purpose.is_served_by(spec) {
            return Err(Unwritable::WrongSpec(self.specs()));
        }
        if self.needs_policy() && self.account.is_none() {
            return Err(Unwritable::NoAccount);
        }
        Ok(written::text(self))
    }

    /// Why the request is as it is, field by field.
    #[must_use]
    pub fn reasons(&self) -> Vec<Reason> {
        reason::reasons(self)
    }

    /// The spec that the key has.
    #[must_use]
    pub fn spec(&self) -> &'static Spec {
        self.spec.or_else(|| Spec::find(self.purpose.spec())).unwrap_or_else(Spec::default_spec)
    }

    /// The specs that serve the purpose, as far as CCKM's manual has them.
    fn specs(&self) -> Vec<&'static str> {
        let serves = |spec: &&Spec| spec.documented && self.purpose.is_served_by(spec);
        crate::catalog::spec::SPECS.iter().filter(serves).map(|spec| spec.name).collect()
    }

    fn key_facts(&self) -> KeyFacts<'static> {
        KeyFacts {
            spec: Some(self.spec().name),
            usage: Some(self.purpose.usage()),
            origin: Some("AWS_KMS"),
            multi_region: Some(self.multi_region),
        }
    }

    /// The one list that says who may do what, where one is enough.
    fn only_list(&self) -> Option<(&'static str, Vec<&str>)> {
        let lists = [
            ("key_admins", users(&self.admins)),
            ("key_admins_roles", roles(&self.admins)),
            ("key_users", users(&self.users)),
            ("key_users_roles", roles(&self.users)),
        ];
        let mut given = lists.into_iter().filter(|(_, names)| !names.is_empty());
        given.next().filter(|_| given.next().is_none())
    }

    /// Whether a policy has to say who may do what. The manual lets one list be given, and no more for certain.
    #[must_use]
    pub fn needs_policy(&self) -> bool {
        let names_somebody = !self.admins.is_empty() || !self.users.is_empty();
        names_somebody && self.only_list().is_none()
    }
}

fn users(all: &[Identity]) -> Vec<&str> {
    all.iter().filter(|one| matches!(one, Identity::User(_))).map(Identity::name).collect()
}

fn roles(all: &[Identity]) -> Vec<&str> {
    all.iter().filter(|one| matches!(one, Identity::Role(_))).map(Identity::name).collect()
}
