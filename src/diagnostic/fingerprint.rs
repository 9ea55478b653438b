//! A name for a finding that survives edits elsewhere in the file.

use crate::json::Value;

/// The path to a value by names: like its JSON Pointer, but a tag goes by its `TagKey` and a statement by its `Sid`, so that
/// moving them about changes nothing.
#[must_use]
pub fn identity(value: Value<'_>) -> String {
    let path = std::iter::successors(Some(value), |value| value.parent());
    let mut steps: Vec<String> = path.take_while(|value| value.parent().is_some()).map(step).collect();
    steps.reverse();
    steps.join("/")
}

fn step(value: Value<'_>) -> String {
    if let Some(key) = value.key() {
        return key.name().into_owned();
    }
    // No entry that has a name has many members; one that has, is no entry of ours.
    let name = value.children().take(32).find_map(|member| {
        let key = member.key().filter(|key| matches!(key.raw(), "TagKey" | "Sid"))?;
        member.as_str().map(|text| format!("[{}={text}]", key.raw()))
    });
    name.unwrap_or_else(|| value.index().to_string())
}

/// Sixteen hexadecimal digits from the rule, the file, the [`identity`] of the place, and how many came before with the same.
#[must_use]
pub fn fingerprint(rule: &str, path: &str, identity: &str, ordinal: usize) -> String {
    let ordinal = ordinal.to_string();
    let parts = [rule, path, identity, ordinal.as_str()];
    // FNV-1a: short, the same on every system, and nobody has an interest in collisions here.
    let hash = parts
        .iter()
        .flat_map(|part| part.bytes().chain([0]))
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
    format!("{hash:016x}")
}
