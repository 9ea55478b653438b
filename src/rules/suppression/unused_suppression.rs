use crate::diagnostic::{Finding, quoted};
use crate::json::Place;
use crate::lint::{Context, Exception, Rule, Suppression, declare_rule};

declare_rule! {
    /// ## What it finds
    ///
    /// A comment or an entry of the configuration that allows a rule, where there is nothing that the rule finds.
    ///
    /// `# cckm-lint: allow(RULE) REASON` speaks of the command, block or line that follows it, or of the line that it ends. In
    /// Markdown it is written `<!-- cckm-lint: allow(RULE) REASON -->`, in front of the block.
    ///
    /// An `[[allow]]` entry of `cckm-lint.toml` is judged by a run over the whole folder that the file stands in. One whose
    /// `path` is a single file is judged whenever that is linted.
    ///
    /// ## Why it matters
    ///
    /// What was wrong was mended, or the comment stands in the wrong place and allows something else one day.
    ///
    /// ## Example
    ///
    /// ```sh bad
    /// # cckm-lint: allow(insecure-tls) the lab has a certificate of its own
    /// curl https://cm.example.com/api/v1/cckm/aws/keys -H "Authorization: Bearer $TOKEN" \
    ///   --json '{ "kms": "aws-main", "region": "eu-west-1", "aws_param": { "Alias": "payments" } }'
    /// ```
    ///
    /// An entry of the configuration, where no file has such a finding:
    ///
    /// ```toml bad whole
    /// [[allow]]
    /// rule = "alias-prefix"
    /// path = "legacy/"
    /// reason = "renamed with the move to the new vault"
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
    /// A rule about the linter's own comments and configuration.
    pub UnusedSuppression {
        name: "unused-suppression",
        category: Suppression,
        level: Warning,
        fix: None,
        since: "0.1.0",
    }
}

impl Rule for UnusedSuppression {
    fn check_suppression(&self, suppression: &Suppression, cx: &mut Context<'_>) {
        for allowed in suppression.names.iter().filter(|allowed| allowed.is_known && !allowed.is_used) {
            let finding = Finding::at(Place::bare(allowed.span), format!("there is no finding of {} to allow here", quoted(&allowed.name)))
                .label("allows nothing")
                .help("take it out, or move it in front of what it is meant for");
            cx.report(finding);
        }
    }
    fn check_exception(&self, exception: &Exception, cx: &mut Context<'_>) {
        if exception.is_known && !exception.is_used && !exception.is_over() {
            let finding = Finding::at(Place::bare(exception.span), format!("there is no finding of {} to allow", quoted(&exception.rule)));
            cx.report(finding.label("allows nothing").help("take the entry out, or mend its path or its pointer"));
        }
    }
}
