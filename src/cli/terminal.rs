//! What the terminal is given: whether in colour, how wide, with or without links.

use std::io::IsTerminal;

use super::args::{CheckArgs, When};
use crate::report::Human;

/// The width of a terminal that is none.
const DEFAULT_WIDTH: usize = 80;

/// How the report for people is to look on standard output.
pub(super) fn look(args: &CheckArgs) -> Human {
    let color = use_color(args.color);
    let links = match args.hyperlinks {
        When::Always => true,
        When::Never => false,
        When::Auto => color && supports_hyperlinks::on(supports_hyperlinks::Stream::Stdout),
    };
    // A folder that is gone has no address; then there is nothing to lead to.
    let links = links.then(std::env::current_dir).and_then(Result::ok);
    Human { color, width: width(), links }
}

/// Whether standard output is to be in colour.
///
/// What the command line says wins; then `NO_COLOR`, then `FORCE_COLOR` and `CLICOLOR_FORCE`, then `CLICOLOR=0`; then whether
/// it is a terminal.
fn use_color(choice: When) -> bool {
    let is_set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty() && value != "0");
    let is_zero = |name: &str| std::env::var_os(name).is_some_and(|value| value == "0");
    match choice {
        When::Always => true,
        When::Never => false,
        When::Auto if std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty()) => false,
        When::Auto if is_set("FORCE_COLOR") || is_set("CLICOLOR_FORCE") => true,
        When::Auto if is_zero("CLICOLOR") => false,
        When::Auto => std::io::stdout().is_terminal() && std::env::var_os("TERM").is_none_or(|term| term != "dumb"),
    }
}

/// How many columns standard output has.
pub(super) fn width() -> usize {
    terminal_width().unwrap_or(DEFAULT_WIDTH).clamp(40, 200)
}

#[cfg(any(unix, windows))]
fn terminal_width() -> Option<usize> {
    terminal_size::terminal_size_of(std::io::stdout()).map(|(width, _)| usize::from(width.0))
}

/// In a browser there is no terminal.
#[cfg(not(any(unix, windows)))]
const fn terminal_width() -> Option<usize> {
    None
}
