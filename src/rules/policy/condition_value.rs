use std::borrow::Cow;
use std::net::IpAddr;

use crate::catalog::{Region, ValueType};
use crate::diagnostic::{Finding, quoted};
use crate::json::{Kind, Value};
use crate::lint::{Context, Rule, declare_rule};
use crate::request::Request;
use crate::request::arn::is_account_id;
use crate::request::policy::{Test, is_literal};

declare_rule! {
    /// ## What it finds
    ///
    /// A condition value that cannot be what it must be: no boolean, no number, no date, no address, no ARN, no account, no
    /// region, no VPC.
    ///
    /// ## Why it matters
    ///
    /// AWS refuses some, and compares others with something that no request ever has. A date that begins with a digit is let
    /// pass: AWS takes many forms.
    ///
    /// ## Example
    ///
    /// `Null` with something else than true or false (C 90).
    ///
    /// ```json bad C90
    /// {
    ///   "Version": "2012-10-17",
    ///   "Statement": [
    ///     { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:root" }, "Action": "kms:*", "Resource": "*" },
    ///     { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/app" }, "Action": "kms:Decrypt", "Resource": "*", "Condition": { "Null": { "aws:PrincipalOrgID": "yes" } } }
    ///   ]
    /// }
    /// ```
    ///
    /// `Bool` likewise (C 91).
    ///
    /// ```json bad C91
    /// {
    ///   "Version": "2012-10-17",
    ///   "Statement": [
    ///     { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:root" }, "Action": "kms:*", "Resource": "*" },
    ///     { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/app" }, "Action": "kms:Decrypt", "Resource": "*", "Condition": { "Bool": { "aws:SecureTransport": "yes" } } }
    ///   ]
    /// }
    /// ```
    ///
    /// No number, no date, no address, no ARN (C 92).
    ///
    /// ```json bad C92
    /// {
    ///   "Version": "2012-10-17",
    ///   "Statement": [
    ///     { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:root" }, "Action": "kms:*", "Resource": "*" },
    ///     { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/app" }, "Action": "kms:Decrypt", "Resource": "*", "Condition": { "NumericLessThan": { "aws:MultiFactorAuthAge": "1h" }, "DateLessThan": { "aws:CurrentTime": "soon" }, "IpAddress": { "aws:SourceIp": "203.0.113.300" }, "ArnLike": { "aws:PrincipalArn": "role/app" } } }
    ///   ]
    /// }
    /// ```
    ///
    /// Values of several types (C 94).
    ///
    /// ```json bad C94
    /// {
    ///   "Version": "2012-10-17",
    ///   "Statement": [
    ///     { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:root" }, "Action": "kms:*", "Resource": "*" },
    ///     { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/app" }, "Action": "kms:Decrypt", "Resource": "*", "Condition": { "StringEquals": { "aws:PrincipalTag/team": ["blue", 7] } } }
    ///   ]
    /// }
    /// ```
    ///
    /// An account of eleven digits (C 107).
    ///
    /// ```json bad C107
    /// {
    ///   "Version": "2012-10-17",
    ///   "Statement": [
    ///     { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:root" }, "Action": "kms:*", "Resource": "*" },
    ///     { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/app" }, "Action": "kms:Decrypt", "Resource": "*", "Condition": { "StringEquals": { "kms:CallerAccount": "11112222333" } } }
    ///   ]
    /// }
    /// ```
    ///
    /// No region (C 109).
    ///
    /// ```json bad C109
    /// {
    ///   "Version": "2012-10-17",
    ///   "Statement": [
    ///     { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:root" }, "Action": "kms:*", "Resource": "*" },
    ///     { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/app" }, "Action": "kms:Decrypt", "Resource": "*", "Condition": { "StringEquals": { "aws:RequestedRegion": "eu-west1" } } }
    ///   ]
    /// }
    /// ```
    ///
    /// No id of a VPC endpoint (C 110).
    ///
    /// ```json bad C110
    /// {
    ///   "Version": "2012-10-17",
    ///   "Statement": [
    ///     { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:root" }, "Action": "kms:*", "Resource": "*" },
    ///     { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/app" }, "Action": "kms:Decrypt", "Resource": "*", "Condition": { "StringEquals": { "aws:SourceVpce": "vpce-12345" } } }
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
    ///     { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/app" }, "Action": "kms:Decrypt", "Resource": "*", "Condition": { "Bool": { "aws:SecureTransport": true }, "IpAddress": { "aws:SourceIp": "203.0.113.0/24" }, "StringEquals": { "kms:CallerAccount": "111122223333" } } }
    ///   ]
    /// }
    /// ```
    ///
    /// ## Source
    ///
    /// IAM User Guide, "IAM JSON policy elements: Condition operators" and "AWS global condition context keys"; for JSON
    /// booleans: terraform-provider-aws, acceptance tests.
    pub ConditionValue {
        name: "condition-value",
        category: Policy,
        level: Error,
        fix: None,
        see: ["TYPE_MISMATCH_BOOLEAN", "INVALID_CONDITION_MULTIPLE_BOOLEAN", "TYPE_MISMATCH_NUMBER", "TYPE_MISMATCH_DATE", "INVALID_DATE_VALUE", "TYPE_MISMATCH_IP_RANGE", "TYPE_MISMATCH_STRING", "INVALID_CONDITION_DATA_TYPE", "INVALID_REGION", "INVALID_VPC_FORMAT", "INVALID_VPCE_FORMAT"],
        since: "0.1.0",
    }
}

impl Rule for ConditionValue {
    fn check_policy(&self, request: &Request<'_>, cx: &mut Context<'_>) {
        for test in request.statements().flat_map(|statement| &statement.tests) {
            if let Some(other) = of_another_type(test) {
                let message = format!("the values of {} are of several types", quoted(&test.name));
                cx.report(Finding::at(other, message).label("of another type than the first"));
                continue;
            }
            for value in &test.values {
                let text = text_of(*value).filter(|text| is_literal(text));
                if let Some(expected) = text.and_then(|text| expected_instead(test, &text)) {
                    cx.report(Finding::at(*value, format!("this cannot be a value of {}", quoted(&test.name))).label(expected));
                }
            }
        }
    }
}

/// The first value that is of another JSON type than the first one.
fn of_another_type<'t>(test: &Test<'t>) -> Option<Value<'t>> {
    let first = test.values.iter().map(|value| value.kind()).find(|kind| is_plain(*kind))?;
    let differs = |value: &&Value<'t>| is_plain(value.kind()) && std::mem::discriminant(&value.kind()) != std::mem::discriminant(&first);
    test.values.iter().find(differs).copied()
}

const fn is_plain(kind: Kind) -> bool {
    matches!(kind, Kind::String | Kind::Number | Kind::Boolean(_))
}

fn text_of(value: Value<'_>) -> Option<Cow<'_, str>> {
    if value.kind() == Kind::String { value.as_str() } else { is_plain(value.kind()).then(|| value.raw().into()) }
}

/// What should stand in the place of `text`; nothing where it may stand.
fn expected_instead(test: &Test<'_>, text: &str) -> Option<&'static str> {
    let operator = test.operator?;
    if let Some(expected) = expected_by_type(operator.value_type, text) {
        return Some(expected);
    }
    // With wildcards it may be a part of what must be whole; without, `condition-type-mismatch` speaks of them.
    if operator.value_type != ValueType::Text || text.contains(['*', '?']) {
        return None;
    }
    match test.name.to_ascii_lowercase().as_str() {
        "kms:calleraccount" | "aws:sourceaccount" | "aws:principalaccount" | "aws:resourceaccount" | "aws:vpceaccount" => {
            (!is_account_id(text)).then_some("an account id has twelve digits")
        }
        "aws:requestedregion" | "kms:replicaregion" | "kms:primaryregion" => (!may_be_region(text)).then_some("regions have names such as eu-west-1"),
        "aws:sourcevpc" => (!is_vpc_id(text, "vpc-")).then_some("a VPC is named like vpc-1a2b3c4d"),
        "aws:sourcevpce" => (!is_vpc_id(text, "vpce-")).then_some("an endpoint is named like vpce-1a2b3c4d"),
        _ => None,
    }
}

fn expected_by_type(value_type: ValueType, text: &str) -> Option<&'static str> {
    match value_type {
        ValueType::Text => None,
        ValueType::Flag => (!text.eq_ignore_ascii_case("true") && !text.eq_ignore_ascii_case("false")).then_some("true or false was expected"),
        ValueType::Number => text.parse::<f64>().map_or(true, |number| !number.is_finite()).then_some("a number was expected"),
        ValueType::Date => (!text.starts_with(|c: char| c.is_ascii_digit())).then_some("a date such as 2026-01-31T00:00:00Z was expected"),
        ValueType::Address => (!is_address(text)).then_some("an IP address or range was expected"),
        ValueType::Arn => (text != "*" && text.split(':').count() < 6 && !text.contains('*')).then_some("an ARN was expected"),
        ValueType::Binary => (!text.bytes().all(|c| c.is_ascii_alphanumeric() || matches!(c, b'+' | b'/' | b'='))).then_some("base64 was expected"),
    }
}

fn is_address(text: &str) -> bool {
    let (address, prefix) = text.split_once('/').map_or((text, None), |(address, prefix)| (address, Some(prefix)));
    let Ok(address) = address.parse::<IpAddr>() else { return false };
    let most = if address.is_ipv4() { 32 } else { 128 };
    prefix.is_none_or(|prefix| prefix.parse::<u8>().is_ok_and(|prefix| prefix <= most))
}

/// A region of today, or one that may be opened tomorrow.
fn may_be_region(text: &str) -> bool {
    let is_word = |word: &str| !word.is_empty() && word.bytes().all(|c| c.is_ascii_lowercase());
    let well_formed = text.rsplit_once('-').is_some_and(|(words, number)| {
        words.contains('-') && words.split('-').all(is_word) && !number.is_empty() && number.bytes().all(|c| c.is_ascii_digit())
    });
    Region::find(text).is_some() || well_formed
}

fn is_vpc_id(text: &str, prefix: &str) -> bool {
    let digits = text.strip_prefix(prefix).unwrap_or_default();
    matches!(digits.len(), 8 | 17) && digits.bytes().all(|c| c.is_ascii_digit() || matches!(c, b'a'..=b'f'))
}
