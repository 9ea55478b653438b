//! What the forms that a request is written in call its fields.

mod ansible;
mod ksctl;
mod terraform;

use self::ansible::{ANSIBLE, ANSIBLE_API, ANSIBLE_BESIDE, ANSIBLE_REMOVE_TAGS, ANSIBLE_TEMPLATE};
use self::ksctl::KSCTL;
use self::terraform::{
    TERRAFORM, TERRAFORM_BESIDE, TERRAFORM_BYOK, TERRAFORM_CLOUDHSM, TERRAFORM_MATERIAL, TERRAFORM_OBJECTS, TERRAFORM_TEMPLATE,
    TERRAFORM_UPLOAD, TERRAFORM_UPLOAD_NAMES, TERRAFORM_XKS,
};
use super::field::{Field, FieldFacts, Object};
use super::near::{is_same_word, nearest};
use super::operation::Operation;

/// A vocabulary for the fields of a request.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Dialect {
    /// The JSON of the API.
    #[default]
    Api,
    /// The JSON of another call than the one that makes a key.
    Beside(Operation),
    /// The flags of `ksctl cckm aws keys create`.
    Ksctl,
    /// The resource `ciphertrust_aws_key` of the Terraform provider up to 1.0.x: everything at the top, policies in a block.
    Terraform,
    /// The same resource with a block `upload_key`, so that another call makes the key.
    TerraformUpload,
    /// The same resource in the provider of 2026: `kms_id`, and an object `aws_param`.
    TerraformObjects,
    /// The resource `ciphertrust_aws_policy_template`.
    TerraformTemplate,
    /// The Ansible module `cckm_aws_key` of the collection 1.0.0, whose parameters are named as the API's.
    AnsibleApi,
    /// The same module in the collection of 2026: names of small letters.
    Ansible,
    /// The Ansible module `cckm_aws_policy_template`.
    AnsibleTemplate,
    /// The Terraform resource that makes keys by another call: `ciphertrust_aws_byok_key`, `…_xks_key`, `…_cloudhsm_key`. Up to 1.0.x
    /// everything stood at the top, then in `aws_param`; both are read. Or the block of a resource that brings key material.
    TerraformBeside(Operation),
    /// The Ansible module `cckm_aws_key` where its `op_type` is another call.
    AnsibleBeside(Operation),
    /// The same in the collection 1.0.0.
    AnsibleApiBeside(Operation),
}

/// A word that a form has of its own: it stands for no field of the request.
#[derive(Debug)]
pub struct OwnWord {
    /// As the form writes it.
    pub name: &'static str,
    /// Words that are written for it by mistake.
    pub other_names: &'static [&'static str],
    /// The fields that stand in it.
    pub holds: &'static [Field],
}

impl OwnWord {
    /// Whether it is a block that fields stand in.
    #[must_use]
    pub fn is_block(&self) -> bool {
        self.holds.contains(&Field::Policy) || self.holds.contains(&Field::SourceKeyIdentifier)
    }
}

/// What a name means in a dialect.
#[derive(Clone, Copy, Debug)]
pub enum Meaning {
    /// A field.
    Field(&'static FieldFacts),
    /// Near to the name of a field.
    NearField(&'static FieldFacts),
    /// A word of the form's own.
    Own(&'static OwnWord),
    /// Near to a word of the form's own.
    NearOwn(&'static OwnWord),
    /// Nothing that is known.
    Unknown,
}

type Names = [(Field, &'static str)];

/// The words of a dialect.
struct Vocabulary {
    names: &'static [&'static Names],
    own: &'static [&'static [OwnWord]],
    /// What messages call the request.
    title: &'static str,
    /// What messages call `aws_param`.
    param_title: &'static str,
    /// What messages call a field in general.
    noun: &'static str,
}

impl Dialect {
    /// The JSON of a call.
    #[must_use]
    pub const fn of(operation: Operation) -> Self {
        match operation {
            Operation::CreateKey => Self::Api,
            other => Self::Beside(other),
        }
    }

    /// The call that a request is for.
    #[must_use]
    pub const fn operation(self) -> Operation {
        match self {
            Self::Beside(operation)
            | Self::TerraformBeside(operation)
            | Self::AnsibleBeside(operation)
            | Self::AnsibleApiBeside(operation) => operation,
            Self::TerraformUpload => Operation::UploadKey,
            Self::TerraformTemplate | Self::AnsibleTemplate => Operation::CreateTemplate,
            _ => Operation::CreateKey,
        }
    }

    /// Whether it is the JSON of a call, as that is sent.
    #[must_use]
    pub const fn is_api(self) -> bool {
        matches!(self, Self::Api | Self::Beside(_))
    }

    /// What it calls a field.
    #[must_use]
    pub fn name(self, field: Field) -> &'static str {
        let own = self.facts(field).name;
        if self.is_api() { own } else { self.rows().find(|(facts, _)| facts.field == field).map_or(own, |(_, name)| name) }
    }

    /// What is known of a field, as the call has it.
    #[must_use]
    pub fn facts(self, field: Field) -> &'static FieldFacts {
        match self {
            Self::Beside(operation)
            | Self::TerraformBeside(operation)
            | Self::AnsibleBeside(operation)
            | Self::AnsibleApiBeside(operation) => operation.field(field).unwrap_or_else(|| field.facts()),
            Self::TerraformUpload => Operation::UploadKey.field(field).unwrap_or_else(|| field.facts()),
            _ => field.facts(),
        }
    }

    /// What it calls an object that has fields.
    #[must_use]
    pub fn title(self, object: Object) -> &'static str {
        match (self.vocabulary(), object) {
            (Some(words), Object::Request) => words.title,
            (Some(words), Object::AwsParam) => words.param_title,
            (None, Object::Request) => self.operation().facts().title,
            _ => object.title(),
        }
    }

    /// What it calls a field in general.
    #[must_use]
    pub fn noun(self) -> &'static str {
        self.vocabulary().map_or("field", |words| words.noun)
    }

    /// What `name` means in `object`.
    #[must_use]
    pub fn meaning(self, object: Object, name: &str) -> Meaning {
        self.meaning_in(&[object], name)
    }

    /// What `name` means in any of `objects`.
    #[must_use]
    pub fn meaning_in(self, objects: &[Object], name: &str) -> Meaning {
        // What is sent as it is written is taken as it stands, too; the view of a request says what its names are.
        let known = || self.rows().filter(|(facts, _)| !self.is_api() && objects.contains(&facts.object));
        let own = || self.own().filter(|_| objects.contains(&Object::Request));
        if let Some((facts, _)) = known().find(|(_, known)| *known == name) {
            return Meaning::Field(facts);
        }
        if let Some(word) = own().find(|word| word.name == name) {
            return Meaning::Own(word);
        }
        if let Some(word) = own().find(|word| word.other_names.contains(&name)) {
            return Meaning::NearOwn(word);
        }
        if let Some((facts, _)) = known().find(|(facts, _)| facts.other_names.iter().any(|other| is_same_word(other, name))) {
            return Meaning::NearField(facts);
        }
        let Some(near) = nearest(name, known().map(|(_, name)| name).chain(own().map(|word| word.name))) else {
            return Meaning::Unknown;
        };
        let field = known().find(|(_, name)| *name == near).map(|(facts, _)| Meaning::NearField(facts));
        field.or_else(|| own().find(|word| word.name == near).map(Meaning::NearOwn)).unwrap_or(Meaning::Unknown)
    }

    /// The fields that belong in `object`, each with its name. Where all stand beside each other, the request has them all.
    pub fn fields(self, object: Object) -> impl Iterator<Item = (&'static FieldFacts, &'static str)> {
        let is_beside = self.is_flat() || self.is_template();
        let belongs = move |facts: &FieldFacts| match object {
            Object::Request if is_beside => facts.object != Object::Tag && facts.field != Field::AwsParam,
            _ => facts.object == object,
        };
        // A template is for any region.
        let has = move |facts: &FieldFacts| belongs(facts) && !(self.is_template() && facts.field == Field::Region);
        // In the order of the request, whatever the order of the vocabulary.
        let mut rows: Vec<_> = self.rows().filter(|(facts, _)| has(facts)).collect();
        rows.sort_by_key(|(facts, _)| facts.field as usize);
        rows.into_iter()
    }

    /// The field that `name` gives in `object`, or is meant to in a form that takes near misses for it.
    #[must_use]
    pub fn field(self, object: Object, name: &str) -> Option<&'static FieldFacts> {
        if self.is_api() {
            return self.operation().named(object, name);
        }
        match self.meaning(object, name) {
            Meaning::Field(facts) | Meaning::NearField(facts) => Some(facts),
            _ => None,
        }
    }

    /// The word for what says who may do what, where the form has one that the fields stand in.
    #[must_use]
    pub fn policy_holder(self) -> Option<&'static OwnWord> {
        self.own().find(|word| word.holds.contains(&Field::Policy))
    }

    /// Whether all fields stand beside each other, those of `aws_param` too.
    #[must_use]
    pub const fn is_flat(self) -> bool {
        matches!(self, Self::Ksctl | Self::Terraform | Self::TerraformUpload | Self::TerraformBeside(_))
    }

    /// Whether it is one of the Terraform provider's resources.
    #[must_use]
    pub const fn is_terraform(self) -> bool {
        matches!(
            self,
            Self::Terraform | Self::TerraformUpload | Self::TerraformObjects | Self::TerraformTemplate | Self::TerraformBeside(_)
        )
    }

    /// Whether it is one of the Ansible collection's modules.
    #[must_use]
    pub const fn is_ansible(self) -> bool {
        matches!(
            self,
            Self::AnsibleApi | Self::Ansible | Self::AnsibleTemplate | Self::AnsibleBeside(_) | Self::AnsibleApiBeside(_)
        )
    }

    /// Whether it makes a policy template, for keys that it knows nothing of.
    #[must_use]
    pub const fn is_template(self) -> bool {
        matches!(self, Self::TerraformTemplate | Self::AnsibleTemplate)
    }

    /// Every field that it has, with what it calls it.
    fn rows(self) -> impl Iterator<Item = (&'static FieldFacts, &'static str)> {
        let names = self.vocabulary().map_or(&[][..], |words| words.names);
        // What has no names of its own has those of the call, or nearly.
        let fields = names.is_empty().then(|| self.operation().all_fields()).into_iter().flatten();
        let named = names.iter().flat_map(|names| names.iter()).map(|(field, name)| (field.facts(), *name));
        fields.map(move |facts| (facts, self.name_beside(facts))).chain(named)
    }

    /// What it calls a field of a call beside the one that makes a key.
    fn name_beside(self, facts: &FieldFacts) -> &'static str {
        let renamed: &[&Names] = match self {
            Self::TerraformBeside(_) => &[TERRAFORM_BESIDE, SMALL_PARAMS],
            Self::TerraformUpload => &[TERRAFORM_UPLOAD_NAMES, SMALL_PARAMS],
            Self::AnsibleBeside(Operation::RemoveTags) => &[ANSIBLE_REMOVE_TAGS],
            Self::AnsibleBeside(_) => &[ANSIBLE_BESIDE, SMALL_PARAMS],
            _ => &[],
        };
        let mut names = renamed.iter().flat_map(|names| names.iter());
        names.find(|(field, _)| *field == facts.field).map_or(facts.name, |(_, name)| name)
    }

    fn own(self) -> impl Iterator<Item = &'static OwnWord> {
        self.vocabulary().map_or(&[][..], |words| words.own).iter().flat_map(|words| words.iter())
    }

    const fn vocabulary(self) -> Option<&'static Vocabulary> {
        match self {
            Self::Api | Self::Beside(_) => None,
            Self::Ksctl => Some(&KSCTL),
            Self::Terraform => Some(const { &TERRAFORM }),
            Self::TerraformUpload => Some(&TERRAFORM_UPLOAD),
            Self::TerraformObjects => Some(&TERRAFORM_OBJECTS),
            Self::TerraformTemplate => Some(&TERRAFORM_TEMPLATE),
            Self::AnsibleApi => Some(&ANSIBLE_API),
            Self::Ansible => Some(const { &ANSIBLE }),
            Self::AnsibleTemplate => Some(&ANSIBLE_TEMPLATE),
            Self::TerraformBeside(Operation::UploadKey) => Some(const { &TERRAFORM_BYOK }),
            Self::TerraformBeside(Operation::CreateStoreKey) => Some(const { &TERRAFORM_CLOUDHSM }),
            Self::TerraformBeside(Operation::ImportMaterial) => Some(const { &TERRAFORM_MATERIAL }),
            Self::TerraformBeside(_) => Some(const { &TERRAFORM_XKS }),
            Self::AnsibleBeside(_) | Self::AnsibleApiBeside(_) => Some(const { &Vocabulary { names: &[], ..ANSIBLE } }),
        }
    }
}

const fn own(name: &'static str) -> OwnWord {
    OwnWord { name, other_names: &[], holds: &[] }
}

/// The lists are called the same everywhere.
const LISTS: &Names = &[
    (Field::KeyAdmins, "key_admins"),
    (Field::KeyAdminsRoles, "key_admins_roles"),
    (Field::KeyUsers, "key_users"),
    (Field::KeyUsersRoles, "key_users_roles"),
    (Field::ExternalAccounts, "external_accounts"),
];

/// A policy template has a policy, but no key yet, whose region and parameters could be known.
const TEMPLATE: &Names =
    &[(Field::Kms, "kms"), (Field::Region, "region"), (Field::AwsParam, "aws_param"), (Field::Policy, "policy")];

/// The fields of `aws_param` in small letters.
const SMALL_PARAMS: &Names = &[
    (Field::Alias, "alias"),
    (Field::BypassPolicyLockoutSafetyCheck, "bypass_policy_lockout_safety_check"),
    (Field::CustomerMasterKeySpec, "customer_master_key_spec"),
    (Field::Description, "description"),
    (Field::KeyUsage, "key_usage"),
    (Field::MultiRegion, "multi_region"),
    (Field::Origin, "origin"),
    (Field::Policy, "policy"),
    (Field::Tags, "tags"),
];
