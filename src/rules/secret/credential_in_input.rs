use crate::diagnostic::Finding;
use crate::diagnostic::redact::{self, SecretKind};
use crate::extract::Call;
use crate::json::{Place, Tree};
use crate::lint::{Context, Rule, declare_rule};
use crate::source::Source;

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
    fn check_source(&self, source: &Source, cx: &mut Context<'_>) {
        // A file that is JSON was looked at as a tree, where a secret belongs to a value.
        let found = if cx.is_host() { redact::find(source.text()) } else { Vec::new() };
        for secret in found {
            cx.report(credential(Place::bare(secret.span), secret.kind));
        }
    }

    /// A token that a word is spliced from is only seen whole in the word.
    fn check_call(&self, call: &Call, cx: &mut Context<'_>) {
        for word in &call.words {
            for secret in redact::find(&word.text) {
                let span = word.part(secret.span.start(), secret.span.end());
                cx.report(credential(Place::bare(span), secret.kind));
            }
        }
    }

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
        for secret in redact::find_escaped(tree).into_iter().filter(|secret| redact::find(secret.raw).is_empty()) {
            cx.report(credential(Place { span: secret.span, value: Some(secret.value) }, secret.kind));
        }
    }
}

fn credential(place: Place<'_>, kind: SecretKind) -> Finding<'_> {
    Finding::at(place, format!("{} stands in the file", kind.title()))
        .label("whoever reads this can act as you")
        .help("take it out, revoke it, and pass it in a variable when the request is sent")
}
