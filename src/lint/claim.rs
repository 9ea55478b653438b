//! What a request claims for itself, and what comes of two that claim the same.

use std::collections::{HashMap, VecDeque};
use std::hash::BuildHasher;
use std::sync::Arc;

use foldhash::quality::{FixedState, RandomState};

use super::levels::Setting;
use super::meta::Rule;
use crate::diagnostic::{Diagnostic, Elsewhere, Label, Level, fingerprint};
use crate::source::{Position, Source, Span, Start};

/// Something that only one request of a run may have, and where a request has it.
pub struct Claim {
    pub(super) rule: &'static dyn Rule,
    pub(super) setting: Option<Setting>,
    pub(super) key: String,
    /// What it is remembered by.
    pub(super) digest: Digest,
    pub(super) span: Span,
    /// The same place in lines and columns, as it may have to be named once the file is gone.
    pub(super) start: Position,
    pub(super) end: Position,
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
    made: HashMap<Digest, Box<First>, RandomState>,
    order: VecDeque<Digest>,
    /// Whether some were forgotten.
    pub has_forgotten: bool,
}

/// What a claim is remembered by.
pub(super) type Digest = [u64; 2];

/// Where a claim was made first.
struct First {
    path: Arc<str>,
    /// Where the piece of the file starts that the span is of.
    piece: Start,
    start: Position,
    end: Position,
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
        claims.into_iter().filter_map(|claim| self.enter(source, claim)).collect()
    }

    fn enter(&mut self, source: &Source, claim: Claim) -> Option<Diagnostic> {
        if let Some(first) = self.made.get(&claim.digest) {
            // A text that two commands send is one request to the reader.
            let is_same_place = first.stands_in(source) && first.span == claim.span;
            return (!is_same_place).then(|| clash(source, &claim, first)).flatten();
        }
        let Claim { digest, start, end, span, pointer, .. } = claim;
        self.made
            .insert(digest, Box::new(First { path: source.shared_name(), piece: source.start(), start, end, span, pointer }));
        self.order.push_back(digest);
        if self.order.len() > MOST_CLAIMS {
            self.has_forgotten = true;
            self.order.pop_front().map(|oldest| self.made.remove(&oldest));
        }
        None
    }
}

impl First {
    /// Whether it was made in that very text.
    fn stands_in(&self, source: &Source) -> bool {
        *self.path == *source.name() && self.piece == source.start()
    }
}

/// No two claims of the same digest are expected in the life of the universe.
pub(super) fn digest(rule: &dyn Rule, key: &str) -> Digest {
    let half = |seed: u64| FixedState::with_seed(seed).hash_one((rule.meta().name, key));
    [half(0), half(1)]
}

fn clash(source: &Source, claim: &Claim, first: &First) -> Option<Diagnostic> {
    let meta = claim.rule.meta();
    let level = match claim.setting {
        Some(Setting::Level(level)) => level,
        Some(Setting::Allow) => return None,
        None => meta.level,
    };
    let words = claim.rule.clash(&claim.key)?;
    let elsewhere =
        (!first.stands_in(source)).then(|| Elsewhere { path: first.path.to_string(), start: first.start, end: first.end });
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
        place: claim.key.clone(),
        fix: None,
        fingerprint: fingerprint(meta.name, source.name(), &format!("{} {}", claim.key, claim.pointer), claim.request as usize),
    })
}
