//! How a host language writes text down.

/// The way in which a stretch of text is written in its host. What a fix puts there is written in the same way.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Notation {
    /// As it is.
    #[default]
    Plain,
    /// Inside of a JSON string.
    JsonString,
    /// In a shell word, without quotes.
    Bare,
    /// A JSON string, quotes and all, as a word of a shell without quotes.
    Word,
    /// In single quotes of a shell.
    SingleQuotes,
    /// In double quotes of a shell.
    DoubleQuotes,
    /// In `$'…'` of a shell.
    AnsiC,
    /// In a here-document in which a shell fills in variables.
    HereDocument,
    /// In a recipe of a makefile, where a dollar is written twice.
    Recipe,
    /// In `'''…'''` of Groovy, with escapes.
    Groovy,
    /// On lines of which each is indented by so many spaces.
    Indented(u16),
    /// On one line, as it is.
    OneLine,
    /// In single quotes of YAML.
    YamlSingleQuotes,
    /// A JSON text as a value or name of YAML, on one line.
    YamlToken,
    /// In YAML, without quotes.
    YamlPlain,
    /// Between the quotes of a string of HCL.
    HclString,
    /// In a here-document of HCL, on lines of which each is indented by so many characters.
    HclHereDocument(u16),
    /// A JSON text as an expression of HCL.
    HclToken,
    /// In a way that nothing else can be put into, nor behind it.
    Fixed,
    /// Punctuation that the host does not have, or writes in its own way.
    Implied,
}

impl Notation {
    /// Whether it is one of a value or a name as a whole, of which no part can be written.
    #[must_use]
    pub const fn is_whole(self) -> bool {
        matches!(self, Self::Word | Self::YamlToken | Self::HclToken)
    }

    /// `text` in this notation, where that is possible.
    #[must_use]
    pub fn write(self, text: &str) -> Option<String> {
        match self {
            Self::Plain => Some(text.to_owned()),
            Self::JsonString => Some(inside_json_string(text)),
            // An empty word has to have quotes.
            Self::Bare => (!text.is_empty() && text.bytes().all(is_bare)).then(|| text.to_owned()),
            Self::Word => text.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).and_then(|said| Self::Bare.write(said)),
            Self::SingleQuotes => Some(text.replace('\'', r"'\''")),
            Self::DoubleQuotes => Some(with_backslashes(text, &['"', '\\', '$', '`'])),
            Self::AnsiC => Some(with_backslashes(text, &['\'', '\\']).replace('\n', "\\n").replace('\r', "\\r")),
            Self::HereDocument => Some(with_backslashes(text, &['\\', '$', '`'])),
            Self::Recipe => (!text.contains('\n')).then(|| text.replace('$', "$$")),
            Self::Groovy => Some(with_backslashes(text, &['\\', '\'', '"', '$'])),
            Self::Indented(columns) => Some(text.replace('\n', &format!("\n{}", " ".repeat(columns.into())))),
            Self::OneLine => (!text.contains('\n')).then(|| text.to_owned()),
            Self::YamlSingleQuotes => (!text.contains('\n')).then(|| text.replace('\'', "''")),
            Self::YamlPlain => text.bytes().all(is_bare).then(|| text.to_owned()),
            Self::YamlToken => unquoted(text, is_plain_in_yaml).or_else(|| Self::OneLine.write(text)),
            // A brace may follow.
            Self::HclString | Self::HclHereDocument(_) if text.ends_with(['$', '%']) => None,
            Self::HclString => Some(without_templates(&inside_json_string(text))),
            Self::HclHereDocument(columns) => Some(without_templates(&Self::Indented(columns).write(text)?)),
            Self::HclToken => Some(without_templates(text)),
            Self::Fixed | Self::Implied => None,
        }
    }
}

/// What a JSON string says, where that can stand without quotes.
fn unquoted(text: &str, can_stand: fn(&str) -> bool) -> Option<String> {
    let inside = text.strip_prefix('"')?.strip_suffix('"')?;
    can_stand(inside).then(|| inside.to_owned())
}

/// Whether YAML takes `text` for a text without quotes, whoever reads it: a word that is no `true`, `no` or `null`.
fn is_plain_in_yaml(text: &str) -> bool {
    let is_word = text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text.bytes().all(|c| is_bare(c) && !matches!(c, b':' | b'%' | b'@'));
    let means_more = ["true", "false", "yes", "no", "on", "off", "y", "n", "null"];
    is_word && !means_more.iter().any(|word| text.eq_ignore_ascii_case(word))
}

/// `text` in HCL, where `${` and `%{` start a template.
fn without_templates(text: &str) -> String {
    text.replace("${", "$${").replace("%{", "%%{")
}

/// Whether a byte means nothing to a shell.
const fn is_bare(c: u8) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, b'_' | b'-' | b'.' | b'/' | b':' | b'@' | b'%' | b'+' | b',' | b'=')
}

fn with_backslashes(text: &str, special: &[char]) -> String {
    let mut written = String::with_capacity(text.len());
    for c in text.chars() {
        if special.contains(&c) {
            written.push('\\');
        }
        written.push(c);
    }
    written
}

/// `text` as it is written between the quotes of a JSON string, with only the escapes that JSON demands.
#[must_use]
pub fn inside_json_string(text: &str) -> String {
    let mut written = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '"' | '\\' => written.extend(['\\', c]),
            '\n' => written.push_str("\\n"),
            '\r' => written.push_str("\\r"),
            '\t' => written.push_str("\\t"),
            c if c < ' ' => written.push_str(&format!("\\u{:04x}", u32::from(c))),
            c => written.push(c),
        }
    }
    written
}

/// What [`inside_json_string`] has written, as it was before.
pub(super) fn outside_json_string(written: &str) -> String {
    let mut text = String::with_capacity(written.len());
    let mut rest = written;
    while let Some((plain, behind)) = rest.split_once('\\') {
        text.push_str(plain);
        let mut chars = behind.chars();
        let code = |chars: &str| chars.get(..4).and_then(|digits| u32::from_str_radix(digits, 16).ok()).and_then(char::from_u32);
        let said = match chars.next() {
            Some('n') => '\n',
            Some('r') => '\r',
            Some('t') => '\t',
            Some('u') => {
                let c = code(chars.as_str()).unwrap_or(char::REPLACEMENT_CHARACTER);
                chars = chars.as_str().get(4..).unwrap_or_default().chars();
                c
            }
            Some(c) => c,
            None => '\\',
        };
        text.push(said);
        rest = chars.as_str();
    }
    text + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_escaped_comes_back() {
        for text in ["plain", "a \"b\" \\ c", "line\nline\r\n\tend", "\u{1}\u{1f}é", ""] {
            assert_eq!(outside_json_string(&inside_json_string(text)), text);
        }
    }

    #[test]
    fn yaml_has_quotes_where_a_word_would_mean_something_else() {
        let written = |text: &str| Notation::YamlToken.write(text);
        assert_eq!(written(r#""RSA_2048""#).as_deref(), Some("RSA_2048"));
        assert_eq!(written(r#""No""#).as_deref(), Some(r#""No""#));
        assert_eq!(written(r#""a: b""#).as_deref(), Some(r#""a: b""#));
        assert_eq!(written(r#"["a"]"#).as_deref(), Some(r#"["a"]"#));
    }

    #[test]
    fn hcl_starts_a_template_nowhere() {
        assert_eq!(Notation::HclToken.write(r#""${aws:username}""#).as_deref(), Some(r#""$${aws:username}""#));
        assert_eq!(Notation::HclString.write(r#"a "b" %{if}"#).as_deref(), Some(r#"a \"b\" %%{if}"#));
    }
}
