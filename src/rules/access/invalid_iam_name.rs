use crate::catalog::Partition;
use crate::catalog::charset::is_iam_name;
use crate::catalog::field::Field;
use crate::catalog::limits::IAM_NAME_LENGTH;
use crate::catalog::placeholder::is_placeholder;
use crate::diagnostic::{Finding, article, characters, count, quoted};
use crate::lint::{Context, Rule, declare_rule};
use crate::request::arn::{Arn, is_account_id};
use crate::request::{Request, Text};

declare_rule! {
    /// ## What it finds
    ///
    /// An entry of `key_admins`, `key_admins_roles`, `key_users` or `key_users_roles` that IAM cannot have as a user or role. That is
    /// a name with a character that IAM does not take or of more than 64 characters, or the ARN of something else, such as a role
    /// in a list of users. A path may stand in front of the name.
    ///
    /// ## Why it matters
    ///
    /// CCKM writes a key policy from the lists. A principal in it that AWS does not find has the whole request refused.
    ///
    /// ## Example
    ///
    /// ```json bad
    /// { "kms": "aws-main", "region": "eu-west-1", "key_users": ["alice smith"], "aws_param": { "Alias": "payments" } }
    /// ```
    ///
    /// ```json bad
    /// {
    ///   "kms": "aws-main",
    ///   "region": "eu-west-1",
    ///   "key_admins": ["arn:aws:iam::111122223333:role/admin"],
    ///   "aws_param": { "Alias": "payments" }
    /// }
    /// ```
    ///
    /// ```json bad
    /// {
    ///   "kms": "aws-main",
    ///   "region": "eu-west-1",
    ///   "key_admins_roles": ["arn:aws:iam::1111222233:role/admin", "arn:aws:sts::111122223333:assumed-role/admin/me", ""],
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
    ///   "key_admins_roles": ["arn:aws:iam::111122223333:role/ops/admin", "/ops/deploy", "audit@night"],
    ///   "aws_param": { "Alias": "payments" }
    /// }
    /// ```
    ///
    /// ## Source
    ///
    /// IAM User Guide, "IAM identifiers" and "IAM and AWS STS quotas".
    pub InvalidIamName {
        name: "invalid-iam-name",
        category: Access,
        level: Error,
        fix: None,
        since: "0.1.0",
    }
}

/// The lists of names, and what their names are of.
const LISTS: [(Field, &str); 4] =
    [(Field::KeyAdmins, "user"), (Field::KeyAdminsRoles, "role"), (Field::KeyUsers, "user"), (Field::KeyUsersRoles, "role")];

impl Rule for InvalidIamName {
    fn check(&self, request: &Request<'_>, cx: &mut Context<'_>) {
        for (field, kind) in LISTS {
            for entry in request.entries(field).filter_map(Text::read) {
                let finding = if entry.as_written().starts_with("arn:") { arn_fault(&entry, kind) } else { name_fault(&entry, kind) };
                if let Some(finding) = finding {
                    cx.report(finding);
                }
            }
        }
    }
}

/// What is wrong with a name that may have a path in front.
fn name_fault<'t>(entry: &Text<'t>, kind: &str) -> Option<Finding<'t>> {
    let text = entry.as_written();
    if text.is_empty() {
        return Some(Finding::at(entry.place(), format!("an empty name among the {kind}s")).label("nothing is named here"));
    }
    if is_placeholder(text) {
        return None;
    }
    if let Some(runs) = entry.runs_outside(|c| is_iam_name(c) || c == '/') {
        let message = format!("the name of an IAM {kind} cannot hold {}", characters(&runs.first_text));
        let finding = Finding::at(runs.first, message).label("IAM does not take it").because_each(runs.further, "nor this");
        return Some(finding.help("IAM takes letters, digits and + = , . @ _ - in names"));
    }
    length_fault(entry, entry.known()?, kind)
}

/// The name behind the path has one to 64 characters.
fn length_fault<'t>(entry: &Text<'t>, path_and_name: &str, kind: &str) -> Option<Finding<'t>> {
    let name = path_and_name.rsplit('/').next().unwrap_or_default();
    let message = match name.chars().count() {
        0 => format!("{} ends without the name of {}", quoted(path_and_name), article(kind)),
        length if length > IAM_NAME_LENGTH => format!("the name of an IAM {kind} of {}; IAM takes {IAM_NAME_LENGTH}", count(length, "character")),
        _ => return None,
    };
    Some(Finding::at(entry.place(), message).label(format!("not the name of {}", article(kind))))
}

/// What is wrong with an ARN, besides its partition, of which `partition-mismatch` speaks.
fn arn_fault<'t>(entry: &Text<'t>, kind: &str) -> Option<Finding<'t>> {
    let text = entry.known()?;
    let report = |message: String, label: String| {
        let form = format!("a name, or arn:aws:iam::111122223333:{kind}/NAME");
        Some(Finding::at(entry.place(), message).label(label).help(form))
    };
    let Some(arn) = Arn::parse(text).filter(|arn| Partition::find(arn.partition).is_some()) else {
        return report(format!("{} is not an ARN", quoted(text)), "not an ARN".to_owned());
    };
    let (found, name) = arn.kind_and_name();
    if is_placeholder(arn.account) || name.split('/').any(is_placeholder) {
        return None;
    }
    if arn.service != "iam" || !arn.region.is_empty() || found != kind {
        let is_iam = arn.service == "iam" && arn.region.is_empty();
        let label = if is_iam { format!("the ARN of {}", article(found)) } else { format!("an ARN of {}", arn.service) };
        return report(format!("this is not the ARN of an IAM {kind}"), label);
    }
    if !is_account_id(arn.account) {
        return report(format!("{} is no account id", quoted(arn.account)), "an account id has twelve digits".to_owned());
    }
    if !name.chars().all(|c| is_iam_name(c) || c == '/') {
        return report(format!("the name of an IAM {kind} cannot hold this"), format!("{} is no name", quoted(name)));
    }
    length_fault(entry, name, kind)
}
