//! Access for people, in a terminal.

use std::io;

use super::AccessReport;
use super::words::{self, EntryWords, Kind, Line, RequestWords, TIED};
use crate::access::{Change, Changes, Difference, Gap, Part};
use crate::catalog::action::ACTIONS;
use crate::diagnostic::{escape_controls, number};
use crate::report::Human;
use crate::report::log::inert;

/// Columns of the name of a group.
const GROUP: usize = 14;

pub(super) fn write(report: &AccessReport, human: &Human, out: &mut dyn io::Write) -> io::Result<()> {
    let mut page = Page { human, out };
    for access in &report.told {
        page.request(&words::request(access))?;
    }
    for note in words::notes(&report.told) {
        page.paragraph(0, None, &note)?;
    }
    Ok(())
}

pub(super) fn write_changes(changes: &[Changes], human: &Human, out: &mut dyn io::Write) -> io::Result<()> {
    let mut page = Page { human, out };
    changes.iter().try_for_each(|changes| page.changes(changes))
}

/// How a piece of a line looks.
#[derive(Clone, Copy)]
enum Look {
    Bold,
    Dim,
    Red,
    Green,
    Yellow,
}

impl Look {
    const fn code(self) -> &'static str {
        match self {
            Self::Bold => "1",
            Self::Dim => "2",
            Self::Red => "31",
            Self::Green => "32",
            Self::Yellow => "33",
        }
    }
}

impl Kind {
    const fn look(self) -> Look {
        match self {
            Self::Yes => Look::Green,
            Self::Conditional | Self::Unknown => Look::Yellow,
            Self::Nothing | Self::Condition => Look::Dim,
            Self::Taken => Look::Red,
        }
    }
}

/// Where it is written, and how wide that is.
struct Page<'p> {
    human: &'p Human,
    out: &'p mut dyn io::Write,
}

impl Page<'_> {
    fn request(&mut self, request: &RequestWords) -> io::Result<()> {
        self.paragraph(0, Some(Look::Bold), &request.title)?;
        request.lead.iter().try_for_each(|sentence| self.paragraph(0, None, sentence))?;
        self.blank()?;
        request.entries.iter().try_for_each(|entry| self.entry(entry))?;
        if let Some(left_out) = &request.left_out {
            self.paragraph(0, Some(Look::Yellow), left_out)?;
            self.blank()?;
        }
        for line in &request.control {
            self.line("", 0, line)?;
        }
        request
            .unknown
            .iter()
            .try_for_each(|sentence| self.paragraph(0, Some(Look::Yellow), &format!("Not known: {sentence}")))?;
        if !request.control.is_empty() || !request.unknown.is_empty() {
            self.blank()?;
        }
        for (at, line, sid) in &request.statements {
            let line = line.map(|line| format!(", line {}", number(line))).unwrap_or_default();
            let sid = sid.as_ref().map(|sid| format!(": {sid}")).unwrap_or_default();
            self.paragraph(0, Some(Look::Dim), &format!("statement {}{line}{sid}", number(*at)))?;
        }
        if request.statements.is_empty() { Ok(()) } else { self.blank() }
    }

    fn entry(&mut self, entry: &EntryWords) -> io::Result<()> {
        self.who(&entry.title, entry.is_outside)?;
        for (group, lines) in &entry.rows {
            for (at, line) in lines.iter().enumerate() {
                let label = if at == 0 { *group } else { "" };
                let depth = if line.kind == Kind::Condition { GROUP + 2 } else { GROUP };
                self.line(label, depth, line)?;
            }
        }
        if let Some(besides) = &entry.besides {
            self.paragraph(2, Some(Look::Dim), besides)?;
        }
        self.blank()
    }

    fn who(&mut self, title: &str, is_outside: bool) -> io::Result<()> {
        self.paragraph(0, Some(Look::Bold), title)?;
        if is_outside { self.paragraph(2, Some(Look::Yellow), "another account") } else { Ok(()) }
    }

    /// A line whose head has the look of its kind.
    fn line(&mut self, label: &str, depth: usize, line: &Line) -> io::Result<()> {
        let text = format!("{}{}", line.head, line.rest);
        self.filled(label, depth, &text, line.head.len(), line.kind.look())
    }

    fn paragraph(&mut self, depth: usize, look: Option<Look>, text: &str) -> io::Result<()> {
        match look {
            Some(look) => self.filled("", depth, text, usize::MAX, look),
            None => self.filled("", depth, text, 0, Look::Bold),
        }
    }

    /// A text below itself, so many columns in, of which the first bytes have a look.
    fn filled(&mut self, label: &str, depth: usize, text: &str, head: usize, look: Look) -> io::Result<()> {
        let text = escape_controls(text);
        let width = self.human.width.saturating_sub(depth).max(20);
        let mut left = head;
        // Names are broken nowhere but where they are too long, and a statement stays with its number.
        let whole = textwrap::Options::new(width)
            .word_separator(textwrap::WordSeparator::AsciiSpace)
            .word_splitter(textwrap::WordSplitter::NoHyphenation);
        for (at, line) in textwrap::wrap(&text, whole).iter().map(|line| line.replace(TIED, " ")).enumerate() {
            let label = if at == 0 && !label.is_empty() { format!("  {label}") } else { String::new() };
            let indent = format!("{label:depth$}");
            let end = left.min(line.len());
            let (first, rest) = line.split_at_checked(end).unwrap_or((&line, ""));
            left = left.saturating_sub(line.len() + 1);
            let shown = inert(&format!("{indent}{line}")).into_owned();
            // A line that had to be made harmless stays without colour.
            let is_plain = !self.human.color || first.is_empty() || shown != format!("{indent}{line}");
            if is_plain {
                writeln!(self.out, "{}", shown.trim_end())?;
            } else {
                writeln!(self.out, "{indent}\u{1b}[{}m{first}\u{1b}[0m{rest}", look.code())?;
            }
        }
        Ok(())
    }

    fn blank(&mut self) -> io::Result<()> {
        writeln!(self.out)
    }

    fn changes(&mut self, changes: &Changes) -> io::Result<()> {
        let (before, after) = (words::title(&changes.before), words::title(&changes.after));
        self.paragraph(0, Some(Look::Bold), &format!("{before} → {after}"))?;
        match changes.gap {
            Some(Gap::Unknown) => {
                self.paragraph(
                    0,
                    Some(Look::Yellow),
                    "Not known: who may do what is not known of both, so that nothing can be compared.",
                )?;
            }
            Some(Gap::TooMany) => {
                self.paragraph(0, Some(Look::Yellow), "Not known: a policy is too large to be compared as a whole.")?;
            }
            None if changes.is_empty() => self.paragraph(0, None, "no change in access")?,
            None => {}
        }
        for access in [&changes.before, &changes.after] {
            let unknown = access.unknown.iter().map(|sentence| format!("Not known of {}: {sentence}", words::title(access)));
            unknown.collect::<Vec<_>>().iter().try_for_each(|sentence| self.paragraph(0, Some(Look::Yellow), sentence))?;
        }
        let mut last = None;
        for difference in &changes.differences {
            if last != Some(&difference.who) {
                self.blank()?;
                self.who(&difference.who.title(), difference.is_outside)?;
                last = Some(&difference.who);
            }
            self.difference(difference)?;
        }
        Ok(())
    }

    fn difference(&mut self, difference: &Difference) -> io::Result<()> {
        let all: Vec<&'static str> = ACTIONS.iter().map(|action| action.name).collect();
        let (head, kind) = match difference.change {
            Change::Gained => ("+ may now", Kind::Yes),
            Change::Lost => ("- may no longer", Kind::Taken),
            Change::Certain => ("~ may now without conditions", Kind::Yes),
            Change::Conditional => ("~ may now under conditions only", Kind::Conditional),
            Change::Conditions => ("~ may under other conditions", Kind::Conditional),
        };
        self.line("", 2, &Line { kind, head, rest: format!(": {}", words::short(&difference.actions, &all).join(", ")) })?;
        let (was_left, is_left) = difference.iam;
        if difference.change != Change::Gained {
            self.side("before", difference.before.as_ref(), was_left)?;
        }
        if difference.change != Change::Lost {
            self.side("now", difference.after.as_ref(), is_left)?;
        }
        Ok(())
    }

    fn side(&mut self, when: &str, part: Option<&Part>, is_left_to_iam: bool) -> io::Result<()> {
        let Some(part) = part else {
            let words = if is_left_to_iam { "only if IAM policies of the account let it" } else { "not at all" };
            return self.paragraph(4, None, &format!("{when}: {words}"));
        };
        let always: Vec<_> = part.given.iter().filter(|reason| reason.conditions.is_empty()).collect();
        let given = if always.is_empty() { String::new() } else { format!("always ({})", words::by(&always)) };
        let lines = words::reason_lines(part).into_iter().map(|line| format!("{}{}", line.head, line.rest));
        let all: Vec<String> = Some(given).filter(|given| !given.is_empty()).into_iter().chain(lines).collect();
        self.paragraph(4, None, &format!("{when}: {}", all.join("; ")))
    }
}
