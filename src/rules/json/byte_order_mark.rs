use crate::diagnostic::{Finding, Fix};
use crate::json::{Edit, Place};
use crate::lint::{Context, Rule, declare_rule};
use crate::source::Source;

declare_rule! {
    /// ## What it finds
    ///
    /// A byte order mark (the bytes EF BB BF) at the start of the file.
    ///
    /// ## Why it matters
    ///
    /// JSON must not be sent with one, and many servers refuse it with an error that names a character nobody can see.
    ///
    /// ## Example
    ///
    /// ```json bad bytes
    /// \xef\xbb\xbf{ "kms": "aws-main", "region": "eu-west-1", "aws_param": { "Alias": "payments" } }
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json good
    /// { "kms": "aws-main", "region": "eu-west-1", "aws_param": { "Alias": "payments" } }
    /// ```
    ///
    /// ## Source
    ///
    /// RFC 8259, section 8.1.
    pub ByteOrderMark {
        name: "byte-order-mark",
        category: Json,
        level: Warning,
        fix: Safe,
        since: "0.1.0",
    }
}

impl Rule for ByteOrderMark {
    fn check_source(&self, source: &Source, cx: &mut Context<'_>) {
        let Some(span) = source.bom() else { return };
        let finding = Finding::at(Place::bare(span), "the file starts with a byte order mark")
            .label("an invisible character before this")
            .help("save the file as UTF-8 without a byte order mark")
            .fix(Fix::safe("remove it", [Edit { span, text: String::new() }]));
        cx.report(finding);
    }
}
