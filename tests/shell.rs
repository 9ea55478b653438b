//! What a shell makes of words and here-documents, against what the extractor makes of them.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, reason = "a test may fail loudly")]

use std::process::Command;

use cckm_lint::extract::{Body, Document, Form, parts};
use cckm_lint::source::{Source, Span};
use proptest::prelude::*;

const URL: &str = "https://cm.example.com/api/v1/cckm/aws/keys";

/// What `script` sends, in the order of its commands.
fn sent(script: &str) -> Vec<Document<'static>> {
    let (parts, _) = parts(&Source::from_text("request.sh", script), Form::Shell, &[], &Vec::new);
    let bodies = parts.into_iter().flat_map(|part| part.bodies).map(|body| match body {
        Body::Text(document) => document,
        other => panic!("{other:?} in {script}"),
    });
    bodies.collect()
}

/// What the real bash prints for a script.
fn bash(script: &str) -> Vec<u8> {
    let output = Command::new("bash").args(["-c", script]).env("LC_ALL", "C.UTF-8").output().expect("bash runs");
    assert!(output.status.success(), "{}\n{script}", String::from_utf8_lossy(&output.stderr));
    output.stdout
}

/// A piece of a word in one of the quotings.
fn piece() -> impl Strategy<Value = String> {
    let plain = r#"[a-zA-Z0-9_:,./{}"\\ é€&;|<>()#*?~!%^=-]"#;
    prop_oneof![
        proptest::string::string_regex(&format!("'{plain}{{0,8}}'")).unwrap(),
        double_quoted(),
        ansi_quoted(),
        "[a-zA-Z0-9_:,./é-]{1,6}",
        r#"\\[a-zA-Z"'$ {}<>&|;#*\\-]"#,
        Just("\\\n".to_owned()),
        Just("$".to_owned() + "'a'"),
    ]
}

fn double_quoted() -> impl Strategy<Value = String> {
    let inside = prop_oneof![
        r"[a-zA-Z0-9 :,.'{}<>&|;#*é€-]",
        r#"\\["$\\`]"#,
        r"\\[a-z ']",
        Just("\\\n".to_owned()),
        Just("\n".to_owned()),
    ];
    proptest::collection::vec(inside, 0..8).prop_map(|pieces| format!("\"{}\"", pieces.concat()))
}

fn ansi_quoted() -> impl Strategy<Value = String> {
    let inside = prop_oneof![
        r#"[a-zA-Z0-9 :,."{}<>&|;#$`*é€-]"#,
        r#"\\[abefnrtvE'"?\\]"#,
        r"\\[dghijklmopqswyzABCDFG ]",
        r"\\x[2-7][0-9a-f]",
        r"\\[1-7][0-7]",
        r"\\1[0-6][0-7]",
        Just(r"\xc3\xa9".to_owned()),
        Just(r"\342\202\254".to_owned()),
        r"\\u00[e-f][0-9a-f]",
        r"\\u20a[0-9c]",
        Just(r"\U0001F600".to_owned()),
        r"\\c[A-Z]",
    ];
    proptest::collection::vec(inside, 0..8).prop_map(|pieces| format!("$'{}'", pieces.concat()))
}

fn word() -> impl Strategy<Value = String> {
    proptest::collection::vec(piece(), 1..5)
        .prop_map(|pieces| pieces.concat())
        // A comment, an empty word and a tilde are another matter.
        .prop_filter("a word of its own", |word| !word.starts_with(['#', '~', '-', '\\', '@']))
        // Behind quotes that may be empty, a bare brace is taken for that of an object, and is reported for the quotes it loses.
        .prop_filter("no object without quotes", |word| !(word.starts_with(['"', '\'', '$']) && word.contains("\\{")))
}

fn here_line() -> impl Strategy<Value = String> {
    prop_oneof![
        r#"\t{0,2}[a-zA-Z0-9 :,."'{}<>&|;#é€-]{0,12}"#,
        r#"[a-z]{0,3}\\[$\\`"a-z]"#,
        r"[a-z]{0,3}\\",
        Just("END".to_owned() + "x"),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    /// Hundreds of words in one run of bash, as starting it is what takes time.
    #[test]
    fn words_are_read_as_bash_reads_them(words in proptest::collection::vec(word(), 200)) {
        let printed = bash(&words.iter().fold(String::new(), |script, word| script + "printf '%s\\0' " + word + "\n"));
        let printed: Vec<_> = printed.split(|byte| *byte == 0).take(words.len()).map(|word| String::from_utf8_lossy(word).into_owned()).collect();
        for (word, expected) in words.iter().zip(printed) {
            let script = format!("curl {URL} --data-raw {word}\n");
            let found = sent(&script);
            prop_assert_eq!(found.len(), 1, "{}", script);
            prop_assert_eq!(&found[0].text, &expected, "{}", script);
            prop_assert!(is_faithful(&script, &found[0]), "{}", script);
        }
    }

    #[test]
    fn here_documents_are_read_as_bash_reads_them(
        lines in proptest::collection::vec(here_line(), 0..6),
        opening in prop_oneof![Just("<<END"), Just("<<'END'"), Just("<<-END"), Just("<<-\"END\"")],
    ) {
        // A backslash in front of the last line would take it along.
        let body: String = lines.iter().fold(String::new(), |body, line| body + line + "\n");
        let body = if lines.last().is_some_and(|line| line.ends_with('\\')) { body + "\n" } else { body };
        let expected = bash(&format!("cat {opening}\n{body}END\n"));
        let script = format!("curl {URL} -d @- {opening}\n{body}END\necho done\n");
        let found = sent(&script);
        prop_assert_eq!(found[0].text.as_bytes(), expected.as_slice(), "{}", script);
        prop_assert!(is_faithful(&script, &found[0]), "{}", script);
    }

    /// What a fix writes through the quoting is what it meant to write.
    #[test]
    fn what_is_written_into_a_word_is_read_back(
        word in word(), at in any::<prop::sample::Index>(), len in 0_usize..4, text in r#"[a-z"'$\\` {}\n]{0,6}"#,
    ) {
        let script = format!("curl {URL} --data-raw {word}\n");
        let before = sent(&script).remove(0);
        let chars: Vec<usize> = before.text.char_indices().map(|(at, _)| at).chain([before.text.len()]).collect();
        let first = at.index(chars.len());
        let span = Span::new(chars[first], chars[(first + len).min(chars.len() - 1)]);
        if let Some((place, written)) = before.origin.write(span, &text) {
            let after = format!("{}{written}{}", &script[..place.start()], &script[place.end()..]);
            let expected = format!("{}{text}{}", &before.text[..span.start()], &before.text[span.end()..]);
            let read = sent(&after);
            prop_assert_eq!(read.len(), 1, "{} became {}", script, after);
            prop_assert_eq!(&read[0].text, &expected, "{} became {}", script, after);
        }
    }
}

/// Whether every character stands where the map says: itself, or an escape that begins there.
fn is_faithful(script: &str, document: &Document<'_>) -> bool {
    document.text.char_indices().all(|(at, c)| {
        let host = document.origin.lift(Span::new(at, at + c.len_utf8()));
        let written = host.of(script);
        written == c.to_string() || written.starts_with('\\')
    })
}

#[test]
fn maps_compose_from_a_policy_in_a_string_in_quotes_to_the_file() {
    let script = "curl URL --data-binary $'{\\n\"aws_param\": {\"Policy\": \"{\\\\\"Version\\\\\": \\\\\"2012\\\\\"}\"}}'"
        .replace("URL", URL);
    let document = sent(&script).remove(0);
    let tree = cckm_lint::json::parse(&document.text);
    let policy = tree.values().find(|value| value.as_str().is_some_and(|text| text.starts_with('{'))).unwrap();
    let text = policy.as_str().unwrap();
    let at = text.find("2012").unwrap();
    let through = policy.origin().through(&document.origin);
    assert_eq!(through.lift(Span::new(at, at + 4)).of(&script), "2012");
    let (place, written) = through.write(Span::new(at - 1, at + 5), "\"it's\"").unwrap();
    assert_eq!((place.of(&script), written.as_str()), (r#"\\"2012\\""#, r#"\\"it\'s\\""#));
}
