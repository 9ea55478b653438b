//! May this principal do this action under this policy?
//!
//! The evaluation logic of IAM for a resource policy: an explicit deny wins, then an allow gives, else nothing is given.
//! Conditions are true, false, or not known before the request is made, and so is the answer.

use std::borrow::Cow;

use super::KeyPolicy;
use super::condition::{SetQualifier, Test};
use super::pattern::matches;
use super::principal::PrincipalKind;
use super::statement::Statement;
use super::truth::Truth;
use crate::catalog::ValueType;
use crate::request::arn::Arn;

/// Who asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Caller<'c> {
    /// The root of an account, or whoever IAM lets act there: the account as a principal stands for both.
    Account(&'c str),
    /// A user, a role or a session.
    Identity(Arn<'c>),
    /// Somebody of an account that nothing is known of.
    Stranger,
    /// A service of AWS.
    Service(&'c str),
}

impl<'c> Caller<'c> {
    /// The caller that a principal names, if it names one that can call.
    #[must_use]
    pub const fn named(kind: PrincipalKind<'c>) -> Option<Self> {
        match kind {
            PrincipalKind::Anyone => Some(Self::Stranger),
            PrincipalKind::Account { account, .. } => Some(Self::Account(account)),
            PrincipalKind::Identity(arn) => Some(Self::Identity(arn)),
            PrincipalKind::Service(host) => Some(Self::Service(host)),
            _ => None,
        }
    }

    const fn account(self) -> Option<&'c str> {
        match self {
            Self::Account(account) => Some(account),
            Self::Identity(arn) => Some(arn.account),
            Self::Stranger | Self::Service(_) => None,
        }
    }
}

/// What is known of the key before it is made. `None` is not known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct KeyFacts<'k> {
    /// Its spec.
    pub spec: Option<&'k str>,
    /// Its usage.
    pub usage: Option<&'k str>,
    /// Where its material comes from.
    pub origin: Option<&'k str>,
    /// Whether it is multi-region.
    pub multi_region: Option<bool>,
}

impl KeyFacts<'static> {
    /// A key of a key store. AWS makes no other kind there (botocore 1.44.8, `CreateKey`, `CustomKeyStoreId`).
    #[must_use]
    pub const fn of_store(origin: &'static str) -> Self {
        Self { spec: Some("SYMMETRIC_DEFAULT"), usage: Some("ENCRYPT_DECRYPT"), origin: Some(origin), multi_region: Some(false) }
    }
}

impl KeyPolicy<'_> {
    /// Whether `caller` may do `action`, which is named with its `kms:`.
    #[must_use]
    pub fn may(&self, caller: Caller<'_>, action: &str, key: KeyFacts<'_>) -> Truth {
        let applying = |statement: &Statement<'_>| statement.is_about(caller, action, key);
        let denied = Truth::any(self.statements.iter().filter(|statement| statement.denies()).map(applying));
        if denied == Truth::Yes {
            return Truth::No;
        }
        let allowed = Truth::any(self.statements.iter().filter(|statement| statement.allows()).map(applying));
        // What could not be read may allow, and may deny.
        let unread = if self.is_partial || self.has_unread_effect() { Truth::Maybe } else { Truth::No };
        allowed.max(unread).and(denied.max(unread).not())
    }

    /// Whether there is a statement of which it is not known what it does.
    #[must_use]
    pub fn has_unread_effect(&self) -> bool {
        self.statements.iter().any(|statement| !statement.allows() && !statement.denies())
    }
}

impl Statement<'_> {
    /// Whether it may give the action of that id to somebody.
    #[must_use]
    pub fn may_give(&self, action: &str) -> bool {
        self.allows() && self.actions.cover(action) != Truth::No
    }

    /// Whether the statement applies to `caller` doing `action`.
    #[must_use]
    pub fn is_about(&self, caller: Caller<'_>, action: &str, key: KeyFacts<'_>) -> Truth {
        match self.actions.cover(action).and(self.concerns(caller)) {
            Truth::No => Truth::No,
            applies => applies.and(self.is_in_force(caller, key)),
        }
    }

    /// Whether its condition holds.
    #[must_use]
    pub fn is_in_force(&self, caller: Caller<'_>, key: KeyFacts<'_>) -> Truth {
        let holds = Truth::all(self.tests.iter().map(|test| test.holds(caller, key)));
        if self.has_faulty_condition { holds.and(Truth::Maybe) } else { holds }
    }

    /// Whether `caller` is among its principals.
    #[must_use]
    pub fn concerns(&self, caller: Caller<'_>) -> Truth {
        let denies = self.denies();
        self.principals.covers(|principal| is_principal(principal.kind, caller, denies))
    }
}

/// Whether a principal is the caller. An account that is allowed leaves the rest to IAM; one that is denied is denied whole.
fn is_principal(kind: PrincipalKind<'_>, caller: Caller<'_>, denies: bool) -> Truth {
    match (kind, caller) {
        (PrincipalKind::Anyone, _) => Truth::Yes,
        (PrincipalKind::Hole | PrincipalKind::Invalid | PrincipalKind::Federated, _) => Truth::Maybe,
        (PrincipalKind::Account { account, .. }, Caller::Account(own)) => Truth::from(account == own),
        (PrincipalKind::Account { account, .. }, Caller::Identity(arn)) if account == arn.account => {
            if denies {
                Truth::Yes
            } else {
                Truth::Maybe
            }
        }
        (PrincipalKind::Identity(principal), Caller::Identity(arn)) => Truth::from(is_same_identity(principal, arn)),
        // Whoever acts for the account, or is not known, may be this one.
        (PrincipalKind::Identity(principal), Caller::Account(own)) if principal.account == own && denies => Truth::Maybe,
        (PrincipalKind::Identity(_) | PrincipalKind::Account { .. }, Caller::Stranger) => Truth::Maybe,
        (PrincipalKind::Service(host), Caller::Service(own)) => Truth::from(host == own),
        _ => Truth::No,
    }
}

/// The same user or role, or a session of the role.
#[must_use]
pub fn is_same_identity(principal: Arn<'_>, caller: Arn<'_>) -> bool {
    if principal == caller {
        return true;
    }
    let (kind, name) = principal.kind_and_name();
    let (caller_kind, session) = caller.kind_and_name();
    let role = name.rsplit('/').next().unwrap_or(name);
    let assumed = session.split('/').next().unwrap_or(session);
    principal.account == caller.account && kind == "role" && caller_kind == "assumed-role" && role == assumed
}

impl Test<'_> {
    /// Whether it holds, as far as is known before the request is made.
    #[must_use]
    pub fn holds(&self, caller: Caller<'_>, key: KeyFacts<'_>) -> Truth {
        let Some(operator) = self.operator else { return Truth::Maybe };
        let Some(known) = self.known_value(caller, key) else { return Truth::Maybe };
        let Some(texts) = self.texts() else { return Truth::Maybe };
        if operator.is_null() {
            return Truth::from(texts.iter().any(|text| text.eq_ignore_ascii_case("false")));
        }
        if self.qualifier == Some(SetQualifier::ForAllValues) && texts.is_empty() {
            return Truth::Maybe;
        }
        let is_equal = |text: &Cow<'_, str>| match operator.name {
            _ if operator.has_wildcards => matches_exactly(text, &known),
            "StringEqualsIgnoreCase" | "StringNotEqualsIgnoreCase" | "Bool" => text.eq_ignore_ascii_case(&known),
            _ => *text == known,
        };
        match operator.value_type {
            ValueType::Text | ValueType::Arn | ValueType::Flag => Truth::from(texts.iter().any(is_equal) != operator.is_negated),
            _ => Truth::Maybe,
        }
    }

    /// The value that the request will have for the key, where that is known beforehand.
    fn known_value(&self, caller: Caller<'_>, key: KeyFacts<'_>) -> Option<String> {
        let text = |value: Option<&str>| value.map(ToOwned::to_owned);
        match self.name.to_ascii_lowercase().as_str() {
            "kms:keyspec" | "kms:customermasterkeyspec" => text(key.spec),
            "kms:keyusage" | "kms:customermasterkeyusage" => text(key.usage),
            "kms:keyorigin" => text(key.origin),
            "kms:multiregion" => key.multi_region.map(|flag| flag.to_string()),
            "kms:calleraccount" | "aws:principalaccount" => text(caller.account()),
            "aws:principalarn" => match caller {
                Caller::Identity(arn) if matches!(arn.kind_and_name().0, "user" | "role") => Some(arn.to_string()),
                _ => None,
            },
            _ => None,
        }
    }
}

/// Wildcards, with case: condition values are compared exactly.
fn matches_exactly(pattern: &str, text: &str) -> bool {
    matches(pattern, text) && (pattern.contains(['*', '?']) || pattern == text)
}
