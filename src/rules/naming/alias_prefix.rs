use crate::catalog::limits::ALIAS_PREFIX;
use crate::diagnostic::{Finding, Fix};
use crate::json::Edit;
use crate::lint::{Context, Rule, declare_rule};
use crate::request::{Request, Text, is_reserved_alias};

declare_rule! {
    /// ## What it finds
    ///
    /// An `Alias` that begins with `alias/`.
    ///
    /// ## Why it matters
    ///
    /// AWS wants the prefix and CCKM adds it: the manual sends `aws-test-key` and gets `alias/aws-test-key`. What CCKM makes of
    /// one that is there already is not documented; it may be `alias/alias/…`. `--strict` makes this an error.
    ///
    /// ## Example
    ///
    /// ```json bad
    /// { "kms": "aws-main", "region": "eu-west-1", "aws_param": { "Alias": "alias/payments" } }
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
    /// CCKM manual, "Creating AWS Keys on CCKM", "Example Request" and "Example Response".
    pub AliasPrefix {
        name: "alias-prefix",
        category: Naming,
        level: Warning,
        strict: true,
        fix: Safe,
        since: "0.1.0",
    }
}

impl Rule for AliasPrefix {
    fn check(&self, request: &Request<'_>, cx: &mut Context<'_>) {
        for alias in request.aliases().filter(|alias| !is_reserved_alias(alias.as_written())) {
            if let Some(bare) = alias.as_written().strip_prefix(ALIAS_PREFIX) {
                cx.report(prefixed(alias, bare));
            }
        }
    }
}

/// An alias that is `bare` behind its prefix.
fn prefixed<'t>(alias: &Text<'t>, bare: &str) -> Finding<'t> {
        let place = alias.place_of(0..ALIAS_PREFIX.len());
        let strip = Fix::safe("remove the prefix", [Edit { span: place.span, text: String::new() }]);
        Finding::at(place, format!("the alias begins with {ALIAS_PREFIX}"))
            .label("CCKM adds this itself")
            .help("give the name alone")
            .fix(Some(strip).filter(|_| !bare.is_empty()))
}
