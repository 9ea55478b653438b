//! What can be wrong with the text itself.

use crate::source::Span;

/// One fault of syntax, at the characters that are at fault.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SyntaxError {
    /// The faulty characters; empty at the end of the text.
    pub span: Span,
    /// What is wrong with them.
    pub kind: SyntaxErrorKind,
}

/// The kinds of syntax errors. `invalid-syntax` puts them into words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SyntaxErrorKind {
    /// The text holds nothing but white space.
    Empty,
    /// Something else stands where a value belongs.
    ExpectedValue,
    /// Something else stands where a member name belongs.
    ExpectedKey,
    /// A member name without the `:` after it.
    ExpectedColon,
    /// Two values with no comma between them; the bracket that would also have been right.
    ExpectedComma(char),
    /// One comma more than there are values.
    ExtraComma,
    /// A comma before a closing bracket.
    TrailingComma,
    /// `// …`, `/* … */` or `# …`.
    Comment,
    /// A string in single quotes.
    SingleQuotes,
    /// A string in typographic quotes.
    CurlyQuotes,
    /// A member name without quotes.
    UnquotedKey,
    /// A word that JSON does not have, and the JSON literal of that meaning.
    Word(Option<&'static str>),
    /// Digits that do not make a JSON number.
    Number(&'static str),
    /// A backslash before a character that it cannot escape.
    Escape,
    /// `\u` without four hexadecimal digits.
    UnicodeEscape,
    /// Half of a surrogate pair.
    LoneSurrogate,
    /// A control character inside a string.
    ControlCharacter,
    /// A line break inside a string.
    LineBreak,
    /// A string without its closing quote.
    UnterminatedString,
    /// An object or list that is never closed; where it was opened.
    Unclosed(Span),
    /// A closing bracket of the wrong kind; where the open one is, and what would close it.
    Mismatched(Span, char),
    /// A closing bracket with nothing open.
    NothingOpen,
    /// A placeholder such as `<kms id>` that was never filled in.
    Placeholder,
    /// A second value after the first.
    SecondValue,
    /// Anything else after the first value.
    TrailingText,
}

impl SyntaxErrorKind {
    /// Whether it says that no value stands there, so that no comma is missing in front of it either.
    pub(super) const fn is_no_value(&self) -> bool {
        matches!(self, Self::Word(None) | Self::ExpectedValue | Self::ExpectedKey | Self::UnterminatedString | Self::Placeholder)
    }

    /// Whether members of an object may have been lost to it, so that nothing is certain to be absent there.
    #[must_use]
    pub const fn loses_members(&self) -> bool {
        matches!(
            self,
            Self::ExpectedKey | Self::Placeholder | Self::UnterminatedString | Self::Unclosed(_) | Self::Mismatched(..)
        )
    }
}
