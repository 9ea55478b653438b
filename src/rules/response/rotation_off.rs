use crate::diagnostic::Finding;
use crate::json::{Kind, Value};
use crate::lint::{Context, Rule, declare_rule};
use crate::request::{RegionalPart, Request};

declare_rule! {
    /// ## What it finds
    ///
    /// With `cckm-lint audit`: a symmetric key whose material AWS made, and which AWS does not rotate.
    ///
    /// Not found: keys that AWS cannot rotate by itself: key pairs, HMAC keys, imported material, keys in key stores. Of multi-region
    /// keys the primary says whether all of them are rotated.
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
    /// As AWS answers, `describe-key` and `get-key-rotation-status` in one object:
    ///
    /// ```json bad audit
    /// {
    ///   "KeyMetadata": { "KeyId": "5f0f7d52", "KeySpec": "SYMMETRIC_DEFAULT", "Origin": "AWS_KMS", "KeyState": "Enabled" },
    ///   "KeyRotationEnabled": false
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
    /// KMS Developer Guide, "Rotating AWS KMS keys": which keys AWS rotates by itself; botocore 1.44.8, `EnableKeyRotation`: that of
    /// multi-region keys is set on the primary.
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
        let Some(key) = request.existing_key() else { return };
        let facts = request.key_facts();
        let can_rotate = facts.spec == Some("SYMMETRIC_DEFAULT") && facts.origin == Some("AWS_KMS");
        let has_own = matches!(key.regional_part(), RegionalPart::Single | RegionalPart::Primary);
        let is_in_use = key.state().and_then(Value::as_str).as_deref() == Some("Enabled");
        let rotation = key.rotation().filter(|rotation| rotation.kind() == Kind::Boolean(false));
        if let Some(rotation) = rotation.filter(|_| can_rotate && has_own && is_in_use) {
            let call = if key.is_from_aws { "enable-key-rotation" } else { "enable-auto-rotation" };
            let finding = Finding::at(rotation, "AWS does not rotate this key, and could").label("never rotated");
            cx.report(finding.help(format!("{call} has AWS rotate it every year, or as often as you say")));
        }
    }
}
