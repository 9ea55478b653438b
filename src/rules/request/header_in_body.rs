use crate::diagnostic::{Finding, Fix, quoted};
use crate::json::remove_member;
use crate::lint::{Context, Rule, declare_rule};
use crate::request::{Naming, Request};

declare_rule! {
    /// ## What it finds
    ///
    /// `AUTHTOKEN` or `Authorization` as a field of the request.
    ///
    /// ## Why it matters
    ///
    /// The manual lists the token among the request's parameters, but it is a header. In the body it does not log anyone in, and
    /// it is written wherever bodies are logged.
    ///
    /// ## Example
    ///
    /// ```json bad
    /// { "AUTHTOKEN": "$CCKM_TOKEN", "kms": "aws-main", "region": "eu-west-1", "aws_param": { "Alias": "payments" } }
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
    /// CCKM manual, "Creating AWS Keys on CCKM", "Request Parameters", and the header in its "Example Request".
    pub HeaderInBody {
        name: "header-in-body",
        category: Request,
        level: Error,
        fix: Safe,
        since: "0.1.0",
    }
}

impl Rule for HeaderInBody {
    fn check(&self, request: &Request<'_>, cx: &mut Context<'_>) {
        for member in request.members().iter().filter(|member| matches!(member.naming, Naming::Header)) {
            let name = member.value.name();
            let finding = Finding::at(member.value.key_place(), format!("{} is a header, not a field of the request", quoted(&name)))
                .label("does not belong in the body")
                .help("send the token as a header: Authorization: Bearer …")
                .fix(Fix::safe("remove it", [remove_member(member.value)]));
            cx.report(finding);
        }
    }
}
