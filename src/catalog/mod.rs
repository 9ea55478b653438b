//! Facts, as data with their source. No rule carries a literal table.

pub mod access_analyzer;
pub mod action;
pub mod charset;
pub mod condition_key;
pub mod condition_meaning;
pub mod condition_subject;
pub mod default_policy;
pub mod dialect;
pub mod endpoint;
pub mod field;
pub mod foreign;
pub mod limits;
pub mod near;
pub mod operation;
pub mod operator;
pub mod placeholder;
pub mod policy_element;
pub mod refusal;
pub mod region;
pub mod response;
pub mod schema;
pub mod service;
pub mod spec;

pub use action::{Action, Duty, Needs};
pub use condition_key::{ConditionKey, ValueType};
pub use dialect::Dialect;
pub use field::{FIELDS, Field, FieldFacts, Object, Shape};
pub use operation::Operation;
pub use operator::Operator;
pub use region::{Partition, Region};
pub use spec::{Availability, Family, Spec, Word};
