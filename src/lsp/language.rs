//! What a document is written as.

use std::path::Path;

use crate::extract::form_by_name;

/// What editors call the languages that are read, each with an ending that files of it have.
const LANGUAGES: &[(&str, &str)] = &[
    ("json", "json"),
    ("jsonc", "json"),
    ("ndjson", "ndjson"),
    ("jsonl", "jsonl"),
    ("shellscript", "sh"),
    ("shell", "sh"),
    ("sh", "sh"),
    ("bash", "bash"),
    ("zsh", "sh"),
    ("markdown", "md"),
    ("yaml", "yaml"),
    ("yaml.ansible", "yaml"),
    ("ansible", "yaml"),
    ("dockercompose", "yaml"),
    ("github-actions-workflow", "yaml"),
    ("terraform", "tf"),
    ("opentofu", "tofu"),
    ("hcl", "tf"),
    ("http", "http"),
    ("rest", "rest"),
    ("makefile", "mk"),
    ("make", "mk"),
    ("groovy", "jenkinsfile"),
    ("jenkinsfile", "jenkinsfile"),
];

/// What is read by its content.
const PLAIN: &[&str] = &["", "plaintext", "text"];

/// A name for a document that tells what it is written as: its own if that does, else one with an ending that its language has.
/// None where it is in a language that is not read.
pub(super) fn telling_name(name: &str, language: &str) -> Option<String> {
    if form_by_name(name).is_some() {
        return Some(name.to_owned());
    }
    let known = LANGUAGES.iter().find(|(id, _)| language.eq_ignore_ascii_case(id));
    let is_plain = PLAIN.contains(&language) && Path::new(name).extension().is_none();
    known.map(|(_, ending)| format!("{name}.{ending}")).or_else(|| is_plain.then(|| name.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_tells_or_else_the_language() {
        for (name, language, telling) in [
            ("/a/b.json", "python", Some("/a/b.json")),
            ("/a/b", "json", Some("/a/b.json")),
            ("untitled:Untitled-1", "shellscript", Some("untitled:Untitled-1.sh")),
            ("/a/Jenkinsfile", "plaintext", Some("/a/Jenkinsfile")),
            ("/a/request", "plaintext", Some("/a/request")),
            ("/a/main.py", "python", None),
            ("/a/notes.txt", "plaintext", None),
        ] {
            assert_eq!(telling_name(name, language).as_deref(), telling, "{name} {language}");
        }
        for (_, ending) in LANGUAGES {
            assert!(form_by_name(&format!("a.{ending}")).is_some(), "{ending}");
        }
    }
}
