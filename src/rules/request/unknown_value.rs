use crate::catalog::field::{Field, Shape};
use crate::catalog::near::nearest;
use crate::catalog::spec::{Word, other_name};
use crate::diagnostic::{Finding, Fix, or_list, quoted};
use crate::json::replace_with_text;
use crate::lint::{Context, Rule, declare_rule};
use crate::request::{Member, Request, State};

declare_rule! {
    /// ## What it finds
    ///
    /// A value of `CustomerMasterKeySpec`, `KeyUsage` or `Origin` that neither CCKM's manual nor AWS has. The words are compared
    /// exactly, capitals included.
    ///
    /// ## Why it matters
    ///
    /// The request is refused. Spec, usage and origin can never be changed, so a value is better looked up than guessed.
    ///
    /// ## Example
    ///
    /// ```json bad
    /// { "kms": "aws-main", "region": "eu-west-1", "aws_param": { "Alias": "payments", "CustomerMasterKeySpec": "symmetric_default" } }
    /// ```
    ///
    /// ```json bad
    /// { "kms": "aws-main", "region": "eu-west-1", "aws_param": { "Alias": "payments", "CustomerMasterKeySpec": "RSA_1024" } }
    /// ```
    ///
    /// ```json bad
    /// { "kms": "aws-main", "region": "eu-west-1", "aws_param": { "Alias": "payments", "KeyUsage": "ENCRYPT" } }
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json good
    /// { "kms": "aws-main", "region": "eu-west-1", "aws_param": { "Alias": "payments", "CustomerMasterKeySpec": "SYMMETRIC_DEFAULT" } }
    /// ```
    ///
    /// ## Source
    ///
    /// CCKM manual, "Creating AWS Keys on CCKM", "AWS Key Parameters"; AWS's values: botocore 1.44.8, `CreateKey`.
    pub UnknownValue {
        name: "unknown-value",
        category: Request,
        level: Error,
        fix: Safe,
        since: "0.1.0",
    }
}

impl Rule for UnknownValue {
    fn check(&self, request: &Request<'_>, cx: &mut Context<'_>) {
        for member in request.members().iter().filter(|member| member.state == State::UnknownWord) {
            let Some(facts) = member.naming.meant_here() else { continue };
            if request.is_said_to_exist(facts.field, &member.value.as_str().unwrap_or_default()) {
                continue;
            }
            if let Shape::Word(words) = facts.shape {
                cx.report(unknown(request, member, facts.field, words));
            }
        }
    }
}

fn unknown<'t>(request: &Request<'t>, member: &Member<'t>, field: Field, words: &'static [Word]) -> Finding<'t> {
    let text = member.value.as_str().unwrap_or_default();
    let finding = Finding::at(member.value, format!("`{}` has no value {}", request.name(field), quoted(&text)));
    let meant = other_name(words, &text).or_else(|| nearest(&text, words.iter().map(|word| word.name)));
    match meant {
        Some(meant) => finding
            .label(format!("did you mean {meant}?"))
            .fix(Fix::safe(format!("use {meant}"), [replace_with_text(member.value, meant)])),
        None => {
            let documented: Vec<&str> = words.iter().filter(|word| word.documented).map(|word| word.name).collect();
            finding.label("not one of the manual's values").help(format!("use {}", or_list(&documented)))
        }
    }
}
