//! The calls of CCKM that carry a body about AWS keys: the one that makes a key, and those beside it.
//!
//! Each has its own fields, which are mostly those of the create-key request: under the same name, or under another one that
//! stands elsewhere, such as the `policy` of a template.

use super::field::{FIELDS, Field, FieldFacts, Object, Shape, beside, required, shared};

/// A call that carries a body about an AWS key.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Operation {
    /// Makes a key whose material AWS makes, or that waits for its material.
    #[default]
    CreateKey,
    /// Makes a key from material that is uploaded.
    UploadKey,
    /// Brings material to a key that waits for it.
    ImportMaterial,
    /// Makes a key that is held outside of AWS.
    CreateHyokKey,
    /// Makes a key in a key store of CloudHSM.
    CreateStoreKey,
    /// Makes in AWS a key that is held outside of it.
    LinkKey,
    /// Copies a multi-region key to another region.
    ReplicateKey,
    /// Gives a key another policy.
    SetPolicy,
    /// Makes a policy template.
    CreateTemplate,
    /// Adds tags to a key.
    AddTags,
    /// Takes tags from a key.
    RemoveTags,
    /// Asks whether an alias is free.
    VerifyAlias,
    /// Reads a key that exists. Nothing is sent; what it answers is read in the same way.
    ReadKey,
    /// Reads a key that exists from AWS, which answers for its parts one by one.
    ReadAwsKey,
}

/// What is known of the key that a request is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// A new key, of which the request says everything; the origin of its material where it does not say.
    NewKey(&'static str),
    /// A new key in a key store, with that origin: symmetric, and in one region.
    StoreKey(&'static str),
    /// A copy of a multi-region key.
    Replica,
    /// A key that exists, of which an answer says everything.
    ExistingKey,
    /// A key that exists and is named elsewhere, or none in particular.
    Unknown,
}

/// What is known of an operation.
#[derive(Debug)]
pub struct OperationFacts {
    /// Which it is.
    pub operation: Operation,
    /// Its name on the command line: the last word of its path that says what it does.
    pub name: &'static str,
    /// What messages call its request.
    pub title: &'static str,
    /// Its method and path, as the manual writes them. `{id}` is that of a key or of a key store.
    pub endpoint: &'static str,
    /// What key its request is about.
    pub subject: Subject,
    /// Its fields, those of an object beside each other. Of the call that makes a key they are in the table of fields.
    fields: &'static [&'static [&'static FieldFacts]],
    /// Names that some clients send along, and of which nothing else is known.
    pub passed: &'static [&'static str],
}

impl Operation {
    /// All that carry a body, the one that makes a key first.
    pub const ALL: [Self; 12] = [
        Self::CreateKey,
        Self::UploadKey,
        Self::ImportMaterial,
        Self::CreateHyokKey,
        Self::CreateStoreKey,
        Self::LinkKey,
        Self::ReplicateKey,
        Self::SetPolicy,
        Self::CreateTemplate,
        Self::AddTags,
        Self::RemoveTags,
        Self::VerifyAlias,
    ];

    /// What is known of it.
    #[must_use]
    pub const fn facts(self) -> &'static OperationFacts {
        match self {
            Self::CreateKey => &CREATE_KEY,
            Self::UploadKey => &UPLOAD_KEY,
            Self::ImportMaterial => &IMPORT_MATERIAL,
            Self::CreateHyokKey => &CREATE_HYOK_KEY,
            Self::CreateStoreKey => &CREATE_STORE_KEY,
            Self::LinkKey => &LINK_KEY,
            Self::ReplicateKey => &REPLICATE_KEY,
            Self::SetPolicy => &SET_POLICY,
            Self::CreateTemplate => &CREATE_TEMPLATE,
            Self::AddTags => &ADD_TAGS,
            Self::RemoveTags => &REMOVE_TAGS,
            Self::VerifyAlias => &VERIFY_ALIAS,
            Self::ReadKey => &READ_KEY,
            Self::ReadAwsKey => &READ_AWS_KEY,
        }
    }

    /// The operation of that name.
    #[must_use]
    pub fn find(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|operation| operation.facts().name == name)
    }

    /// Its name on the command line and in messages.
    #[must_use]
    pub const fn name(self) -> &'static str {
        self.facts().name
    }

    /// Its method and path, as the manual writes them.
    #[must_use]
    pub const fn endpoint(self) -> &'static str {
        self.facts().endpoint
    }

    /// The pieces of its path.
    pub fn path(self) -> impl Iterator<Item = &'static str> + Clone {
        self.endpoint().trim_start_matches("POST ").split('/').filter(|piece| !piece.is_empty())
    }

    /// Whether it is of a key that exists: what an answer says, and nothing that is sent.
    #[must_use]
    pub const fn is_answer(self) -> bool {
        matches!(self, Self::ReadKey | Self::ReadAwsKey)
    }

    /// Whether it makes a key.
    #[must_use]
    pub const fn makes_key(self) -> bool {
        matches!(self.facts().subject, Subject::NewKey(_) | Subject::StoreKey(_) | Subject::Replica)
    }

    /// Every field of its request.
    pub fn all_fields(self) -> impl Iterator<Item = &'static FieldFacts> {
        let own = if self == Self::CreateKey { FIELDS } else { &[] };
        own.iter().chain(self.facts().fields.iter().copied().flatten().copied())
    }

    /// The fields of its request that belong in `object`.
    pub fn fields(self, object: Object) -> impl Iterator<Item = &'static FieldFacts> {
        let own = if self == Self::CreateKey { object.fields() } else { &[] };
        own.iter().chain(self.facts().fields.iter().copied().flatten().copied().filter(move |facts| facts.object == object))
    }

    /// What it calls a field, and where that stands.
    #[must_use]
    pub fn field(self, field: Field) -> Option<&'static FieldFacts> {
        self.all_fields().find(|facts| facts.field == field)
    }

    /// The first other operation whose request has a field of that name. What tags have is so plain that it is not looked for.
    #[must_use]
    pub fn other_with(self, name: &str) -> Option<Self> {
        let is_it = |facts: &&FieldFacts| facts.object != Object::Tag && facts.name == name;
        let has = |other: &Self| other.all_fields().any(|facts| is_it(&facts));
        Self::ALL.into_iter().filter(|other| *other != self).find(has)
    }
}

/// A field under another name, or in another object.
const fn elsewhere(facts: FieldFacts, object: Object, name: &'static str) -> FieldFacts {
    FieldFacts { object, name, ..facts }
}

const fn described(facts: FieldFacts, about: &'static str) -> FieldFacts {
    FieldFacts { about, ..facts }
}

static KMS: FieldFacts = shared(Field::Kms);
static REGION: FieldFacts = shared(Field::Region);
static AWS_PARAM: FieldFacts = shared(Field::AwsParam);
static POLICY_TEMPLATE: FieldFacts = shared(Field::PolicyTemplate);
static KEY_ADMINS: FieldFacts = shared(Field::KeyAdmins);
static KEY_ADMINS_ROLES: FieldFacts = shared(Field::KeyAdminsRoles);
static KEY_USERS: FieldFacts = shared(Field::KeyUsers);
static KEY_USERS_ROLES: FieldFacts = shared(Field::KeyUsersRoles);
static EXTERNAL_ACCOUNTS: FieldFacts = shared(Field::ExternalAccounts);
static ALIAS: FieldFacts = shared(Field::Alias);
static BYPASS: FieldFacts = shared(Field::BypassPolicyLockoutSafetyCheck);
static DESCRIPTION: FieldFacts = shared(Field::Description);
static POLICY: FieldFacts = shared(Field::Policy);
static TAGS: FieldFacts = shared(Field::Tags);
static TAG_KEY: FieldFacts = shared(Field::TagKey);
static TAG_VALUE: FieldFacts = shared(Field::TagValue);
static SOURCE_KEY_IDENTIFIER: FieldFacts = beside(Field::SourceKeyIdentifier);
static SOURCE_KEY_TIER: FieldFacts = beside(Field::SourceKeyTier);
static KEY_EXPIRATION: FieldFacts = beside(Field::KeyExpiration);
static KEY_MATERIAL_DESCRIPTION: FieldFacts = beside(Field::KeyMaterialDescription);

/// The policy at the top of a request that is about nothing else.
static OWN_POLICY: FieldFacts = described(
    elsewhere(POLICY, Object::Request, "policy"),
    "The key policy, as a JSON object. Excludes the lists of users, roles and accounts.",
);

/// The five lists of principals and accounts.
const LISTS: &[&FieldFacts] = &[&KEY_ADMINS, &KEY_ADMINS_ROLES, &KEY_USERS, &KEY_USERS_ROLES, &EXTERNAL_ACCOUNTS];

/// What every call has that makes a key, or a copy of one.
const NEW_KEY: &[&FieldFacts] = &[
    &AWS_PARAM,
    &POLICY_TEMPLATE,
    &KEY_ADMINS,
    &KEY_ADMINS_ROLES,
    &KEY_USERS,
    &KEY_USERS_ROLES,
    &EXTERNAL_ACCOUNTS,
    &ALIAS,
    &DESCRIPTION,
    &POLICY,
    &TAGS,
    &TAG_KEY,
    &TAG_VALUE,
];

static CREATE_KEY: OperationFacts = OperationFacts {
    operation: Operation::CreateKey,
    name: "create-key",
    title: "the request",
    endpoint: "POST /v1/cckm/aws/keys",
    subject: Subject::NewKey("AWS_KMS"),
    fields: &[],
    passed: &[],
};

/// Source: CCKM manual, "Uploading Keys to AWS" (2.13, 2.15 and latest). Its table says `key_expiration`, its example
/// `KeyExpiration`; the vendor's other clients send the former.
static UPLOAD_KEY: OperationFacts = OperationFacts {
    operation: Operation::UploadKey,
    name: "upload-key",
    title: "the upload-key request",
    endpoint: "POST /v1/cckm/aws/upload-key",
    subject: Subject::NewKey("EXTERNAL"),
    fields: &[
        &[
            &KMS,
            &REGION,
            &required(SOURCE_KEY_IDENTIFIER),
            &SOURCE_KEY_TIER,
            &KEY_EXPIRATION,
            &KEY_MATERIAL_DESCRIPTION,
            &BYPASS,
            &shared(Field::CustomerMasterKeySpec),
            &shared(Field::KeyUsage),
            &shared(Field::MultiRegion),
            &shared(Field::Origin),
            &elsewhere(beside(Field::ValidTo), Object::AwsParam, "ValidTo"),
        ],
        NEW_KEY,
    ],
    passed: &[],
};

/// Source: the vendor's Ansible collection of 2026, `cckm_aws_key.py`, `import_material`.
static IMPORT_MATERIAL: OperationFacts = OperationFacts {
    operation: Operation::ImportMaterial,
    name: "import-material",
    title: "the import-material request",
    endpoint: "POST /v1/cckm/aws/keys/{id}/import-material",
    subject: Subject::Unknown,
    fields: &[&[
        &SOURCE_KEY_IDENTIFIER,
        &SOURCE_KEY_TIER,
        &KEY_EXPIRATION,
        &beside(Field::ValidTo),
        &beside(Field::ImportType),
        &beside(Field::KeyMaterialId),
        &KEY_MATERIAL_DESCRIPTION,
    ]],
    passed: &[],
};

/// Source: the same, `create_hyok`. AWS: keys of an external key store are symmetric and of one region (botocore 1.44.8,
/// `CreateKey`, `XksKeyId`).
static CREATE_HYOK_KEY: OperationFacts = OperationFacts {
    operation: Operation::CreateHyokKey,
    name: "create-hyok-key",
    title: "the create-hyok-key request",
    endpoint: "POST /v1/cckm/aws/create-hyok-key",
    subject: Subject::StoreKey("EXTERNAL_KEY_STORE"),
    fields: &[
        &[
            &required(beside(Field::LocalHostedParams)),
            &beside(Field::CustomKeyStoreId),
            &beside(Field::SourceKeyId),
            &beside(Field::HostedKeyTier),
            &beside(Field::Blocked),
            &beside(Field::LinkedState),
        ],
        NEW_KEY,
    ],
    passed: &[],
};

/// Source: the same, `create_in_custom_key_store`. AWS: botocore 1.44.8, `CreateKey`, `CustomKeyStoreId`.
static CREATE_STORE_KEY: OperationFacts = OperationFacts {
    operation: Operation::CreateStoreKey,
    name: "create-aws-key",
    title: "the create-aws-key request",
    endpoint: "POST /v1/cckm/aws/custom-key-stores/{id}/create-aws-key",
    subject: Subject::StoreKey("AWS_CLOUDHSM"),
    fields: &[NEW_KEY],
    passed: &[],
};

/// Source: the same, `link`; terraform-provider-ciphertrust, 2026, `aws_models.go`.
static LINK_KEY: OperationFacts = OperationFacts {
    operation: Operation::LinkKey,
    name: "link",
    title: "the link request",
    endpoint: "POST /v1/cckm/aws/keys/{id}/link",
    subject: Subject::StoreKey("EXTERNAL_KEY_STORE"),
    fields: &[&[&BYPASS], NEW_KEY],
    passed: &[],
};

/// Source: CCKM manual, "Replicating Keys"; AWS: botocore 1.44.8, `ReplicateKey`. The vendor's Terraform provider sends `kms` and
/// `tags`, too.
static REPLICATE_KEY: OperationFacts = OperationFacts {
    operation: Operation::ReplicateKey,
    name: "replicate-key",
    title: "the replicate-key request",
    endpoint: "POST /v1/cckm/aws/keys/{id}/replicate-key",
    subject: Subject::Replica,
    fields: &[
        &[
            &described(
                elsewhere(REGION, Object::Request, "replica_region"),
                "The AWS region that the key is copied to. It must be one of those registered on the KMS container.",
            ),
            &BYPASS,
        ],
        NEW_KEY,
    ],
    passed: &["kms", "tags"],
};

/// Source: the vendor's Ansible collection of 2026, `cckm_aws_key.py`, `update_policy`.
static SET_POLICY: OperationFacts = OperationFacts {
    operation: Operation::SetPolicy,
    name: "policy",
    title: "the policy request",
    endpoint: "POST /v1/cckm/aws/keys/{id}/policy",
    subject: Subject::Unknown,
    fields: &[&[&OWN_POLICY, &POLICY_TEMPLATE], LISTS],
    passed: &[],
};

/// Source: CCKM manual, "Policy Templates" (2.6 to 2.14), whose example has no `name`; the same collection,
/// `cckm_aws_policy_template.py`, which wants one, and excludes `kms` and `account_id` from each other.
static CREATE_TEMPLATE: OperationFacts = OperationFacts {
    operation: Operation::CreateTemplate,
    name: "templates",
    title: "the policy template",
    endpoint: "POST /v1/cckm/aws/templates",
    subject: Subject::Unknown,
    fields: &[&[&beside(Field::Name), &FieldFacts { required: false, ..KMS }, &beside(Field::AccountId), &OWN_POLICY], LISTS],
    passed: &[],
};

/// Source: the vendor's Ansible collection of 2026, `cckm_aws_key.py`, `add_tags`: other names than on a create.
static ADD_TAGS: OperationFacts = OperationFacts {
    operation: Operation::AddTags,
    name: "add-tags",
    title: "the add-tags request",
    endpoint: "POST /v1/cckm/aws/keys/{id}/add-tags",
    subject: Subject::Unknown,
    fields: &[&[
        &described(required(elsewhere(TAGS, Object::Request, "tags")), "Tags to add, each with tag_key and tag_value."),
        &elsewhere(TAG_KEY, Object::Tag, "tag_key"),
        &elsewhere(TAG_VALUE, Object::Tag, "tag_value"),
    ]],
    passed: &[],
};

/// Source: the same, `remove_tags`: keys alone.
static REMOVE_TAGS: OperationFacts = OperationFacts {
    operation: Operation::RemoveTags,
    name: "remove-tags",
    title: "the remove-tags request",
    endpoint: "POST /v1/cckm/aws/keys/{id}/remove-tags",
    subject: Subject::Unknown,
    fields: &[&[&FieldFacts {
        shape: Shape::Texts,
        ..described(required(elsewhere(TAGS, Object::Request, "tags")), "Keys of the tags to take away.")
    }]],
    passed: &[],
};

/// Source: the vendor's Ansible collection 1.0.0, `cckm_aws.py`, `alias/verify`.
static VERIFY_ALIAS: OperationFacts = OperationFacts {
    operation: Operation::VerifyAlias,
    name: "alias-verify",
    title: "the alias/verify request",
    endpoint: "POST /v1/cckm/aws/alias/verify",
    subject: Subject::Unknown,
    fields: &[&[
        &required(elsewhere(ALIAS, Object::Request, "alias")),
        &FieldFacts { required: false, ..KMS },
        &FieldFacts { required: false, ..REGION },
    ]],
    passed: &[],
};

/// Source: CCKM manual, "Creating AWS Keys on CCKM", "Example Response".
static READ_KEY: OperationFacts = OperationFacts {
    operation: Operation::ReadKey,
    name: "key",
    title: "the key",
    endpoint: "GET /v1/cckm/aws/keys/{id}",
    subject: Subject::ExistingKey,
    fields: &[&[
        &FieldFacts { required: false, ..KMS },
        &FieldFacts { required: false, ..REGION },
        &AWS_PARAM,
        &FieldFacts { shape: Shape::Texts, ..ALIAS },
        &shared(Field::CustomerMasterKeySpec),
        &DESCRIPTION,
        &shared(Field::KeyUsage),
        &shared(Field::MultiRegion),
        &shared(Field::Origin),
        &POLICY,
        &TAGS,
        &TAG_KEY,
        &TAG_VALUE,
    ]],
    passed: &[],
};

/// Source: botocore 1.44.8, `DescribeKey`, `GetKeyPolicy`, where the policy is a text, `ListAliases` and `ListResourceTags`. The spec
/// is told under its older name, too; older clients know no other.
static READ_AWS_KEY: OperationFacts = OperationFacts {
    operation: Operation::ReadAwsKey,
    name: "aws-key",
    title: "the key",
    endpoint: "DescribeKey",
    subject: Subject::ExistingKey,
    fields: &[&[
        &elsewhere(AWS_PARAM, Object::Request, "KeyMetadata"),
        &elsewhere(FieldFacts { shape: Shape::Texts, ..ALIAS }, Object::Request, "Aliases"),
        &elsewhere(shared(Field::CustomerMasterKeySpec), Object::AwsParam, "KeySpec"),
        &shared(Field::CustomerMasterKeySpec),
        &DESCRIPTION,
        &shared(Field::KeyUsage),
        &shared(Field::MultiRegion),
        &shared(Field::Origin),
        &elsewhere(POLICY, Object::Request, "Policy"),
        &elsewhere(TAGS, Object::Request, "Tags"),
        &TAG_KEY,
        &TAG_VALUE,
    ]],
    passed: &[],
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_operation_finds_its_facts_by_name() {
        for operation in Operation::ALL {
            assert_eq!(operation.facts().operation, operation);
            assert_eq!(Operation::find(operation.name()), Some(operation));
        }
    }

    #[test]
    fn no_request_has_a_field_or_a_name_twice() {
        for operation in Operation::ALL {
            let fields: Vec<_> = operation.all_fields().collect();
            for (at, facts) in fields.iter().enumerate() {
                let others = fields.iter().take(at);
                let is_twice =
                    |other: &FieldFacts| other.field == facts.field || (other.object == facts.object && other.name == facts.name);
                assert!(!others.clone().any(|other| is_twice(other)), "{} of {}", facts.name, operation.name());
            }
        }
    }

    #[test]
    fn a_field_of_another_request_is_known_as_its() {
        let found = |name: &str| Operation::CreateKey.other_with(name).map(Operation::name);
        assert_eq!(found("source_key_identifier"), Some("upload-key"));
        assert_eq!(found("ValidTo"), Some("upload-key"));
        assert_eq!(found("valid_to"), Some("import-material"));
        assert_eq!(found("replica_region"), Some("replicate-key"));
        assert_eq!(found("owner"), None);
        assert_eq!(Operation::ReplicateKey.other_with("region").map(Operation::name), Some("create-key"));
    }
}
