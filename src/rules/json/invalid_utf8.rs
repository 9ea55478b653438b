use crate::diagnostic::Finding;
use crate::json::Place;
use crate::lint::{Context, Rule, declare_rule};
use crate::source::{Encoding, Source, Span};

declare_rule! {
    /// ## What it finds
    ///
    /// A file that is not UTF-8: the first byte that cannot be, or UTF-16 or UTF-32 as a whole. Nothing else is said of such a
    /// file.
    ///
    /// ## Why it matters
    ///
    /// JSON that is sent over a network is UTF-8. An editor that saves in another encoding changes letters beyond ASCII, and
    /// the server refuses the request or stores other text than what was written.
    ///
    /// ## Example
    ///
    /// ```json bad bytes
    /// { "kms": "aws-main", "region": "eu-west-1", "aws_param": { "Alias": "payments", "Description": "caf\xe9" } }
    /// ```
    ///
    /// ```json bad bytes
    /// \xff\xfe{\x00"\x00k\x00m\x00s\x00"\x00:\x001\x00}\x00
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json good
    /// { "kms": "aws-main", "region": "eu-west-1", "aws_param": { "Alias": "payments", "Description": "café" } }
    /// ```
    ///
    /// ## Source
    ///
    /// RFC 8259, section 8.1.
    pub InvalidUtf8 {
        name: "invalid-utf8",
        category: Json,
        level: Error,
        fix: None,
        since: "0.1.0",
    }
}

impl Rule for InvalidUtf8 {
    fn check_source(&self, source: &Source, cx: &mut Context<'_>) {
        match source.encoding() {
            Encoding::Utf8 => {}
            Encoding::Wide(name) => {
                let place = Place::bare(Span::default());
                cx.report(Finding::at(place, format!("the file is {name}, not UTF-8")).help("save it as UTF-8"));
            }
            Encoding::Broken(span) => {
                let of_line = if cx.is_line() { "of the line " } else { "" };
                let message = format!("the byte at offset {} {of_line}is not UTF-8", span.start());
                let finding = Finding::at(Place::bare(span), message).label("not UTF-8");
                cx.report(finding.help("save the file as UTF-8; it may be Latin-1 or Windows-1252 now"));
            }
        }
    }
}
