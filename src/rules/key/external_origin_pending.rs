use crate::catalog::Family;
use crate::catalog::field::Field;
use crate::diagnostic::Finding;
use crate::lint::{Context, Rule, declare_rule};
use crate::request::Request;

declare_rule! {
    /// ## What it finds
    ///
    /// `Origin` `EXTERNAL`.
    ///
    /// ## Why it matters
    ///
    /// The key is born without material, in the state `PendingImport`, and does nothing until material is imported with another
    /// call. AWS never rotates it by itself, and the origin cannot be changed.
    ///
    /// In the regions of China the material of a symmetric key has 128 bits, not 256.
    ///
    /// ## Example
    ///
    /// ```json bad
    /// { "kms": "aws-main", "region": "eu-west-1", "aws_param": { "Alias": "payments", "Origin": "EXTERNAL" } }
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json good
    /// { "kms": "aws-main", "region": "eu-west-1", "aws_param": { "Alias": "payments", "Origin": "AWS_KMS" } }
    /// ```
    ///
    /// ## Source
    ///
    /// AWS KMS API, `CreateKey`, parameter `Origin`, and `ImportKeyMaterial` (botocore 1.44.8). China:
    /// ThalesGroup/terraform-provider-ciphertrust#7.
    pub ExternalOriginPending {
        name: "external-origin-pending",
        category: Key,
        level: Info,
        fix: None,
        since: "0.1.0",
    }
}

impl Rule for ExternalOriginPending {
    fn check(&self, request: &Request<'_>, cx: &mut Context<'_>) {
        let Some(origin) = request.known_text(Field::Origin).present().filter(|origin| origin.as_written() == "EXTERNAL") else {
            return;
        };
        let is_in_china = request.region().present().is_some_and(|region| region.facts.is_in_china());
        let is_symmetric = request.effective_spec().is_some_and(|(spec, _)| spec.family == Family::Symmetric);
        let bits = if is_in_china && is_symmetric { "; in this region it must have 128 bits" } else { "" };
        let finding = Finding::at(origin.place(), "the key is made without key material")
            .label("AWS never rotates such a key by itself")
            .help(format!("import material afterwards: POST /v1/cckm/aws/keys/{{id}}/import-material{bits}"));
        cx.report(finding);
    }
}
