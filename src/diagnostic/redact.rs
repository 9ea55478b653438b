//! Secrets that stand in an input and must not stand in an output.
//!
//! Found here, and only here: the rule `credential-in-input` reports them, and every message and excerpt is rid of them.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::LazyLock;

use memchr::memmem::Finder;

use crate::catalog::placeholder::is_placeholder;
use crate::json::{Tree, Value};
use crate::source::Span;

/// A secret that stands in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Secret {
    /// Where.
    pub span: Span,
    /// What it is.
    pub kind: SecretKind,
}

/// What kind of secret it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SecretKind {
    /// A token that stands for a session: whoever has it is that user.
    BearerToken,
    /// The secret half of an AWS access key.
    AwsSecretKey,
    /// A private key in PEM form.
    PrivateKey,
}

impl SecretKind {
    /// What a sentence calls it.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::BearerToken => "a bearer token",
            Self::AwsSecretKey => "an AWS secret access key",
            Self::PrivateKey => "a private key",
        }
    }
}

/// The fewest characters that make a token.
const TOKEN_LENGTH: usize = 20;
/// The length of an AWS secret access key. Source: docs.aws.amazon.com, IAM, access keys.
const AWS_SECRET_LENGTH: usize = 40;
/// How far in front of a run of token characters its name is looked for, in bytes.
const NAME_REACH: usize = 48;

/// The secrets of `text`, in order.
#[must_use]
pub fn find(text: &str) -> Vec<Secret> {
    let mut found = private_keys(text);
    for run in token_runs(text) {
        let inside = found.iter().any(|secret| secret.span.start <= run.start && run.end <= secret.span.end);
        if let Some(kind) = kind_of(text, run).filter(|_| !inside) {
            found.push(Secret { span: run, kind });
        }
    }
    found.sort_unstable_by_key(|secret| secret.span);
    found
}

/// A secret in a string that is written with escapes.
#[derive(Clone, Debug)]
pub struct EscapedSecret<'t> {
    /// The string.
    pub value: Value<'t>,
    /// Where the secret is written in the text of the tree.
    pub span: Span,
    /// The secret itself, decoded.
    pub text: String,
    /// What it is.
    pub kind: SecretKind,
}

/// The secrets in strings with escapes. [`find`] may miss them in the text as it is written.
#[must_use]
pub fn find_escaped<'t>(tree: &'t Tree<'t>) -> Vec<EscapedSecret<'t>> {
    if memchr::memchr(b'\\', tree.text().as_bytes()).is_none() {
        return Vec::new();
    }
    tree.values().flat_map(|value| value.as_str().map_or_else(Vec::new, |text| find_decoded(value, &text))).collect()
}

fn find_decoded<'t>(value: Value<'t>, text: &Cow<'t, str>) -> Vec<EscapedSecret<'t>> {
    // What has no escapes is borrowed, and was looked at as it is written.
    let Cow::Owned(text) = text else { return Vec::new() };
    let found = find(text).into_iter();
    found
        .map(|Secret { span, kind }| EscapedSecret {
            value,
            span: value.origin().lift(span),
            text: span.of(text).to_owned(),
            kind,
        })
        .collect()
}

/// Runs of at least [`TOKEN_LENGTH`] characters that tokens and keys are made of.
fn token_runs(text: &str) -> impl Iterator<Item = Span> {
    let bytes = text.as_bytes();
    let mut at = 0;
    std::iter::from_fn(move || {
        while at < bytes.len() {
            let rest = bytes.get(at..).unwrap_or_default();
            // No run that starts here is long enough unless its last byte is of a token, too: most are passed over in one step.
            match rest.get(..TOKEN_LENGTH).and_then(|head| head.iter().rposition(|c| !is_token(*c))) {
                Some(last) => {
                    at += last + 1;
                    continue;
                }
                None if rest.len() < TOKEN_LENGTH => return None,
                None => {}
            }
            let len = rest.iter().take_while(|c| is_token(**c)).count();
            let run = Span::new(at, at + len);
            at += len + 1;
            if len >= TOKEN_LENGTH {
                return Some(run);
            }
        }
        None
    })
}

fn is_token(c: u8) -> bool {
    TOKEN.get(usize::from(c)).is_some_and(|is_token| *is_token)
}

/// The bytes that tokens and keys are made of, told by a look at a table, as every byte of every input is asked.
#[expect(clippy::indexing_slicing, reason = "the index is below the length")]
const TOKEN: [bool; 256] = {
    let mut table = [false; 256];
    let mut c = 0;
    while c < 256 {
        let byte = c as u8;
        table[c] = byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'-' | b'~' | b'+' | b'/' | b'=');
        c += 1;
    }
    table
};

fn kind_of(text: &str, run: Span) -> Option<SecretKind> {
    let token = run.of(text);
    if is_jwt(token) {
        return Some(SecretKind::BearerToken);
    }
    let before = name_before(text, run);
    if ends_in_bearer(&before) && !is_stand_in(token) {
        return Some(SecretKind::BearerToken);
    }
    (before.contains("secret") && is_aws_secret(token)).then_some(SecretKind::AwsSecretKey)
}

/// What stands in front of a run on the same line, in lower case.
fn name_before(text: &str, run: Span) -> String {
    let mut start = run.start().saturating_sub(NAME_REACH);
    while !text.is_char_boundary(start) {
        start += 1;
    }
    let before = text.get(start..run.start()).unwrap_or_default();
    before.rsplit(['\n', '\r']).next().unwrap_or_default().to_ascii_lowercase()
}

/// Whether what is named last, whatever punctuation follows, is a bearer token: `Bearer …`, `"AUTHTOKEN": "…"`.
fn ends_in_bearer(before: &str) -> bool {
    let name = before.trim_end_matches(|c: char| !c.is_ascii_alphanumeric());
    ["bearer", "authorization", "authtoken"].iter().any(|word| name.ends_with(word))
}

/// Three parts with dots between, of which the first is a JSON object in base64.
fn is_jwt(token: &str) -> bool {
    let mut parts = token.split('.');
    let [header, payload, signature] = [parts.next(), parts.next(), parts.next()];
    header.is_some_and(|header| header.starts_with("eyJ")) && payload.is_some() && signature.is_some()
}

/// A word of the documentation in a token's place: `YOUR_ACCESS_TOKEN_HERE`, `xxxxxxxx…`.
fn is_stand_in(token: &str) -> bool {
    let shouted = token.bytes().all(|c| c.is_ascii_uppercase() || matches!(c, b'_' | b'-'));
    shouted || is_placeholder(token)
}

/// Forty characters of base64, mixed as random ones are; AWS's documented examples end in `EXAMPLEKEY`.
fn is_aws_secret(token: &str) -> bool {
    let has = |test: fn(&u8) -> bool| token.as_bytes().iter().any(test);
    token.len() == AWS_SECRET_LENGTH
        && !token.ends_with("EXAMPLEKEY")
        && !token.contains(['.', '_', '-', '~'])
        && has(u8::is_ascii_uppercase)
        && has(u8::is_ascii_lowercase)
        && has(u8::is_ascii_digit)
}

fn private_keys(text: &str) -> Vec<Secret> {
    const END: &str = "PRIVATE KEY-----";
    static BEGIN: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new("-----BEGIN "));
    let begins = BEGIN.find_iter(text.as_bytes());
    let spans = begins.filter_map(|start| {
        let rest = text.get(start..)?;
        let header = rest.find(END).filter(|header| !rest.get(..*header).is_some_and(|kind| kind.contains('\n')))? + END.len();
        let body = rest.get(header..)?;
        let end = body.find(END).map(|end| end + END.len()).or_else(|| body.find('"')).unwrap_or(body.len());
        Some(Span::new(start, start + header + end))
    });
    spans.map(|span| Secret { span, kind: SecretKind::PrivateKey }).collect()
}

/// The secrets of one input, to be kept out of what is said of it.
#[derive(Clone, Debug, Default)]
pub struct Redactor {
    spans: Vec<Span>,
    texts: Vec<String>,
    /// The secrets by how they begin: even the beginning of one, in a value that was cut, must not be shown.
    by_head: HashMap<[u8; HEAD], Vec<usize>>,
}

/// How many characters of a secret are enough to know it by. None is shorter.
const HEAD: usize = 8;

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
        let at = self.spans.partition_point(|other| other.start <= span.start);
        self.spans.insert(at, span);
        self.know(text);
    }

    fn know(&mut self, text: &str) {
        let Some(head) = text.as_bytes().first_chunk() else { return };
        let same = self.by_head.entry(*head).or_default();
        if !same.iter().any(|known| self.texts.get(*known).is_some_and(|known| known == text)) {
            same.push(self.texts.len());
            self.texts.push(text.to_owned());
        }
    }

    /// Learns the secrets of a piece of the input that starts at `offset`.
    pub fn absorb(&mut self, piece: Self, offset: usize) {
        self.spans.extend(piece.spans.into_iter().map(|span| span.shifted(offset)));
        for text in &piece.texts {
            self.know(text);
        }
    }

    /// Whether the byte at `offset` of the input is a part of a secret.
    #[must_use]
    pub fn hides(&self, offset: usize) -> bool {
        let at = self.spans.partition_point(|span| span.start() <= offset);
        at.checked_sub(1).and_then(|at| self.spans.get(at)).is_some_and(|span| offset < span.end())
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
        if self.by_head.is_empty() {
            return found;
        }
        for (at, head) in bytes.windows(HEAD).enumerate() {
            let Some(candidates) = <[u8; HEAD]>::try_from(head).ok().and_then(|head| self.by_head.get(&head)) else { continue };
            let rest = bytes.get(at..).unwrap_or_default();
            let same = |text: &String| rest.iter().zip(text.as_bytes()).take_while(|(a, b)| a == b).count();
            let longest = candidates.iter().filter_map(|known| self.texts.get(*known)).map(same).max().unwrap_or(HEAD);
            // Secrets may hold letters beyond ASCII, in a private key's place: end where a letter ends.
            let end = (at + longest..=bytes.len()).find(|end| words.is_char_boundary(*end)).unwrap_or(bytes.len());
            found.push(Span::new(at, end));
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(text: &str) -> Vec<SecretKind> {
        find(text).into_iter().map(|secret| secret.kind).collect()
    }

    #[test]
    fn secrets_are_told_from_what_only_looks_like_one() {
        use SecretKind::{AwsSecretKey, BearerToken, PrivateKey};
        assert_eq!(kinds(r#""AUTHTOKEN": "eyJub3QiOiJhIn0.cmVhbA.dG9rZW4""#), [BearerToken]);
        assert_eq!(kinds("Authorization: Bearer 0123456789abcdef0123"), [BearerToken]);
        assert_eq!(kinds("aws_secret_access_key = AbCdEfGhIjKlMnOpQrStUvWxYz0123456789+/Ab"), [AwsSecretKey]);
        assert_eq!(kinds("-----BEGIN RSA PRIVATE KEY-----\nMIIB\n-----END RSA PRIVATE KEY-----"), [PrivateKey]);
        for text in [
            "Authorization: Bearer $TOKEN",
            "Authorization: Bearer YOUR_ACCESS_TOKEN_HERE",
            "aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
            r#""Alias": "a-very-long-alias-for-the-payments-service""#,
            "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----",
        ] {
            assert!(kinds(text).is_empty(), "{text}");
        }
    }

    #[test]
    fn a_sentence_shows_neither_a_secret_nor_its_beginning() {
        let redactor = Redactor::new("Authorization: Bearer 0123456789abcdef0123");
        assert_eq!(redactor.scrub("`0123456789abcdef0123` is no region"), "`***` is no region");
        assert_eq!(redactor.scrub("`0123456789abc…` is no region"), "`***…` is no region");
    }
}
