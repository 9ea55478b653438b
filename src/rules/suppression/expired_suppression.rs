use crate::diagnostic::{Finding, quoted};
use crate::json::Place;
use crate::lint::{Context, Exception, Rule, declare_rule};

declare_rule! {
    /// ## What it finds
    ///
    /// An `[[allow]]` entry of the configuration whose last day has gone by. From the day after `expires` on, in UTC, it allows
    /// nothing.
    ///
    /// ## Why it matters
    ///
    /// What it allowed was to be mended by then. The findings are back, and this says why.
    ///
    /// ## Example
    ///
    /// ```toml bad
    /// [[allow]]
    /// rule = "alias-prefix"
    /// path = "legacy/"
    /// reason = "renamed with the move to the new vault"
    /// expires = 2021-06-30
    /// ```
    ///
    /// ## Instead
    ///
    /// ```toml good
    /// [[allow]]
    /// rule = "alias-prefix"
    /// path = "legacy/"
    /// reason = "renamed with the move to the new vault"
    /// expires = 2999-06-30
    /// ```
    ///
    /// ## Source
    ///
    /// A rule about the linter's own configuration.
    pub ExpiredSuppression {
        name: "expired-suppression",
        category: Suppression,
        level: Warning,
        fix: None,
        since: "0.1.0",
    }
}

impl Rule for ExpiredSuppression {
    fn check_exception(&self, exception: &Exception, cx: &mut Context<'_>) {
        let Some(expiry) = exception.expiry.as_ref().filter(|expiry| expiry.is_over) else { return };
        let message = format!("{} is allowed until {} only, which has gone by", quoted(&exception.rule), expiry.day);
        let finding = Finding::at(Place::bare(expiry.span), message);
        cx.report(finding.label("in the past").help("mend what it allowed and take it out, or give it another day"));
    }
}
