mod document;
mod presence;
mod types;

use crate::catalog::near::nearest;
use crate::diagnostic::{Finding, Fix, and_list, quoted};
use crate::json::{Value, rename_member};
use crate::lint::{Context, Rule, declare_rule};
use crate::request::Request;

declare_rule! {
    /// ## What it finds
    ///
    /// An element of the policy or of a statement that is missing, unknown, beside one that it excludes, empty, or of the wrong
    /// type.
    ///
    /// ## Why it matters
    ///
    /// AWS refuses a policy that it cannot read, with `MalformedPolicyDocumentException` and no place. A misspelt element is not
    /// read as what it was meant to be. That a statement needs an action and a resource is so since August 2025; before, it was
    /// taken and did nothing.
    ///
    /// ## Example
    ///
    /// An element that the document does not have (C 6).
    ///
    /// ```json bad C6
    /// {
    ///   "Version": "2012-10-17",
    ///   "Comment": "for the app",
    ///   "Statement": [
    ///     { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:root" }, "Action": "kms:*", "Resource": "*" },
    ///     { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/app" }, "Action": "kms:Decrypt", "Resource": "*" }
    ///   ]
    /// }
    /// ```
    ///
    /// A value of the wrong type: an account as a number (C 9).
    ///
    /// ```json bad C9
    /// {
    ///   "Version": "2012-10-17",
    ///   "Statement": [
    ///     { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:root" }, "Action": "kms:*", "Resource": "*" },
    ///     { "Effect": "Allow", "Principal": { "AWS": 111122223333 }, "Action": "kms:Decrypt", "Resource": "*" }
    ///   ]
    /// }
    /// ```
    ///
    /// An `Id` that is no text (C 18).
    ///
    /// ```json bad C18
    /// {
    ///   "Version": "2012-10-17",
    ///   "Id": 7,
    ///   "Statement": [
    ///     { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:root" }, "Action": "kms:*", "Resource": "*" },
    ///     { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/app" }, "Action": "kms:Decrypt", "Resource": "*" }
    ///   ]
    /// }
    /// ```
    ///
    /// No statements (C 19).
    ///
    /// ```json bad C19
    /// { "kms": "aws-main", "region": "eu-west-1", "aws_param": { "Alias": "payments", "Policy": { "Version": "2012-10-17" } } }
    /// ```
    ///
    /// An empty list of statements (C 20).
    ///
    /// ```json bad C20
    /// { "Version": "2012-10-17", "Statement": [] }
    /// ```
    ///
    /// A statement that is no object (C 21).
    ///
    /// ```json bad C21
    /// {
    ///   "Version": "2012-10-17",
    ///   "Statement": [
    ///     { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:root" }, "Action": "kms:*", "Resource": "*" },
    ///     "kms:Decrypt"
    ///   ]
    /// }
    /// ```
    ///
    /// An element that a statement does not have (C 22).
    ///
    /// ```json bad C22
    /// {
    ///   "Version": "2012-10-17",
    ///   "Statement": [
    ///     { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:root" }, "Action": "kms:*", "Resource": "*" },
    ///     { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/app" }, "Actions": "kms:Decrypt", "Resource": "*" }
    ///   ]
    /// }
    /// ```
    ///
    /// No effect (C 23).
    ///
    /// ```json bad C23
    /// {
    ///   "Version": "2012-10-17",
    ///   "Statement": [
    ///     { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:root" }, "Action": "kms:*", "Resource": "*" },
    ///     { "Principal": { "AWS": "arn:aws:iam::111122223333:role/app" }, "Action": "kms:Decrypt", "Resource": "*" }
    ///   ]
    /// }
    /// ```
    ///
    /// Neither actions nor excluded ones (C 25).
    ///
    /// ```json bad C25
    /// {
    ///   "Version": "2012-10-17",
    ///   "Statement": [
    ///     { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:root" }, "Action": "kms:*", "Resource": "*" },
    ///     { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/app" }, "Resource": "*" }
    ///   ]
    /// }
    /// ```
    ///
    /// Both (C 26).
    ///
    /// ```json bad C26
    /// {
    ///   "Version": "2012-10-17",
    ///   "Statement": [
    ///     { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:root" }, "Action": "kms:*", "Resource": "*" },
    ///     { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/app" }, "Action": "kms:Decrypt", "NotAction": "kms:Encrypt", "Resource": "*" }
    ///   ]
    /// }
    /// ```
    ///
    /// No resource (C 27).
    ///
    /// ```json bad C27
    /// {
    ///   "Version": "2012-10-17",
    ///   "Statement": [
    ///     { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:root" }, "Action": "kms:*", "Resource": "*" },
    ///     { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/app" }, "Action": "kms:Decrypt" }
    ///   ]
    /// }
    /// ```
    ///
    /// Both kinds of resources (C 28).
    ///
    /// ```json bad C28
    /// {
    ///   "Version": "2012-10-17",
    ///   "Statement": [
    ///     { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:root" }, "Action": "kms:*", "Resource": "*" },
    ///     { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/app" }, "Action": "kms:Decrypt", "Resource": "*", "NotResource": "*" }
    ///   ]
    /// }
    /// ```
    ///
    /// No principal (C 29).
    ///
    /// ```json bad C29
    /// {
    ///   "Version": "2012-10-17",
    ///   "Statement": [
    ///     { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:root" }, "Action": "kms:*", "Resource": "*" },
    ///     { "Effect": "Allow", "Action": "kms:Decrypt", "Resource": "*" }
    ///   ]
    /// }
    /// ```
    ///
    /// Both kinds of principals (C 30).
    ///
    /// ```json bad C30
    /// {
    ///   "Version": "2012-10-17",
    ///   "Statement": [
    ///     { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:root" }, "Action": "kms:*", "Resource": "*" },
    ///     { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/app" }, "NotPrincipal": { "AWS": "111122223333" }, "Action": "kms:Decrypt", "Resource": "*" }
    ///   ]
    /// }
    /// ```
    ///
    /// A statement id that is no text (C 31).
    ///
    /// ```json bad C31
    /// {
    ///   "Version": "2012-10-17",
    ///   "Statement": [
    ///     { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:root" }, "Action": "kms:*", "Resource": "*" },
    ///     { "Sid": 1, "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/app" }, "Action": "kms:Decrypt", "Resource": "*" }
    ///   ]
    /// }
    /// ```
    ///
    /// An empty list of principals (C 36).
    ///
    /// ```json bad C36
    /// {
    ///   "Version": "2012-10-17",
    ///   "Statement": [
    ///     { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:root" }, "Action": "kms:*", "Resource": "*" },
    ///     { "Effect": "Allow", "Principal": { "AWS": [] }, "Action": "kms:Decrypt", "Resource": "*" }
    ///   ]
    /// }
    /// ```
    ///
    /// A condition that is no object, and a value that is one (C 87).
    ///
    /// ```json bad C87
    /// {
    ///   "Version": "2012-10-17",
    ///   "Statement": [
    ///     { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:root" }, "Action": "kms:*", "Resource": "*" },
    ///     { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/app" }, "Action": "kms:Decrypt", "Resource": "*", "Condition": "StringEquals" },
    ///     { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/app" }, "Action": "kms:Decrypt", "Resource": "*", "Condition": { "StringEquals": { "aws:PrincipalOrgID": { "is": "o-a1b2c3d4e5" } } } }
    ///   ]
    /// }
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json good
    /// {
    ///   "Version": "2012-10-17",
    ///   "Id": "app",
    ///   "Statement": [
    ///     { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:root" }, "Action": "kms:*", "Resource": "*" },
    ///     { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/app" }, "Action": "kms:Decrypt", "Resource": "*" }
    ///   ]
    /// }
    /// ```
    ///
    /// ```json good
    /// { "Version": "2012-10-17", "Statement": { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:root" }, "Action": "kms:*", "Resource": "*" } }
    /// ```
    ///
    /// ## Source
    ///
    /// IAM User Guide, "Grammar of the IAM JSON policy language"; KMS Developer Guide, "Key policy format"; AWS Health notice of
    /// 2025-05, quoted in ministryofjustice/analytical-platform#7691.
    pub PolicyElement {
        name: "policy-element",
        category: Policy,
        level: Error,
        fix: Safe,
        see: ["INVALID_POLICY_ELEMENT", "DATA_TYPE_MISMATCH", "MISSING_STATEMENT", "MISSING_EFFECT", "MISSING_ACTION", "MISSING_RESOURCE", "MISSING_PRINCIPAL", "UNSUPPORTED_ELEMENT_COMBINATION", "EMPTY_ARRAY_ACTION", "EMPTY_ARRAY_PRINCIPAL", "EMPTY_OBJECT_PRINCIPAL", "EMPTY_ARRAY_RESOURCE"],
        since: "0.1.0",
    }
}

impl Rule for PolicyElement {
    fn check_policy(&self, request: &Request<'_>, cx: &mut Context<'_>) {
        let Some(policy) = request.policy() else { return };
        document::check(policy, cx);
        for statement in &policy.statements {
            presence::check(statement, cx);
            types::check(statement, cx);
        }
    }
}

/// A member that its object does not have: what was meant, and a fix where the right one is not there too.
fn unknown<'t>(member: Value<'t>, home: &str, known: &[&'static str]) -> Finding<'t> {
    let name = member.name();
    let finding = Finding::at(member.key_place(), format!("{home} has no element {}", quoted(&name)));
    let Some(near) = near(&name, known) else {
        return finding.label("no such element").help(format!("the elements are {}", and_list(known)));
    };
    let is_there = member.parent().is_some_and(|object| object.children().any(|other| other.is_named(near)));
    let rename = rename_member(member, near).map(|edit| Fix::safe(format!("rename to `{near}`"), [edit]));
    finding.label(format!("did you mean `{near}`?")).fix(rename.filter(|_| !is_there))
}

/// The known element that a name was meant to be.
fn near(name: &str, known: &[&'static str]) -> Option<&'static str> {
    nearest(name, known.iter().copied())
}

/// Whether an object has a member that was meant to be `name`, which is reported as misspelt and not as missing.
fn has_slip(object: Value<'_>, name: &str, known: &[&'static str]) -> bool {
    let names = object.children().filter_map(|member| member.key()).map(|key| key.name());
    names.into_iter().any(|written| !known.contains(&&*written) && near(&written, known) == Some(name))
}
