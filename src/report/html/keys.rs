//! Keys that exist, by their risk: a table that leads to them, those that are fine, and what was found of each.

use std::io::{self, Write};

use super::finding::{self, Subject};
use super::text::Escaped;
use super::{Page, Tally, section};
use crate::lint::Key;
use crate::report::Listed;
use crate::report::keys::{ByRisk, Found, Row};
use crate::source::LineIndex;

/// Writes the table of the keys that have findings, and the names of the others.
pub(super) fn overview(out: &mut dyn Write, keys: &ByRisk<'_>) -> io::Result<()> {
    if keys.rows.is_empty() && keys.fine.is_empty() {
        return Ok(());
    }
    writeln!(out, "<section id=\"keys\" aria-labelledby=\"keys-title\">\n<h2 id=\"keys-title\">Keys by risk</h2>")?;
    writeln!(out, "<p class=\"asides\">{}</p>", keys.counts())?;
    if !keys.rows.is_empty() {
        table(out, &keys.rows)?;
    }
    fine(out, &keys.fine)?;
    writeln!(out, "</section>")
}

fn table(out: &mut dyn Write, rows: &[Row<'_>]) -> io::Result<()> {
    writeln!(out, "<table class=\"keys\">\n<thead><tr>")?;
    for title in ["Key", "Region", "State", "Spec and usage", "Errors", "Warnings", "Rules"] {
        writeln!(out, "<th scope=\"col\">{title}</th>")?;
    }
    writeln!(out, "</tr></thead>\n<tbody>")?;
    rows.iter().enumerate().try_for_each(|(at, row)| write_row(out, at + 1, row))?;
    writeln!(out, "</tbody></table>")
}

fn write_row(out: &mut dyn Write, at: usize, row: &Row<'_>) -> io::Result<()> {
    let key = &row.listed.key;
    writeln!(out, "<tr><th scope=\"row\"><a href=\"#key-{at}\">{}</a></th>", Escaped(&row.title))?;
    for (title, told) in [("Region", &key.region), ("State", &key.state)] {
        writeln!(out, "<td class=\"word\" data-title=\"{title}\">{}</td>", Escaped(told.as_deref().unwrap_or_default()))?;
    }
    write!(out, "<td data-title=\"Spec\">{}", Escaped(key.spec.as_deref().unwrap_or_default()))?;
    if let Some(usage) = &key.usage {
        write!(out, " <span class=\"soft\">{}</span>", Escaped(usage))?;
    }
    writeln!(out, "</td>")?;
    for (title, level, amount) in [("Errors", "error", row.errors), ("Warnings", "warning", row.warnings)] {
        let level = if amount == 0 { "none" } else { level };
        writeln!(out, "<td class=\"amount\" data-title=\"{title}\" data-level=\"{level}\">{amount}</td>")?;
    }
    writeln!(out, "<td data-title=\"Rules\">{}</td></tr>", row.rules().join(", "))
}

fn fine(out: &mut dyn Write, keys: &[&Listed]) -> io::Result<()> {
    if keys.is_empty() {
        return Ok(());
    }
    let noun = if keys.len() == 1 { "key is" } else { "keys are" };
    writeln!(out, "<details class=\"skipped\"><summary>{} {noun} fine</summary>\n<ul>", keys.len())?;
    for listed in keys {
        let owner = if listed.key.is_managed_by_aws { " one of AWS&#39;s own, which nobody else can change" } else { "" };
        writeln!(out, "<li><code>{}</code>{owner}</li>", Escaped(&listed.title()))?;
    }
    writeln!(out, "</ul></details>")
}

/// Writes what was found of each key, and then what was found of no key in particular.
pub(super) fn findings(out: &mut dyn Write, page: &Page<'_>, keys: &ByRisk<'_>) -> io::Result<()> {
    let lines: Vec<LineIndex> = page.report.files.iter().map(|file| LineIndex::of(&file.source)).collect();
    let mut number = 0;
    let mut write = |out: &mut dyn Write, found: &[Found<'_>], key: Option<&str>| {
        found.iter().try_for_each(|Found { file, diagnostic }| {
            let Some((report, lines)) = page.report.files.get(*file).zip(lines.get(*file)) else { return Ok(()) };
            number += 1;
            let subject = key.map_or(Subject::Only, Subject::Key);
            finding::write(out, number, diagnostic, &super::file(report, lines, subject))
        })
    };
    for (at, row) in keys.rows.iter().enumerate() {
        section(out, &format!("key-{}", at + 1), &row.listed.path, &row.title, &tally(&row.found))?;
        facts(out, row.listed)?;
        write(out, &row.found, Some(&row.title))?;
        writeln!(out, "</section>")?;
    }
    for (at, found) in keys.others.chunk_by(|one, next| one.file == next.file).enumerate() {
        let name = found.first().and_then(|found| page.report.files.get(found.file)).map_or("", |file| file.source.name());
        section(out, &format!("file-{}", at + 1), name, name, &tally(found))?;
        write(out, found, None)?;
        writeln!(out, "</section>")?;
    }
    Ok(())
}

fn tally(found: &[Found<'_>]) -> Tally {
    Tally::of(found.iter().map(|found| found.diagnostic))
}

/// What is told of a key.
fn facts(out: &mut dyn Write, listed: &Listed) -> io::Result<()> {
    let Key { aliases, id, account, region, state, spec, usage, origin, regions, rotation, .. } = &listed.key;
    let further = aliases.get(1..).filter(|further| !further.is_empty()).map(|further| further.join(", "));
    let told = [
        ("Further aliases", further.as_deref()),
        ("Id", id.as_deref()),
        ("Account", account.as_deref()),
        ("Region", region.as_deref()),
        ("State", state.as_deref()),
        ("Spec", spec.as_deref()),
        ("Usage", usage.as_deref()),
        ("Origin", origin.as_deref()),
        ("Regions", *regions),
        ("Rotation", rotation.map(|is_on| if is_on { "on" } else { "off" })),
        ("File", Some(&*listed.path)),
    ];
    writeln!(out, "<dl class=\"facts\">")?;
    for (title, told) in told {
        if let Some(told) = told {
            writeln!(out, "<div><dt>{title}</dt> <dd>{}</dd></div>", Escaped(told))?;
        }
    }
    writeln!(out, "</dl>")
}
