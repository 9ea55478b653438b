//! `cckm-lint explain NAME`: the page of a rule, laid out for a terminal.

use super::args::ExplainArgs;
use super::exit::Exit;
use super::{print, say, terminal};
use crate::lint::{Block, Meta, blocks, unknown_rule};
use crate::rules;

pub(super) fn run(args: &ExplainArgs) -> Exit {
    match rules::find(&args.rule) {
        Some(meta) => print(&page(meta, terminal::width().min(80))),
        None => {
            say(&unknown_rule(&args.rule).to_string());
            Exit::Usage
        }
    }
}

/// The page as plain text: a line of facts, headings in capitals, paragraphs folded, examples indented.
fn page(meta: &Meta, width: usize) -> String {
    let strict = if meta.strict { ", error with --strict" } else { "" };
    let mut text = format!("{}\n{} · {}{strict} · since {}\n", meta.name, meta.category.name(), meta.levels(), meta.since);
    for block in blocks(&meta.page()) {
        text.push('\n');
        match block {
            Block::Heading(heading) => text.push_str(&(heading.to_uppercase() + "\n")),
            Block::Paragraph(paragraph) => text.push_str(&(textwrap::fill(&paragraph, width) + "\n")),
            Block::Example(lines) => lines.iter().for_each(|line| text.push_str(&format!("    {line}\n"))),
        }
    }
    text
}
