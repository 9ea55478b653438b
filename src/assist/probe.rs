//! What a half-written text may become.
//!
//! Hardly anything that is being typed can be read as it stands: a quote is open, a colon is missing, and in HCL or YAML the whole
//! file is lost with the line. So a word is put in at the cursor in each of the ways in which something could go on there, and the
//! text is read as if that had been typed. The way that leaves the fewest faults is the one that is meant.

use crate::extract::Form;
use crate::source::Span;

/// The word that stands for what will be typed: one that no text has, and that is near to no name. It has a `kms` in it, without
/// which no file of another language is read.
pub(super) const PROBE: &str = "zqxkmsprobe";

/// The place where something is typed.
pub(super) struct Cursor<'s> {
    text: &'s str,
    at: usize,
    /// The word that it is in, or at the end of.
    word: Span,
}

/// How the name of a member is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Style {
    /// There is a colon or an equals sign already, or none is needed.
    AsIs,
    /// `"name": `
    Json,
    /// `name: `
    Yaml,
    /// `name = `
    Hcl,
}

/// A way in which the text may go on.
pub(super) struct Guess {
    /// What is put in front of the word.
    pub open: String,
    /// What is put behind it.
    close: String,
    /// Whether the quote behind the word is replaced, too.
    takes_quote: bool,
    /// What of a name comes with it.
    pub style: Style,
    /// What has to follow.
    pub comma: &'static str,
}

/// A text with the word in it.
pub(super) struct Patched {
    pub text: String,
    /// What was replaced, in the file.
    pub replaced: Span,
    /// How long that is now.
    len: usize,
}

impl Patched {
    /// Where a span of the text is in the file.
    pub(super) fn lift(&self, span: Span) -> Span {
        let (start, end) = (self.replaced.start(), self.replaced.start() + self.len);
        let lift = |at: usize, inside: usize| match at {
            at if at <= start => at,
            at if at >= end => at - self.len + self.replaced.len(),
            _ => inside,
        };
        Span::new(lift(span.start(), start), lift(span.end(), self.replaced.end()))
    }
}

impl<'s> Cursor<'s> {
    /// The place at `offset`; inside of a character the one in front of it.
    pub(super) fn new(text: &'s str, offset: usize) -> Self {
        let at = (0..=offset.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or_default();
        let (before, behind) = text.split_at(at);
        let typed = before.len() - before.trim_end_matches(is_word).len();
        let typed = before.get(at - typed..).unwrap_or_default().trim_start_matches([':', '.', '/', '@']).len();
        let rest = behind.get(..behind.find(|c| !is_word(c)).unwrap_or(behind.len())).unwrap_or_default();
        Self { text, at, word: Span::new(at - typed, at + rest.trim_end_matches(':').len()) }
    }

    /// Whether an editor can put something in the place of `span`: it does so around the cursor, on one line.
    pub(super) fn is_in(&self, span: Span) -> bool {
        span.start() <= self.at && self.at <= span.end() && !span.of(self.text).contains(['\n', '\r'])
    }

    fn before(&self) -> &'s str {
        self.text.get(..self.word.start()).unwrap_or_default()
    }

    fn behind(&self) -> &'s str {
        self.text.get(self.word.end()..).unwrap_or_default()
    }

    /// The text with the word, set as `guess` says.
    pub(super) fn patched(&self, guess: &Guess) -> Patched {
        let behind = self.text.get(self.at..self.word.end()).unwrap_or_default();
        let typed = self.text.get(self.word.start()..self.at).unwrap_or_default();
        let quote = if guess.takes_quote { self.behind().len() - guess.behind(self.behind()).len() } else { 0 };
        let put = format!("{}{typed}{PROBE}{behind}{}{}", guess.open, guess.close, guess.comma);
        let replaced = Span::new(self.word.start(), self.word.end() + quote);
        let (before, rest) = (self.before(), self.text.get(replaced.end()..).unwrap_or_default());
        Patched { len: put.len(), text: format!("{before}{put}{rest}"), replaced }
    }

    /// The ways in which the text may go on, where strings are in quotes written as `quote`: the likelier first.
    pub(super) fn guesses(&self, form: Form, quote: &str) -> Vec<Guess> {
        let quote = if form == Form::Yaml && self.before().ends_with('\'') { "'" } else { quote };
        let is_open = self.before().ends_with(quote);
        let closed = self.behind().strip_prefix(quote).filter(|_| is_open);
        let follows = closed.unwrap_or(self.behind()).trim_start_matches([' ', '\t']);
        let mut guesses = vec![Guess::word()];
        if follows.starts_with(':') || (form == Form::Terraform && follows.starts_with('=')) {
            return guesses;
        }
        match form {
            _ if is_open => {}
            Form::Yaml => guesses.insert(0, Guess::name("", ":", Style::Yaml)),
            Form::Terraform => guesses.insert(0, Guess::name("", " = 0", Style::Hcl)),
            _ => {}
        }
        let comma = if follows.trim_start().starts_with(quote) { "," } else { "" };
        let name = format!("{quote}: 0");
        match (is_open, closed) {
            (true, Some(_)) => guesses.push(Guess { takes_quote: true, comma, ..Guess::name("", &name, Style::Json) }),
            (true, None) => {
                guesses.push(Guess { close: quote.to_owned(), ..Guess::word() });
                guesses.push(Guess { comma, ..Guess::name("", &name, Style::Json) });
            }
            (false, _) => {
                guesses.push(Guess { open: quote.to_owned(), close: quote.to_owned(), ..Guess::word() });
                guesses.push(Guess { comma, ..Guess::name(quote, &name, Style::Json) });
            }
        }
        guesses
    }

    /// The name of the block or object of HCL that the cursor is in.
    pub(super) fn enclosing(&self) -> Option<&'s str> {
        let mut closed = 0_usize;
        let opener = self.before().char_indices().rev().find(|(_, c)| match c {
            '}' => {
                closed += 1;
                false
            }
            '{' if closed > 0 => {
                closed -= 1;
                false
            }
            c => *c == '{',
        });
        let head = self.before().get(..opener?.0)?.trim_end().trim_end_matches('=').trim_end();
        head.rsplit(|c: char| !(c.is_alphanumeric() || c == '_')).next()
    }
}

impl Guess {
    /// The word alone.
    pub(super) const fn word() -> Self {
        Self { open: String::new(), close: String::new(), takes_quote: false, style: Style::AsIs, comma: "" }
    }

    /// Whether it is the word alone.
    pub(super) fn is_word(&self) -> bool {
        self.style == Style::AsIs && self.open.is_empty() && self.close.is_empty()
    }

    fn name(open: &str, close: &str, style: Style) -> Self {
        Self { open: open.to_owned(), close: close.to_owned(), style, ..Self::word() }
    }

    /// What ends a value that is not ended yet; nothing where it is a name that is guessed.
    pub(super) fn close(&self) -> Option<&str> {
        (self.style == Style::AsIs).then_some(&*self.close)
    }

    /// The quote that `close` starts with.
    pub(super) fn quote(&self) -> &str {
        self.close.strip_suffix(": 0").unwrap_or_default()
    }

    /// What comes behind the quote that is replaced.
    fn behind<'b>(&self, behind: &'b str) -> &'b str {
        behind.strip_prefix(self.quote()).unwrap_or(behind)
    }
}

/// A text of HCL in which the resource at `offset` is closed, where it is not: what is behind the cursor may be the next one.
pub(super) fn closed(text: &str, offset: usize) -> Option<String> {
    let (before, behind) = text.split_at_checked(offset)?;
    let start = if before.starts_with("resource") { 0 } else { before.rfind("\nresource")? };
    let end = behind.find("\nresource").map_or(text.len(), |at| offset + at);
    let mut open = Vec::new();
    for c in text.get(start..end)?.chars() {
        match c {
            '{' => open.push('}'),
            '[' => open.push(']'),
            '(' => open.push(')'),
            '}' | ']' | ')' => drop(open.pop()),
            _ => {}
        }
    }
    // An entry ends with its line.
    let closers: String = open.iter().rev().flat_map(|closer| ['\n', *closer]).collect();
    let (before, behind) = text.split_at_checked(end)?;
    (!closers.is_empty()).then(|| format!("{before}{closers}{behind}"))
}

/// Whether a character is one of a word: of a name, a value, an action, a condition key or a flag.
fn is_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | ':' | '*' | '.' | '/' | '@')
}
