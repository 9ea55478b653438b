use crate::diagnostic::{Finding, quoted};
use crate::json::Value;
use crate::lint::{Answer, Context, Exchange, Rule, declare_rule};
use crate::request::Request;

declare_rule! {
    /// ## What it finds
    ///
    /// With `cckm-lint verify` and `cckm-lint audit`: a key that nobody can use as it is: switched off, waiting for its deletion or
    /// for its material, or gone.
    ///
    /// A key that waits for its material is not found where `EXTERNAL` was asked for, nor is one that is still being made.
    ///
    /// ## Why it matters
    ///
    /// What is pointed at the key fails. A key that waits for its deletion is lost after 7 to 30 days, with all that it encrypted.
    ///
    /// ## Example
    ///
    /// ```json bad exchange
    /// {
    ///   "request": { "kms": "aws-main", "region": "eu-west-1", "aws_param": { "Alias": "payments" } },
    ///   "response": {
    ///     "kms": "aws-main",
    ///     "region": "eu-west-1",
    ///     "aws_param": { "Alias": ["alias/payments"], "KeyState": "PendingDeletion" }
    ///   }
    /// }
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json good exchange
    /// {
    ///   "request": { "kms": "aws-main", "region": "eu-west-1", "aws_param": { "Alias": "payments" } },
    ///   "response": {
    ///     "kms": "aws-main",
    ///     "region": "eu-west-1",
    ///     "aws_param": { "Alias": ["alias/payments"], "KeyState": "Enabled" }
    ///   }
    /// }
    /// ```
    ///
    /// ## Source
    ///
    /// botocore 1.44.8, `KeyState`; KMS Developer Guide, "Key states". That `gone` says that AWS has no such key any more:
    /// terraform-provider-ciphertrust, 2026.
    pub KeyNotUsable {
        name: "key-not-usable",
        category: Response,
        level: Warning,
        fix: None,
        since: "0.1.0",
    }
}

impl Rule for KeyNotUsable {
    fn check(&self, request: &Request<'_>, cx: &mut Context<'_>) {
        if let Some(finding) = Some(request).filter(|request| request.is_existing_key()).and_then(|key| unusable(key, false)) {
            cx.report(finding);
        }
    }

    fn check_exchange(&self, exchange: &Exchange<'_>, cx: &mut Context<'_>) {
        let Answer::Key(key) = &exchange.answer else { return };
        let is_external = exchange.request.key_facts().origin == Some("EXTERNAL");
        if let Some(finding) = unusable(key, is_external) {
            cx.report(finding);
        }
    }
}

fn unusable<'t>(answer: &Request<'t>, is_external: bool) -> Option<Finding<'t>> {
    let key = answer.existing_key()?;
    if let Some(gone) = key.gone() {
        return Some(Finding::at(gone, "the key is gone from AWS").label("CCKM knows of it, and AWS does not"));
    }
    let state = key.state().filter(|state| stops(*state, is_external))?;
    let word = state.as_str().unwrap_or_default();
    let finding = Finding::at(state, format!("the key is {}, and cannot be used", quoted(&word))).label("not Enabled");
    Some(finding.help(help(&word, key.is_from_aws)))
}

/// Whether a key in that state is of no use to anybody.
fn stops(state: Value<'_>, is_external: bool) -> bool {
    match state.as_str().as_deref() {
        Some("Disabled" | "PendingDeletion" | "PendingReplicaDeletion" | "Unavailable") => true,
        Some("PendingImport") => !is_external,
        _ => false,
    }
}

/// What to do, in the words of whoever answered.
fn help(state: &str, is_from_aws: bool) -> &'static str {
    match state {
        "PendingDeletion" if is_from_aws => "cancel-key-deletion keeps it, and enable-key makes it usable again",
        "PendingDeletion" => "cancel-deletion keeps it, and enable makes it usable again",
        "PendingReplicaDeletion" => "it is deleted once its copies are; cancel-key-deletion keeps it",
        "PendingImport" => "its material is still to be imported",
        "Disabled" if is_from_aws => "enable-key makes it usable",
        "Disabled" => "enable makes it usable",
        "Unavailable" => "its key store cannot be reached",
        _ => "look at it",
    }
}
