use crate::catalog::field::{FieldFacts, Object};
use crate::diagnostic::{Finding, Fix, quoted};
use crate::json::{Value, rename_member};
use crate::lint::{Context, Rule, declare_rule};
use crate::request::{Member, Naming, Request};

declare_rule! {
    /// ## What it finds
    ///
    /// A field that nobody knows, whose name is near to one that belongs there: other capitals, a slip of the hand, or the
    /// name that AWS or another tool has for it. In Terraform and Ansible the names are those of the provider and the module.
    ///
    /// ## Why it matters
    ///
    /// The request is refused at best. At worst the field is ignored, and the key is made without it; spec, usage, origin and
    /// multi-region can never be changed afterwards.
    ///
    /// ## Example
    ///
    /// ```json bad
    /// { "kms": "aws-main", "Region": "eu-west-1", "aws_param": { "Alias": "payments" } }
    /// ```
    ///
    /// ```json bad
    /// {
    ///   "kms": "aws-main",
    ///   "region": "eu-west-1",
    ///   "aws_param": { "Alias": "signing", "KeySpec": "ECC_NIST_P256", "KeyUsage": "SIGN_VERIFY" }
    /// }
    /// ```
    ///
    /// ```json bad
    /// {
    ///   "kms": "aws-main",
    ///   "region": "eu-west-1",
    ///   "aws_param": { "Alias": "payments", "Tags": [{ "tag_key": "team", "TagValue": "cards" }] }
    /// }
    /// ```
    ///
    /// ```hcl bad
    /// resource "ciphertrust_aws_key" "payments" {
    ///   kms       = ciphertrust_aws_kms.main.id
    ///   region    = "eu-west-1"
    ///   alias     = ["payments"]
    ///   key_polcy { policy_template = ciphertrust_aws_policy_template.payments.id }
    /// }
    /// ```
    ///
    /// ```yaml bad
    /// - thalesgroup.ciphertrust.cckm_aws_key:
    ///     op_type: create
    ///     kms: aws-main
    ///     region: eu-west-1
    ///     aws_param: { alias: signing, customer_master_key_spec: ECC_NIST_P256, KeyUsages: SIGN_VERIFY }
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json good
    /// {
    ///   "kms": "aws-main",
    ///   "region": "eu-west-1",
    ///   "aws_param": { "Alias": "signing", "CustomerMasterKeySpec": "ECC_NIST_P256", "KeyUsage": "SIGN_VERIFY" }
    /// }
    /// ```
    ///
    /// ## Source
    ///
    /// CCKM manual, "Creating AWS Keys on CCKM", "Request Parameters" and "AWS Key Parameters". Terraform: the provider's
    /// `docs/resources/aws_key.md`. Ansible: the arguments of `cckm_aws_key` in the vendor's collection.
    pub MisspelledField {
        name: "misspelled-field",
        category: Request,
        level: Error,
        fix: Safe,
        since: "0.1.0",
    }
}

impl Rule for MisspelledField {
    fn check(&self, request: &Request<'_>, cx: &mut Context<'_>) {
        for member in request.members() {
            match member.naming {
                Naming::Misspelled(facts) => cx.report(misspelled(request, member.value, facts)),
                Naming::MisspelledOwn(word) => cx.report(near_to(request, member, word.name)),
                _ => {}
            }
        }
    }
}

/// A tag has two members. One of a hundred thousand is not searched for each of them.
const MOST_OF_A_TAG: usize = 16;

fn misspelled<'t>(request: &Request<'t>, value: Value<'t>, facts: &'static FieldFacts) -> Finding<'t> {
    let written = value.name();
    let name = request.name(facts.field);
    let (home, noun) = (request.title(facts.object), request.noun());
    let finding = Finding::at(value.key_place(), format!("{home} has no {noun} {}; did you mean `{name}`?", quoted(&written)))
        .label(format!("near to `{name}`"));
    let finding = if request.is_sent_as_written() {
        finding.help("names are compared exactly: the server refuses this one, or makes the key without it")
    } else {
        finding
    };
    match rightly_spelled(request, value, facts) {
        Some(given) => finding.because(given.key_place(), format!("`{name}` is given too")),
        None => finding.fix(rename(value, name)),
    }
}

/// The same field where it is spelled as it should be, so that renaming would give it twice.
fn rightly_spelled<'t>(request: &Request<'t>, value: Value<'t>, facts: &FieldFacts) -> Option<Value<'t>> {
    if facts.object != Object::Tag {
        return request.member(facts.field).map(|member| member.value);
    }
    value.parent()?.children().take(MOST_OF_A_TAG).find(|other| other.is_named(facts.name))
}

/// A name near to a word that is no field of the request, and that the form has for other things.
fn near_to<'t>(request: &Request<'t>, member: &Member<'t>, name: &str) -> Finding<'t> {
    let (home, noun) = (request.title(member.object), request.noun());
    let written = quoted(&member.value.name());
    Finding::at(member.value.key_place(), format!("{home} has no {noun} {written}; did you mean `{name}`?"))
        .label(format!("near to `{name}`"))
        .fix(rename(member.value, name))
}

fn rename(value: Value<'_>, name: &str) -> Option<Fix> {
    Some(Fix::safe(format!("rename to `{name}`"), [rename_member(value, name)?]))
}
