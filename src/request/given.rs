//! Whether a field is there.

/// What is known of a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Given<T> {
    /// It is given, and it is what the manual wants.
    Present(T),
    /// It is not given; nor is it where it is `null`, `""` or an empty list.
    Absent,
    /// It is given and faulty. That was reported once; whoever would need it stays silent.
    Invalid,
    /// It is, or may be, filled in by a template before the request is sent.
    Hole,
}

impl<T> Given<T> {
    /// What was read; invalid where it could not be.
    #[must_use]
    pub fn or_invalid(read: Option<T>) -> Self {
        read.map_or(Self::Invalid, Self::Present)
    }

    /// The value, where it is present.
    #[must_use]
    pub fn present(self) -> Option<T> {
        match self {
            Self::Present(value) => Some(value),
            _ => None,
        }
    }

    /// Whether it is certain that it is not given.
    #[must_use]
    pub const fn is_absent(&self) -> bool {
        matches!(self, Self::Absent)
    }

    /// The same with the value put through `f`.
    #[must_use]
    pub fn map<U>(self, f: impl FnOnce(T) -> U) -> Given<U> {
        self.and_then(|value| Given::Present(f(value)))
    }

    /// What `f` makes of the value, where there is one.
    #[must_use]
    pub fn and_then<U>(self, f: impl FnOnce(T) -> Given<U>) -> Given<U> {
        match self {
            Self::Present(value) => f(value),
            Self::Absent => Given::Absent,
            Self::Invalid => Given::Invalid,
            Self::Hole => Given::Hole,
        }
    }
}
