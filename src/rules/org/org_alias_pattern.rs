use crate::catalog::limits::ALIAS_PREFIX;
use crate::diagnostic::{Finding, quoted};
use crate::lint::{Context, Rule, declare_rule};
use crate::request::Request;

declare_rule! {
    /// ## What it finds
    ///
    /// An `Alias` that `alias-pattern` does not match, from its first character to its last, an `alias/` in front not counted.
    ///
    /// ## Why it matters
    ///
    /// The alias is what people and programs find a key by. Where all follow one pattern, it says whose the key is and what for.
    ///
    /// ## Example
    ///
    /// ```json bad org:alias-pattern="(cards|orders)/[a-z-]+"
    /// { "kms": "aws-main", "region": "eu-west-1", "aws_param": { "Alias": "payments" } }
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json good org:alias-pattern="(cards|orders)/[a-z-]+"
    /// { "kms": "aws-main", "region": "eu-west-1", "aws_param": { "Alias": "cards/payments" } }
    /// ```
    ///
    /// ## Source
    ///
    /// Your configuration: `alias-pattern` in `[org]`. The rule is off without it.
    pub OrgAliasPattern {
        name: "org-alias-pattern",
        category: Org,
        level: Error,
        fix: None,
        since: "0.1.0",
    }
}

impl Rule for OrgAliasPattern {
    fn check(&self, request: &Request<'_>, cx: &mut Context<'_>) {
        let Some(wish) = request.org().and_then(|org| org.alias_pattern.as_ref()) else { return };
        for text in request.aliases() {
            let alias = text.known().map(|alias| alias.strip_prefix(ALIAS_PREFIX).unwrap_or(alias));
            if let Some(alias) = alias.filter(|alias| !wish.value.matches(alias)) {
                let finding = Finding::at(text.place(), format!("{} is not how aliases are to be named", quoted(alias)));
                cx.report(finding.label("another pattern").help(wish.help(|pattern| format!("it has to match {}", quoted(pattern.as_str())))));
            }
        }
    }
}
