//! A name for a finding that survives edits elsewhere in the file.

use std::borrow::Cow;

use crate::json::Value;

/// What a value goes by.
#[derive(Debug, Default)]
pub struct Names {
    /// The path to it by names: like its JSON Pointer, but a tag goes by its `TagKey` and a statement by its `Sid`, so that
    /// moving them about changes nothing.
    pub identity: String,
    /// The same without any number: a request in a list goes by its alias, and an entry that has no name by `*`. Several values
    /// may have one place, none gets another one by what is put in front of it.
    pub place: String,
}

impl Names {
    /// Those of a value.
    #[must_use]
    pub fn of(value: Value<'_>) -> Self {
        let mut names = Self::default();
        for (depth, step) in value.path().enumerate() {
            if depth > 0 {
                names.identity.push('/');
                names.place.push('/');
            }
            match name(step) {
                Some(name) => {
                    names.identity.push_str(&name);
                    names.place.push_str(&name);
                }
                None => {
                    names.identity.push_str(&step.index().to_string());
                    names.place.push_str(alias(step).as_deref().unwrap_or("*"));
                }
            }
        }
        names
    }

    /// Those of a value in a line of NDJSON, or of the line as such. The line goes by its key, or by its alias as a request in a
    /// list does, and never by its number; what is in it tells it from others that have neither.
    #[must_use]
    pub fn in_line(value: Option<Value<'_>>, key: Option<&str>, line: &str) -> Self {
        let names = value.map(Self::of).unwrap_or_default();
        let line = key.map_or_else(|| digest(line), ToOwned::to_owned);
        let root = std::iter::successors(value, |value| value.parent()).last();
        let alias = || root.and_then(alias).unwrap_or_else(|| "*".to_owned());
        let record = key.map_or_else(alias, |key| format!("[{key}]"));
        let place = value.map(|_| format!("{record}/{}", names.place)).unwrap_or_default();
        Self { identity: format!("{line}\0{}", names.identity), place }
    }
}

fn alias(request: Value<'_>) -> Option<String> {
    let alias = child(child(request, "aws_param")?, "Alias")?;
    alias.as_str().map(|text| format!("[Alias={text}]"))
}

fn child<'t>(object: Value<'t>, name: &str) -> Option<Value<'t>> {
    object.children().take(32).find(|member| member.is_named(name))
}

fn name(value: Value<'_>) -> Option<Cow<'_, str>> {
    if let Some(key) = value.key() {
        return Some(key.name());
    }
    // No entry that has a name has many members; one that has, is no entry of ours.
    value.children().take(32).find_map(|member| {
        let name = ["TagKey", "Sid"].into_iter().find(|name| member.is_named(name))?;
        member.as_str().map(|text| format!("[{name}={text}]").into())
    })
}

/// Sixteen hexadecimal digits from the rule, the file, the [identity](Names::identity) of the place, and how many came before
/// with the same.
#[must_use]
pub fn fingerprint(rule: &str, path: &str, identity: &str, ordinal: usize) -> String {
    let ordinal = ordinal.to_string();
    let parts = [rule, path, identity, ordinal.as_str()];
    hexadecimal(parts.iter().flat_map(|part| part.bytes().chain([0])))
}

/// Sixteen hexadecimal digits that a text is known again by.
fn digest(text: &str) -> String {
    hexadecimal(text.bytes())
}

/// FNV-1a: short, the same on every system, and nobody has an interest in collisions here.
fn hexadecimal(bytes: impl Iterator<Item = u8>) -> String {
    let mix = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    format!("{:016x}", bytes.fold(0xcbf2_9ce4_8422_2325, mix))
}
