//! The pages of the rules that found something, each once.

use std::io::{self, Write};

use super::text::{Escaped, Lines, Sentence};
use super::{Page, Seen};
use crate::diagnostic::count;

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

/// The page, of whose Markdown there are headings, paragraphs and fenced blocks.
fn body(out: &mut dyn Write, page: &str) -> io::Result<()> {
    let mut lines = page.lines().peekable();
    while let Some(line) = lines.next() {
        if let Some(fence) = line.strip_prefix("```") {
            let example: Vec<&str> = lines.by_ref().take_while(|line| !line.starts_with("```")).collect();
            let class = fence.split_whitespace().find(|mark| matches!(*mark, "bad" | "good")).unwrap_or_default();
            writeln!(out, "<pre class=\"example {class}\">{}</pre>", Lines(&example.join("\n")))?;
        } else if let Some(heading) = line.strip_prefix("## ") {
            writeln!(out, "<h4>{}</h4>", Escaped(heading))?;
        } else if !line.is_empty() {
            let mut paragraph = line.to_owned();
            while let Some(more) = lines.next_if(|line| !line.is_empty() && !line.starts_with("```") && !line.starts_with("## "))
            {
                paragraph = paragraph + " " + more;
            }
            writeln!(out, "<p>{}</p>", Sentence(&paragraph))?;
        }
    }
    Ok(())
}
