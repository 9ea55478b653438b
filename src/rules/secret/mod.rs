//! x

/// x
pub static RULES: &[&dyn crate::lint::Rule] = &[];
