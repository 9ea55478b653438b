//! The page of a rule.

use crate::lint::Meta;

/// The page of a rule in Markdown, to stand below its name: what `cckm-lint explain` prints, unformatted.
#[must_use]
pub fn page(rule: &Meta) -> String {
    let strict = if rule.strict { ", error with `--strict`" } else { "" };
    let head = format!("{} · {}{strict} · since {}\n", rule.category.name(), rule.levels(), rule.since);
    let page = rule.page();
    // What stands behind the language of an example is for our tests.
    let lines = page.lines().map(|line| if line.starts_with("```") { line.split(' ').next().unwrap_or(line) } else { line });
    lines.fold(head + "\n", |page, line| page + line + "\n")
}
