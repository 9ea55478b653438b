//! The page of a rule, taken apart for whoever lays it out.

/// A part of a page. Of Markdown, pages have no more than these, and backquotes within a paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block<'p> {
    /// What comes next: `What it finds`, `Source`.
    Heading(&'p str),
    /// Sentences, in one line.
    Paragraph(String),
    /// A fenced text, line by line.
    Example(Vec<&'p str>),
}

/// The parts of a page, in order.
#[must_use]
pub fn blocks(page: &str) -> Vec<Block<'_>> {
    let mut blocks = Vec::new();
    let mut lines = page.lines().peekable();
    while let Some(line) = lines.next() {
        if line.starts_with("```") {
            blocks.push(Block::Example(lines.by_ref().take_while(|line| !line.starts_with("```")).collect()));
        } else if let Some(heading) = line.strip_prefix("## ") {
            blocks.push(Block::Heading(heading));
        } else if !line.is_empty() {
            let mut paragraph = line.to_owned();
            while let Some(more) = lines.next_if(|line| !(line.is_empty() || line.starts_with("```") || line.starts_with("## ")))
            {
                paragraph.push(' ');
                paragraph.push_str(more);
            }
            blocks.push(Block::Paragraph(paragraph));
        }
    }
    blocks
}
