//! Sessions at a terminal: commands behind a prompt, and what they printed.

use super::Document;
use super::call::Part;
use super::shell::{self, Script};
use crate::source::{Origin, Span};

/// What stands in front of a command.
const PROMPT: &str = "$ ";
/// What stands in front of the lines that a command goes on in.
const CONTINUATION: &str = "> ";

/// Whether the first line of a text is a command behind a prompt.
pub(super) fn has_prompts(text: &str) -> bool {
    let first = text.lines().find(|line| !line.trim().is_empty());
    first.is_some_and(|line| line.trim_start().starts_with(PROMPT))
}

/// The parts of a session that carry requests. Without prompts all of it is commands.
pub(super) fn parts(document: &Document<'_>) -> Vec<Part<'static>> {
    if !document.text.lines().any(|line| line.trim_start().starts_with(PROMPT)) {
        return shell::parts(document);
    }
    let typed = typed(document);
    Script::new(&shell::commands(&typed.text), &typed.origin).parts()
}

/// What was typed: the commands, without prompts and output.
fn typed(document: &Document<'_>) -> Document<'static> {
    let mut typed = String::new();
    let mut origin = Origin::builder();
    let mut at = 0;
    while at < document.text.len() {
        let line = line_at(&document.text, at);
        let command = line.trim_start().strip_prefix(PROMPT);
        let Some(command) = command else {
            at += line.len();
            continue;
        };
        // The command goes on for as long as its quotes, here-documents and continuations do.
        let start = at + line.len() - command.len();
        let whole = without_marks(document.text.get(start..).unwrap_or_default(), start);
        let (_, len) = shell::first_line(&whole.text);
        let span = Span::new(0, len.min(whole.text.len()));
        origin.copy_from(typed.len(), &whole.origin, span);
        typed.push_str(span.of(&whole.text));
        at = whole.origin.lift(span).end().max(at + line.len());
    }
    Document { origin: origin.through(&document.origin), text: typed.into() }
}

/// A command and all that follows it up to the next prompt, without the marks of continuation that shells print.
fn without_marks(text: &str, offset: usize) -> Document<'static> {
    let mut plain = String::new();
    let mut origin = Origin::builder();
    let mut at = 0;
    while at < text.len() {
        let line = line_at(text, at);
        if at > 0 && line.trim_start().starts_with(PROMPT) {
            break;
        }
        let shown = if at > 0 { line.strip_prefix(CONTINUATION).unwrap_or(line) } else { line };
        let start = offset + at + line.len() - shown.len();
        origin.copy(plain.len(), Span::new(start, start + shown.len()));
        plain.push_str(shown);
        at += line.len();
    }
    Document { origin, text: plain.into() }
}

/// The line that starts at byte `at`, with its line break.
fn line_at(text: &str, at: usize) -> &str {
    let rest = text.get(at..).unwrap_or_default();
    let len = memchr::memchr(b'\n', rest.as_bytes()).map_or(rest.len(), |end| end + 1);
    rest.get(..len).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::Body;

    #[test]
    fn output_is_told_from_commands() {
        let session = "$ URL=https://cm.example.com/api/v1/cckm/aws/keys\n$ curl $URL \\\n>   -d '{\n> \"a\": 1}'\n{\"id\": \"curl it's\"}\n$ echo done\ndone\n";
        let found = parts(&Document::verbatim(session, 0));
        let [part] = found.as_slice() else { panic!("{found:?}") };
        let [Body::Text(body)] = part.bodies.as_slice() else { panic!("{part:?}") };
        assert_eq!(body.text, "{\n\"a\": 1}");
        let at = body.text.find('1').unwrap();
        assert_eq!(body.origin.lift(Span::new(at, at + 1)).start(), session.find("1}").unwrap());
    }
}
