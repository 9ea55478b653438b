//! Why a server refuses a request: what CCKM and AWS call it, what it means, and which rules find it beforehand.

/// A reason to refuse.
#[derive(Debug)]
pub struct RefusalFacts {
    /// What the answer calls it.
    pub name: &'static str,
    /// What it means.
    pub about: &'static str,
    /// The rules that find it in the request, the likeliest first.
    pub rules: &'static [&'static str],
}

const fn refusal(name: &'static str, about: &'static str, rules: &'static [&'static str]) -> RefusalFacts {
    RefusalFacts { name, about, rules }
}

/// What AWS's exceptions mean, and CCKM's classes of errors behind them, which say less.
///
/// Source: botocore 1.44.8, the errors of `CreateKey`, `CreateAlias` and `ReplicateKey`; CCKM's classes:
/// terraform-provider-ciphertrust and the vendor's Ansible collection, 2026, where they are told apart.
pub static REFUSALS: &[RefusalFacts] = &[
    refusal(
        "MalformedPolicyDocumentException",
        "AWS does not take the key policy: it is not written as it must be, names somebody who does not exist, or would lock out whoever makes the key",
        &[
            "policy-lockout",
            "no-root-access",
            "principal-may-not-exist",
            "invalid-principal",
            "policy-element",
            "policy-effect",
            "policy-version",
            "unknown-condition-operator",
            "policy-not-object",
            "partition-mismatch",
        ],
    ),
    refusal(
        "TagException",
        "AWS does not take a tag",
        &[
            "tag-key-charset",
            "tag-value-charset",
            "tag-value-non-ascii",
            "tag-length",
            "too-many-tags",
            "duplicate-tag-key",
            "reserved-tag-key",
        ],
    ),
    refusal("AlreadyExistsException", "the alias is taken in this account and region", &["duplicate-alias"]),
    refusal(
        "InvalidAliasNameException",
        "AWS does not take the alias",
        &["alias-charset", "alias-length", "alias-prefix", "alias-reserved"],
    ),
    refusal(
        "UnsupportedOperationException",
        "AWS makes no such key, or not in this region",
        &["spec-usage-mismatch", "spec-region", "hmac-region", "undocumented-value", "missing-key-usage"],
    ),
    refusal(
        "ValidationException",
        "a value is not one that AWS takes",
        &[
            "unknown-value",
            "alias-charset",
            "description-length",
            "missing-key-usage",
            "spec-usage-mismatch",
            "policy-size",
            "policy-charset",
        ],
    ),
    refusal("InvalidArnException", "an ARN is not written as it must be", &["invalid-principal", "invalid-resource"]),
    refusal("LimitExceededException", "the account has as many keys, aliases or requests as AWS allows it", &[]),
    refusal("CustomKeyStoreNotFoundException", "AWS has no such key store", &[]),
    refusal("CustomKeyStoreInvalidStateException", "the key store is not connected", &[]),
    refusal("XksKeyAlreadyInUseException", "another key is tied to this source key", &[]),
    refusal("XksKeyNotFoundException", "the key store outside of AWS has no such source key", &[]),
    refusal("DependencyTimeoutException", "AWS was not fast enough: send it again", &[]),
    refusal("KMSInternalException", "AWS could not do it: send it again", &[]),
    refusal("AccessDeniedException", "CCKM's connection to AWS may not do this", &[]),
    refusal(
        "NCERRResourceNotFound",
        "CCKM knows no container, template or key of that name or id",
        &["misspelled-field", "placeholder"],
    ),
    refusal("NCERRUnauthorized", "the token is not valid, or no longer", &["header-in-body"]),
    refusal("NCERRForbidden", "whoever the token is of may not do this", &[]),
    refusal("NCERRResourceAlreadyExists", "CCKM has one of that name already", &["duplicate-alias"]),
    refusal(
        "NCERRBadRequest",
        "CCKM does not take the request as it is",
        &[
            "invalid-syntax",
            "missing-field",
            "wrong-type",
            "unknown-value",
            "misspelled-field",
            "conflicting-policy-sources",
            "placeholder",
            "unresolved-variable",
        ],
    ),
];

/// What a text says of why something was refused: the most telling reason that it names, and where it stands there.
#[must_use]
pub fn find(text: &str) -> Option<(usize, &'static RefusalFacts)> {
    REFUSALS.iter().find_map(|refusal| text.find(refusal.name).map(|at| (at, refusal)))
}
