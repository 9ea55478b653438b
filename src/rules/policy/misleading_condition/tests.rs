//! What a single test of a condition may hide.

use std::net::{IpAddr, Ipv4Addr};

use crate::catalog::ValueType;
use crate::diagnostic::{Finding, Level, quoted};
use crate::json::Value;
use crate::lint::Context;
use crate::request::policy::{Statement, Test};

pub(super) fn check(test: &Test<'_>, statement: &Statement<'_>, cx: &mut Context<'_>) {
    let findings = [without_qualifier(test), mfa(test), unpaired(test, statement)];
    findings.into_iter().flatten().for_each(|finding| cx.report(finding));
    if test.operator.is_none_or(|operator| operator.is_null()) {
        return;
    }
    for value in &test.values {
        let text = value.as_str().unwrap_or_default();
        let findings = [organisation(test, *value, &text), private_address(test, *value, &text), host_bits(test, *value, &text)];
        findings.into_iter().flatten().for_each(|finding| cx.report(finding));
    }
}

/// A key of several values is compared as a whole only with a set qualifier.
fn without_qualifier<'t>(test: &Test<'t>) -> Option<Finding<'t>> {
    let is_null = test.operator.is_none_or(|operator| operator.is_null());
    let is_several = test.key.is_some_and(|key| key.is_multi_valued) && test.qualifier.is_none() && !is_null;
    is_several.then(|| {
        Finding::at(test.block.key_place(), format!("{} has several values, and no set qualifier says how to compare them", quoted(&test.name)))
            .label("ForAllValues: or ForAnyValue: belongs in front")
            .because(test.member.key_place(), "a key of several values")
    })
}

/// Where no MFA is involved at all, the key is not there: `Bool` with `false` does not see it.
fn mfa<'t>(test: &Test<'t>) -> Option<Finding<'t>> {
    let is_bool = test.operator.is_some_and(|operator| operator.name == "Bool") && !test.if_exists;
    let is_false = || test.texts().is_some_and(|texts| texts.iter().any(|text| text.eq_ignore_ascii_case("false")));
    (is_bool && test.is_on("aws:MultiFactorAuthPresent") && is_false()).then(|| {
        Finding::at(test.block.key_place(), "requests with long-term access keys have no `aws:MultiFactorAuthPresent`, so `Bool` with false never matches them")
            .label("BoolIfExists was meant?")
            .because(test.member, "not there without MFA")
    })
}

/// Addresses inside of a VPC say nothing until it is said which VPC.
fn unpaired<'t>(test: &Test<'t>, statement: &Statement<'t>) -> Option<Finding<'t>> {
    let partners: &[&str] = match () {
        () if test.is_on("aws:VpcSourceIp") => &["aws:SourceVpc", "aws:SourceVpce"],
        () if test.is_on("aws:Ec2InstanceSourcePrivateIPv4") => &["aws:Ec2InstanceSourceVpc"],
        () => return None,
    };
    let is_paired = statement.tests.iter().any(|other| partners.iter().any(|partner| other.is_on(partner)));
    (!is_paired).then(|| {
        let finding = Finding::at(test.member.key_place(), format!("{} says nothing alone: many VPCs have such addresses", quoted(&test.name)));
        finding.label("of which VPC?").help(format!("add {}", crate::diagnostic::or_list(partners)))
    })
}

fn organisation<'t>(test: &Test<'t>, value: Value<'t>, text: &str) -> Option<Finding<'t>> {
    let is_id = |id: &str| (10..=32).contains(&id.len()) && id.bytes().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit());
    let is_plain = !text.is_empty() && !text.contains(['*', '?', '$', '{']);
    let is_on = test.is_on("aws:PrincipalOrgID") || test.is_on("aws:SourceOrgID") || test.is_on("aws:ResourceOrgID");
    (is_on && is_plain && !text.strip_prefix("o-").is_some_and(is_id)).then(|| {
        let finding = Finding::at(value, "this is not the id of an organisation").label("ids are like o-a1b2c3d4e5");
        finding.help("no request has another one, so the test never passes")
    })
}

/// AWS sees the address that a request comes from on the internet.
fn private_address<'t>(test: &Test<'t>, value: Value<'t>, text: &str) -> Option<Finding<'t>> {
    let is_private = || range(text).is_some_and(|(address, _)| is_private(address));
    (test.is_on("aws:SourceIp") && is_private()).then(|| {
        let finding = Finding::at(value, "AWS never sees a private address as the source of a request").label("a private address");
        finding.help("for addresses inside of a VPC there is aws:VpcSourceIp, beside aws:SourceVpc")
    })
}

fn host_bits<'t>(test: &Test<'t>, value: Value<'t>, text: &str) -> Option<Finding<'t>> {
    test.operator.filter(|operator| operator.value_type == ValueType::Address)?;
    let (address, prefix) = range(text)?;
    let network = network(address, prefix?)?;
    (network != address).then(|| {
        let message = format!("the range of {} starts at {network}", quoted(text));
        Finding::at(value, message).label("more than the address that is written").level(Level::Info)
    })
}

/// An address, and the length of the prefix behind it.
fn range(text: &str) -> Option<(IpAddr, Option<u32>)> {
    match text.split_once('/') {
        Some((address, prefix)) => Some((address.parse().ok()?, Some(prefix.parse().ok()?))),
        None => Some((text.parse().ok()?, None)),
    }
}

fn is_private(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => address.is_private() || address.is_loopback() || address.is_link_local(),
        IpAddr::V6(address) => address.is_loopback() || address.is_unique_local() || address.is_unicast_link_local(),
    }
}

/// The first address of a range.
fn network(address: IpAddr, prefix: u32) -> Option<IpAddr> {
    match address {
        IpAddr::V4(address) if prefix <= 32 => {
            let mask = u32::MAX.checked_shl(32 - prefix).unwrap_or(0);
            Some(IpAddr::V4(Ipv4Addr::from_bits(address.to_bits() & mask)))
        }
        IpAddr::V6(address) if prefix <= 128 => {
            let mask = u128::MAX.checked_shl(128 - prefix).unwrap_or(0);
            Some(IpAddr::V6(std::net::Ipv6Addr::from_bits(address.to_bits() & mask)))
        }
        _ => None,
    }
}
