use crate::catalog::field::{FieldFacts, Object};
use crate::diagnostic::{Finding, Fix, quoted};
use crate::json::{Value, insert_member, remove_member};
use crate::lint::{Context, Rule, declare_rule};
use crate::request::{Naming, Request};

declare_rule! {
    /// ## What it finds
    ///
    /// A field of the request that stands in the wrong object: `Alias` beside `aws_param`, `policytemplate` inside of it, or a
    /// `policy` at the top, which is where other calls of CCKM have it.
    ///
    /// ## Why it matters
    ///
    /// The server looks for it elsewhere: the request is refused at best, and at worst the key is made without it.
    ///
    /// ## Example
    ///
    /// ```json bad
    /// { "kms": "aws-main", "region": "eu-west-1", "KeyUsage": "ENCRYPT_DECRYPT", "aws_param": { "Alias": "payments" } }
    /// ```
    ///
    /// ```json bad
    /// {
    ///   "kms": "aws-main",
    ///   "region": "eu-west-1",
    ///   "aws_param": {
    ///     "Alias": "payments",
    ///     "policytemplate": "2b2a1e29-4d35-4f6f-9d1f-5f4f6c1d7a10"
    ///   }
    /// }
    /// ```
    ///
    /// ```yaml bad
    /// - thalesgroup.ciphertrust.cckm_aws_key:
    ///     op_type: create
    ///     kms: aws-main
    ///     region: eu-west-1
    ///     alias: payments
    ///     aws_param: { description: Card payments }
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json good
    /// {
    ///   "kms": "aws-main",
    ///   "region": "eu-west-1",
    ///   "policytemplate": "2b2a1e29-4d35-4f6f-9d1f-5f4f6c1d7a10",
    ///   "aws_param": { "Alias": "payments", "KeyUsage": "ENCRYPT_DECRYPT" }
    /// }
    /// ```
    ///
    /// ## Source
    ///
    /// CCKM manual, "Creating AWS Keys on CCKM", "Request Parameters" and "AWS Key Parameters".
    pub MisplacedField {
        name: "misplaced-field",
        category: Request,
        level: Error,
        fix: Unsafe,
        since: "0.1.0",
    }
}

impl Rule for MisplacedField {
    fn check(&self, request: &Request<'_>, cx: &mut Context<'_>) {
        for member in request.members() {
            if let Naming::Misplaced(facts) = member.naming {
                cx.report(misplaced(request, member.value, facts));
            }
        }
    }
}

fn misplaced<'t>(request: &Request<'t>, value: Value<'t>, facts: &'static FieldFacts) -> Finding<'t> {
    let written = value.name();
    let name = request.name(facts.field);
    let home = match facts.object {
        Object::Request => "at the top of the request".to_owned(),
        other => format!("in {}", request.title(other)),
    };
    let renamed = if written == name { String::new() } else { format!(" as `{name}`") };
    Finding::at(value.key_place(), format!("{} belongs {home}{renamed}", quoted(&written)))
        .label("not here")
        .help("where it stands the server does not look for it, and the key is made without it")
        .fix(moved(request, value, facts))
}

/// Moves the member to the end of its own object, where that exists and does not have the field yet.
fn moved(request: &Request<'_>, value: Value<'_>, facts: &'static FieldFacts) -> Option<Fix> {
    let home = request.object(facts.object).filter(|_| request.member(facts.field).is_none())?;
    let name = request.name(facts.field);
    Some(Fix::risky(format!("move it {} as `{name}`", home_title(facts.object)), [remove_member(value), insert_member(home, name, value.raw())]))
}

const fn home_title(object: Object) -> &'static str {
    match object {
        Object::Request => "to the top",
        Object::AwsParam => "into `aws_param`",
        Object::Tag => "into the tag",
        Object::LocalHostedParams => "into `local_hosted_params`",
    }
}
