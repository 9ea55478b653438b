//! The spanned tree against `serde_json`, and against itself: what a span covers is the value.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, reason = "a test may fail loudly")]

mod invariants;

use cckm_lint::diagnostic::apply;
use cckm_lint::json::{self, Kind, Syntax, decode, encode, insert_member, remove_member, remove_members};
use cckm_lint::source::{Origin, Span};
use invariants::tree::{agrees_with_serde, as_serde, is_sound};
use proptest::prelude::*;
use serde_json::{Number, Value};

fn config() -> ProptestConfig {
    ProptestConfig { failure_persistence: None, ..ProptestConfig::default() }
}

// ---- what is generated --------------------------------------------------------------------------------------------------

/// Any JSON value, a few levels deep.
fn any_value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::Bool),
        any::<i64>().prop_map(|number| Value::Number(number.into())),
        any::<f64>().prop_filter_map("finite", |number| Number::from_f64(number).map(Value::Number)),
        any_text().prop_map(Value::String),
    ];
    leaf.prop_recursive(4, 40, 6, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..6).prop_map(Value::Array),
            proptest::collection::btree_map(any_text(), inner, 0..6)
                .prop_map(|members| Value::Object(members.into_iter().collect())),
        ]
    })
}

/// Texts with everything that is awkward in a string. Template holes have a test of their own.
fn any_text() -> impl Strategy<Value = String> {
    proptest::collection::vec(prop_oneof![Just('"'), Just('\\'), Just('\n'), Just('é'), Just('\u{1d11e}'), any::<char>()], 0..8)
        .prop_map(|chars| chars.into_iter().collect())
}

/// How a value is written down: white space between tokens, and which characters are escaped.
#[derive(Clone, Debug)]
struct Hand {
    spaces: Vec<&'static str>,
    escapes: Vec<bool>,
}

fn any_hand() -> impl Strategy<Value = Hand> {
    let space = proptest::sample::select(vec!["", " ", "\n", "\t", "\r\n", "  \n "]);
    (proptest::collection::vec(space, 1..8), proptest::collection::vec(any::<bool>(), 1..8))
        .prop_map(|(spaces, escapes)| Hand { spaces, escapes })
}

impl Hand {
    fn space(&self, out: &mut String) {
        out.push_str(self.spaces[out.len() % self.spaces.len()]);
    }

    fn text(&self, text: &str, out: &mut String) {
        out.push('"');
        for c in text.chars() {
            if c < ' ' || matches!(c, '"' | '\\') || self.escapes[out.len() % self.escapes.len()] {
                for unit in c.encode_utf16(&mut [0; 2]) {
                    out.push_str(&format!("\\u{unit:04x}"));
                }
            } else {
                out.push(c);
            }
        }
        out.push('"');
    }

    fn write(&self, value: &Value, out: &mut String) {
        self.space(out);
        match value {
            Value::String(text) => self.text(text, out),
            Value::Array(items) => self.list('[', items.iter().map(|item| (None, item)), ']', out),
            Value::Object(members) => self.list('{', members.iter().map(|(name, value)| (Some(name), value)), '}', out),
            plain => out.push_str(&plain.to_string()),
        }
        self.space(out);
    }

    fn list<'v>(
        &self,
        open: char,
        children: impl Iterator<Item = (Option<&'v String>, &'v Value)>,
        close: char,
        out: &mut String,
    ) {
        out.push(open);
        for (at, (name, value)) in children.enumerate() {
            if at > 0 {
                out.push(',');
            }
            if let Some(name) = name {
                self.space(out);
                self.text(name, out);
                self.space(out);
                out.push(':');
            }
            self.write(value, out);
        }
        self.space(out);
        out.push(close);
    }

    fn written(&self, value: &Value) -> String {
        let mut out = String::new();
        self.write(value, &mut out);
        out
    }
}

/// Fragments that break JSON in ways that people and attackers find.
const FRAGMENTS: &[&str] = &[
    "", "{", "}", "[", "]", ",", ":", "\"", "'", "=", ";", "\\", "\\u", "\\x", "\\ud800", "\\udc00", "null", "true", "nul",
    "NaN", "Infinity", "-", "+", ".", "e", "01", "1.", "1e5", "1e999", "0x1F", "1_0", "１", "//", "/*", "#", "\n", "\r", "\t",
    " ", "\u{0}", "\u{c}", "\u{7f}", "\u{a0}", "\u{feff}", "é", "“", "‘", "<x>", "$AB", "${", "${A}", "{{", "}}", "{{ x }}",
];

/// A valid text with a few fragments put in and pieces cut out.
fn any_broken_text() -> impl Strategy<Value = String> {
    let change = (any::<prop::sample::Index>(), 0_usize..3, proptest::sample::select(FRAGMENTS));
    (any_value(), any_hand(), proptest::collection::vec(change, 1..4)).prop_map(|(value, hand, changes)| {
        let mut chars: Vec<char> = hand.written(&value).chars().collect();
        for (at, cut, fragment) in changes {
            let at = at.index(chars.len() + 1);
            let end = (at + cut).min(chars.len());
            chars.splice(at..end, fragment.chars());
        }
        chars.into_iter().collect()
    })
}

// ---- what must hold ------------------------------------------------------------------------------------------------

proptest! {
    #![proptest_config(config())]

    #[test]
    fn a_valid_text_is_read_as_serde_json_reads_it(value in any_value(), hand in any_hand()) {
        let text = hand.written(&value);
        let tree = json::parse(&text);
        is_sound(&text, &tree);
        prop_assert_eq!(tree.errors(), &[]);
        prop_assert_eq!(as_serde(tree.root().unwrap()), Some(value));
    }

    #[test]
    fn a_broken_text_is_refused_where_serde_json_refuses_it(text in any_broken_text()) {
        let tree = json::parse(&text);
        is_sound(&text, &tree);
        agrees_with_serde(&text, &tree);
    }

    #[test]
    fn any_text_at_all_is_read_to_its_end(
        text in prop_oneof!["(?s).{0,60}", r#"[\[\]{},:"'\\/*#<>${}eE0-9.+\- \n\rtfnu]{0,80}"#, r#"[\[\]{},:" a\n]{0,80}"#],
    ) {
        let tree = json::parse(&text);
        is_sound(&text, &tree);
        prop_assert!(!tree.errors().is_empty() || tree.root().is_some());
        // An edit of a broken text may do no good, but it does no harm to the program either.
        for value in tree.values() {
            let _ = apply(&text, [&remove_member(value), &insert_member(value, "x", "1")]);
        }
    }

    #[test]
    fn what_a_span_covers_is_the_value(value in any_value(), hand in any_hand()) {
        let text = hand.written(&value);
        let tree = json::parse(&text);
        for value in tree.values() {
            let again = json::parse(value.raw());
            prop_assert_eq!(again.errors(), &[]);
            prop_assert_eq!(again.root().and_then(as_serde), as_serde(value));
        }
    }

    #[test]
    fn a_pointer_leads_back_to_its_value(value in any_value(), hand in any_hand()) {
        let text = hand.written(&value);
        let tree = json::parse(&text);
        for node in tree.values() {
            prop_assert_eq!(value.pointer(&node.pointer()).cloned(), as_serde(node));
        }
    }

    #[test]
    fn each_character_of_a_string_is_found_where_it_is_written(content in any_text(), hand in any_hand(), offset in 0_usize..50) {
        let mut text = " ".repeat(offset % 7);
        hand.text(&content, &mut text);
        let tree = json::parse(&text);
        let string = tree.root().unwrap();
        let decoded = string.as_str().unwrap();
        prop_assert_eq!(&*decoded, &content);
        let origin = string.origin();
        let lifted = origin.through(&Origin::verbatim(offset, text.len()));
        for (at, c) in decoded.char_indices() {
            let span = origin.lift(Span::new(at, at + c.len_utf8()));
            prop_assert_eq!(decode(span.of(&text), true), c.to_string());
            prop_assert_eq!(lifted.lift(Span::new(at, at + c.len_utf8())), span.shifted(offset));
        }
        let whole = origin.lift(Span::new(0, decoded.len()));
        prop_assert_eq!(whole, Span::new(string.span().start() + 1, string.span().end() - 1));
    }

    /// A key policy that is given as text in a request, that is itself a string of another file.
    #[test]
    fn a_character_is_found_through_two_strings(content in any_text(), inner in any_hand(), outer in any_hand()) {
        let (mut middle, mut text) = (String::new(), String::new());
        inner.text(&content, &mut middle);
        outer.text(&middle, &mut text);
        let file = json::parse(&text);
        let request = file.root().unwrap().as_str().unwrap();
        let tree = json::parse_inside(&request, file.root().unwrap());
        let string = tree.root().unwrap();
        let origin = string.origin().through(&tree.host().unwrap().origin);
        for (at, c) in content.char_indices() {
            let span = origin.lift(Span::new(at, at + c.len_utf8()));
            let written = decode(span.of(&text), true);
            prop_assert_eq!(decode(&written, true), c.to_string());
        }
    }

    #[test]
    fn encoding_is_the_way_back_from_decoding(content in any_text()) {
        prop_assert_eq!(serde_json::from_str::<String>(&encode(&content)).unwrap(), content);
    }

    #[test]
    fn a_member_can_be_removed(value in any_value(), hand in any_hand()) {
        let text = hand.written(&value);
        let tree = json::parse(&text);
        for node in tree.values().filter(|node| node.parent().is_some()) {
            let changed = apply(&text, [&remove_member(node)]);
            let mut expected = value.clone();
            let pointer = node.pointer();
            let (home, name) = pointer.rsplit_once('/').unwrap();
            match expected.pointer_mut(home).unwrap() {
                Value::Array(items) => drop(items.remove(name.parse::<usize>().unwrap())),
                Value::Object(members) => drop(members.remove(&*node.key().unwrap().name())),
                _ => unreachable!(),
            }
            prop_assert_eq!(serde_json::from_str::<Value>(&changed).unwrap(), expected, "{}", changed);
        }
    }

    #[test]
    fn several_members_can_be_removed(value in any_value(), hand in any_hand(), chosen in any::<u8>()) {
        let text = hand.written(&value);
        let tree = json::parse(&text);
        let is_kept = |at: usize| chosen >> (at % 8) & 1 == 0;
        let removed: Vec<_> = tree.root().unwrap().children().filter(|child| !is_kept(child.index())).collect();
        let changed = apply(&text, &remove_members(&removed));
        let expected = match &value {
            Value::Array(items) => items.iter().enumerate().filter(|(at, _)| is_kept(*at)).map(|(_, item)| item.clone()).collect(),
            Value::Object(members) => Value::Object(
                members.iter().enumerate().filter(|(at, _)| is_kept(*at)).map(|(_, (k, v))| (k.clone(), v.clone())).collect(),
            ),
            plain => plain.clone(),
        };
        prop_assert_eq!(serde_json::from_str::<Value>(&changed).unwrap(), expected, "{}", changed);
    }

    #[test]
    fn a_member_can_be_added(value in any_value(), hand in any_hand(), name in "[a-z]{12}") {
        let text = hand.written(&value);
        let tree = json::parse(&text);
        for node in tree.values().filter(|node| node.kind() == Kind::Object) {
            let changed = apply(&text, [&insert_member(node, &name, "[1]")]);
            let mut expected = value.clone();
            expected.pointer_mut(&node.pointer()).unwrap()[&name] = serde_json::json!([1]);
            prop_assert_eq!(serde_json::from_str::<Value>(&changed).unwrap(), expected, "{}", changed);
        }
    }

    #[test]
    fn holes_are_found_in_order_and_on_boundaries(text in r"[a${}A-Z_ é0-9]{0,40}") {
        let found = json::holes(&text, Syntax::Template);
        prop_assert!(found.is_sorted_by(|a, b| a.end <= b.start));
        for hole in found {
            prop_assert!(text.get(hole).is_some_and(|hole| hole.starts_with('$') || hole.starts_with("{{")));
        }
    }
}

#[test]
fn duplicates_and_numbers_of_any_size_are_kept() {
    let tree = json::parse(r#"{"a":1e400,"a":123456789012345678901234567890}"#);
    assert_eq!(tree.errors(), &[]);
    let raw: Vec<_> = tree.root().unwrap().children().map(|member| member.raw()).collect();
    assert_eq!(raw, ["1e400", "123456789012345678901234567890"]);
}

#[test]
fn nesting_ends_one_level_deeper_than_in_serde_json() {
    for (depth, ours, theirs) in [(127, true, true), (128, true, false), (129, false, false)] {
        let text = format!(
            "{}1{}",
            r#"{"a":["#.repeat(depth / 2) + &"[".repeat(depth % 2),
            "]".repeat(depth % 2) + &"]}".repeat(depth / 2)
        );
        let tree = json::parse(&text);
        is_sound(&text, &tree);
        assert_eq!((tree.errors().is_empty(), tree.too_deep().is_none()), (true, ours), "{depth}");
        assert_eq!(serde_json::from_str::<Value>(&text).is_ok(), theirs, "{depth}");
    }
}

#[test]
fn a_value_is_found_by_where_it_stands() {
    let text = r#"{"a": {"bc": "def"}, "g": [1, 2]}"#;
    let tree = json::parse(text);
    let pointer_at = |part: &str| {
        let start = text.find(part).unwrap();
        tree.value_at(Span::new(start, start + part.len())).unwrap().pointer()
    };
    assert_eq!(pointer_at("bc"), "/a/bc");
    assert_eq!(pointer_at("ef"), "/a/bc");
    assert_eq!(pointer_at("2"), "/g/1");
    assert_eq!(pointer_at("1, 2"), "/g");
}
