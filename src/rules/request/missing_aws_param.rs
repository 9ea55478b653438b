use crate::catalog::field::{Field, Object};
use crate::diagnostic::Finding;
use crate::lint::{Context, Rule, declare_rule};
use crate::request::Request;

declare_rule! {
    /// ## What it finds
    ///
    /// A request without `aws_param`, or with an empty one.
    ///
    /// ## Why it matters
    ///
    /// The key is made with every default: symmetric, in one region, with the default policy, and without an alias to find it by.
    ///
    /// ## Example
    ///
    /// ```json bad
    /// { "kms": "aws-main", "region": "eu-west-1" }
    /// ```
    ///
    /// ```json bad
    /// { "kms": "aws-main", "region": "eu-west-1", "aws_param": {} }
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json good
    /// { "kms": "aws-main", "region": "eu-west-1", "aws_param": { "Alias": "payments" } }
    /// ```
    ///
    /// ## Source
    ///
    /// CCKM manual, "Creating AWS Keys on CCKM", "Request Parameters". That such a request is taken: the vendor's Ansible
    /// collection, whose tests send one.
    pub MissingAwsParam {
        name: "missing-aws-param",
        category: Request,
        level: Warning,
        fix: None,
        since: "0.1.0",
    }
}

impl Rule for MissingAwsParam {
    fn check(&self, request: &Request<'_>, cx: &mut Context<'_>) {
        let Some(root) = request.object(Object::Request) else { return };
        if !request.value(Field::AwsParam).is_absent() || !request.is_about_whole_key() {
            return;
        }
        let name = request.name(Field::AwsParam);
        let finding = match request.member(Field::AwsParam) {
            Some(member) => Finding::at(member.value, format!("`{name}` is empty")).label("says nothing of the key"),
            None => Finding::at(root.opening_place(), format!("{} has no `{name}`", request.title(Object::Request))).label(format!("`{name}` is missing")),
        };
        cx.report(finding.help("the key gets every default and no alias; give it at least an alias"));
    }
}
