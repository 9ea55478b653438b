//! How a rule is declared, and how a category lists its rules.

/// Declares a rule: its page, which is the doc comment, and its metadata.
///
/// The doc comment is what `cckm-lint explain`, the README and the reports show; it is captured at compile time.
macro_rules! declare_rule {
    (
        $(#[doc = $line:literal])+
        pub $rule:ident {
            name: $name:literal,
            category: $category:ident,
            level: $level:ident,
            $(other_levels: [$($other:ident),+],)?
            $(strict: $strict:literal,)?
            fix: $fix:ident,
            $(see: [$($see:literal),+ $(,)?],)?
            since: $since:literal,
        }
    ) => {
        $(#[doc = $line])+
        #[allow(clippy::doc_markdown, reason = "titles of documents are quoted as they are")]
        #[allow(rustdoc::invalid_codeblock_attributes, reason = "behind the fences stand words of ours")]
        pub struct $rule;

        impl $crate::lint::Declared for $rule {
            fn meta(&self) -> &'static $crate::lint::Meta {
                static META: $crate::lint::Meta = $crate::lint::Meta {
                    name: $name,
                    category: $crate::lint::Category::$category,
                    level: $crate::diagnostic::Level::$level,
                    other_levels: &[$($($crate::diagnostic::Level::$other),+)?],
                    strict: false $(|| $strict)?,
                    fix: $crate::lint::FixKind::$fix,
                    see: &[$($($see),+)?],
                    since: $since,
                    documentation: concat!($($line, "\n"),+),
                    file: file!(),
                };
                &META
            }
        }
    };
}

/// Lists the rules of a category: a line each makes the module and enters the rule.
macro_rules! rules {
    ($($module:ident::$rule:ident,)+) => {
        $(
            mod $module;
            pub use $module::$rule;
        )+

        /// The rules of this category, in the order that they are listed in.
        pub static RULES: &[&dyn $crate::lint::Rule] = &[$(&$module::$rule),+];
    };
}

pub(crate) use {declare_rule, rules};
