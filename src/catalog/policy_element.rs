//! The elements of a policy. Source: IAM User Guide, "Grammar of the IAM JSON policy language".

/// Where to look these facts up.
pub const SOURCE: &str = "IAM User Guide, \"Grammar of the IAM JSON policy language\"";

/// The elements of the document.
pub const DOCUMENT: &[&str] = &["Version", "Id", "Statement"];

/// The elements of a statement.
pub const STATEMENT: &[&str] =
    &["Sid", "Effect", "Principal", "NotPrincipal", "Action", "NotAction", "Resource", "NotResource", "Condition"];

/// The types of principals.
pub const PRINCIPAL: &[&str] = &["AWS", "Service", "Federated", "CanonicalUser"];

/// What a statement does.
pub const EFFECTS: [&str; 2] = ["Allow", "Deny"];

/// The version of the policy language that has policy variables.
pub const CURRENT_VERSION: &str = "2012-10-17";

/// The only resource that a key policy has: the key that it belongs to.
pub const THIS_KEY: &str = "*";

/// The types of principals that AWS documents for keys.
pub const KEY_PRINCIPALS: [&str; 2] = ["AWS", "Service"];

/// What an element of a policy, or a type of principals, means.
#[must_use]
pub fn about(element: &str) -> Option<&'static str> {
    let known = [
        ("Version", "The version of the policy language. Without it the policy is read by the rules of 2008."),
        ("Id", "A name for the policy."),
        ("Statement", "The statements: each gives something to somebody, or takes it."),
        ("Sid", "A name for the statement."),
        ("Effect", "Whether the statement gives or takes: `Allow` or `Deny`. What one statement denies no other can allow."),
        ("Principal", "Who the statement is about."),
        ("NotPrincipal", "Everybody but these. Only of use with `Deny`."),
        ("Action", "What the statement is about: actions of KMS, such as `kms:Decrypt`."),
        ("NotAction", "Every action but these."),
        ("Resource", "What the actions are done to. In a key policy `*` is the key that it belongs to."),
        ("NotResource", "Everything but this. Of no use in a key policy."),
        ("Condition", "When the statement is in force: operators, each with condition keys and values. All have to be true."),
        ("AWS", "Accounts, users and roles, by ARN; an account by its twelve digits, too."),
        ("Service", "Services of AWS, such as `logs.amazonaws.com`."),
        ("Federated", "Users of an identity provider. AWS documents none for keys."),
        ("CanonicalUser", "An account by its canonical id. AWS documents none for keys."),
    ];
    known.into_iter().find(|(name, _)| *name == element).map(|(_, about)| about)
}

/// The largest key policy in bytes. Source: KMS Developer Guide, "Key policy format".
pub const POLICY_SIZE: usize = 32_768;

/// The prefixes of the unique ids of IAM. Source: IAM User Guide, "IAM identifiers".
pub const UNIQUE_ID_PREFIXES: &[&str] = &["AIDA", "AROA", "AGPA", "AIPA", "ANPA", "AKIA", "ASIA"];

/// The characters of a key policy. Source: botocore 1.44.8, `PolicyType`.
#[must_use]
pub const fn is_policy_character(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | '\u{20}'..='\u{ff}')
}
