use crate::diagnostic::Finding;
use crate::extract::Call;
use crate::json::Place;
use crate::lint::{Context, Rule, declare_rule};

declare_rule! {
    /// ## What it finds
    ///
    /// A request that is sent to an `http://` address.
    ///
    /// An address of the machine itself (`localhost`, `127.0.0.1`, `[::1]`) is fine: what is sent there leaves no machine.
    ///
    /// ## Why it matters
    ///
    /// The token goes over the network in the clear, and whoever sees it can act as you. CipherTrust Manager answers over
    /// HTTPS.
    ///
    /// ## Example
    ///
    /// ```sh bad
    /// curl http://cm.example.com/api/v1/cckm/aws/keys -H "Authorization: Bearer $TOKEN" \
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
    /// RFC 6750, section 5.2: bearer tokens must not be sent without TLS. CCKM manual, "Creating AWS Keys on CCKM", "Example
    /// Request", which has `https`.
    pub PlainHttp {
        name: "plain-http",
        category: Transport,
        level: Error,
        fix: None,
        since: "0.1.0",
    }
}

const SCHEME: &str = "http://";

impl Rule for PlainHttp {
    fn check_call(&self, call: &Call, cx: &mut Context<'_>) {
        let url = &call.url.text;
        let is_plain = url.get(..SCHEME.len()).is_some_and(|scheme| scheme.eq_ignore_ascii_case(SCHEME));
        if !is_plain || is_own_machine(url.get(SCHEME.len()..).unwrap_or_default()) {
            return;
        }
        let finding = Finding::at(Place::bare(call.url.part(0, SCHEME.len())), "the request is sent unencrypted")
            .label("the token can be read on the way")
            .help("use https://");
        cx.report(finding);
    }
}

/// Whether the host that an address starts with is the machine itself.
fn is_own_machine(rest: &str) -> bool {
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let name = if host.starts_with('[') { host } else { host.split(':').next().unwrap_or_default() };
    name == "localhost" || name.starts_with("127.") || name.starts_with("[::1]")
}
