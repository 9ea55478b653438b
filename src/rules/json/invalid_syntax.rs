use crate::diagnostic::{Finding, Fix, escape_controls, quoted};
use crate::extract::Call;
use crate::json::{Edit, Place, SyntaxError, SyntaxErrorKind, Tree, encode};
use crate::lint::{Context, Rule, declare_rule};

declare_rule! {
    /// ## What it finds
    ///
    /// Text that is not JSON, at the characters where it stops being JSON. The reading goes on after each fault, so one lost
    /// brace does not hide what else is wrong.
    ///
    /// ## Why it matters
    ///
    /// The server refuses the request before it looks at a single field. Comments, trailing commas and single quotes are
    /// accepted by many tools, but not by JSON.
    ///
    /// A file with one request a line is NDJSON: name it `.ndjson` or `.jsonl`, or say `--as ndjson`.
    ///
    /// ## Example
    ///
    /// ```json bad
    /// {
    ///   "kms": "aws-main", // the production account
    ///   "region": 'eu-west-1',
    ///   "aws_param": { "Alias": "payments", }
    /// }
    /// ```
    ///
    /// ```json bad
    /// {
    ///   "kms": "aws-main"
    ///   "region": "eu-west-1",
    ///   "aws_param": { "Alias": "payments", "MultiRegion": True }
    /// }
    /// ```
    ///
    /// ```json bad
    /// {
    ///   "kms": "aws-main",
    ///   "region": "eu-west-1",
    ///   "aws_param": { "Alias": "payments"
    /// }
    /// ```
    ///
    /// ```json bad
    /// { "kms": "aws-main", "region": "eu-west-1", "aws_param": { "Alias": "one" } }
    /// { "kms": "aws-main", "region": "eu-west-1", "aws_param": { "Alias": "two" } }
    /// ```
    ///
    /// ```sh bad
    /// curl https://cm.example.com/api/v1/cckm/aws/keys -H "Authorization: Bearer $TOKEN" \
    ///   --json {"kms":"aws-main","region":"eu-west-1","aws_param":{"Alias":"payments"}}
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json good
    /// {
    ///   "kms": "aws-main",
    ///   "region": "eu-west-1",
    ///   "aws_param": { "Alias": "payments" }
    /// }
    /// ```
    ///
    /// ## Source
    ///
    /// RFC 8259.
    pub InvalidSyntax {
        name: "invalid-syntax",
        category: Json,
        level: Error,
        fix: Safe,
        see: ["JSON_SYNTAX_ERROR"],
        since: "0.1.0",
    }
}

impl Rule for InvalidSyntax {
    fn check_text(&self, tree: &Tree<'_>, cx: &mut Context<'_>) {
        for error in tree.errors() {
            cx.report(finding(tree, error));
        }
    }

    fn check_call(&self, call: &Call, cx: &mut Context<'_>) {
        if let Some(finding) = without_quotes(call) {
            cx.report(finding);
        }
    }
}

/// A body that only a shell keeps from being JSON.
fn without_quotes(call: &Call) -> Option<Finding<'_>> {
    let body = call.unquoted.as_ref()?;
    let finding = Finding::at(Place::bare(body.span()), "the shell takes the double quotes out of this text");
    Some(finding.label("sent without them, it is no JSON").help("put single quotes around all of it"))
}

fn finding<'t>(tree: &'t Tree<'t>, error: &SyntaxError) -> Finding<'t> {
    let text = tree.text();
    let found = error.span.of(text);
    let (message, label) = words(&error.kind, found);
    let finding = Finding::at(Place::in_tree(tree, error.span), message).label(label);
    let finding = match error.kind {
        SyntaxErrorKind::Unclosed(opener) | SyntaxErrorKind::Mismatched(opener, _) => {
            finding.because(Place::in_tree(tree, opener), "opened here")
        }
        _ => finding,
    };
    let finding = match help(text, error) {
        Some(help) => finding.help(help),
        None => finding,
    };
    finding.fix(fix(text, error))
}

/// What is wrong, and what stands at the place.
fn words(kind: &SyntaxErrorKind, found: &str) -> (String, String) {
    use SyntaxErrorKind as K;
    let shown = if found.is_empty() { "the end of the text".to_owned() } else { quoted(found) };
    let (message, label): (&str, &str) = match kind {
        K::Empty => ("there is no JSON here", "a request was expected"),
        K::ExpectedValue => return (format!("a value was expected, not {shown}"), "a value was expected here".to_owned()),
        K::ExpectedKey => return (format!("a field name was expected, not {shown}"), "a name in double quotes was expected here".to_owned()),
        K::ExpectedColon => return (format!("a field name without a colon and a value: {shown}"), "`:` was expected after this".to_owned()),
        K::ExpectedComma(closer) => return ("a comma is missing".to_owned(), format!("`,` or `{closer}` was expected here")),
        K::ExtraComma => ("one comma too many", "nothing stands before this comma"),
        K::TrailingComma => ("a comma after the last entry", "JSON has no trailing comma"),
        K::Comment => ("JSON has no comments", "a comment"),
        K::SingleQuotes => ("text in single quotes", "JSON has double quotes only"),
        K::CurlyQuotes => ("text in typographic quotes", "JSON has straight double quotes only"),
        K::UnquotedKey => return (format!("the field name {shown} is not quoted"), "double quotes are missing".to_owned()),
        K::Word(Some(meant)) => return (format!("{shown} is not JSON"), format!("JSON has `{meant}`")),
        K::Word(None) => return (format!("{shown} is not JSON"), "if it is text, it needs double quotes".to_owned()),
        K::Number(why) => return (format!("{shown} is not a JSON number"), (*why).to_owned()),
        K::Escape => return (format!("{shown} is not an escape that JSON has"), "a backslash itself is written \\\\".to_owned()),
        K::UnicodeEscape => ("an incomplete \\u escape", "four hexadecimal digits belong after \\u"),
        K::LoneSurrogate => ("half of a surrogate pair", "alone it is no character"),
        K::ControlCharacter => return (format!("the control character {} inside a text", escape_controls(found)), "it must be written as an escape".to_owned()),
        K::LineBreak => ("a line break inside a text", "it must be written \\n"),
        K::UnterminatedString => ("a text without its closing quote", "the closing quote is missing"),
        K::Unclosed(_) => ("the text ends too early", "a closing bracket is missing"),
        K::Mismatched(_, expected) => return (format!("{shown} closes nothing"), format!("`{expected}` was expected here")),
        K::NothingOpen => return (format!("{shown} closes nothing"), "there is nothing for it to close".to_owned()),
        K::Placeholder => return (format!("the placeholder {shown} was never filled in"), "a value was expected here".to_owned()),
        K::SecondValue => ("a second value after the first", "a JSON text is one value"),
        K::TrailingText => return (format!("{shown} after the end of the request"), "nothing may come here".to_owned()),
    };
    (message.to_owned(), label.to_owned())
}

fn help(text: &str, error: &SyntaxError) -> Option<&'static str> {
    let start = text.trim_start();
    match error.kind {
        SyntaxErrorKind::SecondValue => Some("one request a line is NDJSON: name the file .ndjson or .jsonl, or say --as ndjson"),
        SyntaxErrorKind::LoneSurrogate => Some("a character beyond U+FFFF is two escapes, \\ud800 to \\udbff and then \\udc00 to \\udfff"),
        _ if error.span.start() > text.len() - start.len() => None,
        _ if start.starts_with("curl") || start.starts_with("$'") => Some("this looks like a shell command: name the file .sh, or say --as shell"),
        _ if start.starts_with("kms:") || start.starts_with("---") => Some("this looks like YAML; a request is JSON"),
        _ => None,
    }
}

/// Mends what can only have been meant in one way.
fn fix(text: &str, error: &SyntaxError) -> Option<Fix> {
    let found = error.span.of(text);
    let put = |title: &str, text: String| Some(Fix::safe(title, [Edit { span: error.span, text }]));
    match error.kind {
        SyntaxErrorKind::TrailingComma => put("remove the comma", String::new()),
        SyntaxErrorKind::Comment => put("remove the comment", String::new()),
        SyntaxErrorKind::UnquotedKey => put("quote it", encode(found)),
        SyntaxErrorKind::SingleQuotes | SyntaxErrorKind::CurlyQuotes => put("use double quotes", encode(unquoted(found)?)),
        SyntaxErrorKind::Word(Some(meant)) if meant.eq_ignore_ascii_case(found) || found == "None" => put("write it as JSON does", meant.to_owned()),
        SyntaxErrorKind::ExpectedComma(_) => put("add the comma", ",".to_owned()),
        SyntaxErrorKind::LineBreak if matches!(found, "\n" | "\r\n") => put("write it as \\n", "\\n".to_owned()),
        _ => None,
    }
}

/// The inside of a foreign string, where it is the same text in double quotes.
fn unquoted(found: &str) -> Option<&str> {
    let mut chars = found.chars();
    let (first, last) = (chars.next()?, chars.next_back()?);
    let is_closed = matches!(last, '\'' | '\u{2019}' | '\u{201c}' | '\u{201d}' | '"') && first != last || first == last && first == '\'';
    Some(chars.as_str()).filter(|inner| is_closed && !inner.contains(['"', '\\']))
}
