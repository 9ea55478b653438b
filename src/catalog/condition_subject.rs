//! What a condition key is the value of, as the subject of a sentence: `the caller's account`.
//!
//! Sources: KMS Developer Guide, "Condition keys", and IAM User Guide, "AWS global condition context keys"; in words of our own.

/// What the values of the condition key of that name are the values of. Of a family, what follows the name goes behind it.
#[must_use]
pub fn subject(name: &str) -> Option<String> {
    let family = |known: &str| {
        let start = name.get(..known.len()).filter(|start| start.eq_ignore_ascii_case(known) && known.ends_with([':', '/']));
        start.and_then(|_| name.get(known.len()..)).filter(|rest| !rest.is_empty())
    };
    SUBJECTS.iter().find_map(|(known, subject)| {
        if known.eq_ignore_ascii_case(name) {
            return Some((*subject).to_owned());
        }
        family(known).map(|rest| format!("{subject} {rest}"))
    })
}

const SUBJECTS: &[(&str, &str)] = &[
    ("aws:CalledVia", "a service that calls on the caller's behalf"),
    ("aws:CurrentTime", "the time"),
    ("aws:MultiFactorAuthAge", "the age of the sign-in with a second factor, in seconds,"),
    ("aws:PrincipalAccount", "the caller's account"),
    ("aws:PrincipalArn", "the caller"),
    ("aws:PrincipalOrgID", "the caller's organisation"),
    ("aws:PrincipalOrgPaths", "the caller's place in the organisation"),
    ("aws:PrincipalServiceName", "the service that calls"),
    ("aws:PrincipalTag/", "the caller's tag"),
    ("aws:PrincipalType", "the kind of caller"),
    ("aws:RequestTag/", "the new tag"),
    ("aws:RequestedRegion", "the region of the call"),
    ("aws:ResourceAccount", "the key's account"),
    ("aws:ResourceTag/", "the key's tag"),
    ("aws:SourceAccount", "the account that the service acts for"),
    ("aws:SourceArn", "the resource that the service acts for"),
    ("aws:SourceIp", "the caller's address"),
    ("aws:SourceOrgID", "the organisation that the service acts for"),
    ("aws:SourceVpc", "the VPC of the call"),
    ("aws:SourceVpce", "the VPC endpoint of the call"),
    ("aws:userid", "the caller's unique id"),
    ("aws:username", "the user's name"),
    ("kms:CallerAccount", "the caller's account"),
    ("kms:DataKeyPairSpec", "the spec of the data key pair"),
    ("kms:EncryptionAlgorithm", "the algorithm"),
    ("kms:EncryptionContext:", "the encryption context's"),
    ("kms:EncryptionContextKeys", "a key of the encryption context"),
    ("kms:GranteePrincipal", "who gets the grant"),
    ("kms:GranteeServicePrincipal", "the service that gets the grant"),
    ("kms:GrantOperations", "an operation of the grant"),
    ("kms:KeyOrigin", "the key's origin"),
    ("kms:KeySpec", "the key's spec"),
    ("kms:KeyUsage", "the key's usage"),
    ("kms:MacAlgorithm", "the algorithm"),
    ("kms:MessageType", "the kind of message"),
    ("kms:PrimaryRegion", "the new primary region"),
    ("kms:ReplicaRegion", "the region of the replica"),
    ("kms:RequestAlias", "the alias in the call"),
    ("kms:ResourceAliases", "an alias of the key"),
    ("kms:RetiringPrincipal", "who may retire the grant"),
    ("kms:RotationPeriodInDays", "the days between rotations"),
    ("kms:ScheduleKeyDeletionPendingWindowInDays", "the days until deletion"),
    ("kms:SigningAlgorithm", "the algorithm"),
    ("kms:ValidTo", "the end of the key material"),
    ("kms:WrappingAlgorithm", "the wrapping algorithm"),
];

/// What is said where the flag of that name is true, and where it is not.
#[must_use]
pub fn flag(name: &str, is_true: bool) -> Option<&'static str> {
    let (_, yes, no) = FLAGS.iter().find(|(known, _, _)| known.eq_ignore_ascii_case(name))?;
    Some(if is_true { yes } else { no })
}

const FLAGS: &[(&str, &str, &str)] = &[
    ("aws:MultiFactorAuthPresent", "the caller signed in with a second factor", "the caller signed in without a second factor"),
    ("aws:PrincipalIsAWSService", "a service of AWS calls", "no service of AWS calls"),
    ("aws:SecureTransport", "the call comes over TLS", "the call comes without TLS"),
    (
        "aws:ViaAWSService",
        "a service calls with the caller's credentials",
        "the caller calls, and no service with its credentials",
    ),
    (
        "kms:BypassPolicyLockoutSafetyCheck",
        "the call skips the check that the policy can still be changed",
        "the call keeps the check that the policy can still be changed",
    ),
    ("kms:GrantIsForAWSResource", "the grant is for a service of AWS", "the grant is not for a service of AWS"),
    ("kms:MultiRegion", "the key is a multi-region key", "the key is of one region"),
    ("kms:ReEncryptOnSameKey", "the text is encrypted anew under the same key", "the text comes from, or goes to, another key"),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::ConditionKey;

    #[test]
    fn only_keys_that_are_known_have_words() {
        let names = SUBJECTS.iter().map(|(name, _)| *name).chain(FLAGS.iter().map(|(name, _, _)| *name));
        for name in names {
            let whole = if name.ends_with([':', '/']) { format!("{name}x") } else { name.to_owned() };
            assert_eq!(ConditionKey::find(&whole).map(|key| key.name), Some(name));
        }
    }

    #[test]
    fn of_a_family_the_users_part_is_told() {
        assert_eq!(subject("aws:principaltag/team").as_deref(), Some("the caller's tag team"));
        assert_eq!(subject("aws:PrincipalTag/"), Some("the caller's tag".to_owned()));
        assert_eq!(subject("kms:Other"), None);
    }
}
