//! Secrets that stand in an input.
//!
//! Found here, and only here: the rule `credential-in-input` reports them, and every message and excerpt is [rid](super::redact)
//! of them.

use std::borrow::Cow;
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
    let mut tokens = tokens_outside(&found, text);
    if !tokens.is_empty() {
        found.append(&mut tokens);
        found.sort_unstable_by_key(|secret| secret.span);
    }
    found
}

/// The tokens that are no part of a private key.
fn tokens_outside(keys: &[Secret], text: &str) -> Vec<Secret> {
    let mut keys = keys.iter().peekable();
    let mut keys_end = 0;
    let tokens = token_runs(text).filter_map(|run| {
        while let Some(key) = keys.next_if(|key| key.span.start <= run.start) {
            keys_end = key.span.end.max(keys_end);
        }
        secret_in(text, run).filter(|_| run.end > keys_end)
    });
    tokens.collect()
}

/// A secret in a string that is written with escapes.
#[derive(Clone, Debug)]
pub struct EscapedSecret<'t> {
    /// The string.
    pub value: Value<'t>,
    /// The string as it is written: the value, or its name.
    pub raw: &'t str,
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
    tree.values().flat_map(|value| in_name(value).into_iter().chain(in_text(value))).collect()
}

/// The secrets in the name of a member.
fn in_name(value: Value<'_>) -> Vec<EscapedSecret<'_>> {
    let Some(key) = value.key() else { return Vec::new() };
    // What has no escapes is borrowed, and was looked at as it is written.
    let Cow::Owned(name) = key.name() else { return Vec::new() };
    let escaped = |Secret { span, kind }| {
        let text = span.of(&name).to_owned();
        EscapedSecret { value, raw: key.raw(), span: key.origin().lift(span), text, kind }
    };
    find(&name).into_iter().map(escaped).collect()
}

/// The secrets in a string, whose name may tell what it is.
fn in_text(value: Value<'_>) -> Vec<EscapedSecret<'_>> {
    let Some(Cow::Owned(text)) = value.as_str() else { return Vec::new() };
    let name = format!("{}: ", value.name());
    let escaped = |Secret { span, kind }: Secret| {
        let span = Span::new(span.start().checked_sub(name.len())?, span.end() - name.len());
        let text = span.of(&text).to_owned();
        Some(EscapedSecret { value, raw: value.raw(), span: value.origin().lift(span), text, kind })
    };
    find(&(name.clone() + &text)).into_iter().filter_map(escaped).collect()
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

/// Whether tokens and keys have such a character. Every byte of every input is asked for, so the answers are kept.
fn is_token(c: u8) -> bool {
    #[expect(clippy::indexing_slicing, reason = "the compiler does it, and would not go beyond the end")]
    const ANSWERS: [bool; 256] = {
        let mut answers = [false; 256];
        let mut c = 0;
        while c < 128 {
            let byte = c as u8;
            answers[c] = byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'-' | b'~' | b'+' | b'/' | b'=');
            c += 1;
        }
        answers
    };
    ANSWERS.get(usize::from(c)).is_some_and(|answer| *answer)
}

/// The secret that a run holds, perhaps behind the name that it is given to: `AUTHTOKEN=…`.
fn secret_in(text: &str, run: Span) -> Option<Secret> {
    let token = run.of(text);
    let behind = |at: usize| Span::new(run.start() + at, run.end());
    let given = token.match_indices('=').map(|(at, _)| behind(at + 1)).filter(|given| given.len() >= TOKEN_LENGTH);
    let named = [run].into_iter().chain(given).find_map(|span| Some(Secret { span, kind: kind_of(text, span)? }));
    named.or_else(|| Some(Secret { span: behind(jwt_in(token)?), kind: SecretKind::BearerToken }))
}

fn kind_of(text: &str, run: Span) -> Option<SecretKind> {
    let token = run.of(text);
    let before = name_before(text, run);
    if ends_in_bearer(before) && !is_stand_in(token) {
        return Some(SecretKind::BearerToken);
    }
    (is_aws_secret(token) && before.to_ascii_lowercase().contains("secret")).then_some(SecretKind::AwsSecretKey)
}

/// Where a token in a run starts that is known by its shape: at the start of a word, as in `user/eyJ…`.
fn jwt_in(run: &str) -> Option<usize> {
    let starts_word = |at: &usize| run.get(..*at).is_some_and(|before| !before.ends_with(|c: char| c.is_ascii_alphanumeric()));
    let starts = run.match_indices("eyJ").map(|(at, _)| at).filter(starts_word);
    starts.take_while(|at| run.len() - at >= TOKEN_LENGTH).find(|at| run.get(*at..).is_some_and(is_jwt))
}

/// What stands in front of a run on the same line.
fn name_before(text: &str, run: Span) -> &str {
    let mut start = run.start().saturating_sub(NAME_REACH);
    while !text.is_char_boundary(start) {
        start += 1;
    }
    let before = text.get(start..run.start()).unwrap_or_default();
    let line = memchr::memrchr2(b'\n', b'\r', before.as_bytes()).map_or(0, |end| end + 1);
    before.get(line..).unwrap_or_default()
}

/// Whether what is named last, whatever punctuation follows, is a bearer token: `Bearer …`, `"AUTHTOKEN": "…"`.
fn ends_in_bearer(before: &str) -> bool {
    let name = before.trim_end_matches(|c: char| !c.is_ascii_alphanumeric()).as_bytes();
    let ends_in = |word: &&str| {
        name.len()
            .checked_sub(word.len())
            .and_then(|at| name.get(at..))
            .is_some_and(|end| end.eq_ignore_ascii_case(word.as_bytes()))
    };
    ["bearer", "authorization", "authtoken"].iter().any(ends_in)
}

/// Three parts with dots between, of which the first is a JSON object in base64.
fn is_jwt(token: &str) -> bool {
    token.starts_with("eyJ") && token.split('.').count() >= 3
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

static KEY_BEGINS: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new("-----BEGIN "));
static KEY_MARK_ENDS: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new("PRIVATE KEY-----"));

fn private_keys(text: &str) -> Vec<Secret> {
    let mut header_ends = Ahead::new(text, |rest| KEY_MARK_ENDS.find(rest));
    let mut line_ends = Ahead::new(text, |rest| memchr::memchr(b'\n', rest));
    let mut footer_ends = Ahead::new(text, |rest| KEY_MARK_ENDS.find(rest));
    let mut quotes = Ahead::new(text, |rest| memchr::memchr(b'"', rest));
    let mark = KEY_MARK_ENDS.needle().len();
    let spans = KEY_BEGINS.find_iter(text.as_bytes()).filter_map(|start| {
        let header = header_ends.from(start).filter(|header| line_ends.from(start).is_none_or(|end| *header < end))? + mark;
        let end = footer_ends.from(header).map(|end| end + mark).or_else(|| quotes.from(header)).unwrap_or(text.len());
        Some(Span::new(start, end))
    });
    spans.map(|span| Secret { span, kind: SecretKind::PrivateKey }).collect()
}

/// Where something stands next, as seen from places that move on through a text: no part of it is searched twice.
struct Ahead<'t, F> {
    bytes: &'t [u8],
    find: F,
    /// From where it was asked for last.
    asked: Option<usize>,
    found: Option<usize>,
}

impl<'t, F: Fn(&[u8]) -> Option<usize>> Ahead<'t, F> {
    const fn new(text: &'t str, find: F) -> Self {
        Self { bytes: text.as_bytes(), find, asked: None, found: None }
    }

    fn from(&mut self, at: usize) -> Option<usize> {
        let is_known = self.asked.is_some_and(|asked| asked <= at) && self.found.is_none_or(|found| at <= found);
        if !is_known {
            let found = (self.find)(self.bytes.get(at..).unwrap_or_default());
            (self.asked, self.found) = (Some(at), found.map(|found| at + found));
        }
        self.found
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
        assert_eq!(kinds("arn:aws:iam::111122223333:user/eyJub3QiOiJhIn0.cmVhbA.dG9rZW4"), [BearerToken]);
        assert_eq!(kinds("AUTHTOKEN=0123456789abcdef0123"), [BearerToken]);
        assert_eq!(kinds("AWS_SECRET_ACCESS_KEY=AbCdEfGhIjKlMnOpQrStUvWxYz0123456789+/Ab"), [AwsSecretKey]);
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
    fn a_private_key_ends_where_its_mark_says_or_its_string_does() {
        let spans = |text: &str| find(text).into_iter().map(|secret| secret.span.of(text).to_owned()).collect::<Vec<_>>();
        let key = "-----BEGIN RSA PRIVATE KEY-----\nMIIB\n-----END RSA PRIVATE KEY-----";
        assert_eq!(spans(&format!("{key}\n{key}")), [key, key]);
        let cut = "-----BEGIN PRIVATE KEY-----MIIB";
        assert_eq!(spans(&format!(r#"["{cut}", "-----BEGIN "]"#)), [cut]);
        assert_eq!(spans(&format!("-----BEGIN \n{cut}")), [cut]);
        // A token within a key is a part of it, one behind it is not.
        let token = "Bearer 0123456789abcdef0123";
        assert_eq!(spans(&format!("{cut} {token}\" {token}")), [&format!("{cut} {token}"), "0123456789abcdef0123"]);
    }
}
