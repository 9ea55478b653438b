use crate::catalog::Operation;
use crate::catalog::endpoint::{Address, ENDPOINT};
use crate::diagnostic::{Finding, quoted};
use crate::extract::Call;
use crate::json::Place;
use crate::lint::{Context, Rule, declare_rule};

declare_rule! {
    /// ## What it finds
    ///
    /// A request that is sent to an address near to `/api/v1/cckm/aws/keys`, or with another method than POST.
    ///
    /// `/v1/cckm/aws/keys` is fine, as a base address may hold the `/api`. The other calls that carry a body about AWS keys are
    /// known by their addresses, such as `/api/v1/cckm/aws/upload-key`; what is neither is not looked at, nor is a GET, which
    /// lists keys.
    ///
    /// ## Why it matters
    ///
    /// The server answers that there is no such page, or does something else.
    ///
    /// ## Example
    ///
    /// ```sh bad
    /// curl https://cm.example.com/api/v1/ckcm/aws/keys -H "Authorization: Bearer $TOKEN" \
    ///   --json '{ "kms": "aws-main", "region": "eu-west-1", "aws_param": { "Alias": "payments" } }'
    /// ```
    ///
    /// ```sh bad
    /// curl -X PUT https://cm.example.com/api/v1/cckm/aws/keys -H "Authorization: Bearer $TOKEN" \
    ///   --json '{ "kms": "aws-main", "region": "eu-west-1", "aws_param": { "Alias": "payments" } }'
    /// ```
    ///
    /// ## Instead
    ///
    /// ```sh good
    /// curl https://cm.example.com/api/v1/cckm/aws/keys -H "Authorization: Bearer $TOKEN" \
    ///   --json '{ "kms": "aws-main", "region": "eu-west-1", "aws_param": { "Alias": "payments" } }'
    /// ```
    ///
    /// ## Source
    ///
    /// CCKM manual, "Creating AWS Keys on CCKM": POST, and the address in "Syntax".
    pub WrongEndpoint {
        name: "wrong-endpoint",
        category: Transport,
        level: Error,
        fix: None,
        since: "0.1.0",
    }
}

impl Rule for WrongEndpoint {
    fn check_call(&self, call: &Call, cx: &mut Context<'_>) {
        if let Address::NearMiss { start, end } = call.address {
            let path = call.url.text.get(start..end).unwrap_or_default();
            let finding = Finding::at(Place::bare(call.url.part(start, end)), format!("{} is no call of CCKM", quoted(path)))
                .label("not where AWS keys are made")
                .help(format!("keys are made by POST to {ENDPOINT}"));
            cx.report(finding);
        }
        if let Some(method) = &call.method {
            let finding = Finding::at(Place::bare(method.span()), format!("the request is sent by {}, not by POST", method.text))
                .label(call.address.operation().map_or("keys are made by POST", sent_by_post))
                .help("leave this out: what carries a body is sent by POST");
            cx.report(finding);
        }
    }
}

const fn sent_by_post(operation: Operation) -> &'static str {
    match operation {
        Operation::CreateKey => "keys are made by POST",
        _ => "this call is a POST",
    }
}
