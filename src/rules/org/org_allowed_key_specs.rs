use crate::catalog::Spec;
use crate::catalog::field::Field;
use crate::diagnostic::{Finding, or_list, quoted};
use crate::lint::{Context, Rule, declare_rule};
use crate::request::Request;

declare_rule! {
    /// ## What it finds
    ///
    /// A `CustomerMasterKeySpec` that is not among `allowed-key-specs`, or none where the default, `SYMMETRIC_DEFAULT`, is not.
    ///
    /// ## Why it matters
    ///
    /// The spec can never be changed: a key that has the wrong one is deleted and made anew.
    ///
    /// ## Example
    ///
    /// ```json bad org:allowed-key-specs=["ECC_NIST_P384","ECC_NIST_P521"]
    /// { "kms": "aws-main", "region": "eu-west-1", "aws_param": { "Alias": "payments", "CustomerMasterKeySpec": "RSA_2048", "KeyUsage": "SIGN_VERIFY" } }
    /// ```
    ///
    /// Where nothing is said, the default counts:
    ///
    /// ```json bad org:allowed-key-specs=["ECC_NIST_P384","ECC_NIST_P521"]
    /// { "kms": "aws-main", "region": "eu-west-1", "aws_param": { "Alias": "payments" } }
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json good org:allowed-key-specs=["ECC_NIST_P384","ECC_NIST_P521"]
    /// { "kms": "aws-main", "region": "eu-west-1", "aws_param": { "Alias": "payments", "CustomerMasterKeySpec": "ECC_NIST_P384", "KeyUsage": "SIGN_VERIFY" } }
    /// ```
    ///
    /// ## Source
    ///
    /// Your configuration: `allowed-key-specs` in `[org]`. The rule is off without it.
    pub OrgAllowedKeySpecs {
        name: "org-allowed-key-specs",
        category: Org,
        level: Error,
        fix: None,
        since: "0.1.0",
    }
}

impl Rule for OrgAllowedKeySpecs {
    fn check(&self, request: &Request<'_>, cx: &mut Context<'_>) {
        let Some(wish) = request.org().and_then(|org| org.allowed_key_specs.as_ref()) else { return };
        let Some((word, place)) = request.word_or_default(Field::CustomerMasterKeySpec, Spec::default_spec().name) else { return };
        if wish.value.iter().any(|allowed| *allowed == word) {
            return;
        }
        let finding = match place {
            Some(value) => Finding::at(value, format!("keys are not to have the spec {}", quoted(&word))).label("not an allowed spec"),
            None => Finding::at(request.place_for(Field::CustomerMasterKeySpec), format!("no `{}` is given, and {} is not allowed", request.name(Field::CustomerMasterKeySpec), quoted(&word)))
                .label("has the default"),
        };
        cx.report(finding.help(wish.help(|words| format!("use {}", or_list(words)))));
    }
}
