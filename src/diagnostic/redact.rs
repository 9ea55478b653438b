//! Keeping the secrets of an input out of what is said of it.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::ops::Bound;

pub use super::secret::{EscapedSecret, Secret, SecretKind, find, find_escaped};
use crate::json::Tree;
use crate::source::{Origin, Span};

/// The secrets of one input, to be kept out of what is said of it.
#[derive(Clone, Debug, Default)]
pub struct Redactor {
    /// Where each starts and ends.
    spans: BTreeMap<usize, usize>,
    /// What they say. Sorted, so that those which begin most like a text are its neighbours.
    texts: BTreeSet<Vec<u8>>,
    /// How they begin: even the beginning of one, in a value that was cut, must not be shown.
    heads: HashSet<[u8; HEAD]>,
    /// A bit for each first character of theirs, as most places of most sentences start with none.
    firsts: u128,
    /// What stands anywhere in them, as a syntax error may tear one to pieces.
    pieces: HashSet<[u8; HEAD]>,
}

/// How many pieces are kept, however many secrets there are: those of some thousand tokens.
const MOST_PIECES: usize = 1 << 18;

/// How many characters of a secret are enough to know it by. None is shorter.
const HEAD: usize = 8;

const fn bit_of(first: u8) -> u128 {
    1 << (first % 128)
}

impl Redactor {
    /// Learns the secrets of `text`.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let mut redactor = Self::default();
        for secret in find(text) {
            redactor.add(secret.span, secret.span.of(text));
        }
        redactor
    }

    /// Learns a secret: where it is written, and what it says.
    pub fn add(&mut self, span: Span, text: &str) {
        let end = self.spans.entry(span.start()).or_default();
        *end = span.end().max(*end);
        let Some(head) = text.as_bytes().first_chunk() else { return };
        self.heads.insert(*head);
        self.firsts |= bit_of(head[0]);
        if self.texts.insert(text.as_bytes().to_vec()) {
            let lines = text.lines().filter(|line| !line.contains("PRIVATE KEY-----"));
            let pieces = lines.flat_map(|line| line.as_bytes().windows(HEAD)).filter_map(|piece| piece.first_chunk().copied());
            let room = MOST_PIECES.saturating_sub(self.pieces.len());
            self.pieces.extend(pieces.take(room));
        }
    }

    /// Learns the secrets of a text of the input, which stands there with that origin.
    pub fn learn(&mut self, text: &str, origin: &Origin) {
        for secret in find(text) {
            self.add(origin.lift(secret.span), secret.span.of(text));
        }
    }

    /// Learns the secrets that are seen in a text once its escapes are read. Of a text that stands in a string all of the string
    /// is kept back, as a secret with escapes of its own is hard to see in it. `origin` is that of the outermost text.
    pub fn learn_escaped(&mut self, tree: &Tree<'_>, origin: &Origin) {
        let string = tree.host().map(|host| host.origin.lift(Span::new(0, tree.text().len())));
        for secret in find_escaped(tree) {
            self.add(origin.lift(string.unwrap_or(secret.span)), &secret.text);
        }
    }

    /// Learns the secrets of a piece of the input that starts at `offset`.
    pub fn absorb(&mut self, piece: Self, offset: usize) {
        for (start, end) in piece.spans {
            let known = self.spans.entry(start + offset).or_default();
            *known = (end + offset).max(*known);
        }
        self.texts.extend(piece.texts);
        self.heads.extend(piece.heads);
        self.firsts |= piece.firsts;
        let room = MOST_PIECES.saturating_sub(self.pieces.len());
        self.pieces.extend(piece.pieces.into_iter().take(room));
    }

    /// Learns where secrets of an older text stand in `text`.
    pub fn inherit(&mut self, older: &Self, text: &str) {
        for span in older.known_in(text) {
            self.add(span, span.of(text));
        }
    }

    /// The input itself, with asterisks in the places of its secrets.
    #[must_use]
    pub fn masked<'t>(&self, text: &'t str) -> Cow<'t, str> {
        if self.spans.is_empty() {
            return Cow::Borrowed(text);
        }
        let mask = |(at, c)| if c != '\n' && self.hides(at) { '*' } else { c };
        Cow::Owned(text.char_indices().map(mask).collect())
    }

    /// Whether the byte at `offset` of the input is a part of a secret.
    #[must_use]
    pub fn hides(&self, offset: usize) -> bool {
        self.spans.range(..=offset).next_back().is_some_and(|(_, end)| offset < *end)
    }

    /// `words` without the secrets, nor the beginning of one.
    #[must_use]
    pub fn scrub<'w>(&self, words: &'w str) -> Cow<'w, str> {
        let mut found: Vec<Span> = find(words).into_iter().map(|secret| secret.span).collect();
        found.extend(self.known_in(words));
        if found.is_empty() {
            return Cow::Borrowed(words);
        }
        found.sort_unstable();
        let mut clean = String::with_capacity(words.len());
        let mut at = 0;
        for span in found {
            if span.start() >= at {
                clean.push_str(words.get(at..span.start()).unwrap_or_default());
                clean.push_str("***");
            }
            at = at.max(span.end());
        }
        clean.push_str(words.get(at..).unwrap_or_default());
        Cow::Owned(clean)
    }

    /// Where a secret of the input, or the beginning of one, stands in `words`.
    fn known_in(&self, words: &str) -> Vec<Span> {
        let bytes = words.as_bytes();
        let mut found = Vec::new();
        if self.heads.is_empty() {
            return found;
        }
        let mut at = 0;
        while let Some(rest) = bytes.get(at..).filter(|rest| rest.len() >= HEAD) {
            let Some(longest) = self.longest_beginning(rest).max(self.longest_piece(rest)) else {
                at += 1;
                continue;
            };
            // Secrets may hold letters beyond ASCII, in a private key's place: end where a letter ends.
            let end = (at + longest..=bytes.len()).find(|end| words.is_char_boundary(*end)).unwrap_or(bytes.len());
            found.push(Span::new(at, end));
            // Another one may start within the last characters.
            at = (end + 1 - HEAD).max(at + 1);
        }
        found
    }

    /// How much of a secret `rest` starts with, if it does so with enough to know it by.
    fn longest_beginning(&self, rest: &[u8]) -> Option<usize> {
        let head = rest.first_chunk::<HEAD>().filter(|head| self.firsts & bit_of(head[0]) != 0)?;
        if !self.heads.contains(head) {
            return None;
        }
        let before = self.texts.range::<[u8], _>((Bound::Unbounded, Bound::Included(rest))).next_back();
        let after = self.texts.range::<[u8], _>((Bound::Excluded(rest), Bound::Unbounded)).next();
        let same = |text: &Vec<u8>| rest.iter().zip(text).take_while(|(a, b)| a == b).count();
        before.into_iter().chain(after).map(same).max()
    }

    /// How much of what stands in secrets `rest` starts with, if that is enough to know one by.
    fn longest_piece(&self, rest: &[u8]) -> Option<usize> {
        let pieces = rest.windows(HEAD).take_while(|piece| self.pieces.contains(*piece)).count();
        (pieces > 0).then_some(pieces + HEAD - 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_secrets_that_begin_alike_each_is_known() {
        let redactor = Redactor::new("Bearer 0123456789abcdefAAAA, Bearer 0123456789abcdefCCCC");
        assert_eq!(redactor.scrub("0123456789abcdefB 0123456789abcdefCCCx 0123456"), "***B ***x 0123456");
        assert_eq!(redactor.scrub("0123456789abcdefAAAA0123456789abcdefCC"), "******");
    }

    #[test]
    fn neither_the_middle_nor_the_end_of_a_secret_is_shown() {
        let key = "-----BEGIN PRIVATE KEY-----\nMIIBplainly\nnotAkeyAtAll\n-----END PRIVATE KEY-----";
        let redactor = Redactor::new(key);
        assert_eq!(
            redactor.scrub("`IIBplainly` and `notAkeyAt…` in a PRIVATE KEY-----"),
            "`***` and `***…` in a PRIVATE KEY-----"
        );
        assert_eq!(redactor.scrub("nothing of the like: otAkeyA"), "nothing of the like: otAkeyA");
        assert!(redactor.masked(key).chars().all(|c| c == '*' || c == '\n'));
    }

    #[test]
    fn a_sentence_shows_neither_a_secret_nor_its_beginning() {
        let redactor = Redactor::new("Authorization: Bearer 0123456789abcdef0123");
        assert_eq!(redactor.scrub("`0123456789abcdef0123` is no region"), "`***` is no region");
        assert_eq!(redactor.scrub("`0123456789abc…` is no region"), "`***…` is no region");
    }
}
