//! The three ways in which a request says who may use the key.

use super::{Request, State};
use crate::catalog::field::Field;
use crate::json::{Kind, Value};

/// How a request says who may use the key. They exclude one another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PolicySource {
    /// `aws_param.Policy`: a key policy in full.
    Policy,
    /// `policytemplate`: a template of CCKM's.
    Template,
    /// The five lists of users, roles and accounts.
    Lists,
}

impl PolicySource {
    /// What the configuration calls them.
    pub const NAMES: &[&str] = &["policy", "template", "lists"];

    /// The source that the configuration calls so.
    #[must_use]
    pub fn find(name: &str) -> Option<Self> {
        let at = Self::NAMES.iter().position(|own| *own == name)?;
        [Self::Policy, Self::Template, Self::Lists].get(at).copied()
    }

    /// The source that a field belongs to.
    #[must_use]
    pub fn of(field: Field) -> Option<Self> {
        match field {
            Field::Policy => Some(Self::Policy),
            Field::PolicyTemplate => Some(Self::Template),
            _ if Field::PRINCIPAL_LISTS.contains(&field) => Some(Self::Lists),
            _ => None,
        }
    }
}

impl<'t> Request<'t> {
    /// The flag that switches AWS's check against a lockout off, where it is `true`.
    #[must_use]
    pub fn lockout_bypass(&self) -> Option<Value<'t>> {
        let given = self.member(Field::BypassPolicyLockoutSafetyCheck).filter(|member| member.state == State::Given);
        given.map(|member| member.value).filter(|flag| flag.kind() == Kind::Boolean(true))
    }

    /// The fields that are given to say who may use the key, in the order of the text.
    #[must_use]
    pub fn policy_fields(&self) -> Vec<(PolicySource, Field)> {
        let given = Field::POLICY_SOURCES.into_iter().filter(|field| self.is_given(*field));
        let mut given: Vec<_> = given.filter_map(|field| PolicySource::of(field).map(|source| (source, field))).collect();
        given.sort_by_key(|(_, field)| self.member(*field).map(|member| member.value.span()));
        given
    }

    /// Whether more than one field is given to say who may use the key.
    #[must_use]
    pub fn has_several_policy_fields(&self) -> bool {
        Field::POLICY_SOURCES.into_iter().filter(|field| self.is_given(*field)).nth(1).is_some()
    }

    /// Whether it is certain that nothing is given to say who may use the key.
    #[must_use]
    pub fn has_no_policy_source(&self) -> bool {
        Field::POLICY_SOURCES.into_iter().all(|field| self.value(field).is_absent())
    }
}
