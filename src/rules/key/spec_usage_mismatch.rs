use crate::catalog::Spec;
use crate::catalog::field::Field;
use crate::diagnostic::{Finding, Fix, article, or_list, quoted};
use crate::json::replace_with_text;
use crate::lint::{Context, Rule, declare_rule};
use crate::request::{Request, Text};

declare_rule! {
    /// ## What it finds
    ///
    /// A `KeyUsage` that keys of this `CustomerMasterKeySpec` do not have. Where no spec is given, the key is
    /// `SYMMETRIC_DEFAULT`, which can only encrypt and decrypt.
    ///
    /// ## Why it matters
    ///
    /// AWS refuses the request. Neither spec nor usage can be changed on a key that exists, so it is worth getting the pair
    /// right before anything is sent.
    ///
    /// ## Example
    ///
    /// ```json bad
    /// {
    ///   "kms": "aws-main",
    ///   "region": "eu-west-1",
    ///   "aws_param": {
    ///     "Alias": "webhook-signing",
    ///     "CustomerMasterKeySpec": "HMAC_256",
    ///     "KeyUsage": "ENCRYPT_DECRYPT"
    ///   }
    /// }
    /// ```
    ///
    /// ```json bad
    /// {
    ///   "kms": "aws-main",
    ///   "region": "eu-west-1",
    ///   "aws_param": { "Alias": "release-signing", "KeyUsage": "SIGN_VERIFY" }
    /// }
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json good
    /// {
    ///   "kms": "aws-main",
    ///   "region": "eu-west-1",
    ///   "aws_param": {
    ///     "Alias": "webhook-signing",
    ///     "CustomerMasterKeySpec": "HMAC_256",
    ///     "KeyUsage": "GENERATE_VERIFY_MAC"
    ///   }
    /// }
    /// ```
    ///
    /// ## Source
    ///
    /// AWS KMS API, `CreateKey`, parameters `KeySpec` and `KeyUsage` (botocore 1.44.8). The values: CCKM manual, "AWS Key
    /// Parameters".
    pub SpecUsageMismatch {
        name: "spec-usage-mismatch",
        category: Key,
        level: Error,
        fix: Safe,
        since: "0.1.0",
    }
}

impl Rule for SpecUsageMismatch {
    fn check(&self, request: &Request<'_>, cx: &mut Context<'_>) {
        let Some(usage) = request.known_text(Field::KeyUsage).present() else { return };
        let Some((spec, named)) = request.effective_spec() else { return };
        if spec.usages.contains(&usage.as_written()) {
            return;
        }
        let finding = mismatch(request, spec, &usage);
        cx.report(match named {
            Some(value) => finding.because(value, format!("this spec can only {}", or_list(spec.usages))).fix(only_usage(spec, &usage)),
            None => finding,
        });
    }
}

fn mismatch<'t>(request: &Request<'t>, spec: &Spec, usage: &Text<'t>) -> Finding<'t> {
    let spec_field = request.name(Field::CustomerMasterKeySpec);
    let finding = Finding::at(usage.place(), format!("{} key cannot be made for {}", article(spec.name), quoted(usage.as_written())));
    if request.value(Field::CustomerMasterKeySpec).is_absent() {
        let label = format!("without a spec the key is {}", spec.name);
        return finding.label(label).help(format!("add a `{spec_field}` that has this usage, or remove `{}`", request.name(Field::KeyUsage)));
    }
    finding.label("not a usage of this spec").help(format!("use {}, or another spec; neither can be changed later", or_list(spec.usages)))
}

/// The usage that the spec must have, where the manual offers but one.
fn only_usage(spec: &Spec, usage: &Text<'_>) -> Option<Fix> {
    let mut documented = spec.documented_usages();
    let only = documented.next().filter(|_| documented.next().is_none())?;
    Some(Fix::safe(format!("use {only}"), [replace_with_text(usage.value(), only)]))
}
