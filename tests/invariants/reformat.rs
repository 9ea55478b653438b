//! A request says the same however it is written: white space, escapes and the order of members change nothing.

use cckm_lint::diagnostic::Diagnostic;
use cckm_lint::extract::Form;
use cckm_lint::json::{self, Kind, Tree};
use cckm_lint::source::Source;

use super::writing::{Hand, written};

/// How long a policy is hangs on how it is written, so that `policy-size` does, too.
const OF_THE_TEXT: &[&str] = &["policy-size"];

/// Rules that name fields in the order in which they stand, and point at the first or the last of them.
const IN_ORDER: &[&str] = &["combined-principal-lists", "conflicting-policy-sources", "response-field"];

/// Whatever is said of a JSON text without a fault of syntax is said of it in every hand.
pub fn holds(text: &str) {
    let tree = json::parse(text);
    let Some(root) = tree.root().filter(|_| is_reformatted(&tree)) else { return };
    let hands = [
        Hand::default(),
        Hand { is_pretty: true, ..Hand::default() },
        Hand { is_escaped: true, ..Hand::default() },
        Hand { is_reversed: !has_repeats(&tree), is_pretty: true, ..Hand::default() },
    ];
    for hand in hands {
        let other = written(root, hand);
        assert_eq!(said(&other, hand.is_reversed), said(text, hand.is_reversed), "{hand:?}\n{text}\n{other}");
    }
}

/// A hole in the place of a name or of members has no other hand.
fn is_reformatted(tree: &Tree<'_>) -> bool {
    let is_bare_hole = |value: json::Value<'_>| {
        let is_name = value.key().is_some_and(|key| key.raw().len() == key.span.len());
        value.kind() == Kind::Hole || is_name
    };
    tree.errors().is_empty() && tree.too_deep().is_none() && !tree.values().any(is_bare_hole)
}

/// Of members of one name, in whichever capitals, the first counts, or the last.
fn has_repeats(tree: &Tree<'_>) -> bool {
    tree.values().any(|value| {
        let mut names: Vec<_> = value.children().map(|child| child.name().to_ascii_lowercase()).collect();
        names.sort();
        value.kind() == Kind::Object && names.windows(2).any(|pair| pair[0] == pair[1])
    })
}

/// What is said of a text, in whichever order its members stand if that `may_differ`.
pub fn said(text: &str, may_differ: bool) -> Vec<String> {
    let found = super::linter(Form::Json).lint(&Source::from_text("payload.json", text)).diagnostics;
    let counts = |found: &&Diagnostic| !OF_THE_TEXT.contains(&found.rule.name);
    let mut said: Vec<String> = found.iter().filter(counts).map(|found| sentence(found, may_differ)).collect();
    said.sort();
    said
}

fn sentence(found: &Diagnostic, may_differ: bool) -> String {
    let Diagnostic { rule, level, pointer, message, .. } = found;
    if may_differ && IN_ORDER.contains(&rule.name) {
        return format!("{level:?} {}", rule.name);
    }
    format!("{level:?} {} {pointer}: {message}", rule.name)
}
