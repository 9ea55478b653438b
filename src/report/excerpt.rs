//! The lines of a file that a finding is about, made fit to be shown: clipped, escaped, rid of secrets.
//!
//! miette scans the whole source for each report, prints a minified line from end to end, and panics where a label starts
//! past column 65,535. So it never sees the file: it gets these few lines, and spans within them.

use miette::{MietteError, MietteSpanContents, SourceCode, SourceSpan, SpanContents};
use unicode_width::UnicodeWidthChar;

use crate::diagnostic::redact::Redactor;
use crate::source::{LineIndex, Position, Span};

/// The text of a file and what is needed to show parts of it.
pub(super) struct Sheet<'r> {
    pub name: String,
    pub text: &'r str,
    pub lines: &'r LineIndex,
    pub redactor: &'r Redactor,
    /// How many columns there are for the text of a line.
    pub width: usize,
    /// Where the file stands, for terminals that follow links.
    pub address: Option<String>,
}

/// Some lines of a file as they are shown, and where the labels stand in them.
pub(super) struct Excerpt {
    name: String,
    address: Option<String>,
    width: usize,
    pub text: String,
    pub rows: Vec<Row>,
    /// For each label that was asked for: its span in `text`, if it is in sight, and its place in the file.
    pub labels: Vec<(Option<Span>, Position)>,
}

struct Reach {
    bytes: usize,
    columns: usize,
}

/// A line of an excerpt.
pub(super) struct Row {
    /// Its number in the file, from 1.
    pub line: usize,
    /// Where it stands in the excerpt's text, without its line break.
    pub span: Span,
}

/// How much of a clipped line is shown in front of its first label, in columns.
const LEAD: usize = 24;

/// Words are not put into fewer columns than this.
const LEAST_ROOM: usize = 12;

/// The columns of `╰── `, between a label and its words.
const CORNER: usize = 4;

/// How many columns may stand in front of a label, so that its words, which start below its middle, end within `room`.
fn most_in_front(room: usize, label: usize, words: usize) -> usize {
    let whole = room.saturating_sub(label / 2 + CORNER + words);
    // A label that is cut at the edge has its middle between its start and the edge.
    let cut = room.saturating_sub(2 * (CORNER + words));
    if whole + label <= room { whole } else { cut }
}

/// Whether a span starts in a line.
const fn stands_in(span: Span, line: Span) -> bool {
    line.start <= span.start && span.start <= line.end
}

impl Sheet<'_> {
    /// The lines that `labels` start in, each with a line of context on either side. A span is shown up to the end of its line.
    pub(super) fn excerpt(&self, labels: &[(Span, &str)]) -> Excerpt {
        let spans: Vec<Span> = labels.iter().map(|(span, _)| self.within_line(*span)).collect();
        let mut excerpt = self.blank();
        let mut shown = vec![None; spans.len()];
        for line in self.lines_around(&spans) {
            let content = self.lines.line(line, self.text);
            // The first label is the primary one: where a line is cut, it is cut around that.
            let chief = spans.iter().zip(labels).find(|(span, _)| stands_in(**span, content));
            let window = self.window(content, chief.map(|(span, (_, words))| (*span, *words)));
            self.add_row(&mut excerpt, line, window, &spans, &mut shown);
        }
        excerpt.labels =
            shown.into_iter().zip(&spans).map(|(shown, span)| (shown, self.lines.position(span.start(), self.text))).collect();
        excerpt
    }

    /// An excerpt without any lines.
    fn blank(&self) -> Excerpt {
        Excerpt {
            name: self.name.clone(),
            address: self.address.clone(),
            width: self.width,
            text: String::new(),
            rows: Vec::new(),
            labels: Vec::new(),
        }
    }

    /// Where a span starts, as people count it.
    pub(super) fn position(&self, span: Span) -> Position {
        self.lines.position(span.start(), self.text)
    }

    /// At most `most` characters of a span, secrets as asterisks, everything else as it stands there.
    pub(super) fn without_secrets(&self, span: Span, most: usize) -> String {
        let is_secret = |at: usize| self.redactor.hides(span.start() + at);
        let shown = span.of(self.text).char_indices().map(|(at, c)| if is_secret(at) { '*' } else { c });
        let mut text: String = shown.take(most + 1).collect();
        if let Some((end, _)) = text.char_indices().nth(most) {
            text.truncate(end);
            text.push('…');
        }
        text
    }

    fn within_line(&self, span: Span) -> Span {
        let start = self.visible(span.start().min(self.text.len()));
        let end = self.lines.line(self.lines.line_of(start), self.text).end().max(start);
        Span::new(start, span.end().clamp(start, end))
    }

    /// The end of the text is shown behind its last character, not on the empty line after it.
    fn visible(&self, offset: usize) -> usize {
        if offset < self.text.len() { offset } else { self.text.trim_end().len() }
    }

    fn lines_around(&self, spans: &[Span]) -> Vec<usize> {
        let around = spans.iter().flat_map(|span| {
            let line = self.lines.line_of(span.start());
            line.saturating_sub(1)..=(line + 1).min(self.lines.count() - 1)
        });
        let mut lines: Vec<usize> = around.collect();
        lines.sort_unstable();
        lines.dedup();
        lines
    }

    fn add_row(&self, excerpt: &mut Excerpt, line: usize, window: Span, spans: &[Span], shown: &mut [Option<Span>]) {
        let content = self.lines.line(line, self.text);
        let start = excerpt.text.len();
        if window.start > content.start {
            excerpt.text.push('…');
        }
        let marks = self.render(&mut excerpt.text, window, spans);
        if window.end < content.end {
            excerpt.text.push('…');
        }
        let span = Span::new(start, excerpt.text.len());
        for ((mark, shown), _) in marks.into_iter().zip(shown).zip(spans).filter(|(_, span)| stands_in(**span, window)) {
            *shown = Some(Span { start: mark.start.min(span.end), end: mark.end.min(span.end) });
        }
        excerpt.rows.push(Row { line: self.lines.number_of(line), span });
        excerpt.text.push('\n');
    }

    /// The part of a line that fits, so that its chief label and the words below it are seen.
    fn window(&self, content: Span, chief: Option<(Span, &str)>) -> Span {
        let room = self.width.saturating_sub(2);
        let (label, words) = chief.unwrap_or((Span::point(content.start()), ""));
        let own = Self::reach(label.of(self.text).chars(), room).columns;
        let most = |room| most_in_front(room, own, words.chars().count());
        let before = Span::new(content.start(), label.start()).of(self.text);
        if self.fits(content) && Self::reach(before.chars(), most(self.width)).bytes == before.len() {
            return content;
        }
        // What the line does not need behind its label is shown in front of it.
        let behind = Self::reach(Span::new(label.start(), content.end()).of(self.text).chars(), room);
        let lead = Self::reach(before.chars().rev(), most(room).min(LEAD.max(room - behind.columns)));
        let start = label.start() - lead.bytes;
        let shown = Self::reach(Span::new(start, content.end()).of(self.text).chars(), room);
        Span::new(start, start + shown.bytes)
    }

    /// How far characters go within a number of columns.
    fn reach(chars: impl Iterator<Item = char>, most: usize) -> Reach {
        let mut reach = Reach { bytes: 0, columns: 0 };
        for c in chars {
            let columns = columns_of(c);
            if reach.columns + columns > most {
                break;
            }
            reach = Reach { bytes: reach.bytes + c.len_utf8(), columns: reach.columns + columns };
        }
        reach
    }

    fn fits(&self, content: Span) -> bool {
        Self::reach(content.of(self.text).chars(), self.width).bytes == content.len()
    }

    /// Appends the characters of `window` as they are shown; where each span came to stand.
    fn render(&self, out: &mut String, window: Span, spans: &[Span]) -> Vec<Span> {
        let mut marks = vec![Span { start: u32::MAX, end: u32::MAX }; spans.len()];
        let text = window.of(self.text);
        let ends = text.char_indices().map(|(at, c)| (at, Some(c))).chain([(text.len(), None)]);
        for (at, c) in ends {
            let offset = (window.start() + at) as u32;
            for (mark, span) in marks.iter_mut().zip(spans) {
                let here = out.len() as u32;
                mark.start = if mark.start == u32::MAX && span.start <= offset { here } else { mark.start };
                mark.end = if mark.end == u32::MAX && span.end <= offset { here } else { mark.end };
            }
            if let Some(c) = c {
                self.push(out, c, offset);
            }
        }
        marks
    }

    fn push(&self, out: &mut String, c: char, offset: u32) {
        let is_secret = self.redactor.hides(offset as usize);
        match c {
            _ if is_secret => out.push('*'),
            ' '..='~' => out.push(c),
            '\t' => out.push('\t'),
            // A byte order mark takes no column, so it is not shown.
            crate::source::BOM if offset == 0 => {}
            c if crate::diagnostic::is_unsafe(c) => out.extend(c.escape_default()),
            c => out.push(c),
        }
    }
}

fn columns_of(c: char) -> usize {
    match c {
        // Most are, and need no look into tables.
        ' '..='~' => 1,
        '\t' => 4,
        crate::source::BOM => 0,
        c if crate::diagnostic::is_unsafe(c) => c.escape_default().len(),
        c => c.width().unwrap_or(0),
    }
}

impl Excerpt {
    /// Whether there is room for words below the middle of a label.
    pub(super) fn has_room(&self, label: Span, words: &str) -> bool {
        words.chars().count() <= self.room(label)
    }

    /// Words in as many lines as it takes below the middle of a label.
    pub(super) fn fitted(&self, label: Span, words: &str) -> String {
        textwrap::fill(words, self.room(label).max(LEAST_ROOM))
    }

    /// How many columns there are for words below the middle of a label.
    fn room(&self, label: Span) -> usize {
        let row = self.rows.get(self.row_at(label.start())).map_or(0, |row| row.span.start());
        let before: usize = Span::new(row, label.start()).of(&self.text).chars().map(columns_of).sum();
        let own: usize = label.of(&self.text).chars().map(columns_of).sum();
        self.width.saturating_sub(before + own / 2 + CORNER)
    }

    fn row_at(&self, offset: usize) -> usize {
        self.rows.partition_point(|row| row.span.start() <= offset).saturating_sub(1)
    }

    /// The next row in one direction, where it is the next line of the file too.
    fn neighbour(&self, row: usize, next: Option<usize>) -> Option<usize> {
        let next = next?;
        let (line, other) = (self.rows.get(row)?.line, self.rows.get(next)?.line);
        (line.abs_diff(other) == 1).then_some(next)
    }

    fn name_at(&self, offset: usize) -> String {
        let label = self.labels.iter().find(|(span, _)| span.is_some_and(|span| span.start() == offset));
        let name = label.map_or_else(|| self.name.clone(), |(_, at)| format!("{}:{}:{}", self.name, at.line, at.column));
        self.address.as_deref().map_or_else(|| name.clone(), |address| link(address, &name))
    }
}

/// A text that leads to an address in terminals that know OSC 8, and is no more than that text in all others.
fn link(address: &str, text: &str) -> String {
    format!("\u{1b}]8;;{address}\u{1b}\\{text}\u{1b}]8;;\u{1b}\\")
}

impl SourceCode for Excerpt {
    fn read_span<'a>(
        &'a self,
        span: &SourceSpan,
        before: usize,
        after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let mut first = self.row_at(span.offset());
        let mut last = self.row_at(span.offset() + span.len());
        for _ in 0..before {
            first = self.neighbour(first, first.checked_sub(1)).unwrap_or(first);
        }
        for _ in 0..after {
            last = self.neighbour(last, Some(last + 1)).unwrap_or(last);
        }
        let (Some(top), Some(bottom)) = (self.rows.get(first), self.rows.get(last)) else { return Err(MietteError::OutOfBounds) };
        let is_whole = self.rows.get(first..=last).is_some_and(|rows| rows.is_sorted_by(|a, b| a.line + 1 == b.line));
        if !is_whole {
            return Err(MietteError::OutOfBounds);
        }
        // With a line break: behind a text that ends in none, miette shows no label.
        let covered = Span::new(top.span.start(), bottom.span.end() + usize::from(!bottom.span.is_empty()));
        let contents = MietteSpanContents::new_named(
            self.name_at(span.offset()),
            covered.of(&self.text).as_bytes(),
            (covered.start(), covered.len()).into(),
            top.line - 1,
            0,
            last - first + 1,
        );
        Ok(Box::new(contents))
    }
}
