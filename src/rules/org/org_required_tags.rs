use crate::catalog::field::Field;
use crate::diagnostic::{Finding, and_list, quoted};
use crate::json::Kind;
use crate::lint::{Context, Rule, declare_rule};
use crate::request::{Given, Request, RequiredTag, Wish};

declare_rule! {
    /// ## What it finds
    ///
    /// A key without one of the `required-tags`, or with a value that is not what the tag's pattern wants, from its first character to
    /// its last.
    ///
    /// ## Why it matters
    ///
    /// Tags say whose a key is, what it costs whom and what may be done with it. One that is missing is found out when somebody
    /// wants to know.
    ///
    /// ## Example
    ///
    /// ```json bad org:required-tags={team=true,cost-center="[0-9]{4}"}
    /// { "kms": "aws-main", "region": "eu-west-1", "aws_param": { "Alias": "payments", "Tags": [{ "TagKey": "team", "TagValue": "cards" }] } }
    /// ```
    ///
    /// ```json bad org:required-tags={cost-center="[0-9]{4}"}
    /// { "kms": "aws-main", "region": "eu-west-1", "aws_param": { "Alias": "payments", "Tags": [{ "TagKey": "cost-center", "TagValue": "cards" }] } }
    /// ```
    ///
    /// ```json bad org:required-tags={team=true,cost-center=true}
    /// { "kms": "aws-main", "region": "eu-west-1", "aws_param": { "Alias": "payments" } }
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json good org:required-tags={team=true,cost-center="[0-9]{4}"}
    /// {
    ///   "kms": "aws-main",
    ///   "region": "eu-west-1",
    ///   "aws_param": {
    ///     "Alias": "payments",
    ///     "Tags": [{ "TagKey": "team", "TagValue": "cards" }, { "TagKey": "cost-center", "TagValue": "4711" }]
    ///   }
    /// }
    /// ```
    ///
    /// ## Source
    ///
    /// Your configuration: `required-tags` in `[org]`. The rule is off without it.
    pub OrgRequiredTags {
        name: "org-required-tags",
        category: Org,
        level: Error,
        fix: None,
        since: "0.1.0",
    }
}

impl Rule for OrgRequiredTags {
    fn check(&self, request: &Request<'_>, cx: &mut Context<'_>) {
        let Some(wish) = request.org().and_then(|org| org.required_tags.as_ref()) else { return };
        let missing: Vec<&RequiredTag> = wish.value.iter().filter(|tag| is_missing(request, &tag.key)).collect();
        if !missing.is_empty() {
            let names: Vec<String> = missing.iter().map(|tag| quoted(&tag.key)).collect();
            let noun = if names.len() == 1 { "tag" } else { "tags" };
            let finding = Finding::at(request.place_for(Field::Tags), format!("the key lacks the {noun} {}", and_list(&names)));
            cx.report(finding.label("to be added here").help(wish.help(|_| "give every key the tags that are required".to_owned())));
        }
        for wanted in &wish.value {
            values(request, wanted, wish, cx);
        }
    }
}

/// Whether it is certain that there is no tag of that key.
fn is_missing(request: &Request<'_>, key: &str) -> bool {
    match request.value(Field::Tags) {
        Given::Absent => true,
        Given::Present(list) => {
            let all_known = list.kind() == Kind::Array && list.children().count() == request.tags().len();
            all_known && request.tags().iter().all(|tag| tag.key().present().is_some_and(|own| own.as_written() != key))
        }
        Given::Invalid | Given::Hole => false,
    }
}

/// What there is to say of the values of a tag.
fn values(request: &Request<'_>, wanted: &RequiredTag, wish: &Wish<Vec<RequiredTag>>, cx: &mut Context<'_>) {
    let Some(pattern) = &wanted.pattern else { return };
    for tag in request.tags().iter().filter(|tag| tag.key().present().is_some_and(|key| key.as_written() == wanted.key)) {
        let Some(text) = tag.value_text() else { continue };
        if text.known().is_some_and(|value| !pattern.matches(value)) {
            let finding = Finding::at(text.place(), format!("{} is not a value that the tag {} may have", quoted(text.as_written()), quoted(&wanted.key)));
            cx.report(finding.label("not what is wanted").help(wish.help(|_| format!("it has to match {}", quoted(pattern.as_str())))));
        }
    }
}
