use crate::diagnostic::Finding;
use crate::diagnostic::redact::{self, SecretKind};
use crate::json::{Place, Tree};
use crate::lint::{Context, Rule, declare_rule};

declare_rule! {
    /// ## What it finds
    ///
    /// A bearer token, an AWS secret access key or a private key in a file that holds a request. It is never shown.
    ///
    /// `$TOKEN`, stand-ins such as `YOUR_ACCESS_TOKEN_HERE` and AWS's documented examples, which end in `EXAMPLEKEY`, are fine.
    ///
    /// ## Why it matters
    ///
    /// Files are committed, copied and logged. Whoever reads this one can act as you, until the credential is revoked. The
    /// manual's own example carries a token.
    ///
    /// ## Example
    ///
    /// ```json bad
    /// {
    ///   "kms": "aws-main",
    ///   "region": "eu-west-1",
    ///   "aws_param": { "Alias": "payments", "Description": "made with Bearer 0123456789-not-a-real-token" }
    /// }
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
    /// CCKM manual, "Creating AWS Keys on CCKM", "Example Request". Forms: RFC 6750, RFC 7519, RFC 7468; IAM User Guide, "Manage
    /// access keys".
    pub CredentialInInput {
        name: "credential-in-input",
        category: Secret,
        level: Error,
        fix: None,
        since: "0.1.0",
    }
}

impl Rule for CredentialInInput {
    fn check_text(&self, tree: &Tree<'_>, cx: &mut Context<'_>) {
        // What stands in a string was found where the string stands.
        if tree.host().is_some() {
            return;
        }
        for secret in redact::find(tree.text()) {
            let place = Place { span: secret.span, value: tree.value_at(secret.span) };
            cx.report(credential(place, secret.kind));
        }
        // One that is written with escapes is only seen decoded.
        for secret in redact::find_escaped(tree).into_iter().filter(|secret| redact::find(secret.value.raw()).is_empty()) {
            cx.report(credential(Place { span: secret.span, value: Some(secret.value) }, secret.kind));
        }
    }
}

fn credential(place: Place<'_>, kind: SecretKind) -> Finding<'_> {
    Finding::at(place, format!("{} stands in the file", kind.title()))
        .label("whoever reads this can act as you")
        .help("take it out, revoke it, and pass it in a variable when the request is sent")
}
