use crate::catalog::Family;
use crate::diagnostic::{Finding, quoted};
use crate::lint::{Context, Rule, declare_rule};
use crate::request::Request;

declare_rule! {
    /// ## What it finds
    ///
    /// An HMAC key spec in `cn-north-1` or `cn-northwest-1`.
    ///
    /// ## Why it matters
    ///
    /// CCKM's manual says that HMAC keys are not available in these two regions, so the request is refused.
    ///
    /// AWS announced HMAC keys for both regions in May 2023, and the manual still excludes them. Where your CipherTrust
    /// Manager is seen to make such keys, allow this rule: `--allow hmac-region`.
    ///
    /// ## Example
    ///
    /// ```json bad
    /// {
    ///   "kms": "aws-china",
    ///   "region": "cn-north-1",
    ///   "aws_param": {
    ///     "Alias": "webhook-signing",
    ///     "CustomerMasterKeySpec": "HMAC_256",
    ///     "KeyUsage": "GENERATE_VERIFY_MAC"
    ///   }
    /// }
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json good
    /// {
    ///   "kms": "aws-main",
    ///   "region": "ap-south-1",
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
    /// CCKM manual, "Creating AWS Keys on CCKM", the note at the top. AWS China, "AWS Key Management Service introduces new
    /// HMAC API", 2023-05-08.
    pub HmacRegion {
        name: "hmac-region",
        category: Region,
        level: Error,
        fix: None,
        since: "0.1.0",
    }
}

impl Rule for HmacRegion {
    fn check(&self, request: &Request<'_>, cx: &mut Context<'_>) {
        let (Some(spec), Some(region)) = (request.spec().present(), request.region().present()) else { return };
        if spec.facts.family != Family::Hmac || !region.facts.is_in_china() {
            return;
        }
        let message = format!("HMAC keys are not available in {}", quoted(region.facts.name));
        let finding = Finding::at(spec.value, message)
            .label("an HMAC key")
            .because(region.value, "in a region of China")
            .help(
                "choose another region or another spec. AWS announced HMAC keys here in 2023-05 while CCKM's manual still \
                 excludes them: where your server makes them, use --allow hmac-region",
            );
        cx.report(finding);
    }
}
