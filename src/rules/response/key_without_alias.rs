use crate::catalog::field::Field;
use crate::diagnostic::Finding;
use crate::lint::{Context, Rule, declare_rule};
use crate::request::Request;

declare_rule! {
    /// ## What it finds
    ///
    /// With `cckm-lint audit`: a key that goes by no alias.
    ///
    /// ## Why it matters
    ///
    /// Whoever uses it names it by its id, and cannot be moved to another key without being changed. Nobody sees from the id what
    /// the key is for.
    ///
    /// ## Example
    ///
    /// ```json bad audit
    /// { "id": "5f0f7d52", "aws_param": { "Alias": [], "KeyState": "Enabled" } }
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json good audit
    /// { "id": "5f0f7d52", "aws_param": { "Alias": ["alias/payments"], "KeyState": "Enabled" } }
    /// ```
    ///
    /// ## Source
    ///
    /// KMS Developer Guide, "Aliases in AWS KMS".
    pub KeyWithoutAlias {
        name: "key-without-alias",
        category: Response,
        level: Info,
        fix: None,
        since: "0.1.0",
    }
}

impl Rule for KeyWithoutAlias {
    fn check(&self, request: &Request<'_>, cx: &mut Context<'_>) {
        let names_itself = request.is_existing_key() && request.root().member("aws_param").is_some();
        if names_itself && request.value(Field::Alias).is_absent() {
            let finding = Finding::at(request.place_for(Field::Alias), "the key goes by no alias").label("no name to find it by");
            cx.report(finding.help("add-alias gives it one"));
        }
    }
}
