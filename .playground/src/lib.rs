//! The linter for a browser: texts in, JSON out. The page that calls it is in `page/`.

mod about;
mod exports;
mod lint;
mod options;
mod units;

pub use about::{about, page};
pub use lint::{lint, mend};
