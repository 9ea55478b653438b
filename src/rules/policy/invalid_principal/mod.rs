mod forms;

use crate::catalog::near::nearest;
use crate::catalog::placeholder::is_placeholder;
use crate::catalog::policy_element::PRINCIPAL;
use crate::diagnostic::{Finding, Fix, Level, or_list, quoted};
use crate::json::{Kind, Syntax, Value, holes, rename_member};
use crate::lint::{Context, Rule, declare_rule};
use crate::request::{Request, is_template_function};
use forms::{aws_fault, service_fault};

declare_rule! {
    /// ## What it finds
    ///
    /// A principal that cannot be: none of the forms that AWS has for accounts, users, roles, sessions and services.
    ///
    /// ## Why it matters
    ///
    /// AWS looks each principal up and refuses the policy, and with it the whole request, if it finds one of them invalid.
    /// `CanonicalUser` and `Federated` are warnings: nobody documents them for keys.
    ///
    /// ## Example
    ///
    /// A bare string other than `"*"` (C 37).
    ///
    /// ```json bad C37
    /// {
    ///   "Version": "2012-10-17",
    ///   "Statement": [
    ///     { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:root" }, "Action": "kms:*", "Resource": "*" },
    ///     { "Effect": "Allow", "Principal": "arn:aws:iam::111122223333:role/app", "Action": "kms:Decrypt", "Resource": "*" }
    ///   ]
    /// }
    /// ```
    ///
    /// A type of principal that does not exist (C 38).
    ///
    /// ```json bad C38
    /// {
    ///   "Version": "2012-10-17",
    ///   "Statement": [
    ///     { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:root" }, "Action": "kms:*", "Resource": "*" },
    ///     { "Effect": "Allow", "Principal": { "aws": "arn:aws:iam::111122223333:role/app" }, "Action": "kms:Decrypt", "Resource": "*" }
    ///   ]
    /// }
    /// ```
    ///
    /// A canonical user, which is a matter of S3 (C 39).
    ///
    /// ```json bad C39
    /// {
    ///   "Version": "2012-10-17",
    ///   "Statement": [
    ///     { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:root" }, "Action": "kms:*", "Resource": "*" },
    ///     { "Effect": "Allow", "Principal": { "CanonicalUser": "79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be" }, "Action": "kms:Decrypt", "Resource": "*" }
    ///   ]
    /// }
    /// ```
    ///
    /// Neither an account, nor an ARN (C 40).
    ///
    /// ```json bad C40
    /// {
    ///   "Version": "2012-10-17",
    ///   "Statement": [
    ///     { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:root" }, "Action": "kms:*", "Resource": "*" },
    ///     { "Effect": "Allow", "Principal": { "AWS": "app" }, "Action": "kms:Decrypt", "Resource": "*" }
    ///   ]
    /// }
    /// ```
    ///
    /// An account id of nine digits (C 41).
    ///
    /// ```json bad C41
    /// {
    ///   "Version": "2012-10-17",
    ///   "Statement": [
    ///     { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:root" }, "Action": "kms:*", "Resource": "*" },
    ///     { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223:role/app" }, "Action": "kms:Decrypt", "Resource": "*" }
    ///   ]
    /// }
    /// ```
    ///
    /// A missing part, and a slash where a colon belongs (C 42).
    ///
    /// ```json bad C42
    /// {
    ///   "Version": "2012-10-17",
    ///   "Statement": [
    ///     { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:root" }, "Action": "kms:*", "Resource": "*" },
    ///     { "Effect": "Allow", "Principal": { "AWS": ["arn:aws::111122223333:root", "arn:aws:iam::111122223333/root"] }, "Action": "kms:Decrypt", "Resource": "*" }
    ///   ]
    /// }
    /// ```
    ///
    /// A region in the ARN (C 43).
    ///
    /// ```json bad C43
    /// {
    ///   "Version": "2012-10-17",
    ///   "Statement": [
    ///     { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:root" }, "Action": "kms:*", "Resource": "*" },
    ///     { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam:eu-west-1:111122223333:role/app" }, "Action": "kms:Decrypt", "Resource": "*" }
    ///   ]
    /// }
    /// ```
    ///
    /// An ARN of another service (C 44).
    ///
    /// ```json bad C44
    /// {
    ///   "Version": "2012-10-17",
    ///   "Statement": [
    ///     { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:root" }, "Action": "kms:*", "Resource": "*" },
    ///     { "Effect": "Allow", "Principal": { "AWS": "arn:aws:s3::111122223333:role/app" }, "Action": "kms:Decrypt", "Resource": "*" }
    ///   ]
    /// }
    /// ```
    ///
    /// A group (C 45).
    ///
    /// ```json bad C45
    /// {
    ///   "Version": "2012-10-17",
    ///   "Statement": [
    ///     { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:root" }, "Action": "kms:*", "Resource": "*" },
    ///     { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:group/admins" }, "Action": "kms:Decrypt", "Resource": "*" }
    ///   ]
    /// }
    /// ```
    ///
    /// A wildcard in an ARN (C 46).
    ///
    /// ```json bad C46
    /// {
    ///   "Version": "2012-10-17",
    ///   "Statement": [
    ///     { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:root" }, "Action": "kms:*", "Resource": "*" },
    ///     { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/*" }, "Action": "kms:Decrypt", "Resource": "*" }
    ///   ]
    /// }
    /// ```
    ///
    /// The id of an identity that was deleted (C 47).
    ///
    /// ```json bad C47
    /// {
    ///   "Version": "2012-10-17",
    ///   "Statement": [
    ///     { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:root" }, "Action": "kms:*", "Resource": "*" },
    ///     { "Effect": "Allow", "Principal": { "AWS": "AROAEXAMPLEEXAMPLE123" }, "Action": "kms:Decrypt", "Resource": "*" }
    ///   ]
    /// }
    /// ```
    ///
    /// A partition that does not exist (C 49).
    ///
    /// ```json bad C49
    /// {
    ///   "Version": "2012-10-17",
    ///   "Statement": [
    ///     { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:root" }, "Action": "kms:*", "Resource": "*" },
    ///     { "Effect": "Allow", "Principal": { "AWS": "arn:awss:iam::111122223333:role/app" }, "Action": "kms:Decrypt", "Resource": "*" }
    ///   ]
    /// }
    /// ```
    ///
    /// A service that is no host name of AWS (C 52).
    ///
    /// ```json bad C52
    /// {
    ///   "Version": "2012-10-17",
    ///   "Statement": [
    ///     { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:root" }, "Action": "kms:*", "Resource": "*" },
    ///     { "Effect": "Allow", "Principal": { "Service": "logs.amazon.com" }, "Action": "kms:Decrypt", "Resource": "*", "Condition": { "StringEquals": { "aws:SourceAccount": "111122223333" } } }
    ///   ]
    /// }
    /// ```
    ///
    /// Every account there is (C 60).
    ///
    /// ```json bad C60
    /// {
    ///   "Version": "2012-10-17",
    ///   "Statement": [
    ///     { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:root" }, "Action": "kms:*", "Resource": "*" },
    ///     { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::*:root" }, "Action": "kms:Decrypt", "Resource": "*" }
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
    ///     { "Effect": "Allow", "Principal": { "AWS": ["111122223333", "arn:aws:iam::111122223333:user/ops/alice", "arn:aws:sts::111122223333:assumed-role/app/session"] }, "Action": "kms:Decrypt", "Resource": "*" },
    ///     { "Effect": "Allow", "Principal": { "Service": "logs.eu-west-1.amazonaws.com" }, "Action": "kms:Decrypt", "Resource": "*", "Condition": { "StringEquals": { "aws:SourceAccount": "111122223333" } } }
    ///   ]
    /// }
    /// ```
    ///
    /// ## Source
    ///
    /// IAM User Guide, "AWS JSON policy elements: Principal" and "IAM identifiers"; re:Post, "invalid principals" in a key
    /// policy.
    pub InvalidPrincipal {
        name: "invalid-principal",
        category: Policy,
        level: Error,
        other_levels: [Warning],
        fix: Safe,
        see: ["INVALID_PRINCIPAL_FORMAT",
            "INVALID_ARN_PREFIX",
            "INVALID_ARN_RESOURCE",
            "INVALID_ARN_SERVICE_CASE",
            "MISSING_ARN_ACCOUNT", "INVALID_PRINCIPAL_KEY", "FEDERATED_PRINCIPAL_NOT_SUPPORTED", "INVALID_ARN_ACCOUNT", "MISSING_ARN_FIELD", "ARN_REGION_NOT_ALLOWED", "UNSUPPORTED_WILDCARD_IN_PRINCIPAL", "INVALID_USER_REFERENCE", "INVALID_ROLE_REFERENCE", "INVALID_PARTITION", "INVALID_SERVICE_PRINCIPAL_FORMAT"],
        since: "0.1.0",
    }
}

impl Rule for InvalidPrincipal {
    fn check_policy(&self, request: &Request<'_>, cx: &mut Context<'_>) {
        for statement in request.statements() {
            for name in ["Principal", "NotPrincipal"] {
                if let Some(element) = statement.element(name) {
                    check_element(element, name, cx);
                }
            }
        }
    }
}

fn check_element(element: Value<'_>, name: &str, cx: &mut Context<'_>) {
    match element.kind() {
        Kind::Object if is_template_function(element) => {}
        Kind::Object => element.children().for_each(|member| check_type(member, name, cx)),
        Kind::String => {
            let text = element.as_str().unwrap_or_default();
            if text != "*" && !is_placeholder(&text) && holes(&text, Syntax::KeyPolicy).is_empty() {
                let form = r#"{ "AWS": "…" }"#;
                cx.report(Finding::at(element, format!("`{name}` is {form} or `\"*\"`")).label(format!("write {form}")));
            }
        }
        Kind::Null | Kind::Hole | Kind::Invalid => {}
        _ => cx.report(Finding::at(element, format!("`{name}` is an object or `\"*\"`")).label("neither of them")),
    }
}

/// A member of the principal element: a type of principals, and one or several of them.
fn check_type(member: Value<'_>, element: &str, cx: &mut Context<'_>) {
    let Some(name) = member.key().map(|key| key.name()) else { return };
    if !PRINCIPAL.contains(&&*name) {
        let near = nearest(&name, PRINCIPAL.iter().copied());
        let finding = Finding::at(member.key_place(), format!("`{element}` has no type {}", quoted(&name)));
        return cx.report(match near {
            Some(near) => finding
                .label(format!("did you mean `{near}`?"))
                .fix(rename_member(member, near).map(|edit| Fix::safe(format!("rename to `{near}`"), [edit]))),
            None => finding.label(format!("use {}", or_list(PRINCIPAL))),
        });
    }
    if matches!(&*name, "CanonicalUser" | "Federated") {
        let finding = Finding::at(member.key_place(), format!("AWS documents no `{name}` for key policies")).level(Level::Warning);
        return cx.report(finding.label("accounts, users, roles and services are documented"));
    }
    for entry in member.one_or_many() {
        let Some(text) = entry.as_str().filter(|text| holes(text, Syntax::KeyPolicy).is_empty()) else { continue };
        let fault = if name == "Service" { service_fault(&text) } else { aws_fault(&text) };
        if let Some(fault) = fault {
            let finding = Finding::at(entry, format!("{} is no principal", quoted(&text))).label(fault);
            cx.report(if text.contains('*') { finding.help("name it, or use \"*\" with a condition on aws:PrincipalArn") } else { finding });
        }
    }
}
