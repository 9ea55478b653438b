//! The checks of AWS IAM Access Analyzer that could apply to a key policy, which it has no mode for.
//!
//! Source: IAM User Guide, "IAM Access Analyzer policy check reference", 2023-05, with nine later titles; ids are the titles in
//! capitals. Those on service control policies, role trust policies and identity policies are left out.

/// A check of Access Analyzer.
#[derive(Debug)]
pub struct AnalyzerCheck {
    /// Its id.
    pub id: &'static str,
    /// Its title.
    pub title: &'static str,
    /// Why no rule covers it; nothing where one does.
    pub left_out: Option<&'static str>,
}

const fn covered(id: &'static str, title: &'static str) -> AnalyzerCheck {
    AnalyzerCheck { id, title, left_out: None }
}

const fn left_out(id: &'static str, title: &'static str, why: &'static str) -> AnalyzerCheck {
    AnalyzerCheck { id, title, left_out: Some(why) }
}

/// Every such check, in the order of the reference.
pub static ANALYZER_CHECKS: &[AnalyzerCheck] = &[
    left_out("ARN_ACCOUNT_NOT_ALLOWED", "ARN account not allowed", "no ARN of a key policy is of a kind that has no account"),
    covered("ARN_REGION_NOT_ALLOWED", "ARN Region not allowed"),
    covered("DATA_TYPE_MISMATCH", "Data type mismatch"),
    covered("DUPLICATE_KEYS_WITH_DIFFERENT_CASE", "Duplicate keys with different case"),
    covered("INVALID_ACTION", "Invalid action"),
    covered("INVALID_ARN_ACCOUNT", "Invalid ARN account"),
    covered("INVALID_ARN_PREFIX", "Invalid ARN prefix"),
    left_out(
        "INVALID_ARN_REGION",
        "Invalid ARN Region",
        "principals have no region; ARNs in conditions are only looked at for their partition",
    ),
    covered("INVALID_ARN_RESOURCE", "Invalid ARN resource"),
    covered("INVALID_ARN_SERVICE_CASE", "Invalid ARN service case"),
    covered("INVALID_CONDITION_DATA_TYPE", "Invalid condition data type"),
    covered("INVALID_CONDITION_KEY_FORMAT", "Invalid condition key format"),
    covered("INVALID_CONDITION_MULTIPLE_BOOLEAN", "Invalid condition multiple Boolean"),
    covered("INVALID_CONDITION_OPERATOR", "Invalid condition operator"),
    covered("INVALID_EFFECT", "Invalid effect"),
    covered("INVALID_GLOBAL_CONDITION_KEY", "Invalid global condition key"),
    covered("INVALID_PARTITION", "Invalid partition"),
    covered("INVALID_POLICY_ELEMENT", "Invalid policy element"),
    covered("INVALID_PRINCIPAL_FORMAT", "Invalid principal format"),
    covered("INVALID_PRINCIPAL_KEY", "Invalid principal key"),
    covered("INVALID_REGION", "Invalid Region"),
    covered("INVALID_SERVICE", "Invalid service"),
    covered("INVALID_SERVICE_CONDITION_KEY", "Invalid service condition key"),
    covered("INVALID_SERVICE_IN_ACTION", "Invalid service in action"),
    left_out(
        "INVALID_VARIABLE_FOR_OPERATOR",
        "Invalid variable for operator",
        "a value with a variable is passed over, whatever the operator",
    ),
    covered("INVALID_VERSION", "Invalid version"),
    covered("JSON_SYNTAX_ERROR", "Json syntax error"),
    covered("MISSING_ACTION", "Missing action"),
    covered("MISSING_ARN_FIELD", "Missing ARN field"),
    left_out("MISSING_ARN_REGION", "Missing ARN Region", "principals have no region"),
    covered("MISSING_EFFECT", "Missing effect"),
    covered("MISSING_PRINCIPAL", "Missing principal"),
    covered("MISSING_QUALIFIER", "Missing qualifier"),
    covered("MISSING_RESOURCE", "Missing resource"),
    covered("MISSING_STATEMENT", "Missing statement"),
    covered("NULL_WITH_IF_EXISTS", "Null with if exists"),
    left_out(
        "UNIQUE_SIDS_REQUIRED",
        "Unique Sids required",
        "key policies may repeat an id; AWS publishes some that do, so it is worth knowing and no more",
    ),
    covered("UNSUPPORTED_ACTION_IN_POLICY", "Unsupported action in policy"),
    covered("UNSUPPORTED_ELEMENT_COMBINATION", "Unsupported element combination"),
    covered("UNSUPPORTED_GLOBAL_CONDITION_KEY", "Unsupported global condition key"),
    covered("UNSUPPORTED_RESOURCE_ARN_IN_POLICY", "Unsupported resource ARN in policy"),
    left_out("UNSUPPORTED_SID", "Unsupported Sid", "key policies take spaces and signs in an id"),
    covered("UNSUPPORTED_WILDCARD_IN_PRINCIPAL", "Unsupported wildcard in principal"),
    covered("MISSING_BRACE_IN_VARIABLE", "Missing brace in variable"),
    covered("MISSING_QUOTE_IN_VARIABLE", "Missing quote in variable"),
    covered("UNSUPPORTED_SPACE_IN_VARIABLE", "Unsupported space in variable"),
    covered("EMPTY_VARIABLE", "Empty variable"),
    covered("VARIABLE_UNSUPPORTED_IN_ELEMENT", "Variable unsupported in element"),
    covered("VARIABLE_UNSUPPORTED_IN_VERSION", "Variable unsupported in version"),
    covered("PRIVATE_IP_ADDRESS", "Private IP address"),
    covered("PRIVATE_NOTIPADDRESS", "Private NotIpAddress"),
    covered("INVALID_SERVICE_PRINCIPAL_FORMAT", "Invalid service principal format"),
    covered("MISSING_TAG_KEY_IN_CONDITION", "Missing tag key in condition"),
    covered("INVALID_VPC_FORMAT", "Invalid vpc format"),
    covered("INVALID_VPCE_FORMAT", "Invalid vpce format"),
    covered("FEDERATED_PRINCIPAL_NOT_SUPPORTED", "Federated principal not supported"),
    covered("UNSUPPORTED_ACTION_FOR_CONDITION_KEY", "Unsupported action for condition key"),
    left_out(
        "UNSUPPORTED_CONDITION_KEY_FOR_SERVICE_PRINCIPAL",
        "Unsupported condition key for service principal",
        "which keys a service sets is not documented for most services",
    ),
    left_out("MISSING_ACTION_FOR_CONDITION_KEY", "Missing action for condition key", "it is about actions of other services"),
    left_out("MISMATCHED_ACTION_FOR_PRINCIPAL", "Mismatched action for principal", "it is about the trust policies of roles"),
    covered("DEPRECATED_GLOBAL_CONDITION_KEY", "Deprecated global condition key"),
    covered("INVALID_DATE_VALUE", "Invalid date value"),
    covered("INVALID_ROLE_REFERENCE", "Invalid role reference"),
    covered("INVALID_USER_REFERENCE", "Invalid user reference"),
    covered("MISSING_VERSION", "Missing version"),
    covered("UNIQUE_SIDS_RECOMMENDED", "Unique Sids recommended"),
    covered("WILDCARD_WITHOUT_LIKE_OPERATOR", "Wildcard without like operator"),
    covered("POLICY_SIZE_EXCEEDS_RESOURCE_POLICY_QUOTA", "Policy size exceeds resource policy quota"),
    covered("TYPE_MISMATCH", "Type mismatch"),
    covered("TYPE_MISMATCH_BOOLEAN", "Type mismatch Boolean"),
    covered("TYPE_MISMATCH_DATE", "Type mismatch date"),
    covered("TYPE_MISMATCH_IP_RANGE", "Type mismatch IP range"),
    covered("TYPE_MISMATCH_NUMBER", "Type mismatch number"),
    covered("TYPE_MISMATCH_STRING", "Type mismatch string"),
    covered("ALLOW_WITH_NOT_PRINCIPAL", "Allow with NotPrincipal"),
    covered("FORALLVALUES_WITH_SINGLE_VALUED_KEY", "ForAllValues with single valued key"),
    covered("MISSING_PAIRED_CONDITION_KEYS", "Missing paired condition keys"),
    left_out(
        "DENY_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE",
        "Deny with unsupported tag condition key for service",
        "KMS has tags; `forbidden-condition-key` speaks of them in key policies",
    ),
    left_out(
        "DENY_NOT_ACTION_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE",
        "Deny NotAction with unsupported tag condition key for service",
        "KMS has tags; `forbidden-condition-key` speaks of them in key policies",
    ),
    covered("RESTRICT_ACCESS_TO_SERVICE_PRINCIPAL", "Restrict access to service principal"),
    covered("EMPTY_ARRAY_ACTION", "Empty array action"),
    covered("EMPTY_ARRAY_CONDITION", "Empty array condition"),
    covered("EMPTY_ARRAY_CONDITION_FORALLVALUES", "Empty array condition ForAllValues"),
    covered("EMPTY_ARRAY_CONDITION_FORANYVALUE", "Empty array condition ForAnyValue"),
    covered("EMPTY_ARRAY_CONDITION_IFEXISTS", "Empty array condition IfExists"),
    covered("EMPTY_ARRAY_PRINCIPAL", "Empty array principal"),
    covered("EMPTY_ARRAY_RESOURCE", "Empty array resource"),
    covered("EMPTY_OBJECT_CONDITION", "Empty object condition"),
    covered("EMPTY_OBJECT_PRINCIPAL", "Empty object principal"),
    covered("EMPTY_SID_VALUE", "Empty Sid value"),
    covered("IMPROVE_IP_RANGE", "Improve IP range"),
    covered("NULL_WITH_QUALIFIER", "Null with qualifier"),
    covered("PRIVATE_IP_ADDRESS_SUBSET", "Private IP address subset"),
    covered("PRIVATE_NOTIPADDRESS_SUBSET", "Private NotIpAddress subset"),
    covered("REDUNDANT_ACTION", "Redundant action"),
    left_out(
        "REDUNDANT_CONDITION_VALUE_NUM",
        "Redundant condition value num",
        "a second number in a comparison is harmless and rare",
    ),
    left_out("REDUNDANT_RESOURCE", "Redundant resource", "a key policy has no resource but `\"*\"`"),
    covered("REDUNDANT_STATEMENT", "Redundant statement"),
    covered("WILDCARD_IN_SERVICE_NAME", "Wildcard in service name"),
    left_out(
        "ALLOW_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE",
        "Allow with unsupported tag condition key for service",
        "KMS has tags; `forbidden-condition-key` speaks of them in key policies",
    ),
    left_out(
        "ALLOW_NOT_ACTION_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE",
        "Allow NotAction with unsupported tag condition key for service",
        "KMS has tags; `forbidden-condition-key` speaks of them in key policies",
    ),
    covered("RECOMMENDED_CONDITION_KEY_FOR_SERVICE_PRINCIPAL", "Recommended condition key for service principal"),
    covered("IRRELEVANT_CONDITION_KEY_IN_POLICY", "Irrelevant condition key in policy"),
    covered("MISSING_ARN_ACCOUNT", "Missing ARN account"),
    left_out("INVALID_KMS_KEY_VALUE", "Invalid kms key value", "newer than the text that was seen; what it finds is not known"),
    left_out(
        "VARIABLE_USAGE_TOO_PERMISSIVE",
        "Variable usage too permissive",
        "newer than the text that was seen; what it finds is not known",
    ),
    left_out(
        "WILDCARD_USAGE_TOO_PERMISSIVE",
        "Wildcard usage too permissive",
        "newer than the text that was seen; what it finds is not known",
    ),
];
