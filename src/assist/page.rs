//! The page of a rule.

use crate::lint::Meta;

/// The page of a rule in Markdown, for whoever wonders about a finding: what `cckm-lint explain` prints, unformatted.
#[must_use]
pub fn page(rule: &Meta) -> String {
    let strict = if rule.strict { ", error with `--strict`" } else { "" };
    let head = format!("# {}\n\n{} · {}{strict} · since {}\n", rule.name, rule.category.name(), rule.levels(), rule.since);
    let page = rule.page();
    // What stands behind the language of an example is for our tests.
    let lines = page.lines().map(|line| if line.starts_with("```") { line.split(' ').next().unwrap_or(line) } else { line });
    lines.fold(head + "\n", |page, line| page + line + "\n")
}
