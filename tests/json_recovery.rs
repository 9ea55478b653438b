//! What the parser makes of broken texts: one fault, one error, at the very characters, and the rest is still read.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, reason = "a test may fail loudly")]

use std::time::{Duration, Instant};

use cckm_lint::json::{self, Kind, SyntaxErrorKind, Tree};

/// The kinds of the errors, by name.
fn kinds(tree: &Tree<'_>) -> Vec<String> {
    let name = |kind: &SyntaxErrorKind| format!("{kind:?}").split(['(', ' ']).next().unwrap().to_owned();
    tree.errors().iter().map(|error| name(&error.kind)).collect()
}

/// The members of the outermost object that survive, with their values; `?` for one that was reported.
fn members(tree: &Tree<'_>) -> Vec<String> {
    let shown = |value: json::Value<'_>| if value.kind() == Kind::Invalid { "?".to_owned() } else { value.raw().to_owned() };
    let member = |value: json::Value<'_>| value.key().map(|key| format!("{}={}", key.name(), shown(value)));
    tree.root().into_iter().flat_map(|root| root.children().filter_map(member).collect::<Vec<_>>()).collect()
}

/// The text with its labels drawn into it.
fn labelled(tree: &Tree<'_>) -> String {
    tree.errors().iter().rev().fold(tree.text().to_owned(), |mut text, error| {
        text.insert(error.span.end(), '⟧');
        text.insert(error.span.start(), '⟦');
        text
    })
}

/// A broken text, with what is labelled in ⟦⟧; the errors at the labels; what survives.
#[rustfmt::skip]
const BROKEN: &[(&str, &str, &[&str])] = &[
    // Commas and colons.
    (r#"{"a":1⟦,⟧}"#, "TrailingComma", &["a=1"]),
    (r#"{"a":1,⟦,⟧"b":2}"#, "ExtraComma", &["a=1", "b=2"]),
    (r#"{⟦,⟧"a":1}"#, "ExtraComma", &["a=1"]),
    (r#"{"a":1⟦⟧ "b":2}"#, "ExpectedComma", &["a=1", "b=2"]),
    ("{\"a\":1⟦⟧\n\"b\":2}", "ExpectedComma", &["a=1", "b=2"]),
    (r#"{⟦"a"⟧ 1,"b":2}"#, "ExpectedColon", &["a=1", "b=2"]),
    (r#"{⟦"a"⟧,"b":2}"#, "ExpectedColon", &["a=?", "b=2"]),
    (r#"{"a":⟦:⟧1,"b":2}"#, "ExpectedValue", &["a=1", "b=2"]),
    (r#"{"a"⟦=⟧1,"b":2}"#, "ExpectedColon", &["a=1", "b=2"]),
    (r#"{"a":⟦,⟧"b":2}"#, "ExpectedValue", &["a=?", "b=2"]),
    (r#"{"a":⟦}⟧"#, "ExpectedValue", &["a=?"]),
    (r#"{"a":[1⟦⟧ 2]}"#, "ExpectedComma", &["a=[1 2]"]),
    (r#"{"a":[1,⟦,⟧2]}"#, "ExtraComma", &["a=[1,,2]"]),
    (r#"{"a":[1⟦,⟧]}"#, "TrailingComma", &["a=[1,]"]),
    (r#"{"a":[⟦:⟧]}"#, "ExpectedValue", &["a=[:]"]),
    (r#"{⟦"a"⟧\:1}"#, "ExpectedColon", &["a=1"]),
    (r#"{"a":⟦":1⟧}"#, "UnterminatedString", &["a=?"]),
    (r#"{"a"⟦;⟧1,"b":2}"#, "ExpectedColon", &["a=1", "b=2"]),
    (r#"{"a" ⟦=>⟧ 1,"b":2}"#, "ExpectedColon", &["a=1", "b=2"]),
    (r#"{⟦"a"⟧":1,"b":2}"#, "ExpectedColon", &["a=1", "b=2"]),
    (r#"{"a":⟦1;⟧"b":2}"#, "Number", &["a=?", "b=2"]),
    (r#"{"a":1⟦:2⟧,"b":3}"#, "ExpectedKey", &["a=1", "b=3"]),
    (r#"{"a":⟦,⟧1,"b":2}"#, "ExpectedValue", &["a=1", "b=2"]),
    (r#"{"a":"b"⟦:⟧1,"c":2}"#, "ExpectedValue", &["a=?", "b=1", "c=2"]),
    ("[1,2⟦,⟧]", "TrailingComma", &[]),
    ("[⟦,⟧]", "ExtraComma", &[]),
    ("{⟦,⟧}", "ExtraComma", &[]),
    (r#"{⟦"a"⟧}"#, "ExpectedColon", &["a=?"]),
    (r#"{"a":1,⟦"b"⟧}"#, "ExpectedColon", &["a=1", "b=?"]),
    // Quotes.
    ("{⟦'a'⟧:⟦'b'⟧}", "SingleQuotes SingleQuotes", &["a='b'"]),
    (r#"{⟦a⟧:1,"b":2}"#, "UnquotedKey", &["a=1", "b=2"]),
    ("{⟦“a”⟧:1}", "CurlyQuotes", &["a=1"]),
    ("{\"a\":⟦\"b⟧\n,\"c\":1}", "UnterminatedString", &["a=?", "c=1"]),
    ("{\"a\":⟦\"b⟧,\n\"c\":1}", "UnterminatedString", &["a=?", "c=1"]),
    (r#"{"a":⟦"b⟧}"#, "UnterminatedString", &["a=?"]),
    ("{\"a\":\"b⟦\n⟧c\"}", "LineBreak", &["a=?"]),
    ("{\"a\":\"b⟦\t⟧c\"}", "ControlCharacter", &["a=?"]),
    ("{\"a\":\"b⟦\u{0}⟧c\"}", "ControlCharacter", &["a=?"]),
    (r#"{⟦a"⟧:1,"b":2}"#, "ExpectedKey", &["a=1", "b=2"]),
    (r#"{⟦"a⟧: 1,"b":2}"#, "UnterminatedString", &["a=1", "b=2"]),
    ("{⟦\"a⟧: 1,\n\"b\":2}", "UnterminatedString", &["a=1", "b=2"]),
    ("{⟦\"a⟧: {\n\"b\":2},\n\"c\":3}", "UnterminatedString", &["a={\n\"b\":2}", "c=3"]),
    (r#"{⟦"a⟧: "x","b":2}"#, "UnterminatedString", &[r#"a="x""#, "b=2"]),
    (r#"{"a":⟦x⟧","b":2}"#, "Word", &["a=?", "b=2"]),
    (r#"{"a":⟦"x⟧,"b":2}"#, "UnterminatedString", &["a=?", "b=2"]),
    (r#"[⟦"a⟧, "b"]"#, "UnterminatedString", &[]),
    (r#"{"a":⟦x⟧,"b":2}"#, "Word", &["a=?", "b=2"]),
    (r#"{"a":⟦‘b’⟧}"#, "CurlyQuotes", &["a=‘b’"]),
    (r#"{"a":⟦“b”⟧,⟦“c”⟧:1}"#, "CurlyQuotes CurlyQuotes", &["a=“b”", "c=1"]),
    ("{\"a\":\"b⟦\r\n⟧c\"}", "LineBreak", &["a=?"]),
    ("{\"a\":\"-----BEGIN⟦\n⟧MIIB⟦\n⟧-----END\",\"b\":1}", "LineBreak LineBreak", &["a=?", "b=1"]),
    ("{\"a\":⟦\"b⟧\n⟦12⟧\n⟦}⟧,\"c\":1}", "UnterminatedString ExpectedKey NothingOpen", &["a=?", "c=1"]),
    (r#"{⟦'a":1⟧}"#, "UnterminatedString", &[]),
    (r"{⟦'a'⟧:⟦'it\'s'⟧}", "SingleQuotes SingleQuotes", &[r"a='it\'s'"]),
    (r#"{"a":⟦'b,"c":1⟧}"#, "UnterminatedString", &["a=?"]),
    // Escapes.
    (r#"{"a":"⟦\x⟧41"}"#, "Escape", &["a=?"]),
    (r#"{"a":"⟦\a⟧"}"#, "Escape", &["a=?"]),
    (r#"{"a":"⟦\u⟧00g0"}"#, "UnicodeEscape", &["a=?"]),
    (r#"{"a":"⟦\u⟧12"}"#, "UnicodeEscape", &["a=?"]),
    (r#"{"a":"⟦\ud800⟧"}"#, "LoneSurrogate", &["a=?"]),
    (r#"{"a":"⟦\udc00⟧"}"#, "LoneSurrogate", &["a=?"]),
    (r#"{"a":"⟦\udd1e⟧⟦\ud834⟧"}"#, "LoneSurrogate LoneSurrogate", &["a=?"]),
    (r#"{"a":"⟦\ud800⟧x"}"#, "LoneSurrogate", &["a=?"]),
    (r#"{"a":"⟦\ud800⟧⟦\ud800⟧"}"#, "LoneSurrogate LoneSurrogate", &["a=?"]),
    (r#"{"⟦\x⟧":1}"#, "Escape", &[r"\x=1"]),
    ("{\"a\":\"b⟦\\⟧⟦\n⟧c\"}", "Escape LineBreak", &["a=?"]),
    // Words and numbers.
    (r#"{"a":⟦True⟧,"b":2}"#, "Word", &["a=?", "b=2"]),
    (r#"{"a":⟦None⟧}"#, "Word", &["a=?"]),
    (r#"{"a":⟦undefined⟧}"#, "Word", &["a=?"]),
    (r#"{"a":⟦nul⟧}"#, "Word", &["a=?"]),
    (r#"{"a":⟦NaN⟧}"#, "Word", &["a=?"]),
    (r#"{"a":⟦-Infinity⟧}"#, "Word", &["a=?"]),
    (r#"{"a":⟦eu⟧ west 1,"b":2}"#, "Word", &["a=?", "b=2"]),
    (r#"{"a":⟦eu⟧ west 1⟦⟧ "b":2}"#, "Word ExpectedComma", &["a=?", "b=2"]),
    (r#"{"a":⟦01⟧}"#, "Number", &["a=?"]),
    (r#"{"a":⟦-01⟧}"#, "Number", &["a=?"]),
    (r#"{"a":⟦+1⟧}"#, "Number", &["a=?"]),
    (r#"{"a":⟦.5⟧}"#, "Number", &["a=?"]),
    (r#"{"a":⟦1.⟧}"#, "Number", &["a=?"]),
    (r#"{"a":⟦1e⟧}"#, "Number", &["a=?"]),
    (r#"{"a":⟦0x1F⟧}"#, "Number", &["a=?"]),
    (r#"{"a":⟦1_000⟧}"#, "Number", &["a=?"]),
    (r#"{"a":⟦-⟧ 1}"#, "Number", &["a=?"]),
    (r#"{"a":⟦１⟧}"#, "ExpectedValue", &["a=?"]),
    (r#"{"a":⟦True⟧,"b":⟦False⟧,"c":⟦None⟧}"#, "Word Word Word", &["a=?", "b=?", "c=?"]),
    (r#"{"a":⟦Infinity⟧}"#, "Word", &["a=?"]),
    (r#"{"a":⟦--1⟧}"#, "Number", &["a=?"]),
    (r#"{"a":⟦NaN1⟧,"b":⟦-NaN⟧}"#, "Word ExpectedValue", &["a=?", "b=?"]),
    ("[⟦-.x⟧]", "ExpectedValue", &[]),
    (r#"{"a":⟦1.2.3⟧}"#, "Number", &["a=?"]),
    (r#"{"a":⟦123456789012x⟧}"#, "Number", &["a=?"]),
    (r#"{"a":⟦x⟧[1],"b":2}"#, "Word", &["a=[1]", "b=2"]),
    ("[⟦tru⟧ e]", "Word", &[]),
    // Brackets.
    (r#"{"a":1⟦⟧"#, "Unclosed", &["a=1"]),
    (r#"{"a":[1⟦⟧"#, "Unclosed", &["a=[1"]),
    (r#"{"a":⟦⟧"#, "Unclosed", &["a=?"]),
    (r#"{"a":[1⟦}⟧"#, "Mismatched", &["a=[1"]),
    (r#"{"a":{"b":1⟦]⟧}"#, "Mismatched", &[r#"a={"b":1]"#]),
    (r#"{"a":1}⟦}⟧"#, "NothingOpen", &["a=1"]),
    (r#"{"a":1⟦]⟧"#, "Mismatched", &["a=1"]),
    (r#"{⟦{⟧"a":1}:2,"b":3}"#, "ExpectedKey", &["b=3"]),
    (r#"{"a":1,⟦[⟧2],"b":3}"#, "ExpectedKey", &["a=1", "b=3"]),
    (r#"{"a":1,⟦2⟧,"b":3}"#, "ExpectedKey", &["a=1", "b=3"]),
    (r#"{"p":{"a":1,"b":2}⟦⟧"#, "Unclosed", &[r#"p={"a":1,"b":2}"#]),
    (r#"{"p":{"a":1}⟦}⟧,"b":2}"#, "NothingOpen", &[r#"p={"a":1}"#, "b=2"]),
    (r#"{"p":{⟦{⟧"a":1},"b":2}"#, "ExpectedKey", &[r#"p={{"a":1}"#, "b=2"]),
    (r#"{⟦{⟧"a":1,"b":2}⟦}⟧"#, "ExpectedKey NothingOpen", &["a=1", "b=2"]),
    (r#"{"p":{⟦{⟧"a":1}⟦}⟧,"b":2}"#, "ExpectedKey NothingOpen", &[r#"p={{"a":1}"#, "b=2"]),
    (r#"{"p":"a"⟦:⟧1},"b":2}"#, "ExpectedValue", &[r#"p="a":1}"#, "b=2"]),
    (r#""a"⟦:⟧1,"b":2}"#, "ExpectedValue", &["a=1", "b=2"]),
    (r#"{"l":[1,2,"b"⟦:⟧3}"#, "ExpectedValue", &["l=[1,2,", "b=3"]),
    (r#"{"l":1,⟦2⟧],"b":3}"#, "ExpectedKey", &["l=1", "b=3"]),
    (r#"{"l":["a"⟦:⟧1}],"b":2}"#, "ExpectedValue", &[r#"l=["a":1}]"#, "b=2"]),
    (r#"{"l":["a"⟦:⟧1,"b"⟦:⟧2]}"#, "ExpectedValue ExpectedValue", &[r#"l=["a":1,"b":2]"#]),
    (r#"{"l":[{"a":1⟦]⟧,"b":2}"#, "Mismatched", &[r#"l=[{"a":1]"#, "b=2"]),
    (r#"{"l":[1]⟦]⟧,"b":2}"#, "Mismatched", &["l=[1]", "b=2"]),
    (r#"{"l":[1⟦}⟧,"b":2}"#, "Mismatched", &["l=[1}", "b=2"]),
    (r#"{"l":⟦(1⟧,⟦2)⟧}"#, "ExpectedValue ExpectedKey", &["l=?"]),
    ("[⟦⟧", "Unclosed", &[]),
    ("{⟦⟧", "Unclosed", &[]),
    ("⟦}⟧", "ExpectedValue", &[]),
    ("⟦]⟧", "ExpectedValue", &[]),
    (r#"{"a":⟦]⟧"#, "Mismatched", &["a=?"]),
    // Comments, placeholders, and what stands behind the end.
    ("{\"a\":1 ⟦// one⟧\n,\"b\":2}", "Comment", &["a=1", "b=2"]),
    (r#"{⟦/* one */⟧"a":1}"#, "Comment", &["a=1"]),
    ("⟦# one⟧\n{\"a\":1}", "Comment", &["a=1"]),
    (r#"{"a":{⟦<aws parameters>⟧}⟦⟧"#, "Placeholder Unclosed", &["a={<aws parameters>}"]),
    (r#"{"a":⟦<a>⟧,"b":2}"#, "Placeholder", &["a=?", "b=2"]),
    ("{\"a\":1⟦\u{c}⟧}", "ExpectedKey", &["a=1"]),
    ("{\"a\":1⟦\u{a0}⟧}", "ExpectedKey", &["a=1"]),
    (r#"{"a":1}⟦{⟧"b":2}"#, "SecondValue", &["a=1"]),
    ("{\"a\":1}\n⟦{⟧\"b\":2}", "SecondValue", &["a=1"]),
    (r#"{"a":1}⟦x⟧"#, "TrailingText", &["a=1"]),
    ("{\"a\":1}⟦\u{0}⟧", "TrailingText", &["a=1"]),
    ("{⟦<aws parameters>⟧}", "Placeholder", &[]),
    (r#"{"a":{⟦<aws parameters>⟧},"b":2}"#, "Placeholder", &["a={<aws parameters>}", "b=2"]),
    (r#"{⟦<aws parameters>⟧,"b":2}"#, "Placeholder", &["b=2"]),
    (r#"{"a":⟦<⟧a,"b":2}"#, "Placeholder", &["a=?", "b=2"]),
    (r#"{"a":1}⟦//x⟧"#, "Comment", &["a=1"]),
    ("{\"a\":1}\n⟦{⟧\"b\":2}\n{\"c\":3}", "SecondValue", &["a=1"]),
    (r#"{"a":1}⟦,⟧{"b":2}"#, "TrailingText", &["a=1"]),
    ("⟦/*⟧", "Comment", &[]),
    ("[1]⟦/*⟧", "Comment", &[]),
    ("1 ⟦2⟧", "TrailingText", &[]),
    ("true⟦,⟧", "TrailingText", &[]),
    // No JSON at all: one error, for there is nothing to go on with.
    ("⟦⟧", "Empty", &[]),
    ("⟦⟧ \n\t", "Empty", &[]),
    ("⟦kms⟧: a\nregion: b\n", "Word", &[]),
    (r#"⟦curl⟧ -k https://x/api --data '{"a":1}'"#, "Word", &[]),
    (r#"⟦$⟧'{"a":1}'"#, "ExpectedValue", &[]),
    ("⟦\u{0}\u{0}\u{0}⟧", "ExpectedValue", &[]),
    ("⟦\u{2060}⟧[1]", "ExpectedValue", &[]),
    ("⟦---⟧\nkms: a\n", "ExpectedValue", &[]),
    ("⟦<html>⟧\n<body>\n", "Placeholder", &[]),
    ("⟦a⟧,b\n1,2\n", "Word", &[]),
    ("⟦\u{feff}⟧{}", "ExpectedValue", &[]),
    ("{\n  ⟦kms⟧: ⟦a⟧\n  ⟦region⟧: ⟦b⟧\n}", "UnquotedKey Word UnquotedKey Word", &["kms=?", "region=?"]),
    ("⟦resource⟧ \"x\" \"y\" {\n  a = 1\n}\n", "Word", &[]),
    // Holes are no errors.
    (r#"{"a":${A},"b":{{ b }},"c":$CC,"d":${A}-x}"#, "", &["a=${A}", "b={{ b }}", "c=$CC", "d=${A}-x"]),
    (r#"{${MORE},"a":1}"#, "", &["a=1"]),
    (r#"{"a":[${A},{{ b }}]}"#, "", &["a=[${A},{{ b }}]"]),
    (r#"{"${A}":1,$BB:2}"#, "", &["${A}=1", "$BB=2"]),
    (r#"{⟦{⟧"a":1}"#, "ExpectedKey", &["a=1"]),
];

#[test]
fn one_fault_is_one_error_and_the_rest_is_read() {
    let mut wrong = Vec::new();
    for (expected, errors, survivors) in BROKEN {
        let text = expected.replace(['⟦', '⟧'], "");
        let tree = json::parse(&text);
        if labelled(&tree) != *expected || kinds(&tree).join(" ") != *errors || members(&tree) != *survivors {
            wrong.push(format!("{:?} {:?} {:?}", labelled(&tree), kinds(&tree).join(" "), members(&tree)));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A request in small, one member a line, as people write them.
const REQUEST: &str = r#"{
  "kms": "aws-main",
  "tags": ["a", 12, true],
  "policy": {
    "Id": "p",
    "Statement": [{"Sid": null}]
  },
  "bits": 1
}"#;

/// The requests that miss one character, or have one typed twice, and are no JSON any more.
fn slips(change: impl Fn(&mut String, usize, char)) -> Vec<String> {
    let slip = |(at, c): (usize, char)| {
        let mut text = REQUEST.to_owned();
        change(&mut text, at, c);
        text
    };
    let is_broken = |text: &String| serde_json::from_str::<serde_json::Value>(text).is_err();
    REQUEST.char_indices().map(slip).filter(is_broken).collect()
}

fn lose(text: &mut String, at: usize, _: char) {
    text.remove(at);
}

fn repeat(text: &mut String, at: usize, c: char) {
    text.insert(at, c);
}

#[test]
fn a_lost_character_is_one_error() {
    let texts = slips(lose);
    assert!(texts.len() > 30, "{}", texts.len());
    for text in texts {
        let tree = json::parse(&text);
        assert_eq!(tree.errors().len(), 1, "{}", labelled(&tree));
    }
}

#[test]
fn a_character_that_was_typed_twice_is_one_error() {
    for text in slips(repeat) {
        let tree = json::parse(&text);
        assert_eq!(tree.errors().len(), 1, "{}", labelled(&tree));
    }
}

/// Whether a member is absent is said only of objects that no error took members from.
#[test]
fn a_lost_member_is_not_taken_for_absent() {
    let lost = |text: &str, name: &str| !members(&json::parse(text)).iter().any(|member| member.starts_with(name));
    for text in slips(lose).iter().chain(&slips(repeat)) {
        let is_known = json::parse(text).errors().iter().any(|error| error.kind.loses_members());
        for name in ["kms", "tags", "policy", "bits"] {
            assert!(is_known || !lost(text, name), "{name} of {}", labelled(&json::parse(text)));
        }
    }
}

#[test]
fn nesting_ends_at_128_and_costs_no_stack() {
    for (depth, is_too_deep) in [(127, false), (128, false), (129, true), (100_000, true)] {
        let lists = format!("{}{}", "[".repeat(depth), "]".repeat(depth));
        let objects = format!("{}1{}", r#"{"a":"#.repeat(depth), "}".repeat(depth));
        for text in [lists, objects] {
            let tree = json::parse(&text);
            assert_eq!((tree.errors().len(), tree.too_deep().is_some()), (0, is_too_deep), "{depth}");
        }
    }
}

#[test]
fn a_text_that_ends_where_nothing_is_read_any_more_is_too_deep_and_no_more() {
    for part in ["[", r#"[{"":"#] {
        let tree = json::parse(&part.repeat(100_000)).errors().len();
        assert_eq!(tree, 0, "{part}");
    }
    // But where the deep part ends, so may the text before its time.
    let text = format!("[{}{}", "[".repeat(130), "]".repeat(130));
    let tree = json::parse(&text);
    assert!(tree.too_deep().is_some());
    assert_eq!(kinds(&tree), ["Unclosed"]);
}

#[test]
fn what_is_inside_a_string_is_no_bracket_even_where_nesting_ends() {
    let text = format!("{}\"]}}\\\"]\"{}", "[".repeat(130), "]".repeat(130));
    let tree = json::parse(&text);
    assert_eq!(tree.errors(), &[]);
    assert_eq!(tree.root().unwrap().span().len(), text.len());
}

#[test]
fn errors_are_limited_in_number() {
    let text = format!("[{}]", "x,".repeat(10_000));
    assert_eq!(json::parse(&text).errors().len(), 100);
    // The end that is missing is said all the same: it tells that members may be.
    assert!(json::parse(&text[..text.len() - 1]).errors().last().unwrap().kind.loses_members());
}

/// What looks ahead must not do so again and again: each of these took minutes once, or would.
#[test]
fn the_worst_texts_are_read_in_one_pass() {
    let parts = [
        "\"",
        "'",
        "‘\"",
        "['',",
        "{{",
        "${",
        "$AA{{",
        "<,",
        "x ",
        "{},",
        "{{\"a\":1},",
        "\"\\",
        "\"a\"b",
        "\"a\":",
        "][",
        "\"\r",
        "\n",
        "a:1,",
    ];
    for (head, part) in ["[", "{", "{\"a\":", "\"a"].into_iter().flat_map(|head| parts.map(|part| (head, part))) {
        let text = format!("{head}{}}}}}\"", part.repeat(60_000 / part.len()));
        let start = Instant::now();
        let _ = json::parse(&text);
        assert!(start.elapsed() < Duration::from_secs(5), "{head}{part}…: {:?}", start.elapsed());
    }
}
