use crate::catalog::Availability;
use crate::diagnostic::{Finding, quoted};
use crate::lint::{Context, Rule, declare_rule};
use crate::request::Request;

declare_rule! {
    /// ## What it finds
    ///
    /// A key spec that the region does not have: `SM2` outside the regions of China, the `ML_KEM` specs inside of them.
    ///
    /// ## Why it matters
    ///
    /// AWS refuses the request with `UnsupportedOperationException`.
    ///
    /// HMAC specs in China are a matter of `hmac-region`.
    ///
    /// ## Example
    ///
    /// ```json bad undocumented-value
    /// {
    ///   "kms": "aws-main",
    ///   "region": "eu-west-1",
    ///   "aws_param": { "Alias": "exchange", "CustomerMasterKeySpec": "SM2", "KeyUsage": "SIGN_VERIFY" }
    /// }
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json good
    /// {
    ///   "kms": "aws-main",
    ///   "region": "eu-west-1",
    ///   "aws_param": { "Alias": "exchange", "CustomerMasterKeySpec": "ECC_NIST_P256", "KeyUsage": "SIGN_VERIFY" }
    /// }
    /// ```
    ///
    /// ## Source
    ///
    /// AWS KMS API, `CreateKey`, parameter `KeySpec` (botocore 1.44.8).
    pub SpecRegion {
        name: "spec-region",
        category: Region,
        level: Error,
        fix: None,
        since: "0.1.0",
    }
}

impl Rule for SpecRegion {
    fn check(&self, request: &Request<'_>, cx: &mut Context<'_>) {
        let (Some(spec), Some(region)) = (request.spec().present(), request.region().present()) else { return };
        let (is_missing, help) = match spec.facts.availability {
            Availability::Everywhere => return,
            Availability::OnlyChina => (!region.facts.is_in_china(), "only cn-north-1 and cn-northwest-1 have it"),
            Availability::NotChina => (region.facts.is_in_china(), "every region has it but cn-north-1 and cn-northwest-1"),
        };
        if is_missing {
            let message = format!("{} has no {} keys", quoted(region.facts.name), spec.facts.name);
            let finding = Finding::at(spec.value, message).label("not in this region").because(region.value, "the region");
            cx.report(finding.help(help));
        }
    }
}
