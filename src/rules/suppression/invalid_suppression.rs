use crate::diagnostic::{Finding, quoted};
use crate::json::Place;
use crate::lint::{Context, Rule, Suppression, declare_rule, unknown_rule};

declare_rule! {
    /// ## What it finds
    ///
    /// A comment of the linter's that it cannot follow: it names no rule, names one that there is not, or gives no reason.
    ///
    /// ## Why it matters
    ///
    /// A comment that is misspelt allows nothing, and the finding goes on failing the run. One without a reason leaves the next
    /// reader to guess whether it still holds.
    ///
    /// ## Example
    ///
    /// ```sh bad insecure-tls
    /// # cckm-lint: allow(insecure-tsl) the lab has a certificate of its own
    /// curl -k https://cm.example.com/api/v1/cckm/aws/keys -H "Authorization: Bearer $TOKEN" \
    ///   --json '{ "kms": "aws-main", "region": "eu-west-1", "aws_param": { "Alias": "payments" } }'
    /// ```
    ///
    /// ```sh bad
    /// # cckm-lint: allow(insecure-tls)
    /// curl -k https://cm.example.com/api/v1/cckm/aws/keys -H "Authorization: Bearer $TOKEN" \
    ///   --json '{ "kms": "aws-main", "region": "eu-west-1", "aws_param": { "Alias": "payments" } }'
    /// ```
    ///
    /// ## Instead
    ///
    /// ```sh good
    /// # cckm-lint: allow(insecure-tls) the lab has a certificate of its own
    /// curl -k https://cm.example.com/api/v1/cckm/aws/keys -H "Authorization: Bearer $TOKEN" \
    ///   --json '{ "kms": "aws-main", "region": "eu-west-1", "aws_param": { "Alias": "payments" } }'
    /// ```
    ///
    /// ## Source
    ///
    /// A rule about the linter's own comments.
    pub InvalidSuppression {
        name: "invalid-suppression",
        category: Suppression,
        level: Warning,
        fix: None,
        since: "0.1.0",
    }
}

impl Rule for InvalidSuppression {
    fn check_suppression(&self, suppression: &Suppression, cx: &mut Context<'_>) {
        let place = Place::bare(suppression.span);
        if suppression.names.is_empty() {
            let finding = Finding::at(place, "this comment says nothing that is known")
                .label("not understood")
                .help("write it like this: cckm-lint: allow(insecure-tls) the reason");
            return cx.report(finding);
        }
        for allowed in suppression.names.iter().filter(|allowed| !allowed.is_known) {
            let unknown = unknown_rule(&allowed.name);
            let help = unknown.near.map_or_else(|| "`cckm-lint rules` lists them".to_owned(), |near| format!("did you mean `{near}`?"));
            let finding = Finding::at(Place::bare(allowed.span), format!("there is no rule and no category {}", quoted(&allowed.name)));
            cx.report(finding.label("allows nothing").help(help));
        }
        if !suppression.has_reason {
            let finding = Finding::at(place, "this comment gives no reason").label("why is this allowed?").help("write it behind the bracket");
            cx.report(finding);
        }
    }
}
