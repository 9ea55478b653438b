//! What can stand at a place.

use super::completion::Completion;
use super::probe::{Cursor, Guess, PROBE, closed};
use super::reading::{Reader, Wanted};
use super::spot::Spot;
use super::write::Writer;
use crate::extract::Form;
use crate::lint::Linter;
use crate::source::{Source, Span};

/// What can stand at `offset` of `source`, the best first. An offset inside of a character is the one in front of it.
///
/// All of it is named, whatever is typed so far: whoever shows it knows best what is near to that.
#[must_use]
pub fn complete(linter: &Linter, source: &Source, offset: usize) -> Vec<Completion> {
    if source.text().contains(PROBE) {
        return Vec::new();
    }
    let reader = Reader::new(linter, source);
    let found = best(&reader, source, offset);
    if !found.is_empty() || reader.form() != Form::Terraform {
        return found;
    }
    // Of a block that is not closed HCL knows nothing.
    let closed = closed(source.text(), offset).map(|text| Source::from_text(source.name(), text));
    closed.map(|source| best(&reader, &source, offset)).unwrap_or_default()
}

/// What can stand at `offset` if the text goes on in the way that leaves the fewest faults.
fn best(reader: &Reader<'_>, source: &Source, offset: usize) -> Vec<Completion> {
    let cursor = Cursor::new(source.text(), offset);
    let mut best = Attempt { errors: usize::MAX, completions: Vec::new(), quote: None };
    let mut plain = attempt(reader, source, &cursor, &Guess::word());
    let quote = plain.as_ref().and_then(|plain| plain.quote.clone()).unwrap_or_else(|| "\"".to_owned());
    for guess in cursor.guesses(reader.form(), &quote) {
        let attempt = if guess.is_word() { plain.take() } else { attempt(reader, source, &cursor, &guess) };
        let Some(attempt) = attempt else { continue };
        if attempt.errors < best.errors || (attempt.errors == best.errors && best.completions.is_empty()) {
            best = attempt;
        }
        if best.errors == 0 && !best.completions.is_empty() {
            break;
        }
    }
    best.completions
}

/// What came of a guess.
struct Attempt {
    /// How many faults of syntax are left.
    errors: usize,
    completions: Vec<Completion>,
    /// How a quote is written there.
    quote: Option<String>,
}

/// What can stand at the cursor if the text goes on as guessed; nothing where no request would be read there.
fn attempt(reader: &Reader<'_>, source: &Source, cursor: &Cursor<'_>, guess: &Guess) -> Option<Attempt> {
    let patched = cursor.patched(guess);
    let source = Source::from_text(source.name(), patched.text.clone());
    let mut found: Option<Attempt> = None;
    reader.each(&source, Wanted::With(PROBE), |reading| {
        if found.is_some() {
            return;
        }
        let text = reading.text_with(PROBE);
        let origin = reading.origin_of(text);
        let probe = text.text().find(PROBE).map(|at| Span::new(at, at + PROBE.len()));
        let quote = probe.and_then(|probe| origin.write(probe, "\"")).map(|(_, quote)| quote);
        let completions = Spot::find(reading).map_or_else(Vec::new, |spot| {
            let writer = Writer { spot: &spot, origin, patched: &patched, guess };
            spot.offers(reading, cursor, guess.style)
                .into_iter()
                .filter_map(|offer| writer.completion(offer))
                .filter(|completion| cursor.is_in(completion.span))
                .collect()
        });
        found = Some(Attempt { errors: reading.errors(text), completions, quote });
    });
    found
}
