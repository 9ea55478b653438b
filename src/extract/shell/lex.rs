//! Reading shell text into simple commands, without running anything.
//!
//! Only what it takes to find a command and its words: quotes, line continuations, here-documents, comments, assignments,
//! redirections, pipes, command substitutions. What the shell would fill in becomes a hole.

use super::quotes::is_end_of_word;
use super::word::{Builder, Word};
use crate::source::Span;

/// A simple command.
#[derive(Clone, Debug, Default)]
pub(in crate::extract) struct Command {
    pub id: usize,
    /// From its first word to its last, here-documents included.
    pub span: Span,
    /// `NAME=value` in front of the words, or after `export` and the like.
    pub assignments: Vec<(String, Word)>,
    pub words: Vec<Word>,
    /// The here-document or here-string that is its input.
    pub here: Option<Word>,
    /// The file that is its input.
    pub input: Option<Word>,
    /// The file that its output goes to.
    pub output: Option<Word>,
    /// The command whose output is its input.
    pub piped_from: Option<usize>,
}

/// Command substitutions nest no deeper than this; what is further inside is a hole like any other.
const MOST_NESTED: usize = 16;

/// The simple commands of `text` in the order that they end in, those inside of substitutions included.
pub(in crate::extract) fn commands(text: &str) -> Vec<Command> {
    let mut lexer = Lexer::new(text, false);
    lexer.list(false);
    lexer.found
}

/// The commands of the first line of `text`, with the lines that it goes on in; and how long that is.
pub(in crate::extract) fn first_line(text: &str) -> (Vec<Command>, usize) {
    let mut lexer = Lexer::new(text, true);
    lexer.list(false);
    (lexer.found, lexer.at)
}

pub(super) struct Lexer<'t> {
    pub(super) text: &'t str,
    pub(super) at: usize,
    pub(super) found: Vec<Command>,
    depth: usize,
    is_one_line: bool,
    ids: usize,
    /// Here-documents whose bodies start on the next line.
    pending: Vec<Pending>,
}

/// A here-document that was announced.
struct Pending {
    owner: usize,
    delimiter: String,
    is_quoted: bool,
    strips_tabs: bool,
}

impl<'t> Lexer<'t> {
    const fn new(text: &'t str, is_one_line: bool) -> Self {
        Self { text, at: 0, found: Vec::new(), depth: 0, is_one_line, ids: 0, pending: Vec::new() }
    }

    pub(super) fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or_default()
    }

    pub(super) fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    /// Commands up to the end, or up to the bracket that closes a substitution.
    fn list(&mut self, is_nested: bool) {
        let mut command = self.command(None);
        loop {
            self.skip_blank();
            let Some(c) = self.peek() else { break };
            match c {
                '\n' => {
                    self.at += 1;
                    self.here_documents(&mut command);
                    let goes_on = command.words.is_empty() && command.piped_from.is_some();
                    if !goes_on {
                        command = self.finish(command, None);
                    }
                    if self.is_one_line && !is_nested && !goes_on {
                        break;
                    }
                }
                '\r' => self.at += 1,
                ')' if is_nested => {
                    self.at += 1;
                    break;
                }
                ';' | '&' | '|' | '(' | ')' => command = self.separator(command),
                '<' | '>' => self.redirection(&mut command),
                _ => self.argument(&mut command),
            }
        }
        self.finish(command, None);
    }

    fn command(&mut self, piped_from: Option<usize>) -> Command {
        self.ids += 1;
        Command { id: self.ids, piped_from, ..Command::default() }
    }

    /// Keeps a command if it is one, and starts the next.
    fn finish(&mut self, command: Command, piped_from: Option<usize>) -> Command {
        if !command.words.is_empty() || !command.assignments.is_empty() {
            self.found.push(command);
        }
        self.command(piped_from)
    }

    fn separator(&mut self, command: Command) -> Command {
        let is_pipe = self.rest().starts_with('|') && !self.rest().starts_with("||");
        self.at += if ["||", "&&", "|&", ";;"].iter().any(|two| self.rest().starts_with(two)) { 2 } else { 1 };
        let id = command.id;
        self.finish(command, is_pipe.then_some(id))
    }

    /// Spaces, line continuations and comments.
    fn skip_blank(&mut self) {
        loop {
            let rest = self.rest();
            if rest.starts_with([' ', '\t']) {
                self.at += 1;
            } else if let Some(len) = super::quotes::continuation(rest) {
                self.at += len;
            } else if rest.starts_with('#') {
                self.at += memchr::memchr(b'\n', rest.as_bytes()).unwrap_or(rest.len());
            } else {
                return;
            }
        }
    }

    /// An assignment or a word.
    fn argument(&mut self, command: &mut Command) {
        let takes_assignments = command.words.first().is_none_or(|word| is_declaration(&word.text));
        let assigned = assigned_name(self.rest()).filter(|_| takes_assignments);
        if let Some(name) = assigned {
            self.at += name.len() + 1;
            let value = self.word();
            command.grow(Span::new(value.span.start() - name.len() - 1, value.span.end()));
            command.assignments.push((name.to_owned(), value));
        } else {
            let word = self.word();
            command.grow(word.span);
            command.words.push(word);
        }
    }

    /// `<file`, `>file`, `2>&1`, `<<EOF`, `<<<word`.
    fn redirection(&mut self, command: &mut Command) {
        let rest = self.rest();
        if rest.starts_with("<<<") {
            self.at += 3;
            self.skip_blank();
            let word = self.word();
            command.grow(word.span);
            command.here = Some(word);
        } else if rest.starts_with("<<") {
            self.announce(command);
        } else {
            self.file(command);
        }
    }

    fn file(&mut self, command: &mut Command) {
        let is_input = self.rest().starts_with('<');
        let is_copy = self.rest().starts_with(">&") || self.rest().starts_with("<&");
        while self.rest().starts_with(['<', '>', '&', '|']) {
            self.at += 1;
        }
        self.skip_blank();
        // `<(…)` is a name that the shell makes up.
        if self.rest().is_empty() || is_end_of_word(self.rest()) {
            return;
        }
        // `2>file` leaves the output alone; `2` was read as a word.
        let descriptor = command.words.last().filter(|word| word.span.end() + 1 == self.at && is_number(&word.text));
        let is_other = descriptor.is_some_and(|word| word.text != "1" && word.text != "0");
        if descriptor.is_some() {
            command.words.pop();
        }
        let word = self.word();
        command.grow(word.span);
        let slot = if is_input { &mut command.input } else { &mut command.output };
        if !is_copy && !is_other {
            *slot = Some(word);
        }
    }

    /// `<<EOF`, `<<-'EOF'`
    fn announce(&mut self, command: &mut Command) {
        self.at += 2;
        let strips_tabs = self.rest().starts_with('-');
        self.at += usize::from(strips_tabs);
        self.skip_blank();
        let start = self.at;
        let word = self.word();
        command.grow(word.span);
        let is_quoted = self.text.get(start..self.at).unwrap_or_default().contains(['\'', '"', '\\']);
        self.pending.push(Pending { owner: command.id, delimiter: word.text, is_quoted, strips_tabs });
    }

    /// The bodies that start here, in the order that they were announced in.
    fn here_documents(&mut self, command: &mut Command) {
        for pending in std::mem::take(&mut self.pending) {
            let body = self.here_document(&pending);
            let owner = if command.id == pending.owner {
                Some(&mut *command)
            } else {
                self.found.iter_mut().rev().find(|command| command.id == pending.owner)
            };
            if let Some(owner) = owner {
                owner.grow(body.span);
                owner.here = Some(body);
            }
        }
    }

    fn here_document(&mut self, pending: &Pending) -> Word {
        let mut builder = Builder::new(self.at);
        let mut goes_on = false;
        let mut line_start = 0;
        while self.at < self.text.len() {
            let rest = self.rest();
            let len = memchr::memchr(b'\n', rest.as_bytes()).map_or(rest.len(), |end| end + 1);
            let line = rest.get(..len).unwrap_or_default();
            if !goes_on {
                line_start = builder.len();
            }
            let is_start = builder.len() == line_start;
            let tabs = if pending.strips_tabs && is_start { line.len() - line.trim_start_matches('\t').len() } else { 0 };
            if is_start && line.get(tabs..).unwrap_or_default().trim_end_matches(['\r', '\n']) == pending.delimiter {
                let end = self.at;
                self.at += len;
                return builder.finish(end);
            }
            self.at += tabs;
            goes_on = self.here_line(&mut builder, len - tabs, pending.is_quoted);
        }
        builder.finish(self.at)
    }

    /// The commands of a substitution, up to its closing bracket: where in the list they stand.
    pub(super) fn nested(&mut self) -> std::ops::Range<usize> {
        let first = self.found.len();
        if self.depth >= MOST_NESTED {
            self.at = self.text.len();
            return first..first;
        }
        self.depth += 1;
        let pending = std::mem::take(&mut self.pending);
        self.list(true);
        self.pending = pending;
        self.depth -= 1;
        first..self.found.len()
    }
}

impl Command {
    fn grow(&mut self, span: Span) {
        let is_first = self.span.is_empty();
        self.span = if is_first { span } else { self.span.to(span) };
    }
}

fn is_declaration(word: &str) -> bool {
    matches!(
        word,
        "export" | "local" | "declare" | "readonly" | "typeset" | "env" | "then" | "do" | "else" | "{" | "if" | "while"
    )
}

fn is_number(word: &str) -> bool {
    !word.is_empty() && word.bytes().all(|c| c.is_ascii_digit())
}

/// The name in front of the equals sign, where `rest` starts with an assignment.
fn assigned_name(rest: &str) -> Option<&str> {
    let len = rest.bytes().take_while(|c| c.is_ascii_alphanumeric() || *c == b'_').count();
    let name = rest.get(..len)?;
    let is_name = !name.is_empty() && !name.starts_with(|c: char| c.is_ascii_digit());
    (is_name && rest.get(len..)?.starts_with('=')).then_some(name)
}
