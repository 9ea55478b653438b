//! Lengths and counts. Lengths count Unicode scalar values.

/// What AWS has in front of every alias, CCKM adds, and the length does not count. Source: botocore 1.44.8, `CreateAlias`.
pub const ALIAS_PREFIX: &str = "alias/";

/// The longest alias, without the `alias/` in front. Source: botocore 1.44.8, `AliasNameType` (256 with the prefix).
pub const ALIAS_LENGTH: usize = 250;

/// The longest description. Source: botocore 1.44.8, `DescriptionType`.
pub const DESCRIPTION_LENGTH: usize = 8192;

/// The longest tag key. Source: botocore 1.44.8, `TagKeyType`.
pub const TAG_KEY_LENGTH: usize = 128;

/// The longest tag value. Source: botocore 1.44.8, `TagValueType`.
pub const TAG_VALUE_LENGTH: usize = 256;

/// The most tags on a key. Source: docs.aws.amazon.com, General Reference, tag naming limits and requirements.
pub const TAG_COUNT: usize = 50;

/// The longest name of an IAM user or role. Source: docs.aws.amazon.com, IAM quotas.
pub const IAM_NAME_LENGTH: usize = 64;
