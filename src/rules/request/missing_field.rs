use crate::catalog::field::{Field, Object};
use crate::diagnostic::Finding;
use crate::json::Value;
use crate::lint::{Context, Rule, declare_rule};
use crate::request::Request;

declare_rule! {
    /// ## What it finds
    ///
    /// A request without `kms` or `region`, and a tag without `TagKey` or `TagValue`.
    ///
    /// A field that is `null` or `""` is not given; only a `TagValue` may be empty.
    ///
    /// ## Why it matters
    ///
    /// CCKM must know in which AWS account and where the key is to be made. Without that the request is refused.
    ///
    /// ## Example
    ///
    /// ```json bad
    /// { "region": "eu-west-1", "aws_param": { "Alias": "payments" } }
    /// ```
    ///
    /// ```json bad
    /// { "kms": "aws-main", "region": "", "aws_param": { "Alias": "payments" } }
    /// ```
    ///
    /// ```json bad
    /// {
    ///   "kms": "aws-main",
    ///   "region": "eu-west-1",
    ///   "aws_param": { "Alias": "payments", "Tags": [{ "TagKey": "team" }] }
    /// }
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json good
    /// {
    ///   "kms": "aws-main",
    ///   "region": "eu-west-1",
    ///   "aws_param": { "Alias": "payments", "Tags": [{ "TagKey": "team", "TagValue": "" }] }
    /// }
    /// ```
    ///
    /// ## Source
    ///
    /// CCKM manual, "Creating AWS Keys on CCKM", "Request Parameters"; that `kms` and `region` are required: the vendor's
    /// Terraform provider and Ansible collection. Tags: botocore 1.44.8, `Tag`, both members required.
    pub MissingField {
        name: "missing-field",
        category: Request,
        level: Error,
        fix: None,
        since: "0.1.0",
    }
}

impl Rule for MissingField {
    fn check(&self, request: &Request<'_>, cx: &mut Context<'_>) {
        if let Some(root) = request.object(Object::Request) {
            for field in request.required(Object::Request) {
                if request.value(field).is_absent() {
                    let empty = request.member(field).map(|member| member.value);
                    cx.report(missing(request, root, field, empty));
                }
            }
        }
        for tag in request.tags() {
            if tag.lacks_key() {
                cx.report(missing(request, tag.value, Field::TagKey, tag.empty_key()));
            }
            if tag.lacks_value() {
                cx.report(missing(request, tag.value, Field::TagValue, None));
            }
        }
    }
}

/// A field that is not there is labelled where it would stand; one that is empty, where it stands.
fn missing<'t>(request: &Request<'t>, object: Value<'t>, field: Field, empty: Option<Value<'t>>) -> Finding<'t> {
    let name = request.name(field);
    let home = request.title(request.home(field));
    let finding = match empty {
        Some(value) => Finding::at(value, format!("{home} has an empty `{name}`")).label("nothing is given here"),
        None => Finding::at(object.opening_place(), format!("{home} has no `{name}`")).label(format!("`{name}` is missing")),
    };
    finding.help(match field {
        Field::Kms => format!("add `{name}`: the name or id of the KMS container that stands for your AWS account in CCKM"),
        Field::Region => format!("add `{name}`: the AWS region to make the key in, such as eu-west-1"),
        Field::TagKey => format!("add `{name}`, or remove the tag"),
        Field::TagValue => format!("add `{name}`; it may be empty"),
        Field::SourceKeyIdentifier => format!("add `{name}`: the id or name of the key whose material goes to AWS"),
        Field::LocalHostedParams => format!("add `{name}`: the key store that holds the key, and the source key behind it"),
        _ => format!("add `{name}`: without it there is nothing to do"),
    })
}
