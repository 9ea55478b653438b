//! Fields that are known, but not of this request: those of the response, and those of other calls.

use super::operation::Operation;

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

/// Fields of calls that are not looked at, and other names of those that are, each with the call that has it.
///
/// Source: thalesdocs.com, CCKM API pages for upload and policy templates; terraform-provider-ciphertrust, 2026,
/// `aws_models.go`.
static OTHER_FIELDS: [(&str, &str); 3] = [
    ("KeyExpiration", "POST /v1/cckm/aws/upload-key"),
    ("auto_push", "PATCH /v1/cckm/aws/templates/{id}"),
    ("operation", "POST /v1/cckm/aws/bulkjob"),
];

/// Whether only a response has a field of that name.
#[must_use]
pub fn is_response_field(name: &str) -> bool {
    RESPONSE_FIELDS.binary_search(&name).is_ok()
}

/// The call that a field of that name belongs to, where that is another one than `operation`.
#[must_use]
pub fn sibling_call(operation: Operation, name: &str) -> Option<&'static str> {
    let other = OTHER_FIELDS.iter().find(|(field, _)| *field == name).map(|(_, call)| *call);
    operation.other_with(name).map(Operation::endpoint).or(other)
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
    fn the_table_is_sorted_for_the_search() {
        assert!(RESPONSE_FIELDS.is_sorted());
    }
}
