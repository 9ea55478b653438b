//! `cckm-lint rules`: every rule.

use serde::Serialize;

use super::args::{ListFormat, RulesArgs};
use crate::lint::{Category, FixKind, Meta};
use crate::rules;

/// A rule in the JSON list.
#[derive(Serialize)]
struct Listed {
    name: &'static str,
    category: &'static str,
    level: &'static str,
    other_levels: Vec<&'static str>,
    strict: bool,
    fix: &'static str,
    since: &'static str,
    summary: String,
    page: String,
}

pub(super) fn run(args: &RulesArgs) -> String {
    match args.format {
        ListFormat::Human => table(),
        ListFormat::Json => json(),
    }
}

fn table() -> String {
    let width = rules::all().map(|rule| rule.meta().name.len()).max().unwrap_or_default();
    let mut table = String::new();
    for category in Category::ALL {
        table.push_str(&format!("{}: {}\n", category.name(), category.title()));
        for meta in rules::all().map(|rule| rule.meta()).filter(|meta| meta.category == *category) {
            table.push_str(&format!("  {:width$}  {:16}  {}\n", meta.name, meta.levels(), fix_word(meta)));
        }
    }
    let trimmed: Vec<&str> = table.lines().map(str::trim_end).collect();
    trimmed.join("\n") + "\n"
}

const fn fix_word(meta: &Meta) -> &'static str {
    match meta.fix {
        FixKind::None => "",
        FixKind::Safe => "fix",
        FixKind::Unsafe => "unsafe fix",
    }
}

fn json() -> String {
    let listed: Vec<Listed> = rules::all().map(|rule| listed(rule.meta())).collect();
    // A list of strings has nothing that could fail to be written.
    serde_json::to_string_pretty(&listed).unwrap_or_default() + "\n"
}

fn listed(meta: &'static Meta) -> Listed {
    Listed {
        name: meta.name,
        category: meta.category.name(),
        level: meta.level.name(),
        other_levels: meta.other_levels.iter().map(|level| level.name()).collect(),
        strict: meta.strict,
        fix: meta.fix.name(),
        since: meta.since,
        summary: meta.summary(),
        page: meta.page(),
    }
}
