//! What a curl command sends, and where.

use super::word::Word;

/// The arguments of a curl command that matter here.
#[derive(Debug, Default)]
pub(super) struct Curl<'w> {
    /// The addresses, of which all but one belong to something else.
    pub urls: Vec<&'w Word>,
    /// `-X`, `--request`
    pub method: Option<(&'w Word, usize)>,
    /// The flag that asks for a method by itself, and the method.
    pub implied: Option<(&'w Word, &'static str)>,
    /// `-k`: the word, and where in it the letter stands.
    pub insecure: Option<(&'w Word, usize, usize)>,
    /// What `-d` and its like are given: the word, where the value starts in it, and whether `@` means a file.
    pub data: Option<(&'w Word, usize, bool)>,
}

/// Short flags that take a value. Source: curl's manual page, 8.x.
const SHORT_WITH_VALUE: &str = "AbcCdDeEFhHKmoPQrtTuUwxXyYz";

/// Long flags that take a value, as far as one could be mistaken for an address.
const LONG_WITH_VALUE: &[&str] = &[
    "cacert",
    "capath",
    "cert",
    "config",
    "connect-timeout",
    "connect-to",
    "cookie",
    "cookie-jar",
    "dump-header",
    "form",
    "header",
    "interface",
    "key",
    "max-time",
    "noproxy",
    "output",
    "pass",
    "preproxy",
    "proxy",
    "proxy-user",
    "referer",
    "request-target",
    "resolve",
    "retry",
    "retry-delay",
    "retry-max-time",
    "socks5",
    "socks5-hostname",
    "stderr",
    "trace",
    "trace-ascii",
    "unix-socket",
    "upload-file",
    "user",
    "user-agent",
    "write-out",
    "oauth2-bearer",
    "cert-type",
    "key-type",
    "ciphers",
    "limit-rate",
];

/// Reads the words behind `curl`, up to what starts another request.
pub(super) fn read<'w>(words: &mut std::slice::Iter<'w, Word>) -> Curl<'w> {
    let mut curl = Curl::default();
    while let Some(word) = words.next() {
        if matches!(word.text.as_str(), "--next" | "-:") {
            break;
        } else if let Some(flag) = word.text.strip_prefix("--") {
            curl.long(flag, word, words);
        } else if word.text.starts_with('-') && word.text.len() > 1 {
            curl.short(word, words);
        } else {
            curl.urls.push(word);
        }
    }
    curl
}

impl<'w> Curl<'w> {
    fn long(&mut self, flag: &str, word: &'w Word, words: &mut impl Iterator<Item = &'w Word>) {
        match flag {
            "insecure" => self.insecure = Some((word, 0, word.text.len())),
            "no-insecure" => self.insecure = None,
            "get" | "head" => self.implied = Some((word, if flag == "get" { "GET" } else { "HEAD" })),
            "url" => self.urls.extend(words.next()),
            "request" => self.method = words.next().map(|value| (value, 0)),
            "data" | "data-ascii" | "data-binary" | "json" => {
                self.data = self.data.or(words.next().map(|value| (value, 0, true)));
            }
            "data-raw" => self.data = self.data.or(words.next().map(|value| (value, 0, false))),
            "upload-file" => self.upload(word, words.next()),
            "data-urlencode" | "form-string" => drop(words.next()),
            _ if LONG_WITH_VALUE.contains(&flag) => drop(words.next()),
            _ => {}
        }
    }

    /// `-k`, `-sSk`, `-XPOST`, `-d@body.json`.
    fn short(&mut self, word: &'w Word, words: &mut impl Iterator<Item = &'w Word>) {
        for (at, c) in word.text.char_indices().skip(1) {
            if c == 'k' {
                self.insecure = Some((word, at, at + 1));
            } else if let 'G' | 'I' = c {
                self.implied = Some((word, if c == 'G' { "GET" } else { "HEAD" }));
            } else if SHORT_WITH_VALUE.contains(c) {
                let is_attached = at + 1 < word.text.len();
                let value = if is_attached { Some((word, at + 1)) } else { words.next().map(|value| (value, 0)) };
                match (c, value) {
                    ('d', Some((value, start))) => self.data = self.data.or(Some((value, start, true))),
                    ('X', value) => self.method = value,
                    ('T', value) => self.upload(word, value.map(|(value, _)| value)),
                    _ => {}
                }
                return;
            }
        }
    }

    fn upload(&mut self, flag: &'w Word, file: Option<&'w Word>) {
        if file.is_some() {
            self.implied = Some((flag, "PUT"));
        }
    }
}
