use crate::diagnostic::{Finding, Level};
use crate::lint::{Context, Rule, declare_rule};
use crate::request::Request;

declare_rule! {
    /// ## What it finds
    ///
    /// `NotPrincipal` in a statement that allows; and, as a warning, in one that denies.
    ///
    /// ## Why it matters
    ///
    /// With `Allow` it gives access to everyone else, people without an account included. With `Deny` it takes from everyone whom
    /// it does not name in every form that the caller has: the user, the role, the session and the account.
    ///
    /// ## Example
    ///
    /// It allows (C 62).
    ///
    /// ```json bad C62
    /// {
    ///   "Version": "2012-10-17",
    ///   "Statement": [
    ///     { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:root" }, "Action": "kms:*", "Resource": "*" },
    ///     { "Effect": "Allow", "NotPrincipal": { "AWS": "arn:aws:iam::111122223333:user/mallory" }, "Action": "kms:Decrypt", "Resource": "*" }
    ///   ]
    /// }
    /// ```
    ///
    /// It denies (C 63).
    ///
    /// ```json bad C63
    /// {
    ///   "Version": "2012-10-17",
    ///   "Statement": [
    ///     { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:root" }, "Action": "kms:*", "Resource": "*" },
    ///     { "Effect": "Deny", "NotPrincipal": { "AWS": ["arn:aws:iam::111122223333:root", "arn:aws:iam::111122223333:user/alice"] }, "Action": "kms:Decrypt", "Resource": "*" }
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
    ///     { "Effect": "Deny", "Principal": { "AWS": "*" }, "Action": "kms:Decrypt", "Resource": "*", "Condition": { "ArnNotEquals": { "aws:PrincipalArn": "arn:aws:iam::111122223333:user/alice" } } }
    ///   ]
    /// }
    /// ```
    ///
    /// ## Source
    ///
    /// IAM User Guide, "AWS JSON policy elements: NotPrincipal".
    pub AllowNotPrincipal {
        name: "allow-not-principal",
        category: Policy,
        level: Error,
        other_levels: [Warning],
        fix: None,
        see: ["ALLOW_WITH_NOT_PRINCIPAL"],
        since: "0.1.0",
    }
}

impl Rule for AllowNotPrincipal {
    fn check_policy(&self, request: &Request<'_>, cx: &mut Context<'_>) {
        for statement in request.statements() {
            let Some(element) = statement.element("NotPrincipal").filter(|_| statement.element("Principal").is_none()) else { continue };
            if statement.allows() {
                let finding = Finding::at(element.key_place(), "`NotPrincipal` with `Allow` gives access to everyone else");
                cx.report(finding.label("everyone but these").help("name who is allowed, in `Principal`"));
            } else if statement.denies() {
                let finding = Finding::at(element.key_place(), "`NotPrincipal` with `Deny` also denies those it spares, unless it names their role, session and account");
                let finding = finding.label("denies everyone but these").level(Level::Warning);
                cx.report(finding.help("use Principal \"*\" and ArnNotEquals on aws:PrincipalArn"));
            }
        }
    }
}
