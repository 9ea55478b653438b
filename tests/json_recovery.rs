//! What the parser makes of broken texts: one fault, one error, at the very characters, and the rest is still read.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, reason = "a test may fail loudly")]

use cckm_lint::json::{self, Kind};

/// The errors of a text as `Kind characters`, and the members of its outermost object that survive, with their values.
fn read(text: &str) -> (Vec<String>, Vec<String>) {
    let tree = json::parse(text);
    let errors = tree.errors().iter().map(|error| {
        let kind = format!("{:?}", error.kind);
        let kind = kind.split(['(', ' ']).next().unwrap().to_owned();
        format!("{kind} {}", error.span.of(text)).trim_end().to_owned()
    });
    let member = |value: json::Value<'_>| {
        value.key().map(|key| format!("{}={}", key.name(), if value.kind() == Kind::Invalid { "?" } else { value.raw() }))
    };
    let members = tree.root().into_iter().flat_map(|root| root.children().filter_map(member).collect::<Vec<_>>());
    (errors.collect(), members.collect())
}

/// A broken text, its errors, and what survives.
const BROKEN: &[(&str, &[&str], &[&str])] = &[
    // Commas and colons.
    (r#"{"a":1,}"#, &["TrailingComma ,"], &["a=1"]),
    (r#"{"a":1,,"b":2}"#, &["ExtraComma ,"], &["a=1", "b=2"]),
    (r#"{,"a":1}"#, &["ExtraComma ,"], &["a=1"]),
    (r#"{"a":1 "b":2}"#, &["ExpectedComma"], &["a=1", "b=2"]),
    ("{\"a\":1\n\"b\":2}", &["ExpectedComma"], &["a=1", "b=2"]),
    (r#"{"a" 1,"b":2}"#, &[r#"ExpectedColon "a""#], &["a=1", "b=2"]),
    (r#"{"a","b":2}"#, &[r#"ExpectedColon "a""#], &["a=?", "b=2"]),
    (r#"{"a"::1,"b":2}"#, &["ExpectedValue :"], &["a=1", "b=2"]),
    (r#"{"a"=1,"b":2}"#, &["ExpectedColon ="], &["a=1", "b=2"]),
    (r#"{"a":,"b":2}"#, &["ExpectedValue ,"], &["a=?", "b=2"]),
    (r#"{"a":}"#, &["ExpectedValue }"], &["a=?"]),
    (r#"{"a":[1 2]}"#, &["ExpectedComma"], &["a=[1 2]"]),
    (r#"{"a":[1,,2]}"#, &["ExtraComma ,"], &["a=[1,,2]"]),
    (r#"{"a":[1,]}"#, &["TrailingComma ,"], &["a=[1,]"]),
    (r#"{"a":[:]}"#, &["ExpectedValue :"], &["a=[:]"]),
    // Quotes.
    (r"{'a':'b'}", &["SingleQuotes 'a'", "SingleQuotes 'b'"], &["a='b'"]),
    (r#"{a:1,"b":2}"#, &["UnquotedKey a"], &["a=1", "b=2"]),
    ("{“a”:1}", &["CurlyQuotes “a”"], &["a=1"]),
    ("{\"a\":\"b\n,\"c\":1}", &[r#"UnterminatedString "b"#], &["a=?", "c=1"]),
    ("{\"a\":\"b,\n\"c\":1}", &[r#"UnterminatedString "b"#], &["a=?", "c=1"]),
    (r#"{"a":"b}"#, &[r#"UnterminatedString "b"#], &["a=?"]),
    ("{\"a\":\"b\nc\"}", &["LineBreak \n"], &["a=?"]),
    ("{\"a\":\"b\tc\"}", &["ControlCharacter \t"], &["a=?"]),
    ("{\"a\":\"b\u{0}c\"}", &["ControlCharacter \u{0}"], &["a=?"]),
    // Escapes.
    (r#"{"a":"\x41"}"#, &[r"Escape \x"], &["a=?"]),
    (r#"{"a":"\a"}"#, &[r"Escape \a"], &["a=?"]),
    (r#"{"a":"\u00g0"}"#, &[r"UnicodeEscape \u"], &["a=?"]),
    (r#"{"a":"\u12"}"#, &[r"UnicodeEscape \u"], &["a=?"]),
    (r#"{"a":"\ud800"}"#, &[r"LoneSurrogate \ud800"], &["a=?"]),
    (r#"{"a":"\udc00"}"#, &[r"LoneSurrogate \udc00"], &["a=?"]),
    (r#"{"a":"\udd1e\ud834"}"#, &[r"LoneSurrogate \udd1e", r"LoneSurrogate \ud834"], &["a=?"]),
    (r#"{"a":"\ud800x"}"#, &[r"LoneSurrogate \ud800"], &["a=?"]),
    (r#"{"a":"\ud800\ud800"}"#, &[r"LoneSurrogate \ud800", r"LoneSurrogate \ud800"], &["a=?"]),
    // Words and numbers.
    (r#"{"a":True,"b":2}"#, &["Word True"], &["a=?", "b=2"]),
    (r#"{"a":None}"#, &["Word None"], &["a=?"]),
    (r#"{"a":undefined}"#, &["Word undefined"], &["a=?"]),
    (r#"{"a":nul}"#, &["Word nul"], &["a=?"]),
    (r#"{"a":NaN}"#, &["Word NaN"], &["a=?"]),
    (r#"{"a":-Infinity}"#, &["Word -Infinity"], &["a=?"]),
    (r#"{"a":eu west 1,"b":2}"#, &["Word eu"], &["a=?", "b=2"]),
    (r#"{"a":01}"#, &["Number 01"], &["a=?"]),
    (r#"{"a":-01}"#, &["Number -01"], &["a=?"]),
    (r#"{"a":+1}"#, &["Number +1"], &["a=?"]),
    (r#"{"a":.5}"#, &["Number .5"], &["a=?"]),
    (r#"{"a":1.}"#, &["Number 1."], &["a=?"]),
    (r#"{"a":1e}"#, &["Number 1e"], &["a=?"]),
    (r#"{"a":0x1F}"#, &["Number 0x1F"], &["a=?"]),
    (r#"{"a":1_000}"#, &["Number 1_000"], &["a=?"]),
    (r#"{"a":- 1}"#, &["Number -"], &["a=?"]),
    (r#"{"a":１}"#, &["ExpectedValue １"], &["a=?"]),
    // Brackets.
    (r#"{"a":1"#, &["Unclosed"], &["a=1"]),
    (r#"{"a":[1"#, &["Unclosed"], &["a=[1"]),
    (r#"{"a":"#, &["ExpectedValue", "Unclosed"], &["a=?"]),
    (r#"{"a":[1}"#, &["Mismatched }"], &["a=[1"]),
    (r#"{"a":{"b":1]}"#, &["Mismatched ]"], &[r#"a={"b":1]"#]),
    (r#"{"a":1}}"#, &["NothingOpen }"], &["a=1"]),
    (r#"{"a":1]"#, &["Mismatched ]"], &["a=1"]),
    (r#"{{"a":1}:2,"b":3}"#, &["ExpectedKey {"], &["b=3"]),
    (r#"{"a":1,[2],"b":3}"#, &["ExpectedKey ["], &["a=1", "b=3"]),
    (r#"{"a":1,2,"b":3}"#, &["ExpectedKey 2"], &["a=1", "b=3"]),
    // Comments, placeholders, and what stands behind the end.
    ("{\"a\":1 // one\n,\"b\":2}", &["Comment // one"], &["a=1", "b=2"]),
    ("{/* one */\"a\":1}", &["Comment /* one */"], &["a=1"]),
    ("# one\n{\"a\":1}", &["Comment # one"], &["a=1"]),
    (r#"{"a":{<aws parameters>}"#, &["Placeholder <aws parameters>", "Unclosed"], &["a={<aws parameters>}"]),
    (r#"{"a":<a>,"b":2}"#, &["Placeholder <a>"], &["a=?", "b=2"]),
    ("{\"a\":1\u{c}}", &["ExpectedKey"], &["a=1"]),
    (r#"{"a":1}{"b":2}"#, &["SecondValue {"], &["a=1"]),
    ("{\"a\":1}\n{\"b\":2}", &["SecondValue {"], &["a=1"]),
    (r#"{"a":1}x"#, &["TrailingText x"], &["a=1"]),
    ("{\"a\":1}\u{0}", &["TrailingText \u{0}"], &["a=1"]),
    // No JSON at all: one error, for there is nothing to go on with.
    ("", &["Empty"], &[]),
    (" \n\t", &["Empty"], &[]),
    ("kms: a\nregion: b\n", &["Word kms"], &[]),
    (r#"curl -k https://x/api --data '{"a":1}'"#, &["Word curl"], &[]),
    (r#"$'{"a":1}'"#, &["ExpectedValue $"], &[]),
    ("\u{0}\u{0}\u{0}", &["ExpectedValue \u{0}\u{0}\u{0}"], &[]),
    ("\u{2060}[1]", &["ExpectedValue \u{2060}"], &[]),
    // Holes are no errors.
    (r#"{"a":${A},"b":{{ b }},"c":$CC,"d":${A}-x}"#, &[], &["a=${A}", "b={{ b }}", "c=$CC", "d=${A}-x"]),
    (r#"{${MORE},"a":1}"#, &[], &["a=1"]),
    (r#"{"a":[${A},{{ b }}]}"#, &[], &["a=[${A},{{ b }}]"]),
];

#[test]
fn one_fault_is_one_error_and_the_rest_is_read() {
    let mut wrong = Vec::new();
    for (text, errors, members) in BROKEN {
        let (found, survived) = read(text);
        let expected: Vec<&str> = errors.iter().map(|error| error.trim_end()).collect();
        if found != expected || survived != *members {
            wrong.push(format!("{text:?}: {found:?} {survived:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
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
    let open = "[".repeat(100_000);
    assert!(json::parse(&open).too_deep().is_some());
    let mixed = r#"[{"":"#.repeat(50_000);
    assert!(json::parse(&mixed).too_deep().is_some());
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
}
