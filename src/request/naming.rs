//! What the name of a member says: a known field, a slip, or something that belongs elsewhere.

use crate::catalog::dialect::{Meaning, OwnWord};
use crate::catalog::field::{FieldFacts, Object};
use crate::catalog::near::{is_same_word, nearest};
use crate::catalog::{Dialect, Operation, foreign};

/// What a member's name was found to be.
#[derive(Clone, Copy, Debug)]
pub enum Naming {
    /// A field of the object that it stands in.
    Known(&'static FieldFacts),
    /// Near to a field of the object that it stands in.
    Misspelled(&'static FieldFacts),
    /// A field of another object of the request.
    Misplaced(&'static FieldFacts),
    /// A field that only a response has.
    Response,
    /// A header that carries a token.
    Header,
    /// A field of another call of CCKM, which is named.
    Sibling(&'static str),
    /// Nothing that is known.
    Unknown,
    /// A word of the form's own, which is no field of the request.
    Own,
    /// Near to such a word.
    MisspelledOwn(&'static OwnWord),
    /// Partly filled in by a template.
    Hole,
}

impl Naming {
    /// The field that is meant, where it stands in its own object.
    #[must_use]
    pub const fn meant_here(self) -> Option<&'static FieldFacts> {
        match self {
            Self::Known(facts) | Self::Misspelled(facts) => Some(facts),
            _ => None,
        }
    }
}

/// What `name` is in `object`.
pub(super) fn naming(dialect: Dialect, object: Object, name: &str) -> Naming {
    if !dialect.is_api() {
        return foreign_naming(dialect, object, name);
    }
    let operation = dialect.operation();
    if let Some(facts) = operation.fields(object).find(|facts| facts.name == name) {
        return Naming::Known(facts);
    }
    if object == Object::Request && operation.facts().passed.contains(&name) {
        return Naming::Own;
    }
    if foreign::is_header(name) {
        return Naming::Header;
    }
    if is_hole(name) {
        return Naming::Hole;
    }
    // What an answer says besides is the server's.
    if operation.is_answer() {
        return Naming::Own;
    }
    // `Arn` in a tag is no pasted response, and `id` is near to nothing there either.
    if object != Object::Tag && foreign::is_response_field(name) {
        return Naming::Response;
    }
    misnamed(operation, object, name)
}

/// The same in another vocabulary. It has many words of its own, so one that is near to none that are known is left alone.
fn foreign_naming(dialect: Dialect, object: Object, name: &str) -> Naming {
    let meaning = dialect.meaning(object, name);
    if let Meaning::Field(facts) = meaning {
        return Naming::Known(facts);
    }
    if is_hole(name) {
        return Naming::Hole;
    }
    if let Some(facts) = foreign_elsewhere(dialect, object, name) {
        return Naming::Misplaced(facts);
    }
    match meaning {
        Meaning::NearField(facts) => Naming::Misspelled(facts),
        Meaning::NearOwn(word) => Naming::MisspelledOwn(word),
        _ => Naming::Own,
    }
}

/// The field of another object that goes by `name`, in a vocabulary that has such objects.
fn foreign_elsewhere(dialect: Dialect, object: Object, name: &str) -> Option<&'static FieldFacts> {
    let other = match object {
        _ if dialect.is_flat() || dialect.is_template() => return None,
        Object::Request => Object::AwsParam,
        Object::AwsParam => Object::Request,
        Object::Tag | Object::LocalHostedParams => return None,
    };
    match dialect.meaning(other, name) {
        Meaning::Field(facts) => Some(facts),
        _ => None,
    }
}

/// Whether a template fills in some of a name.
fn is_hole(name: &str) -> bool {
    name.contains(['$', '{']) && !crate::json::holes(name, crate::json::Syntax::Template).is_empty()
}

fn misnamed(operation: Operation, object: Object, name: &str) -> Naming {
    if let Some(facts) = elsewhere(operation, object).find(|facts| facts.name == name) {
        return Naming::Misplaced(facts);
    }
    if let Some(facts) = slip(operation, object, name) {
        return Naming::Misspelled(facts);
    }
    if let Some(facts) = elsewhere(operation, object).find(|facts| is_same_word(facts.name, name)) {
        return Naming::Misplaced(facts);
    }
    let other = if object == Object::Tag { None } else { foreign::sibling_call(operation, name) };
    other.map_or(Naming::Unknown, Naming::Sibling)
}

/// Fields of the other objects. What stands in a tag is so plain that it is looked for nowhere else.
fn elsewhere(operation: Operation, object: Object) -> impl Iterator<Item = &'static FieldFacts> {
    let is_other = move |facts: &&FieldFacts| facts.object != object && facts.object != Object::Tag && object != Object::Tag;
    operation.all_fields().filter(is_other)
}

/// The field of `object` that was meant, by spelling or by another name that it goes by.
fn slip(operation: Operation, object: Object, name: &str) -> Option<&'static FieldFacts> {
    let fields = || operation.fields(object);
    let other = fields().find(|facts| facts.other_names.iter().any(|other| is_same_word(other, name)));
    other.or_else(|| {
        let near = nearest(name, fields().map(|facts| facts.name))?;
        fields().find(|facts| facts.name == near)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_told_apart() {
        let found = |object, name| match naming(Dialect::Api, object, name) {
            Naming::Known(facts) => format!("known {}", facts.name),
            Naming::Misspelled(facts) => format!("misspelled {}", facts.name),
            Naming::Misplaced(facts) => format!("misplaced {}", facts.name),
            other => format!("{other:?}"),
        };
        assert_eq!(found(Object::Request, "kms"), "known kms");
        assert_eq!(found(Object::Request, "Region"), "misspelled region");
        assert_eq!(found(Object::Request, "policy_template"), "misspelled policytemplate");
        assert_eq!(found(Object::Request, "policy"), "misplaced Policy");
        assert_eq!(found(Object::Request, "kms_id"), "Response");
        assert_eq!(found(Object::AwsParam, "KeySpec"), "misspelled CustomerMasterKeySpec");
        assert_eq!(found(Object::AwsParam, "policytemplate"), "misplaced policytemplate");
        assert_eq!(found(Object::AwsParam, "ValidTo"), r#"Sibling("POST /v1/cckm/aws/upload-key")"#);
        assert_eq!(found(Object::Tag, "tag_key"), "misspelled TagKey");
        assert_eq!(found(Object::Request, "comment"), "Unknown");
        assert_eq!(found(Object::Request, "TagKey"), "Unknown");
        assert_eq!(found(Object::Tag, "Description"), "Unknown");
        assert_eq!(found(Object::Request, "${FIELD}"), "Hole");
    }

    #[test]
    fn of_each_call_the_names_are_its_own() {
        let found = |operation, object, name| match naming(Dialect::of(operation), object, name) {
            Naming::Known(facts) => format!("known {}", facts.name),
            Naming::Misspelled(facts) => format!("misspelled {}", facts.name),
            Naming::Misplaced(facts) => format!("misplaced {}", facts.name),
            other => format!("{other:?}"),
        };
        assert_eq!(found(Operation::UploadKey, Object::AwsParam, "ValidTo"), "known ValidTo");
        assert_eq!(found(Operation::UploadKey, Object::Request, "valid_to"), "misplaced ValidTo");
        assert_eq!(found(Operation::ReplicateKey, Object::Request, "region"), r#"Sibling("POST /v1/cckm/aws/keys")"#);
        assert_eq!(found(Operation::ReplicateKey, Object::Request, "kms"), "Own");
        assert_eq!(found(Operation::SetPolicy, Object::Request, "Policy"), "misspelled policy");
        assert_eq!(found(Operation::AddTags, Object::Tag, "TagKey"), "misspelled tag_key");
        assert_eq!(found(Operation::CreateHyokKey, Object::AwsParam, "KeyUsage"), r#"Sibling("POST /v1/cckm/aws/keys")"#);
        assert_eq!(found(Operation::CreateHyokKey, Object::Request, "source_key_id"), "misplaced source_key_id");
    }
}
