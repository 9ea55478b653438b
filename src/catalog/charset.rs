//! Which characters a value may hold.

/// CCKM's set for tag values: ASCII letters and digits and `_ . / = + - @`. Source: the CCKM manual page.
#[must_use]
pub const fn is_tag_value(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '/' | '=' | '+' | '-' | '@')
}

/// What AWS takes in a tag besides CCKM's set: a space and a colon. Source: docs.aws.amazon.com, tag naming limits.
#[must_use]
pub const fn is_tag_value_at_aws_only(c: char) -> bool {
    matches!(c, ' ' | ':')
}

/// AWS's set for tag keys: letters and digits of any script, space and `_ . : / = + - @`.
/// Source: docs.aws.amazon.com, tag naming limits and requirements.
#[must_use]
pub fn is_tag_key(c: char) -> bool {
    c.is_alphanumeric() || is_tag_value(c) || is_tag_value_at_aws_only(c)
}

/// Letters, digits and `/ _ -`. Source: botocore 1.44.8, `CreateAlias`; terraform-provider-ciphertrust, alias validator.
#[must_use]
pub const fn is_alias(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '/' | '_' | '-')
}

/// Letters, digits and `+ = , . @ _ -`. Source: docs.aws.amazon.com, IAM identifiers, friendly names.
#[must_use]
pub const fn is_iam_name(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '+' | '=' | ',' | '.' | '@' | '_' | '-')
}
