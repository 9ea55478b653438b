//! Key specs, key usages and origins.
//!
//! Sources: the CCKM manual page "Creating AWS Keys on CCKM" for what CCKM documents; botocore 1.44.8,
//! `data/kms/2014-11-01/service-2.json` (`KeySpec`, `KeyUsageType`, `OriginType`, `CreateKeyRequest`) for what AWS knows.

use super::region::Region;

/// Where to look these facts up.
pub const SOURCE: &str = "CCKM manual, \"Creating AWS Keys on CCKM\"; AWS KMS API, `CreateKey`";

/// A family of key specs that behave alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Family {
    /// AES-256-GCM, or SM4 in China.
    Symmetric,
    /// RSA.
    Rsa,
    /// Elliptic curves, SM2 included.
    Ecc,
    /// Keyed hashes.
    Hmac,
    /// Post-quantum signatures.
    MlDsa,
    /// Post-quantum key encapsulation.
    MlKem,
}

impl Family {
    /// What its keys are.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Symmetric => "symmetric: AES-256-GCM, or SM4 in China",
            Self::Rsa => "an RSA key pair",
            Self::Ecc => "a key pair on an elliptic curve",
            Self::Hmac => "a key for HMAC, a hash that proves who made it",
            Self::MlDsa => "a key pair for signatures that quantum computers do not break",
            Self::MlKem => "a key pair for secrets that quantum computers do not break",
        }
    }
}

/// Where a spec can be had.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Availability {
    /// In every region.
    Everywhere,
    /// Only in the regions of China.
    OnlyChina,
    /// Not in the regions of China.
    NotChina,
}

/// A value of `CustomerMasterKeySpec`.
#[derive(Debug, PartialEq, Eq)]
pub struct Spec {
    /// As the request spells it.
    pub name: &'static str,
    /// What kind of key it makes.
    pub family: Family,
    /// The usages that AWS allows for it.
    pub usages: &'static [&'static str],
    /// Whether CCKM's manual lists it.
    pub documented: bool,
    /// The regions that have it, by AWS.
    pub availability: Availability,
}

impl Spec {
    /// The spec of that very name.
    #[must_use]
    pub fn find(name: &str) -> Option<&'static Self> {
        SPECS.iter().find(|spec| spec.name == name)
    }

    /// What a key is made with where the request names no spec.
    #[must_use]
    pub fn default_spec() -> &'static Self {
        static DEFAULT: Spec = documented("SYMMETRIC_DEFAULT", Family::Symmetric, ENCRYPT);
        &DEFAULT
    }

    /// The usage that a key of it has if none is given.
    #[must_use]
    pub fn only_usage(&self) -> Option<&'static str> {
        self.usages.first().copied().filter(|_| self.usages.len() == 1)
    }

    /// Whether keys of it can be made in `region`: by AWS, and for HMAC keys by CCKM's manual, too.
    #[must_use]
    pub fn is_available_in(&self, region: &Region) -> bool {
        match self.availability {
            Availability::OnlyChina => region.is_in_china(),
            Availability::NotChina => !region.is_in_china(),
            Availability::Everywhere => self.family != Family::Hmac || !region.is_in_china(),
        }
    }

    /// Those of its usages that CCKM's manual lists.
    pub fn documented_usages(&self) -> impl Iterator<Item = &'static str> {
        self.usages.iter().copied().filter(|usage| find_word(USAGES, usage).is_some_and(|word| word.documented))
    }
}

const ENCRYPT: &[&str] = &["ENCRYPT_DECRYPT"];
const SIGN: &[&str] = &["SIGN_VERIFY"];
const MAC: &[&str] = &["GENERATE_VERIFY_MAC"];
const ENCRYPT_OR_SIGN: &[&str] = &["ENCRYPT_DECRYPT", "SIGN_VERIFY"];
const SIGN_OR_AGREE: &[&str] = &["SIGN_VERIFY", "KEY_AGREEMENT"];
const ENCRYPT_SIGN_OR_AGREE: &[&str] = &["ENCRYPT_DECRYPT", "SIGN_VERIFY", "KEY_AGREEMENT"];
const ENCAPSULATE: &[&str] = &["ENCAPSULATE_DECAPSULATE"];

const fn documented(name: &'static str, family: Family, usages: &'static [&'static str]) -> Spec {
    Spec { name, family, usages, documented: true, availability: Availability::Everywhere }
}

const fn aws_only(name: &'static str, family: Family, usages: &'static [&'static str], availability: Availability) -> Spec {
    Spec { name, family, usages, documented: false, availability }
}

/// The values of `CustomerMasterKeySpec`: [`SPECS`] by name.
pub static SPEC_WORDS: &[Word] = &[
    word("SYMMETRIC_DEFAULT"),
    word("RSA_2048"),
    word("RSA_3072"),
    word("RSA_4096"),
    word("ECC_NIST_P256"),
    word("ECC_NIST_P384"),
    word("ECC_NIST_P521"),
    word("ECC_SECG_P256K1"),
    word("HMAC_224"),
    word("HMAC_256"),
    word("HMAC_384"),
    word("HMAC_512"),
    aws_word("SM2"),
    aws_word("ECC_NIST_EDWARDS25519"),
    aws_word("ML_DSA_44"),
    aws_word("ML_DSA_65"),
    aws_word("ML_DSA_87"),
    aws_word("ML_KEM_512"),
    aws_word("ML_KEM_768"),
    aws_word("ML_KEM_1024"),
];

/// Every key spec: first those of CCKM's manual, in its order, then those that only AWS knows.
pub static SPECS: &[Spec] = &[
    documented("SYMMETRIC_DEFAULT", Family::Symmetric, ENCRYPT),
    documented("RSA_2048", Family::Rsa, ENCRYPT_OR_SIGN),
    documented("RSA_3072", Family::Rsa, ENCRYPT_OR_SIGN),
    documented("RSA_4096", Family::Rsa, ENCRYPT_OR_SIGN),
    documented("ECC_NIST_P256", Family::Ecc, SIGN_OR_AGREE),
    documented("ECC_NIST_P384", Family::Ecc, SIGN_OR_AGREE),
    documented("ECC_NIST_P521", Family::Ecc, SIGN_OR_AGREE),
    documented("ECC_SECG_P256K1", Family::Ecc, SIGN),
    documented("HMAC_224", Family::Hmac, MAC),
    documented("HMAC_256", Family::Hmac, MAC),
    documented("HMAC_384", Family::Hmac, MAC),
    documented("HMAC_512", Family::Hmac, MAC),
    aws_only("SM2", Family::Ecc, ENCRYPT_SIGN_OR_AGREE, Availability::OnlyChina),
    aws_only("ECC_NIST_EDWARDS25519", Family::Ecc, SIGN, Availability::Everywhere),
    aws_only("ML_DSA_44", Family::MlDsa, SIGN, Availability::Everywhere),
    aws_only("ML_DSA_65", Family::MlDsa, SIGN, Availability::Everywhere),
    aws_only("ML_DSA_87", Family::MlDsa, SIGN, Availability::Everywhere),
    aws_only("ML_KEM_512", Family::MlKem, ENCAPSULATE, Availability::NotChina),
    aws_only("ML_KEM_768", Family::MlKem, ENCAPSULATE, Availability::NotChina),
    aws_only("ML_KEM_1024", Family::MlKem, ENCAPSULATE, Availability::NotChina),
];

/// A value that a field may take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word {
    /// As the request spells it.
    pub name: &'static str,
    /// Whether CCKM's manual lists it for this call.
    pub documented: bool,
    /// The call of CCKM that makes such keys, where another one does.
    pub other_call: Option<&'static str>,
}

const fn word(name: &'static str) -> Word {
    Word { name, documented: true, other_call: None }
}

const fn aws_word(name: &'static str) -> Word {
    Word { name, documented: false, other_call: None }
}

/// What a usage or an origin means. Source: botocore 1.44.8, `CreateKey`.
#[must_use]
pub fn about(word: &str) -> Option<&'static str> {
    let known = [
        ("ENCRYPT_DECRYPT", "The key encrypts and decrypts."),
        ("SIGN_VERIFY", "The key signs, and verifies signatures."),
        ("GENERATE_VERIFY_MAC", "The key makes HMACs, and verifies them."),
        ("KEY_AGREEMENT", "The key derives a secret that it shares with another key pair."),
        ("ENCAPSULATE_DECAPSULATE", "The key hands secrets over, sealed for its owner."),
        ("AWS_KMS", "AWS makes the key material, and keeps it."),
        ("EXTERNAL", "The key is made without material, which is imported afterwards."),
        ("AWS_CLOUDHSM", "The key material lives in a CloudHSM cluster."),
        ("EXTERNAL_KEY_STORE", "The key material lives in a key store outside of AWS."),
    ];
    known.into_iter().find(|(name, _)| *name == word).map(|(_, about)| about)
}

/// The word of that very name among `words`.
#[must_use]
pub fn find_word<'w>(words: &'w [Word], name: &str) -> Option<&'w Word> {
    words.iter().find(|word| word.name == name)
}

/// What people write for a word, and the word. Source: `ECC_NIST_P256K1` stands in the vendor's Ansible collection 1.0.0; the
/// curves' other names in CCKM's manual; `luna-hsm` in the vendor's PowerShell module, `hsm` in the collection; the others are those of AWS's console and of other key managers.
const OTHER_NAMES: &[(&str, &str)] = &[
    ("AES", "SYMMETRIC_DEFAULT"),
    ("AES_256", "SYMMETRIC_DEFAULT"),
    ("SYMMETRIC", "SYMMETRIC_DEFAULT"),
    ("ECC_NIST_P256K1", "ECC_SECG_P256K1"),
    ("SECP256K1", "ECC_SECG_P256K1"),
    ("SECP256R1", "ECC_NIST_P256"),
    ("ENCRYPT", "ENCRYPT_DECRYPT"),
    ("DECRYPT", "ENCRYPT_DECRYPT"),
    ("SIGN", "SIGN_VERIFY"),
    ("VERIFY", "SIGN_VERIFY"),
    ("MAC", "GENERATE_VERIFY_MAC"),
    ("GENERATE_MAC", "GENERATE_VERIFY_MAC"),
    ("KMS", "AWS_KMS"),
    ("luna-hsm", "hsm-luna"),
    ("hsm", "hsm-luna"),
];

/// The word of `words` that people write `text` for.
#[must_use]
pub fn other_name(words: &[Word], text: &str) -> Option<&'static str> {
    let (_, word) = OTHER_NAMES.iter().find(|(other, _)| super::near::is_same_word(other, text))?;
    find_word(words, word).map(|_| *word)
}

/// The values of `KeyUsage`.
pub static USAGES: &[Word] = &[
    word("ENCRYPT_DECRYPT"),
    word("SIGN_VERIFY"),
    word("GENERATE_VERIFY_MAC"),
    aws_word("KEY_AGREEMENT"),
    aws_word("ENCAPSULATE_DECAPSULATE"),
];

/// The values of `Origin`. The calls for key stores: ThalesGroup/terraform-provider-ciphertrust, 2026.
pub static ORIGINS: &[Word] = &[
    word("AWS_KMS"),
    word("EXTERNAL"),
    Word { name: "AWS_CLOUDHSM", documented: false, other_call: Some("POST /v1/cckm/aws/custom-key-stores/{id}/create-aws-key") },
    Word { name: "EXTERNAL_KEY_STORE", documented: false, other_call: Some("POST /v1/cckm/aws/create-hyok-key") },
];

/// Where the source of an upload or an import is kept. Source: CCKM manual, "Upload Key"; the vendor's Ansible collection of 2026.
pub static SOURCE_TIERS: &[Word] = &[word("local"), word("dsm"), word("hsm-luna"), word("external-cm")];

/// Where the source of a key is kept that is held outside of AWS. Source: the same collection.
pub static HOSTED_TIERS: &[Word] = &[word("local"), word("hsm-luna")];

/// What an import brings. Source: the same collection.
pub static IMPORT_TYPES: &[Word] = &[word("NEW_KEY_MATERIAL"), word("EXISTING_KEY_MATERIAL")];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn specs_and_their_words_agree() {
        let specs: Vec<_> = SPECS.iter().map(|spec| (spec.name, spec.documented)).collect();
        let words: Vec<_> = SPEC_WORDS.iter().map(|word| (word.name, word.documented)).collect();
        assert_eq!(specs, words);
        assert_eq!(SPECS.first(), Some(Spec::default_spec()));
    }
}
