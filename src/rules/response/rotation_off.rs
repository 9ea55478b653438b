use crate::diagnostic::Finding;
use crate::lint::{Context, Rule, declare_rule};
use crate::request::Request;

declare_rule! {
    /// ## What it finds
    ///
    /// With `cckm-lint audit`: a symmetric key whose material AWS made, and which AWS does not rotate.
    ///
    /// Not found: keys that AWS cannot rotate by itself: key pairs, HMAC keys, imported material, keys in key stores.
    ///
    /// ## Why it matters
    ///
    /// The longer one key is used, the more of the data hangs on it. Rotation costs nothing to whoever uses the key: AWS keeps
    /// what is older for decryption.
    ///
    /// ## Example
    ///
    /// ```json bad audit
    /// {
    ///   "id": "5f0f7d52",
    ///   "aws_param": {
    ///     "Alias": ["alias/payments"],
    ///     "CustomerMasterKeySpec": "SYMMETRIC_DEFAULT",
    ///     "Origin": "AWS_KMS",
    ///     "KeyState": "Enabled",
    ///     "KeyRotationEnabled": false
    ///   }
    /// }
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json good audit
    /// {
    ///   "id": "5f0f7d52",
    ///   "aws_param": {
    ///     "Alias": ["alias/payments"],
    ///     "CustomerMasterKeySpec": "SYMMETRIC_DEFAULT",
    ///     "Origin": "AWS_KMS",
    ///     "KeyState": "Enabled",
    ///     "KeyRotationEnabled": true
    ///   }
    /// }
    /// ```
    ///
    /// ## Source
    ///
    /// KMS Developer Guide, "Rotating AWS KMS keys": which keys AWS rotates by itself.
    pub RotationOff {
        name: "rotation-off",
        category: Response,
        level: Warning,
        fix: None,
        since: "0.1.0",
    }
}

impl Rule for RotationOff {
    fn check(&self, request: &Request<'_>, cx: &mut Context<'_>) {
        if !request.is_existing_key() {
            return;
        }
        let key = request.key_facts();
        let can_rotate = key.spec == Some("SYMMETRIC_DEFAULT") && key.origin == Some("AWS_KMS");
        let param = request.root().member("aws_param");
        let is = |name: &str, raw: &str| param.and_then(|param| param.member(name)).filter(|value| value.raw() == raw);
        let is_in_use = is("KeyState", "\"Enabled\"").is_some();
        if let Some(rotation) = is("KeyRotationEnabled", "false").filter(|_| can_rotate && is_in_use) {
            let finding = Finding::at(rotation, "AWS does not rotate this key, and could").label("never rotated");
            cx.report(finding.help("enable-auto-rotation has AWS rotate it every year, or as often as you say"));
        }
    }
}
