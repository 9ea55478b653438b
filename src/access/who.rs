//! Who a policy is about.

use crate::request::arn::Arn;
use crate::request::policy::{Caller, Principal, PrincipalKind};

/// Somebody whom a policy names, in whichever way. Two spellings of one account are the same.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Who {
    /// Everyone, of every account.
    Everyone,
    /// Everyone but those of these names.
    EveryoneBut(Vec<String>),
    /// The account that the key is made in, where its id is not known.
    OwnAccount,
    /// An account, by its id.
    Account(String),
    /// A user, a role or a session, by its ARN.
    Identity(String),
    /// A user of the key's account, by its name.
    User(String),
    /// A role of the key's account, by its name.
    Role(String),
    /// A service of AWS, by its host name.
    Service(String),
    /// An identity provider, which AWS KMS does not take.
    Federated(String),
    /// A canonical user of S3.
    CanonicalUser(String),
    /// Somebody who is filled in later.
    Unknown(String),
    /// Nothing that a principal can be.
    Invalid(String),
}

impl Who {
    /// Whom a principal names.
    #[must_use]
    pub fn of(principal: &Principal<'_>) -> Self {
        let text = || principal.value.as_str().map_or_else(|| principal.value.raw().to_owned(), Into::into);
        match principal.kind {
            PrincipalKind::Anyone => Self::Everyone,
            PrincipalKind::Account { account, .. } => Self::Account(account.to_owned()),
            PrincipalKind::Identity(_) => Self::Identity(text()),
            PrincipalKind::Service(host) => Self::Service(host.to_owned()),
            PrincipalKind::Federated => Self::Federated(text()),
            PrincipalKind::CanonicalUser => Self::CanonicalUser(text()),
            PrincipalKind::Hole => Self::Unknown(text()),
            PrincipalKind::Invalid => Self::Invalid(text()),
        }
    }

    /// The account that it belongs to, where that is known.
    #[must_use]
    pub fn account(&self) -> Option<&str> {
        match self {
            Self::Account(id) => Some(id),
            Self::Identity(arn) => Arn::parse(arn).map(|arn| arn.account),
            _ => None,
        }
    }

    /// It as the evaluator knows it. Of some nothing is known but that they call.
    #[must_use]
    pub fn caller(&self) -> Caller<'_> {
        match self {
            Self::Account(id) => Caller::Account(id),
            Self::Identity(arn) => Arn::parse(arn).map_or(Caller::Stranger, Caller::Identity),
            Self::Service(host) => Caller::Service(host),
            _ => Caller::Stranger,
        }
    }

    /// Whether it can act at all, as far as is known.
    #[must_use]
    pub const fn is_somebody(&self) -> bool {
        !matches!(self, Self::Invalid(_) | Self::Federated(_) | Self::CanonicalUser(_))
    }

    /// What kind it is, as machines are told.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Everyone => "everyone",
            Self::EveryoneBut(_) => "everyone-but",
            Self::OwnAccount => "own-account",
            Self::Account(_) => "account",
            Self::Identity(arn) => identity_kind(arn),
            Self::User(_) => "user",
            Self::Role(_) => "role",
            Self::Service(_) => "service",
            Self::Federated(_) => "federated",
            Self::CanonicalUser(_) => "canonical-user",
            Self::Unknown(_) => "unknown",
            Self::Invalid(_) => "invalid",
        }
    }

    /// Its name, where it has one.
    #[must_use]
    pub fn name(&self) -> Option<&str> {
        match self {
            Self::Everyone | Self::EveryoneBut(_) | Self::OwnAccount => None,
            Self::Account(name)
            | Self::Identity(name)
            | Self::User(name)
            | Self::Role(name)
            | Self::Service(name)
            | Self::Federated(name)
            | Self::CanonicalUser(name)
            | Self::Unknown(name)
            | Self::Invalid(name) => Some(name),
        }
    }

    /// It in a sentence.
    #[must_use]
    pub fn title(&self) -> String {
        match self {
            Self::Everyone => "everyone, of every account".to_owned(),
            Self::EveryoneBut(names) => format!("everyone but {}", names.join(", ")),
            Self::OwnAccount => "the account of the key".to_owned(),
            Self::Account(id) => format!("account {id}"),
            Self::Identity(arn) => format!("{} {arn}", identity_kind(arn)),
            Self::User(name) => format!("user {name} of the account"),
            Self::Role(name) => format!("role {name} of the account"),
            Self::Service(host) => format!("service {host}"),
            Self::Federated(name) => format!("identity provider {name}, which KMS does not take for a principal"),
            Self::CanonicalUser(name) => format!("canonical user {name}, whom KMS does not take for a principal"),
            Self::Unknown(text) => format!("not known before it is filled in: {text}"),
            Self::Invalid(text) => format!("not a principal, so that AWS refuses the policy: {text}"),
        }
    }

    /// Shows `f` every text of it.
    pub(super) fn each_text(&mut self, f: &mut dyn FnMut(&mut String)) {
        match self {
            Self::Everyone | Self::OwnAccount => {}
            Self::EveryoneBut(names) => names.iter_mut().for_each(f),
            Self::Account(name)
            | Self::Identity(name)
            | Self::User(name)
            | Self::Role(name)
            | Self::Service(name)
            | Self::Federated(name)
            | Self::CanonicalUser(name)
            | Self::Unknown(name)
            | Self::Invalid(name) => f(name),
        }
    }
}

fn identity_kind(arn: &str) -> &'static str {
    match Arn::parse(arn).map(|arn| arn.kind_and_name().0) {
        Some("role") => "role",
        Some("assumed-role") => "session",
        Some("federated-user") => "federated-user",
        _ => "user",
    }
}
