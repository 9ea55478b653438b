//! Comments that allow a finding: `# cckm-lint: allow(insecure-tls) the lab has a certificate of its own`.

use super::meta::Category;
use crate::diagnostic::Diagnostic;
use crate::rules;
use crate::source::{LineIndex, Span};

/// What a comment of ours starts with, behind the characters that make it a comment.
const MARK: &str = "cckm-lint:";

/// What makes a comment, in the languages that requests are written in.
const OPENERS: [&str; 4] = ["#", "//", "<!--", "/*"];

/// A comment that allows something.
#[derive(Clone, Debug)]
pub struct Suppression {
    /// What it says, from the mark on.
    pub span: Span,
    /// What is between the brackets.
    pub names: Vec<Allowed>,
    /// Whether it says why.
    pub has_reason: bool,
    /// Why, as far as it says so.
    pub(super) reason: String,
    /// What of the file it speaks of.
    scope: Span,
}

/// A rule or a category that a comment names.
#[derive(Clone, Debug)]
pub struct Allowed {
    /// As it is written.
    pub name: String,
    /// Where.
    pub span: Span,
    /// Whether there is a rule or a category of that name.
    pub is_known: bool,
    /// Whether it allowed a finding.
    pub is_used: bool,
}

/// A finding that was set aside.
#[derive(Clone, Debug)]
pub struct Suppressed {
    /// The finding.
    pub diagnostic: Diagnostic,
    /// Why it is allowed, rid of secrets.
    pub reason: Option<String>,
    /// Whether a comment beside it says so, rather than the configuration or a baseline.
    pub is_in_source: bool,
}

impl Suppression {
    /// Whether a finding in what it speaks of is allowed, which is noted.
    fn allows(&mut self, diagnostic: &Diagnostic) -> bool {
        let is_meant =
            |allowed: &&mut Allowed| allowed.name == diagnostic.rule.name || allowed.name == diagnostic.rule.category.name();
        let Some(allowed) = self.names.iter_mut().find(is_meant) else { return false };
        allowed.is_used = true;
        true
    }
}

/// The comments that speak of the places of findings, which are asked for in their order.
pub(super) struct Speaking<'s> {
    ahead: std::iter::Peekable<std::slice::IterMut<'s, Suppression>>,
    here: Vec<&'s mut Suppression>,
}

impl<'s> Speaking<'s> {
    /// Of the comments of a file, as they were [`read`].
    pub(super) fn of(suppressions: &'s mut [Suppression]) -> Self {
        Self { ahead: suppressions.iter_mut().peekable(), here: Vec::new() }
    }

    /// Why a finding is allowed, by each comment that allows it: every one of them was of use.
    pub(super) fn reasons(&mut self, diagnostic: &Diagnostic) -> Vec<String> {
        let at = diagnostic.span.start;
        while let Some(next) = self.ahead.next_if(|next| next.scope.start <= at) {
            self.here.push(next);
        }
        self.here.retain(|suppression| at < suppression.scope.end);
        let allowing =
            self.here.iter_mut().filter_map(|suppression| suppression.allows(diagnostic).then(|| suppression.reason.clone()));
        allowing.collect()
    }
}

/// The comments of `text` that allow something, in the order of what they speak of. One that stands by itself speaks of what
/// starts on the next line: all of it, if that is one of `units`, or the line.
pub(super) fn read(text: &str, units: &[Span]) -> Vec<Suppression> {
    let mut found = Vec::new();
    // Most files have none, and then their lines need not be known.
    if !may_be_in(text) {
        return found;
    }
    let lines = LineIndex::new(text);
    let mut units = units.to_vec();
    units.sort_unstable();
    let mut last_meant = 0;
    for at in memchr::memmem::find_iter(text.as_bytes(), MARK.as_bytes()) {
        let line = lines.line_of(at);
        let span = lines.line(line, text);
        let before = text.get(span.start()..at).unwrap_or_default().trim_end();
        let Some(code) = OPENERS.iter().find_map(|opener| before.strip_suffix(opener)) else { continue };
        let meant = match code.trim() {
            // A comment in front spoke of what is behind this one, too.
            "" if line < last_meant => last_meant,
            "" => next_line(line, &lines, text),
            _ => line,
        };
        last_meant = meant.max(last_meant);
        let scope = scope(lines.line(meant, text), &units);
        found.push(comment(text, Span::new(at, span.end()), scope));
    }
    found.sort_by_key(|suppression| suppression.scope.start);
    found
}

/// Whether there may be comments of ours in a text.
pub(super) fn may_be_in(text: &str) -> bool {
    memchr::memmem::find(text.as_bytes(), MARK.as_bytes()).is_some()
}

/// The next line that is neither blank nor a comment.
fn next_line(line: usize, lines: &LineIndex, text: &str) -> usize {
    let is_passed_over = |line: &usize| {
        let line = lines.line(*line, text).of(text).trim_start();
        line.is_empty() || OPENERS.iter().any(|opener| line.starts_with(opener))
    };
    (line + 1..lines.count()).find(|line| !is_passed_over(line)).unwrap_or(line)
}

/// The line, and whatever starts in it of the units, which are in their order.
fn scope(line: Span, units: &[Span]) -> Span {
    let first = units.partition_point(|unit| unit.start < line.start);
    let starts_here = units.iter().skip(first).take_while(|unit| unit.start <= line.end);
    starts_here.fold(Span { end: line.end + 1, ..line }, |scope, unit| scope.to(*unit))
}

fn comment(text: &str, span: Span, scope: Span) -> Suppression {
    let said = span.of(text).trim_end().trim_end_matches("-->").trim_end_matches("*/").trim_end();
    let span = Span::new(span.start(), span.start() + said.len());
    let behind = said.get(MARK.len()..).unwrap_or_default().trim_start();
    let list = behind.strip_prefix("allow(").and_then(|rest| rest.split_once(')'));
    let Some((list, reason)) = list else {
        return Suppression { span, names: Vec::new(), has_reason: false, reason: String::new(), scope };
    };
    let start = span.end() - behind.len() + "allow(".len();
    let mut at = start;
    let mut names = Vec::new();
    for name in list.split(',') {
        let trimmed = name.trim();
        let from = at + name.len() - name.trim_start().len();
        at += name.len() + 1;
        names.push(Allowed {
            name: trimmed.to_owned(),
            span: Span::new(from, from + trimmed.len()),
            is_known: rules::find(trimmed).is_some() || Category::find(trimmed).is_some(),
            is_used: false,
        });
    }
    let reason = reason.trim();
    Suppression { span, names, has_reason: reason.chars().any(char::is_alphanumeric), reason: reason.to_owned(), scope }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_comment_speaks_of_the_next_line_or_of_its_own() {
        let text = "# cckm-lint: allow(insecure-tls, plain-http) the lab\n\ncurl -k x \\\n  y\nz # cckm-lint: allow(secret)\n";
        let unit = Span::new(text.find("curl").unwrap(), text.find("\nz").unwrap());
        let found = read(text, &[unit]);
        let said = |at: usize| found[at].names.iter().map(|allowed| allowed.span.of(text)).collect::<Vec<_>>();
        assert_eq!(said(0), ["insecure-tls", "plain-http"]);
        assert_eq!(found[0].scope, Span::new(unit.start(), unit.end()));
        assert!(found[0].has_reason && !found[1].has_reason);
        assert_eq!(found[1].scope.of(text).trim_end(), "z # cckm-lint: allow(secret)");
    }

    #[test]
    fn what_is_no_comment_allows_nothing() {
        assert!(read("echo cckm-lint: allow(insecure-tls)", &[]).is_empty());
    }
}
