//! What those who run builds act upon in their logs, so that nothing of a file becomes a command there.
//!
//! GitHub Actions: `::command::` at the start of a line, and the older `##[command]` anywhere. Azure Pipelines: `##vso[…]` and
//! `##[…]`. TeamCity: `##teamcity[…]`. All but the first one share their shape.

use std::borrow::Cow;

/// A line in which no command is found.
#[must_use]
pub fn inert(line: &str) -> Cow<'_, str> {
    let starts_one = line.trim_start().starts_with("::");
    if !starts_one && !line.contains("##") {
        return Cow::Borrowed(line);
    }
    let mut shown = String::with_capacity(line.len() + 16);
    for c in line.chars() {
        if c == '[' && opens_command(&shown) { shown.push_str(r"\u{5b}") } else { shown.push(c) }
    }
    Cow::Owned(if starts_one { shown.replacen("::", r"\u{3a}:", 1) } else { shown })
}

/// Whether a `[` behind such a text makes a command of what follows.
pub(super) fn opens_command(before: &str) -> bool {
    before.trim_end_matches(|c: char| c.is_ascii_alphanumeric()).ends_with("##")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_that_is_no_command_does_not_become_one() {
        assert_eq!(inert("  ::error::x"), r"  \u{3a}:error::x");
        assert_eq!(inert("a ##[error]x ##vso[task.complete] b[0]"), r"a ##\u{5b}error]x ##vso\u{5b}task.complete] b[0]");
        assert_eq!(inert("::##teamcity[x]"), r"\u{3a}:##teamcity\u{5b}x]");
        assert!(matches!(inert("error[unknown-region] a::b #[x]"), Cow::Borrowed(_)));
    }
}
