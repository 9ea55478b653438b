//! What a text of the configuration has to be.

use crate::catalog::near::nearest;
use crate::diagnostic::{or_list, quoted};
use crate::lint::unknown_rule;
use crate::request::arn::{Arn, is_account_id};
use crate::source::PathSet;

/// What a text has to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Word {
    /// Anything but nothing.
    Any,
    /// One of these.
    OneOf(&'static [&'static str]),
    /// A glob, as in a `.gitignore` file.
    Glob,
    /// The name of a rule or of a category.
    Rule,
    /// A JSON Pointer.
    Pointer,
    /// An account id.
    Account,
    /// The ARN of an IAM user or role.
    Caller,
}

/// Why a text is not what it has to be.
pub(super) struct Unfit {
    pub message: String,
    pub label: String,
    pub help: Option<String>,
}

fn unfit(message: impl Into<String>, label: impl Into<String>) -> Unfit {
    Unfit { message: message.into(), label: label.into(), help: None }
}

impl Word {
    pub(super) fn check(self, text: &str) -> Result<(), Unfit> {
        match self {
            Self::Any | Self::Glob if text.is_empty() => Err(unfit("this says nothing", "an empty text")),
            Self::Any => Ok(()),
            Self::OneOf(words) if words.contains(&text) => Ok(()),
            Self::OneOf(words) => Err(no_such_word(text, words)),
            Self::Glob => PathSet::check(text).map_err(|reason| unfit(format!("{} is no glob", quoted(text)), reason)),
            Self::Rule => rule(text),
            Self::Pointer => pointer(text).map(|_| ()).map_err(|why| unfit(format!("{} is no JSON Pointer", quoted(text)), why)),
            Self::Account => account(text).map(|_| ()).map_err(|why| unfit(format!("{} is no account", quoted(text)), why)),
            Self::Caller => caller(text).map(|_| ()).map_err(|why| unfit(format!("{} is no caller", quoted(text)), why)),
        }
    }
}

fn no_such_word(text: &str, words: &[&'static str]) -> Unfit {
    let message = format!("{} cannot stand here", quoted(text));
    match nearest(text, words.iter().copied()) {
        Some(near) => unfit(message, format!("did you mean \"{near}\"?")),
        None => Unfit { help: Some(format!("use {}", or_list(words))), ..unfit(message, "not understood") },
    }
}

fn rule(text: &str) -> Result<(), Unfit> {
    let is_known = crate::rules::find(text).is_some() || crate::lint::Category::find(text).is_some();
    if is_known {
        return Ok(());
    }
    let unfit = unfit(format!("there is no rule and no category {}", quoted(text)), "not known");
    Err(match unknown_rule(text).near {
        Some(near) => Unfit { label: format!("did you mean `{near}`?"), ..unfit },
        None => Unfit { help: Some("`cckm-lint rules` lists them".to_owned()), ..unfit },
    })
}

/// The ARN of who calls AWS.
///
/// # Errors
/// Where `text` is none.
pub fn caller(text: &str) -> Result<String, String> {
    let arn = Arn::parse(text).filter(|arn| matches!(arn.service, "iam" | "sts") && is_account_id(arn.account));
    arn.map(|_| text.to_owned()).ok_or_else(|| "expected the ARN of an IAM user or role".to_owned())
}

/// A JSON Pointer.
///
/// # Errors
/// Where `text` is none.
pub fn pointer(text: &str) -> Result<String, String> {
    let is_pointer = text.is_empty() || text.starts_with('/');
    if is_pointer { Ok(text.to_owned()) } else { Err(format!("a JSON Pointer starts with a slash: /{text}")) }
}

/// An account id.
///
/// # Errors
/// Where `text` is none.
pub fn account(text: &str) -> Result<String, String> {
    Some(text.to_owned()).filter(|text| is_account_id(text)).ok_or_else(|| "expected twelve digits".to_owned())
}
