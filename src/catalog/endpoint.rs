//! The addresses that requests go to, and what comes near to that of the create-key request.

use super::near::nearest;
use super::operation::Operation;

/// The path of the call, piece by piece. Source: CCKM manual, "Creating AWS Keys on CCKM", "Syntax"; sample code of the vendor
/// leaves `api` to a client of its own.
const PATH: [&str; 5] = ["api", "v1", "cckm", "aws", "keys"];

/// The path of the call as people write it.
pub const ENDPOINT: &str = "/api/v1/cckm/aws/keys";

/// What an address is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Address {
    /// That of a call that is known.
    Of(Operation),
    /// Near to that of the call that makes a key: the path is this part of the address.
    NearMiss {
        /// Where the path starts, in bytes.
        start: usize,
        /// Where it ends.
        end: usize,
    },
    /// Not known: a variable stands where the path would.
    Unknown,
    /// That of something else.
    Other,
}

impl Address {
    /// The operation that is meant.
    #[must_use]
    pub const fn operation(self) -> Option<Operation> {
        match self {
            Self::Of(operation) => Some(operation),
            Self::NearMiss { .. } => Some(Operation::CreateKey),
            Self::Unknown | Self::Other => None,
        }
    }
}

/// What `url` is the address of. `${…}` and `<…>` in it are holes.
#[must_use]
pub fn address(url: &str) -> Address {
    let (start, end) = path_of(url);
    let path = url.get(start..end).unwrap_or_default();
    let pieces: Vec<&str> = path.split('/').filter(|piece| !piece.is_empty()).collect();
    // A server that answers below a path of its own may put more in front.
    let own = pieces.iter().position(|piece| is_near(piece, "api") || is_near(piece, "v1") || is_near(piece, "cckm"));
    let own = own.and_then(|first| pieces.get(first..)).unwrap_or(&pieces);
    // With `$API/cckm/aws/keys` what is in front is not known.
    let is_below_hole = own.first() == Some(&"cckm") && start > 0 && is_hole_before(url, start);
    if let Some(operation) = operation(own, is_below_hole) {
        return Address::Of(operation);
    }
    if is_near_miss(own) {
        return Address::NearMiss { start, end };
    }
    if pieces.is_empty() && url.contains("${") { Address::Unknown } else { Address::Other }
}

/// The operation whose path that is, be it from `api`, from `v1` or, where it stands below something unknown, from `cckm` on.
fn operation(pieces: &[&str], is_below_hole: bool) -> Option<Operation> {
    let pieces = pieces.strip_prefix(&["api"]).unwrap_or(pieces);
    let is_its = |operation: &Operation| {
        let path = operation.path().skip(usize::from(is_below_hole));
        path.clone().count() == pieces.len() && path.zip(pieces).all(|(known, piece)| known == "{id}" || known == *piece)
    };
    Operation::ALL.into_iter().find(is_its)
}

/// Where the path of an address starts and ends.
fn path_of(url: &str) -> (usize, usize) {
    let host = url.find("://").map_or(0, |at| at + 3);
    let skipped = skip_holes(url, host);
    let start = url.get(skipped..).and_then(|rest| rest.find('/')).map_or(url.len(), |at| skipped + at);
    let end = url.get(start..).and_then(|rest| rest.find(['?', '#'])).map_or(url.len(), |at| start + at);
    (start, end)
}

/// The end of a hole that the address starts with: a slash inside of it starts no path.
fn skip_holes(url: &str, at: usize) -> usize {
    let rest = url.get(at..).unwrap_or_default();
    let closer = if rest.starts_with("${") {
        '}'
    } else if rest.starts_with('<') {
        '>'
    } else {
        return at;
    };
    rest.find(closer).map_or(at, |close| at + close + 1)
}

fn is_hole_before(url: &str, start: usize) -> bool {
    url.get(..start).is_some_and(|before| before.ends_with('}'))
}

fn is_near(piece: &str, known: &'static str) -> bool {
    piece == known || nearest(piece, [known]).is_some()
}

/// Whether a path is that of the call but for slips, or for pieces that were left out.
fn is_near_miss(pieces: &[&str]) -> bool {
    let [.., aws, keys] = pieces else { return false };
    let names_cckm = pieces.iter().any(|piece| is_near(piece, "cckm"));
    let is_whole = pieces.len() >= 4 || names_cckm;
    is_whole && is_near(aws, "aws") && is_near(keys, "keys") && are_in_order(pieces)
}

/// Whether each piece is near to one of the path, in the order of the path.
fn are_in_order(pieces: &[&str]) -> bool {
    let mut left = PATH.iter();
    let is_meant = |piece: &str, known: &'static str| is_near(piece, known) || (known == "v1" && is_version(piece));
    pieces.iter().all(|piece| left.any(|known| is_meant(piece, known)))
}

fn is_version(piece: &str) -> bool {
    piece.strip_prefix('v').is_some_and(|number| !number.is_empty() && number.bytes().all(|c| c.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_endpoint_is_known_in_whatever_is_around_it() {
        for url in [
            "https://cm.example.com/api/v1/cckm/aws/keys",
            "https://cm.example.com:8443/api/v1/cckm/aws/keys/",
            "<IP>/api/v1/cckm/aws/keys",
            "cm.example.com/v1/cckm/aws/keys?dry=1",
            "${CM_URL}/api/v1/cckm/aws/keys",
            "https://${CM_HOST}/api/v1/cckm/aws/keys",
            "${API}/cckm/aws/keys",
            "https://gateway.example.com/ciphertrust/api/v1/cckm/aws/keys",
        ] {
            assert_eq!(address(url), Address::Of(Operation::CreateKey), "{url}");
        }
    }

    #[test]
    fn each_operation_has_an_address() {
        let found = |url: &str| match address(url) {
            Address::Of(operation) => operation.name(),
            _ => "none",
        };
        assert_eq!(found("https://cm.example.com/api/v1/cckm/aws/upload-key"), "upload-key");
        assert_eq!(found("https://cm.example.com/api/v1/cckm/aws/keys/${ID}/policy"), "policy");
        assert_eq!(found("https://cm.example.com/v1/cckm/aws/keys/5f0a/replicate-key/"), "replicate-key");
        assert_eq!(found("${API}/cckm/aws/custom-key-stores/<id>/create-aws-key"), "create-aws-key");
        assert_eq!(found("https://cm.example.com/api/v1/cckm/aws/templates"), "templates");
        assert_eq!(found("https://cm.example.com/api/v1/cckm/aws/templates/5f0a"), "none");
        assert_eq!(found("https://cm.example.com/api/v1/cckm/aws/keys/5f0a/rotate"), "none");
    }

    #[test]
    fn near_misses_are_told_from_other_calls() {
        for url in [
            "https://cm.example.com/api/v1/cckm/aws/key",
            "https://cm.example.com/api/v2/cckm/aws/keys",
            "https://cm.example.com/api/v1/ckcm/aws/keys",
            "https://cm.example.com/api/cckm/aws/keys",
            "https://cm.example.com/api/v1/cckm/AWS/keys",
            "https://cm.example.com/api/v1/aws/keys",
            "https://cm.example.com/cckm/aws/keys",
        ] {
            assert!(matches!(address(url), Address::NearMiss { .. }), "{url}");
        }
        for url in [
            "https://cm.example.com/api/v1/cckm/aws/keys/${ID}/rotate",
            "https://cm.example.com/api/v1/cckm/aws/kms",
            "https://cm.example.com/api/beta/cckm/aws/keys",
            "https://cm.example.com/api/v1/cckm/azure/keys",
            "https://cm.example.com/api/v1/vault/keys2",
            "https://api.example.com/v1/keys",
            "https://cm.example.com/api/v1/api/v1/aws/keys",
            "https://example.com/aws/keys",
        ] {
            assert_eq!(address(url), Address::Other, "{url}");
        }
        assert_eq!(address("${URL}"), Address::Unknown);
    }
}
