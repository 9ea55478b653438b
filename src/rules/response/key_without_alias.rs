use crate::catalog::field::Field;
use crate::diagnostic::Finding;
use crate::lint::{Context, Rule, declare_rule};
use crate::request::{Given, Request};

declare_rule! {
    /// ## What it finds
    ///
    /// With `cckm-lint audit`: a key that goes by no alias.
    ///
    /// Not found: keys of which AWS answered, and not what `aws kms list-aliases` says of them.
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
        let Some(key) = request.existing_key() else { return };
        // AWS answers for aliases by themselves: what it was not asked for is not known.
        let is_told = match request.value(Field::Alias) {
            Given::Absent => true,
            Given::Present(_) => key.is_from_aws,
            Given::Invalid | Given::Hole => false,
        };
        if is_told && request.aliases().next().is_none() {
            let finding = Finding::at(request.place_for(Field::Alias), "the key goes by no alias").label("no name to find it by");
            cx.report(finding.help(if key.is_from_aws { "create-alias gives it one" } else { "add-alias gives it one" }));
        }
    }
}
