//! Elements that come in two forms: `Principal` and `NotPrincipal`, `Action` and `NotAction`.

use super::truth::Truth;
use crate::json::Value;

/// What a statement is about, by one of the two forms of an element.
#[derive(Clone, Debug)]
pub enum Selection<T> {
    /// Those named.
    Of(Vec<T>),
    /// All but those named.
    AllBut(Vec<T>),
    /// The element is missing, is there in both forms, or says nothing that can be read.
    Unknown,
}

impl<T> Selection<T> {
    /// Reads whichever form is there.
    pub(super) fn read<'t>(
        plain: Option<Value<'t>>,
        negated: Option<Value<'t>>,
        entries: impl Fn(Value<'t>) -> Option<Vec<T>>,
    ) -> Self {
        match (plain, negated) {
            (Some(element), None) => entries(element).map_or(Self::Unknown, Self::Of),
            (None, Some(element)) => entries(element).map_or(Self::Unknown, Self::AllBut),
            _ => Self::Unknown,
        }
    }

    /// Those that are named, in whichever sense.
    #[must_use]
    pub fn entries(&self) -> &[T] {
        match self {
            Self::Of(entries) | Self::AllBut(entries) => entries,
            Self::Unknown => &[],
        }
    }

    /// Whether the statement is about something, told by whether each entry stands for it.
    pub fn covers(&self, stands_for_it: impl Fn(&T) -> Truth) -> Truth {
        match self {
            Self::Of(entries) => Truth::any(entries.iter().map(stands_for_it)),
            Self::AllBut(entries) => Truth::any(entries.iter().map(stands_for_it)).not(),
            Self::Unknown => Truth::Maybe,
        }
    }

    /// The first of that kind among those that are named as what the statement is about.
    pub fn find(&self, is_of_that_kind: impl Fn(&T) -> bool) -> Option<&T> {
        match self {
            Self::Of(entries) => entries.iter().find(|entry| is_of_that_kind(entry)),
            Self::AllBut(_) | Self::Unknown => None,
        }
    }
}
