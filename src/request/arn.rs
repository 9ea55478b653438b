//! Amazon Resource Names, taken apart.

/// The six parts of an ARN: `arn:partition:service:region:account:resource`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Arn<'t> {
    /// Such as `aws` or `aws-cn`.
    pub partition: &'t str,
    /// Such as `iam`.
    pub service: &'t str,
    /// Empty for IAM.
    pub region: &'t str,
    /// Twelve digits.
    pub account: &'t str,
    /// The rest, such as `role/app/reader`.
    pub resource: &'t str,
}

impl<'t> Arn<'t> {
    /// Splits an ARN; nothing where there are not six parts, or it does not begin with `arn:`.
    #[must_use]
    pub fn parse(text: &'t str) -> Option<Self> {
        let mut rest = text.strip_prefix("arn:")?;
        // The parts are short: a look at each byte takes less than the set-up of a search.
        let mut part = || {
            let end = rest.bytes().position(|c| c == b':')?;
            let part = rest.get(..end)?;
            rest = rest.get(end + 1..)?;
            Some(part)
        };
        let [partition, service, region, account] = [part()?, part()?, part()?, part()?];
        Some(Self { partition, service, region, account, resource: rest })
    }

    /// The resource's kind and the name behind it: `role/app/reader` is `role` and `app/reader`.
    #[must_use]
    pub fn kind_and_name(&self) -> (&'t str, &'t str) {
        self.resource.split_once('/').unwrap_or((self.resource, ""))
    }
}

impl std::fmt::Display for Arn<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "arn:{}:{}:{}:{}:{}", self.partition, self.service, self.region, self.account, self.resource)
    }
}

/// Whether `text` is an AWS account id: twelve digits.
#[must_use]
pub fn is_account_id(text: &str) -> bool {
    text.len() == 12 && text.bytes().all(|c| c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_arn_has_six_parts() {
        let arn = Arn::parse("arn:aws:iam::111122223333:role/app/reader").unwrap();
        assert_eq!((arn.partition, arn.service, arn.account), ("aws", "iam", "111122223333"));
        assert_eq!(arn.kind_and_name(), ("role", "app/reader"));
        assert_eq!(Arn::parse("arn:aws:iam::111122223333"), None);
    }
}
