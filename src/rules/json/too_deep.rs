use crate::diagnostic::Finding;
use crate::json::{MAX_DEPTH, Place, Tree};
use crate::lint::{Context, Rule, declare_rule};

declare_rule! {
    /// ## What it finds
    ///
    /// Objects and lists nested more than 128 deep, the outermost value being 1. What is inside is not read.
    ///
    /// ## Why it matters
    ///
    /// No request is nested more than about ten deep, and JSON parsers stop somewhere near 128 to protect themselves, so the
    /// server refuses it.
    ///
    /// ## Example
    ///
    /// ```json bad policy-element policy-version
    /// { "kms": "aws-main", "region": "eu-west-1", "aws_param": { "Alias": "payments", "Policy": { "Statement":
    /// [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[
    /// ]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]
    /// } } }
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
    /// RFC 8259, section 9, allows parsers a limit; 128 is that of `serde_json`.
    pub TooDeep {
        name: "too-deep",
        category: Json,
        level: Error,
        fix: None,
        since: "0.1.0",
    }
}

impl Rule for TooDeep {
    fn check_text(&self, tree: &Tree<'_>, cx: &mut Context<'_>) {
        let Some(span) = tree.too_deep() else { return };
        let message = format!("the request is nested more than {MAX_DEPTH} deep");
        cx.report(Finding::at(Place::in_tree(tree, span), message).label("what is inside was not read"));
    }
}
