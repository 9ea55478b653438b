use crate::catalog::refusal;
use crate::diagnostic::{Finding, quoted};
use crate::json::Value;
use crate::lint::{Answer, Context, Exchange, Rule, declare_rule};

declare_rule! {
    /// ## What it finds
    ///
    /// With `cckm-lint verify`: an answer that says that the request was refused, with what that means, and which rule finds the
    /// reason before it is sent.
    ///
    /// ## Why it matters
    ///
    /// There is no key. The class of the error, `NCERRBadRequest`, is the same for whatever is wrong; the reason stands behind it.
    ///
    /// ## Example
    ///
    /// ```json bad exchange
    /// {
    ///   "request": {
    ///     "kms": "aws-main",
    ///     "region": "eu-west-1",
    ///     "aws_param": { "Alias": "payments", "Tags": [{ "TagKey": "team", "TagValue": "cards & co" }] }
    ///   },
    ///   "response": {
    ///     "code": 15,
    ///     "codeDesc": "NCERRBadRequest: Bad HTTP request",
    ///     "message": "Error Creating AWS Key : TagException: Invalid tag"
    ///   }
    /// }
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json good exchange
    /// {
    ///   "request": {
    ///     "kms": "aws-main",
    ///     "region": "eu-west-1",
    ///     "aws_param": { "Alias": "payments", "Tags": [{ "TagKey": "team", "TagValue": "cards" }] }
    ///   },
    ///   "response": {
    ///     "kms": "aws-main",
    ///     "region": "eu-west-1",
    ///     "aws_param": { "Alias": ["alias/payments"], "Tags": [{ "TagKey": "team", "TagValue": "cards" }] }
    ///   }
    /// }
    /// ```
    ///
    /// ## Source
    ///
    /// The shape of the answer: the vendor's Ansible collection of 2026, `cm_api.py`; an answer in full:
    /// ThalesGroup/terraform-provider-ciphertrust, issue 14. The exceptions: botocore 1.44.8, `CreateKey`.
    pub RequestRefused {
        name: "request-refused",
        category: Response,
        level: Error,
        fix: None,
        since: "0.1.0",
    }
}

impl Rule for RequestRefused {
    fn check_exchange(&self, exchange: &Exchange<'_>, cx: &mut Context<'_>) {
        let Answer::Refusal(answer) = exchange.answer else { return };
        cx.report(refused(exchange, answer));
    }
}

fn refused<'t>(exchange: &Exchange<'t>, answer: Value<'t>) -> Finding<'t> {
    let parts = ["message", "error", "codeDesc"].into_iter().filter_map(|name| answer.member(name));
    let told: Vec<(Value<'t>, String)> = parts.filter_map(|value| Some((value, value.as_str()?.into_owned()))).collect();
    // The exception of AWS tells more than the class that CCKM puts it in.
    let known = told.iter().filter_map(|(value, text)| refusal::find(text).map(|(_, facts)| (value, facts)));
    let Some((value, facts)) = known.min_by_key(|(_, facts)| facts.name.starts_with("NCERR")) else {
        let place = told.first().map_or(answer, |(value, _)| *value);
        return Finding::at(place, "the request was refused").label("so it is said here").help("there is no key");
    };
    let finding = Finding::at(*value, format!("the request was refused: {}", facts.about)).label(facts.name);
    let found = exchange.findings.iter().find(|found| facts.rules.contains(&found.rule));
    match found {
        Some(found) => finding.help(format!("`cckm-lint` finds it beforehand: {} at {}, {}", found.rule, found.place, found.message)),
        None if facts.rules.is_empty() => finding.help("nothing of it can be seen in the request"),
        None => finding.help(format!(
            "what is known of the request is in order; look at {}, and at what only the server knows",
            quoted(facts.rules.first().unwrap_or(&""))
        )),
    }
}
