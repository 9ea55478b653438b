//! Requests in makefiles: the recipes, which are shell.

use super::call::Part;
use super::{Document, shell};
use crate::source::{Notation, Origin, Span};

/// The parts of a makefile that carry requests.
pub(super) fn parts(document: &Document<'_>) -> Vec<Part<'static>> {
    let mut parts = Vec::new();
    let mut recipe = Recipe::default();
    let mut at = 0;
    for line in document.text.split_inclusive('\n') {
        if line.starts_with('\t') || recipe.goes_on {
            recipe.push(line, at);
        } else if !line.trim().is_empty() {
            parts.append(&mut recipe.take(document));
        }
        at += line.len();
    }
    parts.append(&mut recipe.take(document));
    parts
}

/// The lines of a recipe as the shell gets them.
struct Recipe {
    text: String,
    origin: Origin,
    /// The last line ended in a backslash.
    goes_on: bool,
}

impl Default for Recipe {
    fn default() -> Self {
        let mut origin = Origin::builder();
        origin.written_in(Notation::Recipe);
        Self { text: String::new(), origin, goes_on: false }
    }
}

impl Recipe {
    fn push(&mut self, line: &str, at: usize) {
        let indented = line.strip_prefix('\t').unwrap_or(line);
        // `@`, `-` and `+` in front of a command are for make.
        let command = if self.goes_on { indented } else { indented.trim_start_matches(['@', '-', '+', ' ', '\t']) };
        self.goes_on = command.trim_end_matches(['\r', '\n']).ends_with('\\');
        self.expand(command, at + line.len() - command.len());
    }

    /// Copies a line, in which `$$` is a dollar and `$(NAME)` is filled in by make.
    fn expand(&mut self, line: &str, offset: usize) {
        let mut at = 0;
        while let Some(dollar) = line.get(at..).and_then(|rest| rest.find('$')) {
            let dollar = at + dollar;
            self.copy(line, Span::new(at, dollar), offset);
            let rest = line.get(dollar..).unwrap_or_default();
            let (len, said) = filled_in(rest);
            self.replace(&said, Span::new(dollar, dollar + len).shifted(offset));
            at = dollar + len;
        }
        self.copy(line, Span::new(at, line.len()), offset);
    }

    fn copy(&mut self, line: &str, span: Span, offset: usize) {
        self.origin.copy(self.text.len(), span.shifted(offset));
        self.text.push_str(span.of(line));
    }

    fn replace(&mut self, said: &str, host: Span) {
        self.origin.replace(Span::new(self.text.len(), self.text.len() + said.len()), host);
        self.text.push_str(said);
    }

    fn take(&mut self, document: &Document<'_>) -> Vec<Part<'static>> {
        let Self { text, origin, .. } = std::mem::take(self);
        if text.is_empty() {
            return Vec::new();
        }
        shell::parts(&Document { text: text.into(), origin: origin.through(&document.origin) })
    }
}

/// What `rest`, which starts with a dollar, begins with: how many bytes, and what the shell gets.
fn filled_in(rest: &str) -> (usize, String) {
    let closer = match rest.as_bytes().get(1) {
        Some(b'$') => return (2, "$".to_owned()),
        Some(b'(') => ')',
        Some(b'{') => '}',
        Some(c) if c.is_ascii_graphic() => return (2, format!("${{{}}}", char::from(*c))),
        _ => return (1, "$".to_owned()),
    };
    match rest.find(closer) {
        Some(close) => {
            let name: String =
                rest.get(2..close).unwrap_or_default().chars().filter(|c| c.is_ascii_alphanumeric() || *c == '_').collect();
            (close + 1, format!("${{{name}}}"))
        }
        None => (rest.len(), String::new()),
    }
}
