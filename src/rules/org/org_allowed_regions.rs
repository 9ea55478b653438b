use crate::catalog::Region;
use crate::catalog::field::Field;
use crate::diagnostic::{Finding, or_list, quoted};
use crate::lint::{Context, Rule, declare_rule};
use crate::request::Request;

declare_rule! {
    /// ## What it finds
    ///
    /// A `region` that is not among `allowed-regions`.
    ///
    /// ## Why it matters
    ///
    /// A key cannot be moved: one that was made in the wrong region is deleted and made anew, and until then data is encrypted under
    /// it in a place where it should not be.
    ///
    /// ## Example
    ///
    /// ```json bad org:allowed-regions=["eu-west-1","eu-central-1"]
    /// { "kms": "aws-main", "region": "us-east-1", "aws_param": { "Alias": "payments" } }
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json good org:allowed-regions=["eu-west-1","eu-central-1"]
    /// { "kms": "aws-main", "region": "eu-west-1", "aws_param": { "Alias": "payments" } }
    /// ```
    ///
    /// ## Source
    ///
    /// Your configuration: `allowed-regions` in `[org]`. The rule is off without it.
    pub OrgAllowedRegions {
        name: "org-allowed-regions",
        category: Org,
        level: Error,
        fix: None,
        since: "0.1.0",
    }
}

impl Rule for OrgAllowedRegions {
    fn check(&self, request: &Request<'_>, cx: &mut Context<'_>) {
        let Some(wish) = request.org().and_then(|org| org.allowed_regions.as_ref()) else { return };
        let Some((name, place)) = request.region_name() else { return };
        // Of one that AWS does not have, `unknown-region` speaks.
        let exists = Region::find(&name).is_some() || request.is_said_to_exist(Field::Region, &name);
        if exists && !wish.value.contains(&name) {
            let finding = Finding::at(place, format!("keys are not to be made in {}", quoted(&name))).label("not an allowed region");
            cx.report(finding.help(wish.help(|regions| format!("use {}", or_list(regions)))));
        }
    }
}
