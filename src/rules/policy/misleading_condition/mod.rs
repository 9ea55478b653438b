mod tests;

use crate::diagnostic::{Finding, Fix};
use crate::json::{Edit, Kind, Value};
use crate::lint::{Context, Rule, declare_rule};
use crate::request::Request;
use crate::request::policy::{Statement, is_narrowed};

declare_rule! {
    /// ## What it finds
    ///
    /// A condition that is legal and does not do what it seems to do; and a bare `"Principal": "*"`.
    ///
    /// ## Why it matters
    ///
    /// The statement is wider or narrower than it reads, and nothing ever says so.
    ///
    /// ## Example
    ///
    /// A bare star, which the console refuses (C 57).
    ///
    /// ```json bad C57
    /// {
    ///   "Version": "2012-10-17",
    ///   "Statement": [
    ///     { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:root" }, "Action": "kms:*", "Resource": "*" },
    ///     { "Effect": "Allow", "Principal": "*", "Action": "kms:Decrypt", "Resource": "*", "Condition": { "StringEquals": { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } } }
    ///   ]
    /// }
    /// ```
    ///
    /// A key of several values without a set qualifier (C 104).
    ///
    /// ```json bad C104
    /// {
    ///   "Version": "2012-10-17",
    ///   "Statement": [
    ///     { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:root" }, "Action": "kms:*", "Resource": "*" },
    ///     { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/app" }, "Action": "kms:CreateGrant", "Resource": "*", "Condition": { "StringEquals": { "kms:GrantOperations": "Decrypt" }, "Bool": { "kms:GrantIsForAWSResource": true } } }
    ///   ]
    /// }
    /// ```
    ///
    /// A test on MFA that passes where the key is not there (C 106).
    ///
    /// ```json bad C106
    /// {
    ///   "Version": "2012-10-17",
    ///   "Statement": [
    ///     { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:root" }, "Action": "kms:*", "Resource": "*" },
    ///     { "Effect": "Deny", "Principal": { "AWS": "arn:aws:iam::111122223333:user/alice" }, "Action": "kms:ScheduleKeyDeletion", "Resource": "*", "Condition": { "Bool": { "aws:MultiFactorAuthPresent": "false" } } }
    ///   ]
    /// }
    /// ```
    ///
    /// No id of an organisation (C 108).
    ///
    /// ```json bad C108
    /// {
    ///   "Version": "2012-10-17",
    ///   "Statement": [
    ///     { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:root" }, "Action": "kms:*", "Resource": "*" },
    ///     { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/app" }, "Action": "kms:Decrypt", "Resource": "*", "Condition": { "StringEquals": { "aws:PrincipalOrgID": "my-org" } } }
    ///   ]
    /// }
    /// ```
    ///
    /// A private address, which AWS never sees (C 111).
    ///
    /// ```json bad C111
    /// {
    ///   "Version": "2012-10-17",
    ///   "Statement": [
    ///     { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:root" }, "Action": "kms:*", "Resource": "*" },
    ///     { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/app" }, "Action": "kms:Decrypt", "Resource": "*", "Condition": { "IpAddress": { "aws:SourceIp": "10.0.0.0/8" } } }
    ///   ]
    /// }
    /// ```
    ///
    /// A range that does not start where it says (C 112).
    ///
    /// ```json bad C112
    /// {
    ///   "Version": "2012-10-17",
    ///   "Statement": [
    ///     { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:root" }, "Action": "kms:*", "Resource": "*" },
    ///     { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/app" }, "Action": "kms:Decrypt", "Resource": "*", "Condition": { "IpAddress": { "aws:SourceIp": "203.0.113.7/24" } } }
    ///   ]
    /// }
    /// ```
    ///
    /// A key that only says something beside another one (C 117).
    ///
    /// ```json bad C117
    /// {
    ///   "Version": "2012-10-17",
    ///   "Statement": [
    ///     { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:root" }, "Action": "kms:*", "Resource": "*" },
    ///     { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/app" }, "Action": "kms:Decrypt", "Resource": "*", "Condition": { "IpAddress": { "aws:VpcSourceIp": "10.0.0.0/8" } } }
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
    ///     { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/app" }, "Action": "kms:CreateGrant", "Resource": "*", "Condition": { "ForAllValues:StringEquals": { "kms:GrantOperations": "Decrypt" }, "Bool": { "kms:GrantIsForAWSResource": true } } },
    ///     { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/app" }, "Action": "kms:Decrypt", "Resource": "*", "Condition": { "IpAddress": { "aws:VpcSourceIp": "10.0.0.0/8" }, "StringEquals": { "aws:SourceVpc": "vpc-1a2b3c4d" } } }
    ///   ]
    /// }
    /// ```
    ///
    /// ## Source
    ///
    /// IAM User Guide, "AWS global condition context keys" and "Set operators for multivalued context keys"; aws/aws-cdk#12511
    /// for the bare star.
    pub MisleadingCondition {
        name: "misleading-condition",
        category: Policy,
        level: Warning,
        other_levels: [Info],
        fix: Safe,
        see: ["MISSING_QUALIFIER", "PRIVATE_IP_ADDRESS", "PRIVATE_NOTIPADDRESS", "PRIVATE_IP_ADDRESS_SUBSET", "PRIVATE_NOTIPADDRESS_SUBSET", "IMPROVE_IP_RANGE", "MISSING_PAIRED_CONDITION_KEYS"],
        since: "0.1.0",
    }
}

impl Rule for MisleadingCondition {
    fn check_policy(&self, request: &Request<'_>, cx: &mut Context<'_>) {
        for statement in request.statements() {
            if let Some(star) = bare_star(statement) {
                let fix = Fix::safe("name the type", [Edit { span: star.span(), text: r#"{ "AWS": "*" }"#.to_owned() }]);
                let finding = Finding::at(star, r#"AWS's console refuses a bare `"*"`"#).label(r#"write { "AWS": "*" }"#);
                cx.report(finding.fix(fix));
            }
            for test in &statement.tests {
                tests::check(test, statement, cx);
            }
        }
    }
}

/// A bare star that gives something, and does not give it to the whole world: that would be `public-access`.
fn bare_star<'t>(statement: &Statement<'t>) -> Option<Value<'t>> {
    let element = statement.element("Principal").filter(|element| element.kind() == Kind::String)?;
    let is_narrowed = !statement.is_unconditional() && is_narrowed(statement);
    (statement.allows() && element.as_str().as_deref() == Some("*") && is_narrowed).then_some(element)
}
