//! Principals: who a statement is about.

use crate::catalog::Partition;
use crate::json::{Syntax, Value};
use crate::request::arn::{Arn, is_account_id};

/// One principal, as it is written.
#[derive(Clone, Debug)]
pub struct Principal<'t> {
    /// The string.
    pub value: Value<'t>,
    /// What it names.
    pub kind: PrincipalKind<'t>,
}

/// What a principal names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PrincipalKind<'t> {
    /// `*`: everyone, of every account.
    Anyone,
    /// An account: twelve digits, or the ARN of its root.
    Account {
        /// Its id.
        account: &'t str,
        /// The partition, where an ARN says so.
        partition: Option<Partition>,
    },
    /// A user, a role, or a session of one: an ARN of the right form.
    Identity(Arn<'t>),
    /// A service of AWS, by its host name.
    Service(&'t str),
    /// An identity provider.
    Federated,
    /// A canonical user of S3.
    CanonicalUser,
    /// A template hole.
    Hole,
    /// Nothing that a principal can be.
    Invalid,
}

impl<'t> PrincipalKind<'t> {
    /// The account that it belongs to.
    #[must_use]
    pub const fn account(self) -> Option<&'t str> {
        match self {
            Self::Account { account, .. } => Some(account),
            Self::Identity(arn) => Some(arn.account),
            _ => None,
        }
    }

    /// Whether it is a principal under `AWS` that exists in some account: an account, a user, a role, everyone.
    #[must_use]
    pub const fn is_aws(self) -> bool {
        matches!(self, Self::Anyone | Self::Account { .. } | Self::Identity(_))
    }
}

/// What the entry of the principal element that stands under `name` names. `None` is the bare `"*"`.
pub(super) fn kind<'t>(name: Option<&str>, value: Value<'t>) -> PrincipalKind<'t> {
    let Some(text) = value.text() else { return PrincipalKind::Invalid };
    if value.has_holes(text, Syntax::KeyPolicy) {
        return PrincipalKind::Hole;
    }
    match name {
        None if text == "*" => PrincipalKind::Anyone,
        Some("AWS") => aws(text),
        Some("Service") => PrincipalKind::Service(text),
        Some("Federated") => PrincipalKind::Federated,
        Some("CanonicalUser") => PrincipalKind::CanonicalUser,
        _ => PrincipalKind::Invalid,
    }
}

fn aws(text: &str) -> PrincipalKind<'_> {
    if text == "*" {
        return PrincipalKind::Anyone;
    }
    if is_account_id(text) {
        return PrincipalKind::Account { account: text, partition: None };
    }
    let Some(arn) = Arn::parse(text).filter(|arn| is_account_id(arn.account) && arn.region.is_empty()) else {
        return PrincipalKind::Invalid;
    };
    let Some(partition) = Partition::find(arn.partition) else { return PrincipalKind::Invalid };
    match (arn.service, arn.kind_and_name()) {
        ("iam", ("root", "")) => PrincipalKind::Account { account: arn.account, partition: Some(partition) },
        ("iam", ("user" | "role", name)) if is_whole(name) => PrincipalKind::Identity(arn),
        ("sts", ("assumed-role" | "federated-user", name)) if is_whole(name) => PrincipalKind::Identity(arn),
        _ => PrincipalKind::Invalid,
    }
}

fn is_whole(name: &str) -> bool {
    !name.is_empty() && !name.ends_with('/') && !name.contains(['*', '?'])
}
