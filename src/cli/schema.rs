//! `cckm-lint schema NAME`: the JSON Schemas that editors use.

use std::borrow::Cow;

use super::args::{SchemaArgs, SchemaOf};
use crate::catalog::{Operation, schema};

pub(super) fn run(args: &SchemaArgs) -> Cow<'static, str> {
    match args.of {
        SchemaOf::Request(Operation::CreateKey) => include_str!("../../schemas/create-key-request.schema.json").into(),
        SchemaOf::Request(other) => format!("{:#}\n", schema::of(other)).into(),
        SchemaOf::Response => include_str!("../../schemas/key-response.schema.json").into(),
        SchemaOf::Config => include_str!("../../schemas/config.schema.json").into(),
        SchemaOf::Output => include_str!("../../schemas/output.schema.json").into(),
        SchemaOf::Access => include_str!("../../schemas/access.schema.json").into(),
        SchemaOf::Diff => include_str!("../../schemas/diff.schema.json").into(),
    }
}
