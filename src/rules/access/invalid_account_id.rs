use crate::catalog::Partition;
use crate::catalog::field::Field;
use crate::catalog::placeholder::is_placeholder;
use crate::diagnostic::{Finding, Fix, quoted};
use crate::json::{Kind, Value, replace_with_text};
use crate::lint::{Context, Rule, declare_rule};
use crate::request::arn::{Arn, is_account_id};
use crate::request::{Request, Text};

declare_rule! {
    /// ## What it finds
    ///
    /// An entry of `external_accounts` that is neither an account id of twelve digits nor the ARN of an account's root in the
    /// partition of the request's region. A number is none either: it loses leading zeros.
    ///
    /// ## Why it matters
    ///
    /// CCKM writes a key policy from the list, and AWS refuses one with an account that cannot be.
    ///
    /// ## Example
    ///
    /// ```json bad
    /// { "kms": "aws-main", "region": "eu-west-1", "external_accounts": [111122223333], "aws_param": { "Alias": "payments" } }
    /// ```
    ///
    /// ```json bad
    /// { "kms": "aws-main", "region": "eu-west-1", "external_accounts": ["1111-2222-3333"], "aws_param": { "Alias": "payments" } }
    /// ```
    ///
    /// ```json bad
    /// {
    ///   "kms": "aws-main",
    ///   "region": "eu-west-1",
    ///   "external_accounts": ["11112222333", "arn:aws-cn:iam::111122223333:root", "arn:aws:iam::111122223333:user/alice"],
    ///   "aws_param": { "Alias": "payments" }
    /// }
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json good
    /// {
    ///   "kms": "aws-main",
    ///   "region": "eu-west-1",
    ///   "external_accounts": ["111122223333", "arn:aws:iam::444455556666:root"],
    ///   "aws_param": { "Alias": "payments" }
    /// }
    /// ```
    ///
    /// ## Source
    ///
    /// CCKM manual, "Creating AWS Keys on CCKM", "Request Parameters": AWS accounts. IAM User Guide, "AWS JSON policy elements:
    /// Principal".
    pub InvalidAccountId {
        name: "invalid-account-id",
        category: Access,
        level: Error,
        fix: Safe,
        since: "0.1.0",
    }
}

impl Rule for InvalidAccountId {
    fn check(&self, request: &Request<'_>, cx: &mut Context<'_>) {
        let partition = request.region().present().map(|region| region.facts.partition);
        for entry in request.entries(Field::ExternalAccounts) {
            let finding = match entry.kind() {
                Kind::Number => Some(number(entry)),
                _ => Text::read(entry).and_then(|text| fault(&text, partition)),
            };
            if let Some(finding) = finding {
                cx.report(finding);
            }
        }
    }
}

fn number(entry: Value<'_>) -> Finding<'_> {
    let fix = is_account_id(entry.raw()).then(|| replace(entry, entry.raw()));
    Finding::at(entry, "an account id is a string, not a number").label("a number loses leading zeros").fix(fix)
}

fn fault<'t>(text: &Text<'t>, partition: Option<Partition>) -> Option<Finding<'t>> {
    let id = text.known().filter(|id| !is_account_id(id) && !is_placeholder(id))?;
    let finding = Finding::at(text.place(), format!("{} is not an AWS account", quoted(id))).help("give twelve digits");
    let Some(arn) = Arn::parse(id) else {
        let digits: String = id.chars().filter(|c| !matches!(c, '-' | ' ')).collect();
        let fix = is_account_id(&digits).then(|| replace(text.value(), &digits));
        return Some(finding.label("an account id has twelve digits").fix(fix));
    };
    if is_placeholder(arn.account) {
        return None;
    }
    let is_root = arn.service == "iam" && arn.region.is_empty() && arn.resource == "root" && is_account_id(arn.account);
    let own = Partition::find(arn.partition);
    let is_own = own.is_some() && partition.is_none_or(|partition| Some(partition) == own);
    match (is_root, is_own) {
        (true, true) => None,
        (true, false) => Some(finding.label("of another partition than the request's region")),
        (false, _) => Some(finding.label("not the ARN of an account's root")),
    }
}

fn replace(entry: Value<'_>, digits: &str) -> Fix {
    Fix::safe("write it as twelve digits in quotes", [replace_with_text(entry, digits)])
}
