use crate::catalog::field::Field;
use crate::catalog::{Family, Spec};
use crate::diagnostic::{Finding, Fix, article, or_list};
use crate::json::{Value, encode, insert_member};
use crate::lint::{Context, Rule, declare_rule};
use crate::request::Request;

declare_rule! {
    /// ## What it finds
    ///
    /// A key spec other than `SYMMETRIC_DEFAULT` without a `KeyUsage`.
    ///
    /// ## Why it matters
    ///
    /// AWS fills in a usage for symmetric keys alone, and refuses the others without one, even where only one usage would fit.
    /// Whether CCKM fills it in is not documented; the vendor's Terraform provider does so itself, which suggests that CCKM does
    /// not. `--strict` makes this an error.
    ///
    /// ## Example
    ///
    /// ```json bad
    /// { "kms": "aws-main", "region": "eu-west-1", "aws_param": { "Alias": "webhook-signing", "CustomerMasterKeySpec": "HMAC_256" } }
    /// ```
    ///
    /// ```json bad
    /// { "kms": "aws-main", "region": "eu-west-1", "aws_param": { "Alias": "exchange", "CustomerMasterKeySpec": "RSA_4096" } }
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json good
    /// {
    ///   "kms": "aws-main",
    ///   "region": "eu-west-1",
    ///   "aws_param": { "Alias": "exchange", "CustomerMasterKeySpec": "RSA_4096", "KeyUsage": "ENCRYPT_DECRYPT" }
    /// }
    /// ```
    ///
    /// ## Source
    ///
    /// AWS KMS API, `CreateKey`, parameter `KeyUsage` (botocore 1.44.8). ThalesGroup/terraform-provider-ciphertrust fills it in.
    pub MissingKeyUsage {
        name: "missing-key-usage",
        category: Key,
        level: Warning,
        strict: true,
        fix: Safe,
        since: "0.1.0",
    }
}

impl Rule for MissingKeyUsage {
    fn check(&self, request: &Request<'_>, cx: &mut Context<'_>) {
        let Some(spec) = request.spec().present() else { return };
        let is_missing = request.value(Field::KeyUsage).is_absent() && !request.supplies_usage();
        if spec.facts.family == Family::Symmetric || !is_missing {
            return;
        }
        let name = request.name(Field::KeyUsage);
        let finding = Finding::at(spec.value, format!("{} key needs a `{name}`", article(spec.facts.name)))
            .label(format!("AWS fills in no `{name}` for this spec"))
            .help(format!("add `{name}`: {}; it can never be changed", or_list(spec.facts.usages)))
            .fix(only_usage(request, spec.facts, spec.value));
        cx.report(finding);
    }
}

/// The usage that the spec must have, where AWS has but one for it.
fn only_usage(request: &Request<'_>, spec: &Spec, named: Value<'_>) -> Option<Fix> {
    let [only] = spec.usages else { return None };
    // An empty `KeyUsage` is there to be filled in by hand.
    if request.member(Field::KeyUsage).is_some() {
        return None;
    }
    let edit = insert_member(named.parent()?, request.name(Field::KeyUsage), &encode(only));
    Some(Fix::safe(format!("add {only}"), [edit]))
}
