//! Conditions in plain words.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::hash::{DefaultHasher, Hash, Hasher};

use crate::catalog::condition_subject::{flag, subject};
use crate::catalog::{Action, Operator, ValueType};
use crate::diagnostic::{clip, or_list};
use crate::request::policy::{SetQualifier, Test};

/// How many values of a condition are told, and how many characters of each.
const MOST_VALUES: usize = 8;
const MOST_CHARACTERS: usize = 120;

/// A longer text is compared by a digest.
const MOST_COMPARED: usize = 1_000;

/// Something that must be so for a statement to be in force.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Condition {
    /// It in words: `via s3.eu-west-1.amazonaws.com (kms:ViaService)`, `the caller's account is 111122223333 (kms:CallerAccount)`.
    pub words: String,
    /// The test of the policy that it is; nothing where it is not known what is tested.
    pub tested: Option<Tested>,
    /// Whether the words follow `only` and `not` without an `if`.
    pub is_adverb: bool,
    /// What is the same for conditions that mean the same.
    pub(super) normal: String,
    /// The actions whose requests have the key; empty where all may.
    actions: &'static [&'static str],
    /// Whether it holds where a request does not have the key.
    holds_without: bool,
}

/// A test as the policy has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tested {
    /// The operator, with what stands in front of it and behind it.
    pub operator: String,
    /// The condition key.
    pub key: String,
    /// The values: the first few.
    pub values: Vec<String>,
    /// How many more there are.
    pub left_out: usize,
}

/// Whether a condition matters for an action.
pub(super) enum Bearing {
    /// It is to be told.
    Open,
    /// It always holds.
    Holds,
    /// It never holds.
    Fails,
}

impl Condition {
    /// What is not known of a statement.
    pub(super) fn unknown(words: impl Into<String>) -> Self {
        let words = words.into();
        let normal = format!("? {words}");
        Self { words, tested: None, is_adverb: false, normal, actions: &[], holds_without: false }
    }

    /// A flag that is to be true.
    pub(super) fn flag(key: &'static str) -> Self {
        let tested = Tested { operator: "Bool".to_owned(), key: key.to_owned(), values: vec!["true".to_owned()], left_out: 0 };
        let normal = normal("bool", &key.to_ascii_lowercase(), std::iter::once("true".into()), true);
        let words = format!("{} ({key})", flag(key, true).unwrap_or(key));
        Self { words, tested: Some(tested), is_adverb: false, normal, actions: &[], holds_without: false }
    }

    /// A test, in words.
    pub(super) fn of(test: &Test<'_>) -> Self {
        let values: Vec<Cow<'_, str>> = test.values.iter().map(|value| said(*value)).collect();
        let shown: Vec<String> = values.iter().take(MOST_VALUES).map(|value| clip(value, MOST_CHARACTERS).into_owned()).collect();
        let left_out = values.len() - shown.len();
        let operator = test.block.name().into_owned();
        let tested = Tested { operator, key: test.name.clone(), values: shown, left_out };
        let (words, is_adverb) = words(test, &tested);
        // Where there are no words for the key, it is told already.
        let key = clip(&test.name, MOST_CHARACTERS);
        Self {
            words: if words.starts_with(&*key) { words } else { format!("{words} ({key})") },
            // What is no operator tests nothing that is known.
            tested: test.operator.map(|_| tested),
            is_adverb,
            normal: normal_of(test, &values),
            actions: test.key.filter(|_| test.operator.is_some()).map_or(&[], |key| key.actions),
            holds_without: holds_without(test),
        }
    }

    /// Whether it is known what is tested.
    #[must_use]
    pub const fn is_known(&self) -> bool {
        self.tested.is_some()
    }

    /// What it means for an action: of some the request does not have the key.
    pub(super) fn bearing(&self, action: &Action) -> Bearing {
        if self.actions.is_empty() || self.actions.contains(&action.name) {
            Bearing::Open
        } else if self.holds_without {
            Bearing::Holds
        } else {
            Bearing::Fails
        }
    }

    pub(super) fn each_text(&mut self, f: &mut dyn FnMut(&mut String)) {
        f(&mut self.words);
        if let Some(tested) = &mut self.tested {
            f(&mut tested.operator);
            f(&mut tested.key);
            tested.values.iter_mut().for_each(f);
        }
    }
}

/// A value as it is compared.
fn said(value: crate::json::Value<'_>) -> Cow<'_, str> {
    value.as_str().unwrap_or_else(|| Cow::Borrowed(value.raw()))
}

/// Whether a test holds where the request does not have its key.
fn holds_without(test: &Test<'_>) -> bool {
    let is_negated = test.operator.is_some_and(|operator| operator.is_negated);
    if test.operator.is_some_and(Operator::is_null) {
        return test.values.iter().any(|value| said(*value).eq_ignore_ascii_case("true"));
    }
    match test.qualifier {
        Some(SetQualifier::ForAllValues) => true,
        Some(SetQualifier::ForAnyValue) => test.if_exists,
        None => test.if_exists || is_negated,
    }
}

/// The words of a test, and whether they are an adverb.
fn words(test: &Test<'_>, tested: &Tested) -> (String, bool) {
    let Some(operator) = test.operator else {
        return (format!("what `{}` says, which is no operator", clip(&tested.operator, MOST_CHARACTERS)), false);
    };
    let values = value_list(tested, operator.is_negated);
    let if_there = if test.if_exists { ", where there is one" } else { "" };
    if test.is_on("kms:ViaService") && operator.value_type == ValueType::Text && test.qualifier.is_none() {
        let words = if operator.is_negated { "it does not come via" } else { "via" };
        return (format!("{words} {values}{if_there}"), !operator.is_negated);
    }
    if operator.value_type == ValueType::Flag && !operator.is_null() {
        let is_true = tested.values.iter().all(|value| value.eq_ignore_ascii_case("true"));
        let is_plain = tested.values.len() == 1 && test.qualifier.is_none();
        if let Some(words) = flag(&test.name, is_true).filter(|_| is_plain) {
            return (format!("{words}{if_there}"), false);
        }
    }
    let subject = subject(&test.name).unwrap_or_else(|| clip(&test.name, MOST_CHARACTERS).into_owned());
    let subject = match test.qualifier {
        None => subject,
        Some(SetQualifier::ForAllValues) => format!("each {}, if any,", value_of(&subject)),
        Some(SetQualifier::ForAnyValue) => format!("at least one {}", value_of(&subject)),
    };
    (format!("{subject} {}{if_there}", predicate(operator, tested, &values)), false)
}

/// What one of many is called: `key of the encryption context`, `value of the caller's place`.
fn value_of(subject: &str) -> String {
    let one = ["a ", "an "].into_iter().find_map(|article| subject.strip_prefix(article));
    one.map_or_else(|| format!("value of {subject}"), ToOwned::to_owned)
}

/// What is said of a key: `is one of …`.
fn predicate(operator: &Operator, tested: &Tested, values: &str) -> String {
    let is_true = tested.values.iter().any(|value| value.eq_ignore_ascii_case("true"));
    let has_wildcards = operator.has_wildcards && tested.values.iter().any(|value| value.contains(['*', '?']));
    let are_several = tested.values.len() + tested.left_out > 1;
    let verb = match operator.name {
        "Null" if is_true => return "is not there".to_owned(),
        "Null" => return "is there".to_owned(),
        "NumericLessThan" => "is less than",
        "NumericLessThanEquals" => "is at most",
        "NumericGreaterThan" => "is more than",
        "NumericGreaterThanEquals" => "is at least",
        "DateLessThan" => "is before",
        "DateLessThanEquals" => "is not after",
        "DateGreaterThan" => "is after",
        "DateGreaterThanEquals" => "is not before",
        "IpAddress" => "is in",
        "NotIpAddress" if are_several => "is in none of",
        "NotIpAddress" => "is not in",
        _ if operator.is_negated && has_wildcards && are_several => "is like none of",
        _ if operator.is_negated && has_wildcards => "is not like",
        _ if operator.is_negated && are_several => "is none of",
        _ if operator.is_negated => "is not",
        _ if has_wildcards => "is like",
        _ => "is",
    };
    format!("{verb} {values}")
}

/// `a`, `a or b`, `a, b or 7 others`; `nothing` where there is none. Of a list of which none is meant, `a, b`.
fn value_list(tested: &Tested, is_negated: bool) -> String {
    let mut values = tested.values.clone();
    match tested.left_out {
        0 => {}
        more => values.push(format!("{more} others")),
    }
    match values.as_slice() {
        [] => "nothing".to_owned(),
        values if is_negated => values.join(", "),
        values => or_list(values),
    }
}

/// What is the same for tests that mean the same: whatever their case, the order of their values, and two names of one operator.
fn normal_of(test: &Test<'_>, values: &[Cow<'_, str>]) -> String {
    let apart =
        test.operator.map_or_else(|| test.block.name().to_ascii_lowercase(), |operator| operator.name.to_ascii_lowercase());
    let has_wildcards = values.iter().any(|value| value.contains(['*', '?']));
    let name = match apart.as_str() {
        "arnequals" => "arnlike",
        "arnnotequals" => "arnnotlike",
        "stringlike" if !has_wildcards => "stringequals",
        "stringnotlike" if !has_wildcards => "stringnotequals",
        other => other,
    };
    let qualifier = match test.qualifier {
        None => "",
        Some(SetQualifier::ForAllValues) => "all:",
        Some(SetQualifier::ForAnyValue) => "any:",
    };
    let suffix = if test.if_exists { "?" } else { "" };
    let is_without_case = matches!(name, "bool" | "null") || name.ends_with("ignorecase");
    let key = test.name.to_ascii_lowercase();
    normal(&format!("{qualifier}{name}{suffix}"), &key, values.iter().cloned(), is_without_case)
}

fn normal<'v>(operator: &str, key: &str, values: impl Iterator<Item = Cow<'v, str>>, is_without_case: bool) -> String {
    let values: BTreeSet<String> =
        values.map(|value| if is_without_case { value.to_ascii_lowercase() } else { value.into_owned() }).collect();
    let values: Vec<String> = values.into_iter().collect();
    let text = format!("{operator} {key} {values:?}");
    if text.len() <= MOST_COMPARED {
        return text;
    }
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    format!("{operator} {key} {} {:016x}", values.len(), hasher.finish())
}
