use crate::catalog::field::Shape;
use crate::catalog::placeholder::is_placeholder;
use crate::diagnostic::{Finding, quoted};
use crate::json::{Kind, Value};
use crate::lint::{Context, Rule, declare_rule};
use crate::request::{Request, State, Text, is_template_function};

declare_rule! {
    /// ## What it finds
    ///
    /// A value that was to be filled in and was not. That is `<kms id>`, `REPLACE_ME`, `CHANGE_ME`, `TODO`, `TBD`, `FIXME`, `XXX`,
    /// `ACCOUNT_ID` and `your-…` as the whole value, as the account or as a part of the path of an ARN; and a CloudFormation
    /// function (`Ref`, `Fn::Sub`) that was left as an object.
    ///
    /// In a description and in tag values only `<…>` as a whole counts: there the words may be meant.
    ///
    /// ## Why it matters
    ///
    /// The request came out of a template half done. What is left is refused, or stays in the key's policy and names for good.
    ///
    /// ## Example
    ///
    /// Of the manual's own kind, and of everybody's (C 17).
    ///
    /// ```json bad C17
    /// { "kms": "<kms id>", "region": "eu-west-1", "aws_param": { "Alias": "REPLACE_ME" } }
    /// ```
    ///
    /// ```json bad
    /// {
    ///   "kms": "aws-main",
    ///   "region": "eu-west-1",
    ///   "key_admins_roles": ["arn:aws:iam::ACCOUNT_ID:role/admin"],
    ///   "aws_param": { "Alias": { "Ref": "AliasName" } }
    /// }
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json good
    /// {
    ///   "kms": "aws-main",
    ///   "region": "eu-west-1",
    ///   "key_admins_roles": ["arn:aws:iam::111122223333:role/admin"],
    ///   "aws_param": { "Alias": "payments", "Description": "TODO list of the cards team" }
    /// }
    /// ```
    ///
    /// ## Source
    ///
    /// CCKM manual, "Creating AWS Keys on CCKM", "Syntax", whose `<kms id>` and `<region>` are to be replaced.
    pub Placeholder {
        name: "placeholder",
        category: Request,
        level: Error,
        fix: None,
        since: "0.1.0",
    }
}

impl Rule for Placeholder {
    fn check(&self, request: &Request<'_>, cx: &mut Context<'_>) {
        for member in request.members() {
            let shape = member.naming.meant_here().map(|facts| facts.shape);
            match shape {
                _ if member.state == State::Placeholder => cx.report(unfilled(member.value)),
                Some(Shape::Texts | Shape::Accounts | Shape::Objects(_)) => member.value.children().for_each(|entry| check_value(entry, cx)),
                _ => {}
            }
        }
    }

    fn check_policy(&self, request: &Request<'_>, cx: &mut Context<'_>) {
        // Also in a text.
        if let Some(policy) = request.policy().map(|policy| policy.root).or_else(|| request.policy_value()) {
            policy.subtree().for_each(|value| check_value(value, cx));
        }
    }
}

fn check_value(value: Value<'_>, cx: &mut Context<'_>) {
    if is_template_function(value) {
        return cx.report(unfilled(value));
    }
    let Some(text) = Text::read(value) else { return };
    let Some(known) = text.known() else { return };
    if is_placeholder(known) {
        cx.report(unfilled(value));
    } else if let Some(part) = placeholder_in_arn(known) {
        let message = format!("{} in the ARN was never filled in", quoted(known.get(part.clone()).unwrap_or_default()));
        cx.report(Finding::at(text.place_of(part), message).label("a placeholder"));
    }
}

fn unfilled(value: Value<'_>) -> Finding<'_> {
    if value.kind() == Kind::Object {
        return Finding::at(value, "a CloudFormation function stands where a value belongs")
            .label("nothing resolves it here")
            .help("CCKM takes plain JSON; write the value that the function gives");
    }
    let text = value.as_str().unwrap_or_default();
    Finding::at(value, format!("the placeholder {} was never filled in", quoted(&text))).label("a placeholder")
}

/// The account, or a part of the path, of an ARN that is a placeholder.
fn placeholder_in_arn(text: &str) -> Option<std::ops::Range<usize>> {
    text.strip_prefix("arn:")?;
    let mut start = 0;
    for part in text.split([':', '/']) {
        let range = start..start + part.len();
        if start > 0 && is_placeholder(part) {
            return Some(range);
        }
        start = range.end + 1;
    }
    None
}
