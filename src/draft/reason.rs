//! Why the request of a draft is as it is.

use super::{Draft, Purpose};

/// What a field is set to, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason {
    /// The field, as the request has it.
    pub field: &'static str,
    /// Why it is as it is.
    pub why: String,
}

impl Reason {
    fn new(field: &'static str, why: impl Into<String>) -> Self {
        Self { field, why: why.into() }
    }
}

pub(super) fn reasons(draft: &Draft) -> Vec<Reason> {
    let mut reasons = vec![
        Reason::new("CustomerMasterKeySpec", spec(draft)),
        Reason::new("KeyUsage", "said outright, as AWS demands it for all but symmetric keys; it can never be changed"),
    ];
    if draft.multi_region {
        reasons.push(Reason::new("MultiRegion", "the key can be copied to other regions; it can never be changed"));
    } else {
        reasons.push(Reason::new(
            "MultiRegion",
            "left out: the key stays in one region; --multi-region is for the other kind, once and for all",
        ));
    }
    reasons.push(access(draft));
    if draft.description.is_none() {
        reasons.push(Reason::new("Description", "left out; --description tells those who find the key in a year what it is for"));
    }
    reasons
}

fn spec(draft: &Draft) -> String {
    let name = draft.spec().name;
    let why = match (draft.spec, draft.purpose) {
        (Some(_), _) => "as you asked",
        (None, Purpose::Encrypt) => "what services of AWS work with, and what can be rotated",
        (None, Purpose::EncryptOutside) => "the public half can be handed out; 4096 bits, as the key may live long",
        (None, Purpose::Sign) => "small and fast, and known wherever signatures are verified",
        (None, Purpose::Mac) => "HMAC-SHA-256, which everything knows",
    };
    format!("{name}: {why}; it can never be changed")
}

fn access(draft: &Draft) -> Reason {
    if let Some((list, _)) = draft.only_list() {
        return Reason::new(list, "CCKM writes the key policy from it");
    }
    if draft.needs_policy() {
        let why = "written out, as the manual lets only one of the lists be given; the account keeps the key, so that nobody is \
                   locked out, administrators do not use it, and users do not administer it";
        return Reason::new("Policy", why);
    }
    Reason::new(
        "Policy",
        "left out: the default policy gives the key to the account, and IAM decides the rest; --admin and --user say who",
    )
}
