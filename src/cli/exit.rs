//! Exit codes.

use std::process::ExitCode;

use crate::lsp::Ended;

/// How a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// Nothing at or above the level that fails a run.
    Clean,
    /// Findings at or above it.
    Findings,
    /// Wrong usage or configuration.
    Usage,
    /// Something could not be read or was cut off.
    Incomplete,
    /// No request in what was named.
    NoRequest,
    /// An editor left its server without saying so.
    Abandoned,
}

impl Exit {
    /// Its number.
    #[must_use]
    pub const fn code(self) -> u8 {
        match self {
            Self::Clean => 0,
            Self::Findings | Self::Abandoned => 1,
            Self::Usage => 2,
            Self::Incomplete => 3,
            Self::NoRequest => 4,
        }
    }
}

impl From<Ended> for Exit {
    fn from(ended: Ended) -> Self {
        match ended {
            Ended::Orderly => Self::Clean,
            Ended::Abruptly => Self::Abandoned,
        }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit.code())
    }
}
