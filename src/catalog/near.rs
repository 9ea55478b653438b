//! Did you mean: which known name a text is near to.

use std::borrow::Cow;

/// The most edits that a slip of the hand comes to.
const MOST_EDITS: usize = 2;

/// The known name that `text` is nearest to, if it is near to any; nothing where two are equally near.
///
/// Near is: equal without case, `_`, `-` and spaces; or one edit for names of up to five letters, two for longer ones.
pub fn nearest<'n>(text: &str, names: impl IntoIterator<Item = &'n str>) -> Option<&'n str> {
    let folded = fold(text);
    let outline = Outline::of(&folded);
    // Most names are plainly another word, and need not be folded to see it.
    let is_long_enough = |name: &str| name.len() + MOST_EDITS >= outline.len;
    let may_be_near = |name: &&str| !name.is_ascii() || (is_long_enough(name) && outline.may_be_near(&Outline::of(name)));
    nearest_of(&folded, names.into_iter().filter(may_be_near))
}

/// Names that many texts are compared with.
#[derive(Debug)]
pub struct Known(Vec<(Outline, &'static str)>);

impl Known {
    /// Names in ASCII.
    pub fn new(names: impl IntoIterator<Item = &'static str>) -> Self {
        Self(names.into_iter().map(|name| (Outline::of(name), name)).collect())
    }

    /// The one that `text` is [nearest] to.
    #[must_use]
    pub fn nearest(&self, text: &str) -> Option<&'static str> {
        let folded = fold(text);
        let outline = Outline::of(&folded);
        let near = self.0.iter().filter(|(other, _)| outline.may_be_near(other));
        nearest_of(&folded, near.map(|(_, name)| *name))
    }
}

fn nearest_of<'n>(folded: &str, names: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    let mut best: Option<(usize, &str)> = None;
    let mut tied = false;
    for name in names {
        let Some(distance) = distance(folded, &fold(name)) else { continue };
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

/// What is seen of a name at a glance, be it folded or in ASCII.
#[derive(Debug)]
struct Outline {
    /// How many bytes it has once it is folded.
    len: usize,
    /// A bit for each of its letters. Letters beyond ASCII share some.
    letters: u128,
}

impl Outline {
    fn of(text: &str) -> Self {
        let mut outline = Self { len: 0, letters: 0 };
        for c in text.bytes().filter(|c| !matches!(c, b'_' | b'-' | b' ')) {
            outline.len += 1;
            let starts_letter = c & 0xc0 != 0x80;
            outline.letters |= u128::from(starts_letter) << (c.to_ascii_lowercase() % 128);
        }
        outline
    }

    /// Whether it may become a name in ASCII with [`MOST_EDITS`], each of which puts one letter in the place of another at most.
    /// As long as they are close in bytes, that is: [`distance`] asks for it, too.
    const fn may_be_near(&self, other: &Self) -> bool {
        self.len.abs_diff(other.len) <= MOST_EDITS && (self.letters ^ other.letters).count_ones() as usize <= 2 * MOST_EDITS
    }
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
    let (text, name) = without_common_ends(text, name);
    Some(strsim::osa_distance(text, name)).filter(|&distance| distance <= allowed)
}

/// What is left of two texts without what both begin and end with, which makes no difference to how far apart they are.
fn without_common_ends<'t>(a: &'t str, b: &'t str) -> (&'t str, &'t str) {
    let same = |(a, b): &(char, char)| a == b;
    let begin: usize = a.chars().zip(b.chars()).take_while(same).map(|(c, _)| c.len_utf8()).sum();
    let [a, b] = [a, b].map(|text| text.get(begin..).unwrap_or_default());
    let end: usize = a.chars().rev().zip(b.chars().rev()).take_while(same).map(|(c, _)| c.len_utf8()).sum();
    let [a, b] = [a, b].map(|text| text.get(..text.len() - end).unwrap_or_default());
    (a, b)
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
        assert_eq!(nearest("ked_admins", ["key_admins", "kex_admins"]), None, "two are equally near");
        assert_eq!(nearest("KeyUsage", fields), None);
    }

    #[test]
    fn what_is_passed_over_at_a_glance_is_no_slip() {
        let alphabet = ['a', 'b', 'c', 'z', '_', 'ü', 'Ä'];
        let texts: Vec<String> =
            (0..7_usize.pow(4)).map(|n| (0..4).map(|at| alphabet[n / 7_usize.pow(at) % 7]).collect()).collect();
        let names = ["abcabc", "aa_bb", "a-c zz"];
        for text in texts.iter().map(|text| format!("a{text}c")) {
            for name in names {
                let whole = strsim::osa_distance(&fold(&text), &fold(name));
                let allowed = if fold(name).chars().count() <= 5 { 1 } else { MOST_EDITS };
                let is_near = whole <= allowed && fold(&text).len().abs_diff(fold(name).len()) <= allowed;
                assert_eq!(nearest(&text, [name]).is_some(), is_near, "{text} {name}");
            }
        }
    }

    #[test]
    fn names_that_are_known_beforehand_are_found_as_others_are() {
        let names = ["Decrypt", "Encrypt", "ReEncryptTo", "ReEncryptFrom"];
        let known = Known::new(names);
        for text in ["decript", "Encrypt", "RE-ENCRYPT-TO", "ReEncrypt", "crypt", ""] {
            assert_eq!(known.nearest(text), nearest(text, names), "{text}");
        }
    }

    #[test]
    fn a_tie_is_no_answer() {
        assert_eq!(nearest("HMAC_25", ["HMAC_224", "HMAC_256"]), Some("HMAC_256"));
        assert_eq!(nearest("RSA_1024", ["RSA_2048", "RSA_3072", "RSA_4096"]), None);
    }
}
