//! Fields and their shape.

use crate::lint::rules;

rules! {
    missing_field::MissingField,
    missing_aws_param::MissingAwsParam,
    misspelled_field::MisspelledField,
    misplaced_field::MisplacedField,
    response_field::ResponseField,
    unknown_field::UnknownField,
    header_in_body::HeaderInBody,
    wrong_type::WrongType,
    unknown_value::UnknownValue,
    undocumented_value::UndocumentedValue,
    placeholder::Placeholder,
    unresolved_variable::UnresolvedVariable,
}
