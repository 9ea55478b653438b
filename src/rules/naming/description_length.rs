use crate::catalog::field::Field;
use crate::catalog::limits::DESCRIPTION_LENGTH;
use crate::diagnostic::{Finding, count, number};
use crate::lint::{Context, Rule, declare_rule};
use crate::request::Request;

declare_rule! {
    /// ## What it finds
    ///
    /// A `Description` of more than 8192 characters.
    ///
    /// ## Why it matters
    ///
    /// AWS refuses the request.
    ///
    /// ## Example
    ///
    /// ```json bad long
    /// { "kms": "aws-main", "region": "eu-west-1", "aws_param": { "Alias": "payments", "Description": "Encrypts card numbers, and more…" } }
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json good
    /// { "kms": "aws-main", "region": "eu-west-1", "aws_param": { "Alias": "payments", "Description": "Encrypts card numbers." } }
    /// ```
    ///
    /// ## Source
    ///
    /// AWS KMS API, `CreateKey`, parameter `Description` (botocore 1.44.8).
    pub DescriptionLength {
        name: "description-length",
        category: Naming,
        level: Error,
        fix: None,
        since: "0.1.0",
    }
}

impl Rule for DescriptionLength {
    fn check(&self, request: &Request<'_>, cx: &mut Context<'_>) {
        let Some(description) = request.text(Field::Description) else { return };
        let Some(excess) = description.excess(DESCRIPTION_LENGTH) else { return };
        let length = count(DESCRIPTION_LENGTH + excess, "character");
        let message = format!("a description of {length}; AWS takes {}", number(DESCRIPTION_LENGTH));
        cx.report(Finding::at(description.place(), message).label(format!("{} too many", count(excess, "character"))));
    }
}
