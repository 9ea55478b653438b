//! Facts, as data with their source. No rule carries a literal table.

pub mod charset;
pub mod field;
pub mod foreign;
pub mod limits;
pub mod near;
pub mod placeholder;
pub mod region;
pub mod schema;
pub mod spec;

pub use field::{FIELDS, Field, FieldFacts, Object, Shape};
pub use region::{Partition, Region};
pub use spec::{Availability, Family, Spec, Word};
