use crate::catalog::field::Field;
use crate::diagnostic::{Finding, or_list, quoted};
use crate::lint::{Context, Rule, declare_rule};
use crate::request::Request;

declare_rule! {
    /// ## What it finds
    ///
    /// An `Origin` that is not among `allowed-origins`, or none where the default, `AWS_KMS`, is not. In
    /// Terraform only an origin that is given is judged, as other blocks may bring key material along.
    ///
    /// ## Why it matters
    ///
    /// The origin can never be changed: a key that has the wrong one is deleted and made anew.
    ///
    /// ## Example
    ///
    /// ```json bad org:allowed-origins=["EXTERNAL"]
    /// { "kms": "aws-main", "region": "eu-west-1", "aws_param": { "Alias": "payments", "Origin": "AWS_KMS" } }
    /// ```
    ///
    /// Where nothing is said, the default counts:
    ///
    /// ```json bad org:allowed-origins=["EXTERNAL"]
    /// { "kms": "aws-main", "region": "eu-west-1", "aws_param": { "Alias": "payments" } }
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json good org:allowed-origins=["EXTERNAL"]
    /// { "kms": "aws-main", "region": "eu-west-1", "aws_param": { "Alias": "payments", "Origin": "EXTERNAL" } }
    /// ```
    ///
    /// ## Source
    ///
    /// Your configuration: `allowed-origins` in `[org]`. The rule is off without it.
    pub OrgAllowedOrigins {
        name: "org-allowed-origins",
        category: Org,
        level: Error,
        fix: None,
        since: "0.1.0",
    }
}

impl Rule for OrgAllowedOrigins {
    fn check(&self, request: &Request<'_>, cx: &mut Context<'_>) {
        let Some(wish) = request.org().and_then(|org| org.allowed_origins.as_ref()) else { return };
        let Some((word, place)) = request.word_or_default(Field::Origin, request.default_origin().unwrap_or_default()) else { return };
        if wish.value.iter().any(|allowed| *allowed == word) {
            return;
        }
        let finding = match place {
            Some(value) => Finding::at(value, format!("keys are not to have the origin {}", quoted(&word))).label("not an allowed origin"),
            None => Finding::at(request.place_for(Field::Origin), format!("no `{}` is given, and {} is not allowed", request.name(Field::Origin), quoted(&word)))
                .label("has the default"),
        };
        cx.report(finding.help(wish.help(|words| format!("use {}", or_list(words)))));
    }
}
