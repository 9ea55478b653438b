//! What a request claims for itself, and what comes of two that claim the same.

use std::collections::{HashMap, VecDeque};

use super::levels::Setting;
use super::meta::Rule;
use crate::diagnostic::{Diagnostic, Elsewhere, Label, Level, fingerprint};
use crate::source::{LineIndex, Source, Span};

/// Something that only one request of a run may have, and where a request has it.
pub struct Claim {
    pub(super) rule: &'static dyn Rule,
    pub(super) setting: Option<Setting>,
    pub(super) key: String,
    pub(super) span: Span,
    pub(super) pointer: String,
    pub(super) request: u32,
    pub(super) record: Option<String>,
}

impl std::fmt::Debug for Claim {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} at {:?}", self.rule.meta().name, self.span)
    }
}

/// What is said of a claim that another request has made before.
pub struct Clash {
    /// What is wrong.
    pub message: String,
    /// Words at the repeat.
    pub label: &'static str,
    /// Words at the first.
    pub first: &'static str,
    /// What to do.
    pub help: &'static str,
}

/// The claims of a run: of the last of them it is remembered where they were made.
#[derive(Default)]
pub struct Claims {
    made: HashMap<(&'static str, String), First>,
    order: VecDeque<(&'static str, String)>,
    /// Whether some were forgotten.
    pub has_forgotten: bool,
}

struct First {
    place: Elsewhere,
    span: Span,
    pointer: String,
}

/// How many claims are remembered.
pub const MOST_CLAIMS: usize = 100_000;

impl Claims {
    /// What there is to say of the claims of a source, each of which is remembered if it is the first.
    pub(super) fn clashes(&mut self, source: &Source, claims: Vec<Claim>) -> Vec<Diagnostic> {
        if claims.is_empty() {
            return Vec::new();
        }
        let lines = LineIndex::new(source.text());
        claims.into_iter().filter_map(|claim| self.enter(source, &lines, claim)).collect()
    }

    fn enter(&mut self, source: &Source, lines: &LineIndex, claim: Claim) -> Option<Diagnostic> {
        let key = (claim.rule.meta().name, claim.key.clone());
        if let Some(first) = self.made.get(&key) {
            let is_same_place = first.place.path == source.name() && first.span == claim.span;
            return (!is_same_place).then(|| clash(source, &claim, first)).flatten();
        }
        let position = |offset: usize| lines.position(offset, source.text());
        let (start, end) = (position(claim.span.start()), position(claim.span.end()));
        let place = Elsewhere { path: source.name().to_owned(), start, end };
        self.made.insert(key.clone(), First { place, span: claim.span, pointer: claim.pointer });
        self.order.push_back(key);
        if self.order.len() > MOST_CLAIMS {
            self.has_forgotten = true;
            self.order.pop_front().map(|key| self.made.remove(&key));
        }
        None
    }
}

fn clash(source: &Source, claim: &Claim, first: &First) -> Option<Diagnostic> {
    let meta = claim.rule.meta();
    let words = claim.rule.clash(&claim.key)?;
    let level = match claim.setting {
        Some(Setting::Level(level)) => level,
        _ => meta.level,
    };
    let elsewhere = (first.place.path != source.name()).then(|| first.place.clone());
    let related = Label { span: first.span, text: words.first.to_owned(), pointer: first.pointer.clone(), elsewhere };
    Some(Diagnostic {
        rule: meta,
        level: level.max(Level::Info),
        message: words.message,
        help: Some(words.help.to_owned()),
        span: claim.span,
        label: words.label.to_owned(),
        related: vec![related],
        request: Some(claim.request),
        record: claim.record.clone(),
        pointer: claim.pointer.clone(),
        fix: None,
        fingerprint: fingerprint(meta.name, source.name(), &format!("{} {}", claim.key, claim.pointer), claim.request as usize),
    })
}
