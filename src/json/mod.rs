//! The spanned JSON tree.
//!
//! Every key and every value carries its byte range; duplicates and order are kept; after a syntax error the parser goes
//! on, so one lost brace does not hide nine other findings. Nothing here recurses on the depth of the input. It accepts
//! exactly what RFC 8259 and `serde_json` accept, but for these: duplicate keys are kept, numbers of any size are numbers,
//! nesting ends at [`MAX_DEPTH`], and a template hole such as `${NAME}` may stand where a value, a name or members would, the
//! members with or without a comma in front.

mod balance;
mod edit;
mod error;
mod hole;
mod number;
mod parser;
mod place;
mod plain;
mod quote;
mod recover;
mod scan;
mod strict;
mod string;
mod tree;
mod value;

pub use edit::{Edit, insert_member, remove_member, remove_members, rename_member, replace_with_text};
pub use error::{SyntaxError, SyntaxErrorKind};
pub use hole::{IN_A_FILE, Syntax, holes, is_policy_variable_name};
pub use place::Place;
pub use string::{decode, encode, looks_like_json};
pub use tree::{Host, Kind, NodeId, Tree};
pub use value::{Key, Value};

/// The deepest nesting that is read, the outermost value being 1.
pub const MAX_DEPTH: usize = 128;

/// Parses `text`. Never fails: what is wrong is in [`Tree::errors`].
#[must_use]
pub fn parse(text: &str) -> Tree<'_> {
    strict::parse(text).unwrap_or_else(|| parser::Parser::new(text).parse())
}

/// Parses `text`, which is what the string `value` decodes to.
#[must_use]
pub fn parse_inside<'t>(text: &'t str, value: Value<'_>) -> Tree<'t> {
    let host = Host { origin: value.origin(), string: value.id(), pointer: value.pointer() };
    Tree { host: Some(Box::new(host)), ..parse(text) }
}

/// Whether `text` is a JSON object, without a fault and with nothing around it.
#[must_use]
pub fn is_object(text: &str) -> bool {
    let tree = parse(text);
    tree.errors().is_empty() && tree.root().is_some_and(|root| root.kind() == Kind::Object)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A string is plain if what it says is what stands between its quotes, and no hole can be in it.
    #[test]
    fn a_plain_string_says_what_is_written() {
        let long = "a".repeat(20);
        for (inside, plain) in [("", true), ("é ~|}", true), (&long, true), ("a$", false), ("{", false), (r"\\", false)] {
            let text = format!("[\"{inside}\"]");
            for tree in [strict::parse(&text).expect(&text), parser::Parser::new(&text).parse()] {
                assert_eq!(tree.nodes.last().map(|node| node.plain), Some(plain), "{text}");
                let said = tree.values().last().and_then(Value::as_str);
                assert!(!plain || matches!(said, Some(std::borrow::Cow::Borrowed(said)) if said == inside), "{text}");
            }
        }
    }

    /// What the strict parser reads, the other one reads the same.
    #[test]
    fn both_parsers_read_plain_json_the_same() {
        let deep = format!("{}1{}", "[".repeat(MAX_DEPTH), "]".repeat(MAX_DEPTH));
        for text in [
            r#"{"a": [1, -2.5e3, true, null, "x\n\u00e9"], "b": {}, "a": []}"#,
            " [ ] ",
            "\"\"",
            "-0",
            r#"{"\"": {"b": [[], [{}]]}}"#,
            "[\"\u{1d11e}é\"]\r\n",
            r#"{"a$": "${A}", "b": "{c}", "{{d}}": "e\\n", "f": "\u007bg"}"#,
            &deep,
        ] {
            let (strict, other) = (strict::parse(text).expect(text), parser::Parser::new(text).parse());
            assert_eq!(format!("{:?}", strict.nodes), format!("{:?}", other.nodes));
            assert!(other.errors.is_empty() && other.too_deep.is_none());
            assert_eq!(strict.may_have_holes(), other.may_have_holes(), "{text}");
            // Names that are not plain are left to whoever decodes them.
            let may_repeat_names = text.contains("\"a\": []") || text.starts_with(r#"{"\"#) || text.starts_with("{\"a$");
            assert_eq!(strict.may_repeat_names(), may_repeat_names, "{text}");
        }
        for text in [
            "",
            "[1,]",
            "[,1]",
            "{,}",
            "[1 2]",
            "{\"a\"}",
            "{\"a\":}",
            "01",
            "\"a",
            "[}",
            "1 1",
            "\u{feff}1",
            "\"\u{1}\"",
            r#""\x""#,
            r#""\ud834\udd1e""#,
            "{{ a }}",
            "$A",
            "é",
        ] {
            assert!(strict::parse(text).is_none(), "{text}");
        }
    }
}
