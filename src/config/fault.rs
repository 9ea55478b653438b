//! What is wrong with a configuration file.

use crate::source::Span;

/// Something in a configuration file that cannot be followed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Where, in bytes of the file.
    pub span: Span,
    /// What is wrong.
    pub message: String,
    /// Words at the place.
    pub label: String,
    /// What to do.
    pub help: Option<String>,
}

impl Fault {
    /// Something wrong at `span`.
    #[must_use]
    pub fn at(span: impl Into<Span>, message: impl Into<String>) -> Self {
        Self { span: span.into(), message: message.into(), label: String::new(), help: None }
    }

    /// Words at the place.
    #[must_use]
    pub fn label(mut self, text: impl Into<String>) -> Self {
        self.label = text.into();
        self
    }

    /// What to do.
    #[must_use]
    pub fn help(mut self, text: impl Into<String>) -> Self {
        self.help = Some(text.into());
        self
    }
}
