//! Template holes: parts of a text that something else will fill in before the request is sent.

use std::ops::Range;

/// The hole in the place of a value that stands in another file. Nobody can fill it in by its name.
pub const IN_A_FILE: &str = "${@}";

/// Which `${…}` are holes, and which belong to the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Syntax {
    /// Every `${…}` is a hole.
    Template,
    /// `${aws:…}`, `${kms:…}`, `${*}`, `${?}` and `${$}` are policy variables, as in a key policy.
    KeyPolicy,
}

/// Where the last `}}` and the last `}` of a text stand. No hole starts behind them, so no search for its end is in vain.
#[derive(Clone, Copy)]
pub(super) struct Closers {
    double: Option<usize>,
    single: Option<usize>,
}

impl Closers {
    pub(super) fn of(text: &str) -> Self {
        let bytes = text.as_bytes();
        let is_doubled = |at: &usize| bytes.get(at + 1) == Some(&b'}');
        // A text has few braces: this is faster than a search for two of them from the end.
        let double = memchr::memrchr_iter(b'}', bytes).find(is_doubled);
        Self { double, single: memchr::memrchr(b'}', bytes) }
    }
}

/// Whether there is something in `text` that a hole starts with, or an escape that may stand for it. Most texts have none, and
/// are not searched again and again.
pub(super) fn may_have_holes(text: &str) -> bool {
    let has = |sign: &str| memchr::memmem::find(text.as_bytes(), sign.as_bytes()).is_some();
    let may_have_sign = memchr::memchr2(b'$', b'\\', text.as_bytes()).is_some();
    has("{{") || (may_have_sign && (has("$") || has("\\u")))
}

/// The holes of `text`, in order: `${…}`, `{{ … }}`, and `$NAME` of two or more of `A-Z 0-9 _` after no word character.
///
/// `US$` and `$5` are text.
#[must_use]
pub fn holes(text: &str, syntax: Syntax) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let Some(first) = memchr::memchr2(b'$', b'{', text.as_bytes()) else { return found };
    let closers = Closers::of(text);
    let mut at = first;
    while let Some(start) = memchr::memchr2(b'$', b'{', text.as_bytes().get(at..).unwrap_or_default()) {
        let start = at + start;
        match hole_at(text, start, syntax, closers) {
            Some(end) => {
                found.push(start..end);
                at = end;
            }
            None => at = start + 1,
        }
    }
    found
}

/// The end of the hole that starts at byte `start`, if one does.
pub(super) fn hole_at(text: &str, start: usize, syntax: Syntax, closers: Closers) -> Option<usize> {
    let rest = text.get(start..)?;
    if let Some(body) = rest.strip_prefix("{{") {
        let close = closers.double.filter(|last| *last >= start + 2).and_then(|_| body.find("}}"))?;
        return Some(start + close + 4);
    }
    if let Some(body) = rest.strip_prefix("${") {
        let is_variable = syntax == Syntax::KeyPolicy && starts_policy_variable(body);
        let close = closers.single.filter(|last| *last >= start + 2 && !is_variable).and_then(|_| body.find('}'))?;
        return Some(start + close + 3);
    }
    let name = rest.strip_prefix('$')?;
    let len = name.bytes().take_while(|c| matches!(c, b'A'..=b'Z' | b'0'..=b'9' | b'_')).count();
    let is_name = len >= 2 && !name.starts_with(|c: char| c.is_ascii_digit());
    let after_word = text.get(..start)?.chars().next_back().is_some_and(is_word);
    let goes_on = name.get(len..)?.starts_with(is_word);
    (is_name && !after_word && !goes_on).then_some(start + 1 + len)
}

/// Whether `body`, which stands behind a `${`, starts with the inside of a policy variable.
fn starts_policy_variable(body: &str) -> bool {
    ["*}", "?}", "$}"].iter().any(|special| body.starts_with(special)) || is_policy_variable_name(body)
}

/// Whether the inside of a `${…}` names a condition key: `aws:…` or `kms:…` in any capitals, but not `AWS::AccountId`, which is
/// CloudFormation's.
#[must_use]
pub fn is_policy_variable_name(inside: &str) -> bool {
    let inside = inside.trim_start();
    let (Some(prefix), Some(rest)) = (inside.get(..4), inside.get(4..)) else { return false };
    (prefix.eq_ignore_ascii_case("aws:") || prefix.eq_ignore_ascii_case("kms:")) && !rest.starts_with(':')
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<&str> {
        holes(text, Syntax::Template).into_iter().map(|range| &text[range]).collect()
    }

    #[test]
    fn holes_are_told_from_text() {
        assert_eq!(found("app-${ENV}.x"), ["${ENV}"]);
        assert_eq!(found("{{ env }}-$REGION/$K8S"), ["{{ env }}", "$REGION", "$K8S"]);
        for text in ["US$", "$5", "$12", "US$AB", "$a", "$A", "${open", "{x}", "$Env", "$ENVx"] {
            assert!(found(text).is_empty(), "{text}");
        }
    }

    #[test]
    fn a_policy_variable_is_no_hole_in_a_key_policy() {
        assert!(holes("${aws:PrincipalTag/team} ${*}", Syntax::KeyPolicy).is_empty());
        assert_eq!(holes("${AWS::AccountId}", Syntax::KeyPolicy).first(), Some(&(0..17)));
        assert_eq!(holes("${ACCOUNT}", Syntax::KeyPolicy).first(), Some(&(0..10)));
    }

    #[test]
    fn many_openings_without_an_end_are_passed_over_quickly() {
        for part in ["{", "${", "${aws:", "{{}", "$A"] {
            let text = part.repeat(200_000);
            assert!(holes(&text, Syntax::KeyPolicy).len() <= 1, "{part}");
        }
    }
}
