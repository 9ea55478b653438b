//! Condition operators.
//!
//! Source: docs.aws.amazon.com, IAM User Guide, "IAM JSON policy elements: Condition operators"; parliament 1.6.4.

use super::condition_key::{ConditionKey, ValueType};

/// Where to look these facts up.
pub const SOURCE: &str = "IAM User Guide, \"IAM JSON policy elements: Condition operators\"";

/// A condition operator, without set qualifier and `IfExists`.
#[derive(Debug, PartialEq, Eq)]
pub struct Operator {
    /// Its name.
    pub name: &'static str,
    /// The type of the values that it compares.
    pub value_type: ValueType,
    /// Whether it is true where the values differ.
    pub is_negated: bool,
    /// Whether `*` and `?` in its values stand for something.
    pub has_wildcards: bool,
}

impl Operator {
    /// The operator of that name, in any case.
    #[must_use]
    pub fn find(name: &str) -> Option<&'static Self> {
        OPERATORS.iter().find(|operator| operator.name.eq_ignore_ascii_case(name))
    }

    /// Whether it can compare values of a key.
    #[must_use]
    pub const fn compares(&self, key: &ConditionKey) -> bool {
        matches!(
            (self.value_type, key.value_type),
            (ValueType::Text | ValueType::Arn, ValueType::Text | ValueType::Arn)
                | (ValueType::Text, ValueType::Flag)
                | (ValueType::Flag, ValueType::Flag)
                | (ValueType::Number, ValueType::Number | ValueType::Date)
                | (ValueType::Date, ValueType::Date)
                | (ValueType::Address, ValueType::Address)
                | (ValueType::Binary, _)
        )
    }

    /// Whether it asks if the key is there at all.
    #[must_use]
    pub fn is_null(&self) -> bool {
        self.name == "Null"
    }
}

const fn operator(name: &'static str, value_type: ValueType, is_negated: bool, has_wildcards: bool) -> Operator {
    Operator { name, value_type, is_negated, has_wildcards }
}

/// Every operator.
pub static OPERATORS: &[Operator] = &[
    operator("StringEquals", ValueType::Text, false, false),
    operator("StringNotEquals", ValueType::Text, true, false),
    operator("StringEqualsIgnoreCase", ValueType::Text, false, false),
    operator("StringNotEqualsIgnoreCase", ValueType::Text, true, false),
    operator("StringLike", ValueType::Text, false, true),
    operator("StringNotLike", ValueType::Text, true, true),
    operator("NumericEquals", ValueType::Number, false, false),
    operator("NumericNotEquals", ValueType::Number, true, false),
    operator("NumericLessThan", ValueType::Number, false, false),
    operator("NumericLessThanEquals", ValueType::Number, false, false),
    operator("NumericGreaterThan", ValueType::Number, false, false),
    operator("NumericGreaterThanEquals", ValueType::Number, false, false),
    operator("DateEquals", ValueType::Date, false, false),
    operator("DateNotEquals", ValueType::Date, true, false),
    operator("DateLessThan", ValueType::Date, false, false),
    operator("DateLessThanEquals", ValueType::Date, false, false),
    operator("DateGreaterThan", ValueType::Date, false, false),
    operator("DateGreaterThanEquals", ValueType::Date, false, false),
    operator("Bool", ValueType::Flag, false, false),
    operator("Null", ValueType::Flag, false, false),
    operator("BinaryEquals", ValueType::Binary, false, false),
    operator("IpAddress", ValueType::Address, false, false),
    operator("NotIpAddress", ValueType::Address, true, false),
    operator("ArnEquals", ValueType::Arn, false, true),
    operator("ArnLike", ValueType::Arn, false, true),
    operator("ArnNotEquals", ValueType::Arn, true, true),
    operator("ArnNotLike", ValueType::Arn, true, true),
];
