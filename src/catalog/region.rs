//! AWS regions and partitions.
//!
//! Source: botocore 1.44.8, `data/partitions.json` and `data/endpoints.json` (services.kms.endpoints).

/// Where to look these facts up.
pub const SOURCE: &str = "botocore, `partitions.json` and `endpoints.json`";

/// A partition of AWS: a set of regions with accounts, ARNs and host names of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Partition {
    /// `aws`
    Aws,
    /// `aws-cn`
    AwsCn,
    /// `aws-eusc`
    AwsEusc,
    /// `aws-iso`
    AwsIso,
    /// `aws-iso-b`
    AwsIsoB,
    /// `aws-iso-e`
    AwsIsoE,
    /// `aws-iso-f`
    AwsIsoF,
    /// `aws-us-gov`
    AwsUsGov,
}

impl Partition {
    /// All of them.
    pub const ALL: &[Self] =
        &[Self::Aws, Self::AwsCn, Self::AwsEusc, Self::AwsIso, Self::AwsIsoB, Self::AwsIsoE, Self::AwsIsoF, Self::AwsUsGov];

    /// As it stands in an ARN, in front of the service: `arn:aws-cn:iam::…`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Aws => "aws",
            Self::AwsCn => "aws-cn",
            Self::AwsEusc => "aws-eusc",
            Self::AwsIso => "aws-iso",
            Self::AwsIsoB => "aws-iso-b",
            Self::AwsIsoE => "aws-iso-e",
            Self::AwsIsoF => "aws-iso-f",
            Self::AwsUsGov => "aws-us-gov",
        }
    }

    /// What the host names of its services end in.
    #[must_use]
    pub const fn dns_suffix(self) -> &'static str {
        match self {
            Self::Aws | Self::AwsUsGov => "amazonaws.com",
            Self::AwsCn => "amazonaws.com.cn",
            Self::AwsEusc => "amazonaws.eu",
            Self::AwsIso => "c2s.ic.gov",
            Self::AwsIsoB => "sc2s.sgov.gov",
            Self::AwsIsoE => "cloud.adc-e.uk",
            Self::AwsIsoF => "csp.hci.ic.gov",
        }
    }

    /// The partition of that name.
    #[must_use]
    pub fn find(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|partition| partition.name() == name)
    }
}

/// An AWS region.
#[derive(Debug, PartialEq, Eq)]
pub struct Region {
    /// Its id, such as `eu-west-1`.
    pub name: &'static str,
    /// Where it lies, in AWS's words.
    pub place: &'static str,
    /// The partition that it belongs to.
    pub partition: Partition,
}

impl Region {
    /// The region of that very name.
    #[must_use]
    pub fn find(name: &str) -> Option<&'static Self> {
        let at = REGIONS.binary_search_by(|region| region.name.cmp(name)).ok()?;
        REGIONS.get(at)
    }

    /// Whether it is one of the two in China.
    #[must_use]
    pub fn is_in_china(&self) -> bool {
        self.partition == Partition::AwsCn
    }
}

const fn region(name: &'static str, place: &'static str, partition: Partition) -> Region {
    Region { name, place, partition }
}

/// Every region that KMS runs in, or that AWS has announced, sorted by name.
pub const REGIONS: &[Region] = &[
    region("af-south-1", "Africa (Cape Town)", Partition::Aws),
    region("ap-east-1", "Asia Pacific (Hong Kong)", Partition::Aws),
    region("ap-east-2", "Asia Pacific (Taipei)", Partition::Aws),
    region("ap-northeast-1", "Asia Pacific (Tokyo)", Partition::Aws),
    region("ap-northeast-2", "Asia Pacific (Seoul)", Partition::Aws),
    region("ap-northeast-3", "Asia Pacific (Osaka)", Partition::Aws),
    region("ap-south-1", "Asia Pacific (Mumbai)", Partition::Aws),
    region("ap-south-2", "Asia Pacific (Hyderabad)", Partition::Aws),
    region("ap-southeast-1", "Asia Pacific (Singapore)", Partition::Aws),
    region("ap-southeast-2", "Asia Pacific (Sydney)", Partition::Aws),
    region("ap-southeast-3", "Asia Pacific (Jakarta)", Partition::Aws),
    region("ap-southeast-4", "Asia Pacific (Melbourne)", Partition::Aws),
    region("ap-southeast-5", "Asia Pacific (Malaysia)", Partition::Aws),
    region("ap-southeast-6", "Asia Pacific (New Zealand)", Partition::Aws),
    region("ap-southeast-7", "Asia Pacific (Thailand)", Partition::Aws),
    region("ca-central-1", "Canada (Central)", Partition::Aws),
    region("ca-west-1", "Canada West (Calgary)", Partition::Aws),
    region("cn-north-1", "China (Beijing)", Partition::AwsCn),
    region("cn-northwest-1", "China (Ningxia)", Partition::AwsCn),
    region("eu-central-1", "Europe (Frankfurt)", Partition::Aws),
    region("eu-central-2", "Europe (Zurich)", Partition::Aws),
    region("eu-isoe-west-1", "EU ISOE West", Partition::AwsIsoE),
    region("eu-north-1", "Europe (Stockholm)", Partition::Aws),
    region("eu-south-1", "Europe (Milan)", Partition::Aws),
    region("eu-south-2", "Europe (Spain)", Partition::Aws),
    region("eu-west-1", "Europe (Ireland)", Partition::Aws),
    region("eu-west-2", "Europe (London)", Partition::Aws),
    region("eu-west-3", "Europe (Paris)", Partition::Aws),
    region("eusc-de-east-1", "AWS European Sovereign Cloud (Germany)", Partition::AwsEusc),
    region("il-central-1", "Israel (Tel Aviv)", Partition::Aws),
    region("me-central-1", "Middle East (UAE)", Partition::Aws),
    region("me-south-1", "Middle East (Bahrain)", Partition::Aws),
    region("me-west-1", "Middle East (Saudi Arabia)", Partition::Aws),
    region("mx-central-1", "Mexico (Central)", Partition::Aws),
    region("sa-east-1", "South America (Sao Paulo)", Partition::Aws),
    region("sa-west-1", "South America (Chile)", Partition::Aws),
    region("us-east-1", "US East (N. Virginia)", Partition::Aws),
    region("us-east-2", "US East (Ohio)", Partition::Aws),
    region("us-gov-east-1", "AWS GovCloud (US-East)", Partition::AwsUsGov),
    region("us-gov-west-1", "AWS GovCloud (US-West)", Partition::AwsUsGov),
    region("us-iso-east-1", "US ISO East", Partition::AwsIso),
    region("us-iso-west-1", "US ISO WEST", Partition::AwsIso),
    region("us-isob-east-1", "US ISOB East (Ohio)", Partition::AwsIsoB),
    region("us-isob-west-1", "US ISOB West", Partition::AwsIsoB),
    region("us-isof-east-1", "US ISOF EAST", Partition::AwsIsoF),
    region("us-isof-south-1", "US ISOF SOUTH", Partition::AwsIsoF),
    region("us-west-1", "US West (N. California)", Partition::Aws),
    region("us-west-2", "US West (Oregon)", Partition::Aws),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn regions_are_sorted_for_the_search() {
        assert!(REGIONS.is_sorted_by(|a, b| a.name < b.name));
        assert_eq!(Region::find("cn-north-1").map(|region| region.partition), Some(Partition::AwsCn));
    }
}
