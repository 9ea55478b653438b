//! `cckm-lint explain NAME`: the page of a rule, laid out for a terminal.

use super::args::ExplainArgs;
use super::exit::Exit;
use super::{color, print, say};
use crate::lint::{Meta, unknown_rule};
use crate::rules;

pub(super) fn run(args: &ExplainArgs) -> Exit {
    match rules::find(&args.rule) {
        Some(meta) => print(&page(meta, color::width().min(80))),
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
    let mut paragraph = String::new();
    let mut in_example = false;
    for line in meta.page().lines() {
        let is_fence = line.starts_with("```");
        if is_fence || in_example || line.is_empty() || line.starts_with("## ") {
            flush(&mut text, &mut paragraph, width);
        }
        if is_fence {
            in_example = !in_example;
        } else if in_example {
            text.push_str(&format!("    {line}\n"));
        } else if let Some(heading) = line.strip_prefix("## ") {
            text.push_str(&format!("\n{}\n", heading.to_uppercase()));
        } else if line.is_empty() {
            text.push('\n');
        } else {
            paragraph.push_str(line);
            paragraph.push(' ');
        }
    }
    flush(&mut text, &mut paragraph, width);
    squeeze(&text)
}

fn flush(text: &mut String, paragraph: &mut String, width: usize) {
    if !paragraph.is_empty() {
        text.push_str(&textwrap::fill(paragraph.trim_end(), width));
        text.push('\n');
        paragraph.clear();
    }
}

/// At most one empty line in a row.
fn squeeze(text: &str) -> String {
    let mut squeezed = String::with_capacity(text.len());
    let mut was_empty = false;
    for line in text.lines() {
        if !(line.is_empty() && was_empty) {
            squeezed.push_str(line);
            squeezed.push('\n');
        }
        was_empty = line.is_empty();
    }
    squeezed
}
