//! Edits as an editor sends them leave the server with the text that the editor has.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may fail loudly")]

use std::str::FromStr;

use cckm_lint::lsp::{Document, Encoding};
use lsp_types::{Position, Range, TextDocumentContentChangeEvent, TextDocumentItem, Uri};
use proptest::prelude::*;

/// Where a character stands, counted as slowly and plainly as can be. A line ends at LF, CR LF or a lone CR.
fn position(text: &[char], at: usize, encoding: Encoding) -> Position {
    let mut position = Position::new(0, 0);
    for (index, c) in text[..at].iter().enumerate() {
        let is_within_break = *c == '\r' && text.get(index + 1) == Some(&'\n');
        if matches!(c, '\n' | '\r') && !is_within_break {
            position = Position::new(position.line + 1, 0);
        } else {
            position.character += match encoding {
                Encoding::Utf8 => u32::try_from(c.len_utf8()).unwrap(),
                Encoding::Utf16 => u32::try_from(c.len_utf16()).unwrap(),
                Encoding::Utf32 => 1,
            };
        }
    }
    position
}

/// Whether an editor can put its caret there: not inside of a line break.
fn is_place(text: &[char], at: usize) -> bool {
    !(at > 0 && text[at - 1] == '\r' && text.get(at) == Some(&'\n'))
}

fn texts() -> impl Strategy<Value = String> {
    let pieces =
        prop_oneof![Just("\r\n"), Just("\n"), Just("\r"), Just("𝄞"), Just("é"), Just("\u{feff}"), Just("\""), Just("ab")];
    prop::collection::vec(pieces, 0..12).prop_map(|pieces| pieces.concat())
}

fn encodings() -> impl Strategy<Value = Encoding> {
    prop_oneof![Just(Encoding::Utf8), Just(Encoding::Utf16), Just(Encoding::Utf32)]
}

proptest! {
    #[test]
    fn edits_one_by_one_come_to_the_text_as_a_whole(
        text in texts(),
        edits in prop::collection::vec((any::<prop::sample::Index>(), any::<prop::sample::Index>(), texts()), 1..12),
        encoding in encodings(),
        at_once in any::<bool>(),
    ) {
        let uri = Uri::from_str("file:///a.json").unwrap();
        let mut document = Document::open(TextDocumentItem::new(uri, "json".to_owned(), 1, text.clone()));
        let mut expected: Vec<char> = text.chars().collect();
        let mut changes = Vec::new();
        for (one, other, new) in edits {
            let places: Vec<usize> = (0..=expected.len()).filter(|at| is_place(&expected, *at)).collect();
            let (one, other) = (places[one.index(places.len())], places[other.index(places.len())]);
            let (start, end) = (one.min(other), one.max(other));
            let range = Range::new(position(&expected, start, encoding), position(&expected, end, encoding));
            changes.push(TextDocumentContentChangeEvent { range: Some(range), range_length: None, text: new.clone() });
            expected.splice(start..end, new.chars());
            if !at_once {
                document.change(2, std::mem::take(&mut changes), encoding);
                prop_assert_eq!(document.text(), expected.iter().collect::<String>());
            }
        }
        document.change(3, changes, encoding);
        prop_assert_eq!(document.text(), expected.iter().collect::<String>());
    }

    /// What an editor should never send is taken for the nearest place there is.
    #[test]
    fn no_place_is_too_wild(text in texts(), numbers in any::<[u32; 4]>(), small in any::<[u8; 4]>(), encoding in encodings()) {
        let uri = Uri::from_str("untitled:a").unwrap();
        let wild = Range::new(Position::new(numbers[0], numbers[1]), Position::new(numbers[2], numbers[3]));
        let near = small.map(|number| u32::from(number % 6));
        let near = Range::new(Position::new(near[0], near[1]), Position::new(near[2], near[3]));
        for range in [wild, near] {
            let mut document = Document::open(TextDocumentItem::new(uri.clone(), "json".to_owned(), 1, text.clone()));
            let change = TextDocumentContentChangeEvent { range: Some(range), range_length: None, text: "X".to_owned() };
            document.change(2, vec![change], encoding);
            let (before, after) = document.text().split_once('X').unwrap();
            prop_assert!(text.starts_with(before) && text.ends_with(after));
        }
    }
}
