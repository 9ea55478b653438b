//! The key policies that AWS documents for keys that come without one.
//!
//! Sources: KMS Developer Guide, "Default key policy" and "Controlling access to HMAC KMS keys". What CCKM writes of the lists of a
//! request is not documented: that it is like the policy of AWS's console is an expectation. CCKM's own answer to a request without
//! any shows the account's root with `kms:*`.

/// Where to look this up.
pub const SOURCE: &str = "KMS Developer Guide, \"Default key policy\"";

/// The condition that limits the grants of key users to services of AWS.
pub const GRANT_CONDITION: &str = "kms:GrantIsForAWSResource";

/// What the account of a key is given, whether or not anybody else is.
pub const ACCOUNT: &[&str] = &["*"];

/// What administrators are given. What the key cannot do is of no matter.
pub const ADMINISTRATORS: &[&str] = &[
    "Create*",
    "Describe*",
    "Enable*",
    "List*",
    "Put*",
    "Update*",
    "Revoke*",
    "Disable*",
    "Get*",
    "Delete*",
    "ImportKeyMaterial",
    "ReplicateKey",
    "RotateKeyOnDemand",
    "TagResource",
    "UntagResource",
    "ScheduleKeyDeletion",
    "CancelKeyDeletion",
];

/// What users are given. What the key cannot do is of no matter.
pub const USERS: &[&str] = &[
    "Encrypt",
    "Decrypt",
    "ReEncrypt*",
    "GenerateDataKey*",
    "DescribeKey",
    "GetPublicKey",
    "Sign",
    "Verify",
    "GenerateMac",
    "VerifyMac",
    "DeriveSharedSecret",
];

/// What users are given besides, for services of AWS; but for HMAC keys.
pub const GRANTS: &[&str] = &["CreateGrant", "ListGrants", "RevokeGrant"];
