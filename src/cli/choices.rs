//! What flags can be set to.

use clap::ValueEnum;
use clap::builder::PossibleValue;

use crate::catalog::Operation;
use crate::diagnostic::Level;

/// A format that rules are listed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum ListFormat {
    /// A table
    Human,
    /// A JSON array
    Json,
}

/// What there is a JSON Schema of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum SchemaOf {
    /// The request of a call.
    Request(Operation),
    /// The answer to it.
    Response,
    /// The configuration, cckm-lint.toml.
    Config,
    /// The output of --format json.
    Output,
    /// The output of access --format json.
    Access,
    /// The output of diff --format json.
    Diff,
}

impl ValueEnum for SchemaOf {
    fn value_variants<'a>() -> &'a [Self] {
        &[
            Self::Request(Operation::CreateKey),
            Self::Response,
            Self::Config,
            Self::Output,
            Self::Access,
            Self::Diff,
            Self::Request(Operation::UploadKey),
            Self::Request(Operation::ImportMaterial),
            Self::Request(Operation::CreateHyokKey),
            Self::Request(Operation::CreateStoreKey),
            Self::Request(Operation::LinkKey),
            Self::Request(Operation::ReplicateKey),
            Self::Request(Operation::SetPolicy),
            Self::Request(Operation::CreateTemplate),
            Self::Request(Operation::AddTags),
            Self::Request(Operation::RemoveTags),
            Self::Request(Operation::AddAlias),
            Self::Request(Operation::DeleteAlias),
            Self::Request(Operation::VerifyAlias),
        ]
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(match self {
            Self::Request(Operation::CreateKey) => PossibleValue::new("request").alias("create-key").help("The request"),
            Self::Request(other) => PossibleValue::new(other.name()).help(other.endpoint()),
            Self::Response => PossibleValue::new("response").help("The response: a key"),
            Self::Config => PossibleValue::new("config").help("The configuration, cckm-lint.toml"),
            Self::Output => PossibleValue::new("output").help("The output of --format json"),
            Self::Access => PossibleValue::new("access").help("The output of access --format json"),
            Self::Diff => PossibleValue::new("diff").help("The output of diff --format json"),
        })
    }
}

/// Which findings fail a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum FailOn {
    Error,
    Warning,
    Info,
    Never,
}

impl FailOn {
    /// The least level that fails a run, if any does.
    pub(super) const fn level(self) -> Option<Level> {
        match self {
            Self::Error => Some(Level::Error),
            Self::Warning => Some(Level::Warning),
            Self::Info => Some(Level::Info),
            Self::Never => None,
        }
    }
}

/// Whether output has what some terminals do not know.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum When {
    #[default]
    Auto,
    Always,
    Never,
}

/// Whether it is said how far a run has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum Progressing {
    #[default]
    Auto,
    Never,
}
