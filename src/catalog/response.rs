//! The shape of the server's answer.

use serde_json::{Value, json};

use super::spec::{ORIGINS, SPEC_WORDS, USAGES, Word};

/// The tag that CCKM puts on a key that is made with a policy template: the id of that. Source: CCKM manual 2.14, "Creating AWS
/// Keys on CCKM", the row `policytemplate`.
pub const TEMPLATE_TAG: &str = "cckm_policy_template_id";

/// The JSON Schema (draft 2020-12) of a key as CCKM answers with it.
///
/// Source: CCKM manual, "Creating AWS Keys on CCKM", "Example Response"; states: botocore 1.44.8, `KeyState`. What else an answer
/// may hold is not documented, so that more is let pass.
#[must_use]
pub fn schema() -> Value {
    let text = || json!({ "type": "string" });
    let flag = || json!({ "type": "boolean" });
    let time = || json!({ "type": "string", "format": "date-time" });
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:cckm-lint:key-response:1",
        "title": "CCKM: an AWS key",
        "description": "What POST /v1/cckm/aws/keys and GET /v1/cckm/aws/keys/{id} answer with. Whether it is the key that was asked for is told by cckm-lint verify.",
        "type": "object",
        "required": ["id", "region", "aws_param"],
        "properties": {
            "id": text(),
            "uri": text(),
            "account": text(),
            "application": text(),
            "devAccount": text(),
            "createdAt": time(),
            "updatedAt": time(),
            "synced_at": time(),
            "kms_id": text(),
            "kms": text(),
            "region": text(),
            "rotation_status": text(),
            "cloud_name": text(),
            "key_type": text(),
            "key_material_origin": text(),
            "basic_view_enabled": flag(),
            "gone": flag(),
            "aws_param": param()
        }
    })
}

fn param() -> Value {
    let text = || json!({ "type": "string" });
    let texts = || json!({ "type": "array", "items": { "type": "string" } });
    let words = |words: &'static [Word]| json!({ "enum": words.iter().map(|word| word.name).collect::<Vec<_>>() });
    let states = [
        "Creating",
        "Enabled",
        "Disabled",
        "PendingDeletion",
        "PendingImport",
        "PendingReplicaDeletion",
        "Unavailable",
        "Updating",
    ];
    json!({
        "type": "object",
        "properties": {
            "AWSAccountId": { "type": "string", "pattern": "^[0-9]{12}$" },
            "Arn": { "type": "string", "pattern": "^arn:" },
            "KeyID": text(),
            "KeyManager": text(),
            "KeyState": { "enum": states },
            "Enabled": { "type": "boolean" },
            "CreationDate": { "type": "string", "format": "date-time" },
            "CustomerMasterKeySpec": words(SPEC_WORDS),
            "KeyUsage": words(USAGES),
            "Origin": words(ORIGINS),
            "MultiRegion": { "type": "boolean" },
            "KeyRotationEnabled": { "type": "boolean" },
            "EncryptionAlgorithms": texts(),
            "SigningAlgorithms": texts(),
            "MacAlgorithms": texts(),
            "Description": text(),
            "Alias": texts(),
            "Tags": {
                "type": "array",
                "items": {
                    "type": "object",
                    "required": ["TagKey", "TagValue"],
                    "properties": { "TagKey": text(), "TagValue": text() }
                }
            },
            "Policy": { "type": ["object", "string"] }
        }
    })
}
