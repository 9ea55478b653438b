use crate::catalog::field::Field;
use crate::diagnostic::{Finding, Fix};
use crate::json::{Edit, Kind, Value, is_object};
use crate::lint::{Context, Rule, declare_rule};
use crate::request::{Request, is_template_function};

declare_rule! {
    /// ## What it finds
    ///
    /// A `Policy` that is not a JSON object: a string, a list, a number. A string is read all the same, and what is wrong inside
    /// of it is labelled inside of it.
    ///
    /// ## Why it matters
    ///
    /// CCKM takes the policy as JSON. AWS itself takes it as text, which is why it is often pasted as a string.
    ///
    /// ## Example
    ///
    /// A policy in a string (C 2).
    ///
    /// ```json bad C2
    /// {
    ///   "kms": "aws-main",
    ///   "region": "eu-west-1",
    ///   "aws_param": {
    ///     "Alias": "payments",
    ///     "Policy": "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"arn:aws:iam::111122223333:root\"},\"Action\":\"kms:*\",\"Resource\":\"*\"}]}"
    ///   }
    /// }
    /// ```
    ///
    /// A list (C 5).
    ///
    /// ```json bad C5
    /// { "kms": "aws-main", "region": "eu-west-1", "aws_param": { "Alias": "payments", "Policy": ["kms:*"] } }
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json good
    /// {
    ///   "kms": "aws-main",
    ///   "region": "eu-west-1",
    ///   "aws_param": {
    ///     "Alias": "payments",
    ///     "Policy": {
    ///       "Version": "2012-10-17",
    ///       "Statement": [
    ///         { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:root" }, "Action": "kms:*", "Resource": "*" }
    ///       ]
    ///     }
    ///   }
    /// }
    /// ```
    ///
    /// ## Source
    ///
    /// CCKM manual, "Creating AWS Keys on CCKM", the row `Policy` of "AWS Key Parameters": JSON.
    pub PolicyNotObject {
        name: "policy-not-object",
        category: Policy,
        level: Error,
        fix: Safe,
        since: "0.1.0",
    }
}

impl Rule for PolicyNotObject {
    fn check(&self, request: &Request<'_>, cx: &mut Context<'_>) {
        let value = if request.is_bare_policy() { Some(request.root()) } else { request.value(Field::Policy).present() };
        let Some(value) = value.filter(|value| value.kind() != Kind::Object && !is_template_function(*value)) else { return };
        let given = match value.kind() {
            Kind::String if request.policy_is_text() => return,
            Kind::String => "a string",
            Kind::Array => "a list",
            _ => "neither text nor an object",
        };
        let finding = Finding::at(value, format!("a key policy is a JSON object, but this is {given}"));
        cx.report(finding.label("an object was expected").fix(unquoted(value)));
    }
}

/// The object that a string holds.
fn unquoted(value: Value<'_>) -> Option<Fix> {
    let text = value.as_str().filter(|text| is_object(text))?;
    Some(Fix::safe("write it as an object", [Edit { span: value.span(), text: text.into_owned() }]))
}
