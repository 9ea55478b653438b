//! Which blocks of Markdown are fenced, against a whole parser of it.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, reason = "a test may fail loudly")]

use cckm_lint::extract::fences;
use cckm_lint::source::Span;
use proptest::prelude::*;
use pulldown_cmark::{CodeBlockKind, Event, Parser, Tag, TagEnd};

/// What a whole parser makes of a text: the first word and the lines of each fenced block.
fn whole_parser(text: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut open: Option<(String, String)> = None;
    for event in Parser::new(text) {
        match event {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) => {
                open = Some((info.split_whitespace().next().unwrap_or_default().to_owned(), String::new()));
            }
            Event::Text(text) if open.is_some() => open.as_mut().unwrap().1.push_str(&text),
            Event::End(TagEnd::CodeBlock) => found.extend(open.take()),
            _ => {}
        }
    }
    found
}

fn ours(text: &str) -> Vec<(String, String)> {
    fences(text).into_iter().map(|fence| (fence.language, fence.text.replace("\r\n", "\n"))).collect()
}

/// A block, or a paragraph, without what is around it.
fn block() -> impl Strategy<Value = Vec<String>> {
    let line = prop_oneof!["[a-z{}:\"' ]{0,8}[a-z]", Just(String::new()), Just("  é".to_owned()), Just("$ curl".to_owned())];
    let fence = prop_oneof![Just("```"), Just("````"), Just("~~~")];
    let fenced = (fence, prop_oneof![Just("sh"), Just("json"), Just("")], proptest::collection::vec(line, 0..5)).prop_map(
        |(fence, info, lines)| {
            let mut block = vec![format!("{fence}{info}")];
            block.extend(lines);
            block.push(fence.to_owned());
            block
        },
    );
    prop_oneof![3 => fenced, 1 => "[a-z]{1,6}".prop_map(|word| vec![word]), 1 => Just(vec!["# head".to_owned()])]
}

/// A block in quotes and lists.
fn nested() -> impl Strategy<Value = String> {
    let containers = proptest::collection::vec(prop_oneof![Just("> "), Just("- "), Just("1. ")], 0..3);
    (block(), containers).prop_map(|(lines, containers)| {
        let wrapped = containers.iter().rev().fold(lines, |lines, container| {
            let rest = if *container == "> " { container.to_owned().to_owned() } else { " ".repeat(container.len()) };
            let prefix = |(at, line): (usize, String)| {
                let prefix = if at == 0 { (*container).to_owned() } else { rest.clone() };
                if line.is_empty() && *container != "> " { line } else { prefix + &line }
            };
            lines.into_iter().enumerate().map(prefix).collect()
        });
        wrapped.join("\n") + "\n\n"
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn fences_are_those_of_a_whole_parser(blocks in proptest::collection::vec(nested(), 1..5), crlf in any::<bool>()) {
        let text = blocks.concat();
        let text = if crlf { text.replace('\n', "\r\n") } else { text };
        prop_assert_eq!(ours(&text), whole_parser(&text), "{}", text);
        for fence in fences(&text) {
            for (at, c) in fence.text.char_indices() {
                let host = fence.origin.lift(Span::new(at, at + c.len_utf8()));
                prop_assert_eq!(host.of(&text), c.to_string());
            }
        }
    }
}

#[test]
fn a_fence_may_be_left_open_or_be_closed_by_the_end_of_its_quote() {
    for text in [
        "```sh\ncurl",
        "> ```sh\n> curl\nafter\n",
        "text\n```sh\na\n```\n~~~json\nb\n~~~",
        "``` `a` ```\n",
        "```a b\n``` c\n```\n",
    ] {
        assert_eq!(
            ours(text).iter().map(|(_, text)| text.trim_end()).collect::<Vec<_>>(),
            whole_parser(text).iter().map(|(_, text)| text.trim_end()).collect::<Vec<_>>(),
            "{text}"
        );
    }
}
