//! What the page offers to choose from, and the pages of the rules.

use cckm_lint::catalog::Operation;
use cckm_lint::catalog::region::REGIONS;
use cckm_lint::catalog::spec::{SPECS, USAGES};
use cckm_lint::lint::{Block, blocks};
use cckm_lint::rules;
use serde_json::{Value, json};

use crate::options::FORMS;

/// The forms, every rule, and the names that options may have, as JSON.
#[must_use]
pub fn about() -> String {
    let forms: Vec<Value> = FORMS.iter().map(|(name, form)| json!({ "name": name, "title": form.title() })).collect();
    let about = json!({
        "forms": forms,
        "rules": rules::all().map(|rule| rule.meta().name).collect::<Vec<_>>(),
        "calls": Operation::ALL.into_iter().map(Operation::name).collect::<Vec<_>>(),
        "regions": REGIONS.iter().map(|region| region.name).collect::<Vec<_>>(),
        "specs": SPECS.iter().map(|spec| spec.name).collect::<Vec<_>>(),
        "usages": USAGES.iter().map(|usage| usage.name).collect::<Vec<_>>(),
    });
    about.to_string()
}

/// The page of a rule, in parts, as JSON; `null` where there is no rule of that name.
#[must_use]
pub fn page(name: &str) -> String {
    let Some(meta) = rules::find(name) else { return Value::Null.to_string() };
    let text = meta.page();
    let page = json!({
        "name": meta.name,
        "category": meta.category.name(),
        "levels": meta.levels(),
        "strict": meta.strict,
        "blocks": blocks(&text).iter().map(block).collect::<Vec<_>>(),
    });
    page.to_string()
}

fn block(block: &Block<'_>) -> Value {
    match block {
        Block::Heading(heading) => json!({ "heading": heading }),
        Block::Paragraph(paragraph) => json!({ "paragraph": paragraph }),
        Block::Example(lines) => json!({ "example": lines.join("\n") }),
    }
}
