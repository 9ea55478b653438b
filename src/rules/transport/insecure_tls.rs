use crate::diagnostic::Finding;
use crate::extract::Call;
use crate::json::Place;
use crate::lint::{Context, Rule, declare_rule};

declare_rule! {
    /// ## What it finds
    ///
    /// A curl command that sends the request with `-k` or `--insecure`, or a task of Ansible with `validate_certs: no`: the
    /// server's certificate is not checked.
    ///
    /// ## Why it matters
    ///
    /// Whoever stands between you and the server can answer in its place, read the token that is sent with the request, and
    /// make keys in your name. The manual's own examples have `-k`, because a new CipherTrust Manager has a certificate that
    /// nobody knows; what is meant for a first try stays in scripts.
    ///
    /// ## Example
    ///
    /// ```sh bad
    /// curl -k https://cm.example.com/api/v1/cckm/aws/keys -H "Authorization: Bearer $TOKEN" \
    ///   --json '{ "kms": "aws-main", "region": "eu-west-1", "aws_param": { "Alias": "payments" } }'
    /// ```
    ///
    /// ## Instead
    ///
    /// ```sh good
    /// curl --cacert ciphertrust-ca.pem https://cm.example.com/api/v1/cckm/aws/keys -H "Authorization: Bearer $TOKEN" \
    ///   --json '{ "kms": "aws-main", "region": "eu-west-1", "aws_param": { "Alias": "payments" } }'
    /// ```
    ///
    /// ## Source
    ///
    /// curl manual page, `--insecure`: the connection is then open to attack. CCKM manual, "Creating AWS Keys on CCKM", "Syntax".
    pub InsecureTls {
        name: "insecure-tls",
        category: Transport,
        level: Warning,
        fix: None,
        since: "0.1.0",
    }
}

impl Rule for InsecureTls {
    fn check_call(&self, call: &Call, cx: &mut Context<'_>) {
        let Some(flag) = &call.insecure else { return };
        // Of flags that are written as one word, such as -sk, only the letter is pointed at.
        let written = if flag.text.len() == 1 { format!("-{}", flag.text) } else { flag.text.clone() };
        let finding = Finding::at(Place::bare(flag.span()), format!("`{written}` switches the check of the server's certificate off"))
            .label("anyone in between can read the token")
            .help("name the authority that signed the server's certificate: --cacert FILE, or ca_path in Ansible");
        cx.report(finding);
    }
}
