//! Did you mean: which known name a text is near to.

use std::borrow::Cow;

/// The most edits that a slip of the hand comes to.
const MOST_EDITS: usize = 2;

/// The known name that `text` is nearest to, if it is near to any; nothing where two are equally near.
///
/// Near is: equal without case, `_`, `-` and spaces; or one edit for names of up to five letters, two for longer ones.
pub fn nearest<'n>(text: &str, names: impl IntoIterator<Item = &'n str>) -> Option<&'n str> {
    let folded = fold(text);
    let mut best: Option<(usize, &str)> = None;
    let mut tied = false;
    // Folding takes letters away, so a name that is too short stays so.
    for name in names.into_iter().filter(|name| name.len() + MOST_EDITS >= folded.len()) {
        let Some(distance) = distance(&folded, &fold(name)) else { continue };
        match best {
            Some((least, _)) if distance > least => {}
            Some((least, _)) if distance == least => tied = true,
            _ => {
                best = Some((distance, name));
                tied = false;
            }
        }
    }
    best.filter(|_| !tied).map(|(_, name)| name)
}

/// Whether two names are equal without case, `_`, `-` and spaces.
#[must_use]
pub fn is_same_word(a: &str, b: &str) -> bool {
    let letters = |text: &str| fold(text).into_owned();
    letters(a) == letters(b)
}

/// How many edits apart two folded names are, where that is few enough to be a slip of the hand.
fn distance(text: &str, name: &str) -> Option<usize> {
    let allowed = if name.chars().count() <= 5 { 1 } else { MOST_EDITS };
    if text.len().abs_diff(name.len()) > allowed {
        return None;
    }
    Some(strsim::osa_distance(text, name)).filter(|&distance| distance <= allowed)
}

fn fold(text: &str) -> Cow<'_, str> {
    if text.bytes().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit()) {
        return Cow::Borrowed(text);
    }
    let kept = text.chars().filter(|c| !matches!(c, '_' | '-' | ' '));
    Cow::Owned(if text.is_ascii() {
        kept.map(|c| c.to_ascii_lowercase()).collect()
    } else {
        kept.flat_map(char::to_lowercase).collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_is_near_and_another_word_is_not() {
        let fields = ["kms", "region", "aws_param", "key_users", "key_users_roles"];
        assert_eq!(nearest("Region", fields), Some("region"));
        assert_eq!(nearest("awsParam", fields), Some("aws_param"));
        assert_eq!(nearest("reigon", fields), Some("region"));
        assert_eq!(nearest("key_user", fields), Some("key_users"));
        assert_eq!(nearest("kmss", fields), Some("kms"));
        assert_eq!(nearest("cmk", fields), None);
        assert_eq!(nearest("KeyUsage", fields), None);
    }

    #[test]
    fn a_tie_is_no_answer() {
        assert_eq!(nearest("HMAC_25", ["HMAC_224", "HMAC_256"]), Some("HMAC_256"));
        assert_eq!(nearest("RSA_1024", ["RSA_2048", "RSA_3072", "RSA_4096"]), None);
    }
}
