use crate::catalog::limits::ALIAS_PREFIX;
use crate::diagnostic::quoted;
use crate::json::Value;
use crate::lint::{Clash, Rule, declare_rule};
use crate::request::{Names, Text};

declare_rule! {
    /// ## What it finds
    ///
    /// An alias that two requests of a run give to keys of the same `kms` and `region`, with or without `alias/` in front.
    ///
    /// All files of a run are compared, whatever they are written in.
    ///
    /// ## Why it matters
    ///
    /// An alias is unique in an account and region. The second request is refused, or makes a key that goes by no name.
    ///
    /// ## Example
    ///
    /// ```json bad
    /// [
    ///   { "kms": "aws-main", "region": "eu-west-1", "aws_param": { "Alias": "payments" } },
    ///   { "kms": "aws-main", "region": "eu-west-1", "aws_param": { "Alias": "payments", "MultiRegion": true } }
    /// ]
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json good
    /// [
    ///   { "kms": "aws-main", "region": "eu-west-1", "aws_param": { "Alias": "payments" } },
    ///   { "kms": "aws-main", "region": "eu-central-1", "aws_param": { "Alias": "payments" } }
    /// ]
    /// ```
    ///
    /// ## Source
    ///
    /// AWS KMS API Reference, `CreateAlias`: an alias is unique in the account and region. The vendor's Ansible module says the
    /// same of CCKM.
    pub DuplicateAlias {
        name: "duplicate-alias",
        category: Naming,
        level: Error,
        fix: None,
        since: "0.1.0",
    }
}

/// Stands in no name.
const SEPARATOR: &str = "\0";

impl Rule for DuplicateAlias {
    fn has_claims(&self) -> bool {
        true
    }

    fn claims<'t>(&self, names: &Names<'t>) -> Vec<(String, Value<'t>)> {
        let (Some(kms), Some(region)) = (&names.kms, &names.region) else { return Vec::new() };
        let claim = |alias: &Text<'t>| {
            let name = alias.known()?;
            let parts = [name.strip_prefix(ALIAS_PREFIX).unwrap_or(name), kms.known()?, region.known()?];
            Some((parts.join(SEPARATOR), alias.value()))
        };
        names.aliases.iter().filter_map(claim).collect()
    }

    fn clash(&self, key: &str) -> Option<Clash> {
        let mut parts = key.split(SEPARATOR);
        let [alias, kms, region] = [parts.next()?, parts.next()?, parts.next()?];
        Some(Clash {
            message: format!("the alias {} is given twice in {region} of {}", quoted(alias), quoted(kms)),
            label: "given to another key, too",
            first: "given here first",
            help: "an alias is unique in an account and region: give each key its own",
        })
    }
}
