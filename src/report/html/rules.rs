//! The pages of the rules that found something, each once.

use std::io::{self, Write};

use super::text::{Escaped, Lines, Sentence};
use super::{Page, Seen};
use crate::diagnostic::count;
use crate::lint::{Block, blocks};

pub(super) fn write(out: &mut dyn Write, page: &Page<'_>) -> io::Result<()> {
    writeln!(
        out,
        "<section id=\"rules\" aria-labelledby=\"rules-title\">\n<h2 id=\"rules-title\">The rules that found something</h2>"
    )?;
    page.rules.iter().try_for_each(|seen| write_rule(out, seen))?;
    writeln!(out, "</section>")
}

fn write_rule(out: &mut dyn Write, seen: &Seen) -> io::Result<()> {
    let (name, total) = (seen.meta.name, seen.tally.total());
    let strict = if seen.meta.strict { ", error with --strict" } else { "" };
    let found = if total == 1 { "its finding".to_owned() } else { format!("its {}", count(total, "finding")) };
    let facts = format!("{} · {}{strict} · {}", seen.meta.category.name(), seen.meta.levels(), count(total, "finding"));
    writeln!(out, "<details class=\"rule\"><summary><h3>{name}</h3> <span>{facts}</span></summary>")?;
    // The id is inside, so that a browser that follows a link to it opens the page by itself.
    writeln!(out, "<div id=\"rule-{name}\">\n<p class=\"scripted\"><a href=\"#rule={name}\">Show {found}</a></p>")?;
    body(out, &seen.meta.page())?;
    writeln!(out, "</div></details>")
}

fn body(out: &mut dyn Write, page: &str) -> io::Result<()> {
    blocks(page).iter().try_for_each(|block| match block {
        Block::Heading(heading) => writeln!(out, "<h4>{}</h4>", Escaped(heading)),
        Block::Paragraph(paragraph) => writeln!(out, "<p>{}</p>", Sentence(paragraph)),
        Block::Example(lines) => writeln!(out, "<pre class=\"example\">{}</pre>", Lines(&lines.join("\n"))),
    })
}
