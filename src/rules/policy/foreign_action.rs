use crate::catalog::near::nearest;
use crate::diagnostic::{Finding, quoted};
use crate::lint::{Context, Rule, declare_rule};
use crate::request::Request;

declare_rule! {
    /// ## What it finds
    ///
    /// An action of another service, or a wildcard in the place of the service.
    ///
    /// ## Why it matters
    ///
    /// A key policy gives access to its key and to nothing else. The action does nothing, and what it was to do is missing where
    /// it belongs.
    ///
    /// ## Example
    ///
    /// Another service (C 68).
    ///
    /// ```json bad C68
    /// {
    ///   "Version": "2012-10-17",
    ///   "Statement": [
    ///     { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:root" }, "Action": "kms:*", "Resource": "*" },
    ///     { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/app" }, "Action": ["kms:Decrypt", "s3:GetObject"], "Resource": "*" }
    ///   ]
    /// }
    /// ```
    ///
    /// A wildcard for the service (C 71).
    ///
    /// ```json bad C71
    /// {
    ///   "Version": "2012-10-17",
    ///   "Statement": [
    ///     { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:root" }, "Action": "kms:*", "Resource": "*" },
    ///     { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/app" }, "Action": "k*:Decrypt", "Resource": "*" }
    ///   ]
    /// }
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json good
    /// {
    ///   "Version": "2012-10-17",
    ///   "Statement": [
    ///     { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:root" }, "Action": "kms:*", "Resource": "*" },
    ///     { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/app" }, "Action": "kms:Decrypt", "Resource": "*" }
    ///   ]
    /// }
    /// ```
    ///
    /// ## Source
    ///
    /// KMS Developer Guide, "Key policies in AWS KMS".
    pub ForeignAction {
        name: "foreign-action",
        category: Policy,
        level: Warning,
        fix: None,
        see: ["UNSUPPORTED_ACTION_IN_POLICY", "INVALID_SERVICE_IN_ACTION", "WILDCARD_IN_SERVICE_NAME", "INVALID_SERVICE"],
        since: "0.1.0",
    }
}

impl Rule for ForeignAction {
    fn check_policy(&self, request: &Request<'_>, cx: &mut Context<'_>) {
        for pattern in request.statements().flat_map(|statement| statement.actions.entries()) {
            let text = &*pattern.text;
            let Some((service, _)) = text.split_once(':').filter(|(_, name)| !name.contains(':') && !text.contains('$')) else { continue };
            let is_name = |c: u8| c.is_ascii_alphanumeric() || c == b'-';
            if service.contains(['*', '?']) {
                let finding = Finding::at(pattern.value, format!("{} does not say which service it means", quoted(text)));
                cx.report(finding.label("write kms:"));
            } else if service != "kms" && !service.is_empty() && service.bytes().all(is_name) && nearest(service, ["kms"]).is_none() {
                let finding = Finding::at(pattern.value, format!("{} does nothing in a key policy", quoted(text)));
                cx.report(finding.label("not an action of KMS"));
            }
        }
    }
}
