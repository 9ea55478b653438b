//! What an editor is offered.

use crate::source::Span;

/// Something that can stand at a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Completion {
    /// What it is called in a list: `KeyUsage`, `SIGN_VERIFY`, `kms:Encrypt`.
    pub label: String,
    /// What it is.
    pub kind: CompletionKind,
    /// A few words to stand beside it.
    pub detail: Option<String>,
    /// What it means, in Markdown.
    pub documentation: Option<String>,
    /// What it replaces, in the file: the word typed so far, with its quotes where those are written anew. What is typed in it
    /// is matched against `text`, not against `label`.
    pub span: Span,
    /// What is put there, in the quoting of the file.
    pub text: String,
    /// How many bytes of `text` stand before the caret afterwards, where that is not the end of it.
    pub caret: Option<usize>,
}

/// What a completion is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CompletionKind {
    /// The name of a field, or of an element of a policy.
    Field,
    /// A value.
    Value,
    /// A region.
    Region,
    /// An action of a policy, or a family of them.
    Action,
    /// An operator of a condition.
    Operator,
    /// A condition key.
    ConditionKey,
}
