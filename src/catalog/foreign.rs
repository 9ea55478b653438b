//! Fields that are known, but not of this request: those of the response, and those of other calls.

/// Fields of the response that the request does not have.
///
/// Source: the CCKM manual page, "Example Response"; terraform-provider-ciphertrust, 2026, `aws_models.go`.
pub static RESPONSE_FIELDS: &[&str] = &[
    "AWSAccountId",
    "Arn",
    "CloudHsmClusterId",
    "CreationDate",
    "CurrentKeyMaterialId",
    "CustomKeyStoreId",
    "DeletionDate",
    "Enabled",
    "EncryptionAlgorithms",
    "ExpirationModel",
    "KeyAgreementAlgorithms",
    "KeyID",
    "KeyId",
    "KeyManager",
    "KeyRotationEnabled",
    "KeyState",
    "MacAlgorithms",
    "MultiRegionConfiguration",
    "PendingDeletionWindowInDays",
    "SigningAlgorithms",
    "XksKeyConfiguration",
    "account",
    "application",
    "basic_view_enabled",
    "cloud_name",
    "createdAt",
    "devAccount",
    "gone",
    "id",
    "key_material_origin",
    "key_type",
    "kms_id",
    "rotation_status",
    "synced_at",
    "updatedAt",
    "uri",
];

/// A field of another call of CCKM, and that call.
#[derive(Debug)]
pub struct SiblingField {
    /// Its name.
    pub name: &'static str,
    /// The call that has it.
    pub call: &'static str,
}

const UPLOAD: &str = "POST /v1/cckm/aws/upload-key";
const IMPORT: &str = "POST /v1/cckm/aws/keys/{id}/import-material";
const HYOK: &str = "POST /v1/cckm/aws/create-hyok-key";
const REPLICATE: &str = "POST /v1/cckm/aws/keys/{id}/replicate-key";
const TEMPLATE: &str = "POST /v1/cckm/aws/templates";
const BULK: &str = "POST /v1/cckm/aws/bulkjob";

/// Fields of CCKM's other AWS calls, sorted by name.
///
/// Source: thalesdocs.com, CCKM API pages for upload, import, replicate and policy templates; terraform-provider-ciphertrust,
/// 2026, `aws_models.go`.
pub static SIBLING_FIELDS: &[SiblingField] = &[
    SiblingField { name: "KeyExpiration", call: UPLOAD },
    SiblingField { name: "ValidTo", call: UPLOAD },
    SiblingField { name: "account_id", call: TEMPLATE },
    SiblingField { name: "auto_push", call: TEMPLATE },
    SiblingField { name: "import_type", call: IMPORT },
    SiblingField { name: "key_expiration", call: UPLOAD },
    SiblingField { name: "key_material_description", call: UPLOAD },
    SiblingField { name: "key_material_id", call: IMPORT },
    SiblingField { name: "local_hosted_params", call: HYOK },
    SiblingField { name: "name", call: TEMPLATE },
    SiblingField { name: "operation", call: BULK },
    SiblingField { name: "replica_region", call: REPLICATE },
    SiblingField { name: "source_key_id", call: HYOK },
    SiblingField { name: "source_key_identifier", call: UPLOAD },
    SiblingField { name: "source_key_tier", call: UPLOAD },
    SiblingField { name: "valid_to", call: IMPORT },
];

/// Whether only a response has a field of that name.
#[must_use]
pub fn is_response_field(name: &str) -> bool {
    RESPONSE_FIELDS.binary_search(&name).is_ok()
}

/// The call that a field of that name belongs to.
#[must_use]
pub fn sibling_call(name: &str) -> Option<&'static str> {
    SIBLING_FIELDS.iter().find(|field| field.name == name).map(|field| field.call)
}

/// Whether it is the name of a header that carries a token. The manual lists `AUTHTOKEN` among the parameters.
#[must_use]
pub fn is_header(name: &str) -> bool {
    name.eq_ignore_ascii_case("authtoken") || name.eq_ignore_ascii_case("authorization")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_sorted_for_the_search() {
        assert!(RESPONSE_FIELDS.is_sorted());
        assert!(SIBLING_FIELDS.is_sorted_by(|a, b| a.name < b.name));
    }
}
