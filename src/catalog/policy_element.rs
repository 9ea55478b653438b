//! The elements of a policy. Source: IAM User Guide, "Grammar of the IAM JSON policy language".

/// The elements of the document.
pub const DOCUMENT: &[&str] = &["Version", "Id", "Statement"];

/// The elements of a statement.
pub const STATEMENT: &[&str] =
    &["Sid", "Effect", "Principal", "NotPrincipal", "Action", "NotAction", "Resource", "NotResource", "Condition"];

/// The types of principals.
pub const PRINCIPAL: &[&str] = &["AWS", "Service", "Federated", "CanonicalUser"];

/// The largest key policy in bytes. Source: KMS Developer Guide, "Key policy format".
pub const POLICY_SIZE: usize = 32_768;

/// The prefixes of the unique ids of IAM. Source: IAM User Guide, "IAM identifiers".
pub const UNIQUE_ID_PREFIXES: &[&str] = &["AIDA", "AROA", "AGPA", "AIPA", "ANPA", "AKIA", "ASIA"];

/// The characters of a key policy. Source: botocore 1.44.8, `PolicyType`.
#[must_use]
pub const fn is_policy_character(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | '\u{20}'..='\u{ff}')
}
