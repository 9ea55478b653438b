//! What condition keys mean.
//!
//! Sources: KMS Developer Guide, "Condition keys", and IAM User Guide, "AWS global condition context keys"; in words of our own.

/// What the condition key of that name, as the catalog has it, is about.
#[must_use]
pub fn about(name: &str) -> Option<&'static str> {
    MEANINGS.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, about)| *about)
}

const MEANINGS: &[(&str, &str)] = &[
    ("aws:CalledVia", "The services that called one another on behalf of the principal."),
    ("aws:CalledViaFirst", "The first service that called on behalf of the principal."),
    ("aws:CalledViaLast", "The last service that called on behalf of the principal."),
    ("aws:CurrentTime", "The time of the call."),
    ("aws:EpochTime", "The time of the call, in seconds since 1970."),
    ("aws:FederatedProvider", "The identity provider that the principal signed in with."),
    ("aws:MultiFactorAuthAge", "How many seconds ago the principal signed in with a second factor."),
    ("aws:MultiFactorAuthPresent", "Whether the principal signed in with a second factor. Not there for long-term keys."),
    ("aws:PrincipalAccount", "The account of the principal."),
    ("aws:PrincipalArn", "The ARN of the principal; for a session, that of its role."),
    ("aws:PrincipalIsAWSService", "Whether the caller is a service of AWS itself."),
    ("aws:PrincipalOrgID", "The organisation that the principal's account is in."),
    ("aws:PrincipalOrgPaths", "Where in its organisation the principal's account is."),
    ("aws:PrincipalServiceName", "The service that calls, where a service of AWS itself does."),
    ("aws:PrincipalServiceNamesList", "All names of the service that calls."),
    ("aws:PrincipalTag/", "A tag of the principal."),
    ("aws:PrincipalType", "What the principal is: an account, a user, a role."),
    ("aws:RequestTag/", "A tag that the call gives to the key."),
    ("aws:RequestedRegion", "The region that the call goes to."),
    ("aws:ResourceAccount", "The account of the key."),
    ("aws:ResourceOrgID", "The organisation that the key's account is in."),
    ("aws:ResourceOrgPaths", "Where in its organisation the key's account is."),
    ("aws:ResourceTag/", "A tag of the key."),
    ("aws:SecureTransport", "Whether the call came over TLS."),
    ("aws:SourceAccount", "The account that a service of AWS acts for."),
    ("aws:SourceArn", "The resource that a service of AWS acts for."),
    ("aws:SourceIdentity", "What a session was told to be known as."),
    ("aws:SourceIp", "The address that the call comes from. Not there where it comes through a VPC endpoint."),
    ("aws:SourceOrgID", "The organisation of the resource that a service of AWS acts for."),
    ("aws:SourceOrgPaths", "Where in its organisation the resource is that a service of AWS acts for."),
    ("aws:SourceVpc", "The VPC that the call comes from."),
    ("aws:SourceVpce", "The VPC endpoint that the call comes through."),
    ("aws:TagKeys", "The keys of the tags that the call names."),
    ("aws:TokenIssueTime", "When the principal's temporary credentials were made."),
    ("aws:UserAgent", "The program that calls, as it says itself."),
    ("aws:ViaAWSService", "Whether a service calls with the principal's credentials."),
    ("aws:VpcSourceIp", "The address within a VPC that the call comes from."),
    ("aws:referer", "The page that the call comes from, as it says itself."),
    ("aws:userid", "The unique id of the principal."),
    ("aws:username", "The name of the user."),
    ("kms:BypassPolicyLockoutSafetyCheck", "Whether the call skips the check that the policy can still be changed."),
    ("kms:CallerAccount", "The account that the call comes from."),
    ("kms:DataKeyPairSpec", "The spec of the data key pair that is asked for."),
    ("kms:EncryptionAlgorithm", "The algorithm that the call encrypts or decrypts with."),
    ("kms:EncryptionContext:", "A pair of the encryption context, by its key."),
    ("kms:EncryptionContextKeys", "The keys of the encryption context."),
    ("kms:ExpirationModel", "Whether imported key material expires."),
    ("kms:GrantConstraintType", "How the grant is tied to an encryption context."),
    ("kms:GrantConstraintSourceArn", "The resource that the grant is tied to."),
    ("kms:GrantIsForAWSResource", "Whether the grant is made through a service of AWS."),
    ("kms:GrantOperations", "The operations that the grant allows."),
    ("kms:GranteePrincipal", "Who gets the grant."),
    ("kms:GranteeServicePrincipal", "The service that gets the grant."),
    ("kms:KeyAgreementAlgorithm", "The algorithm that a shared secret is derived with."),
    ("kms:KeyOrigin", "Where the key material comes from: the `Origin` of the key."),
    ("kms:KeySpec", "The spec of the key."),
    ("kms:KeyUsage", "The usage of the key."),
    ("kms:MacAlgorithm", "The algorithm that the HMAC is made with."),
    ("kms:MessageType", "Whether what is signed is a message or its digest."),
    ("kms:MultiRegion", "Whether the key is a multi-region key."),
    ("kms:MultiRegionKeyType", "Whether the key is a primary or a replica."),
    ("kms:PolicyName", "The name of the key policy, which is always `default`."),
    ("kms:PrimaryRegion", "The region that becomes the primary one."),
    ("kms:ReEncryptOnSameKey", "Whether the text is encrypted anew under the key that it is encrypted with."),
    ("kms:RecipientAttestation:", "A measurement of the enclave that calls."),
    ("kms:ReplicaRegion", "The region that the key is replicated to."),
    ("kms:RequestAlias", "The alias that the call names the key by."),
    ("kms:ResourceAliases", "The aliases of the key."),
    ("kms:RetiringPrincipal", "Who may retire the grant."),
    ("kms:RetiringServicePrincipal", "The service that may retire the grant."),
    ("kms:RotationPeriodInDays", "How often the key is to be rotated."),
    ("kms:ScheduleKeyDeletionPendingWindowInDays", "How long the deletion of the key waits."),
    ("kms:SigningAlgorithm", "The algorithm that the call signs with."),
    ("kms:TrailingDaysWithoutKeyUsage", "For how many days the key was not used."),
    ("kms:ValidTo", "When imported key material expires."),
    ("kms:ViaService", "The service and region that the call comes through, such as `s3.eu-west-1.amazonaws.com`."),
    ("kms:WrappingAlgorithm", "The algorithm that imported key material is wrapped with."),
    ("kms:WrappingKeySpec", "The spec of the key that imported key material is wrapped with."),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::ConditionKey;
    use crate::catalog::condition_key::CONDITION_KEYS;

    #[test]
    fn only_keys_that_are_known_are_described() {
        for (name, _) in MEANINGS {
            assert!(CONDITION_KEYS.iter().any(|key| key.name == *name), "{name}");
        }
        let of_kms = CONDITION_KEYS.iter().filter(|key| key.name.starts_with("kms:"));
        let current = of_kms.filter(|key| crate::catalog::condition_key::replacement(key.name).is_none());
        assert_eq!(current.filter(|key| about(key.name).is_none()).map(|key: &ConditionKey| key.name).next(), None);
    }
}
