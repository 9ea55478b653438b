//! `cckm-lint schema NAME`: the JSON Schemas that editors use.

use super::args::{SchemaArgs, SchemaOf};

pub(super) fn run(args: &SchemaArgs) -> &'static str {
    match args.of {
        SchemaOf::Request => include_str!("../../schemas/create-key-request.schema.json"),
        SchemaOf::Config => include_str!("../../schemas/config.schema.json"),
        SchemaOf::Output => include_str!("../../schemas/output.schema.json"),
    }
}
