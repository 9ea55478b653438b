//! From decoded text back to the bytes that it was written as.

use super::notation::{Notation, outside_json_string};
use super::span::Span;

/// Maps the bytes of a decoded text to the bytes of the text that hosts it.
///
/// A JSON string with escapes, a body inside `$'…'`, a YAML block scalar: wherever a text was decoded, an `Origin` knows
/// for each decoded byte where it was written, and in which [`Notation`]. It is a list of segments, sorted by their place in
/// the decoded text; where the host was itself decoded, the host's own origin stands behind it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    segments: Vec<Segment>,
    notation: Notation,
    in_string: bool,
    outer: Option<Box<Origin>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Segment {
    decoded: u32,
    len: u32,
    host: Span,
    /// Copied byte for byte; otherwise all of `host` stands for all of the decoded piece, as an escape does.
    verbatim: bool,
    notation: Notation,
    /// Inside of a JSON string that the host has no quotes and escapes for.
    in_string: bool,
}

impl Segment {
    const fn ends_at(&self, decoded: usize) -> bool {
        (self.decoded + self.len) as usize == decoded
    }
}

impl Origin {
    /// The map of a text that stands in its host byte for byte, from `offset` on.
    #[must_use]
    pub fn verbatim(offset: usize, len: usize) -> Self {
        let mut origin = Self::builder();
        origin.copy(0, Span::new(offset, offset + len));
        origin
    }

    /// An empty map, to be filled front to back with [`copy`](Self::copy) and [`replace`](Self::replace).
    #[must_use]
    pub const fn builder() -> Self {
        Self { segments: Vec::new(), notation: Notation::Plain, in_string: false, outer: None }
    }

    /// What is added from now on is written in this notation.
    pub const fn written_in(&mut self, notation: Notation) {
        self.notation = notation;
    }

    /// What is added from now on stands in a JSON string, which the host writes without the escapes of JSON; or no longer so.
    pub const fn in_string(&mut self, is_so: bool) {
        self.in_string = is_so;
    }

    /// How the byte at `decoded` is written.
    #[must_use]
    pub fn notation_at(&self, decoded: usize) -> Notation {
        self.segment_at(decoded).map_or(self.notation, |(_, segment)| segment.notation)
    }

    /// Whether the byte at `decoded` stands in the file as it is, and not as a part of an escape.
    #[must_use]
    pub fn is_copied(&self, decoded: usize) -> bool {
        let segment = self.segment_at(decoded).map(|(_, segment)| segment).filter(|segment| !segment.ends_at(decoded));
        let is_copied = segment.is_some_and(|segment| segment.verbatim);
        is_copied && self.outer.as_ref().is_none_or(|outer| outer.is_copied(self.start_of(decoded)))
    }

    /// The decoded bytes from `decoded` on are those of `host`, one for one.
    pub fn copy(&mut self, decoded: usize, host: Span) {
        self.push(Span::new(decoded, decoded + host.len()), host, true);
    }

    /// All of the decoded bytes of `decoded` were written as all of `host`.
    pub fn replace(&mut self, decoded: Span, host: Span) {
        self.push(decoded, host, false);
    }

    /// The decoded bytes from `decoded` on are those of `span` in the text that `other` maps, which has the same host.
    pub fn copy_from(&mut self, decoded: usize, other: &Self, span: Span) {
        let own = self.notation;
        let first = other.segments.partition_point(|segment| segment.decoded + segment.len <= span.start);
        for segment in other.segments.iter().skip(first).take_while(|segment| segment.decoded < span.end) {
            let start = segment.decoded.max(span.start);
            let end = (segment.decoded + segment.len).min(span.end);
            let at = decoded + (start - span.start) as usize;
            let host = if segment.verbatim {
                Span::new(
                    (segment.host.start + start - segment.decoded) as usize,
                    (segment.host.start + end - segment.decoded) as usize,
                )
            } else {
                segment.host
            };
            self.notation = segment.notation;
            self.push(Span::new(at, at + (end - start) as usize), host, segment.verbatim);
        }
        self.notation = own;
    }

    fn push(&mut self, decoded: Span, host: Span, verbatim: bool) {
        let len = decoded.len() as u32;
        let (notation, in_string) = (self.notation, self.in_string);
        self.segments.push(Segment { decoded: decoded.start, len, host, verbatim, notation, in_string });
    }

    /// The map through both: decoded by `self`, whose host was itself decoded by `outer`.
    #[must_use]
    pub fn through(&self, outer: &Self) -> Self {
        let own = self.outer.as_ref().map_or_else(|| outer.clone(), |own| own.through(outer));
        Self { outer: Some(Box::new(own)), ..self.clone() }
    }

    /// Where `span` of the decoded text was written. A part of an escape is the whole escape.
    #[must_use]
    pub fn lift(&self, span: Span) -> Span {
        let host = self.lift_once(span);
        self.outer.as_ref().map_or(host, |outer| outer.lift(host))
    }

    /// Where `text` has to be put, and as what, so that it decodes to `text` in the place of `span`; nothing where the host
    /// cannot express that.
    #[must_use]
    pub fn write(&self, span: Span, text: &str) -> Option<(Span, String)> {
        let last = if span.is_empty() { span.start() } else { span.end() - 1 };
        let [notation, other] = [span.start(), last].map(|at| self.notation_at(at));
        if notation != other || self.is_inside(span.start()) || self.is_inside(span.end()) || self.is_behind_fixed(span.start()) {
            return None;
        }
        if notation.is_whole() && (span.is_empty() || text.is_empty()) {
            return None;
        }
        let in_string = self.segment_at(span.start()).is_some_and(|(_, segment)| segment.in_string);
        let written = if in_string { notation.write(&outside_json_string(text)) } else { notation.write(text) }?;
        let host = self.lift_once(span);
        match &self.outer {
            Some(outer) => outer.write(host, &written),
            None => Some((host, written)),
        }
    }

    /// Whether `decoded` is in the middle of what was written as one piece.
    fn is_inside(&self, decoded: usize) -> bool {
        self.segment_at(decoded)
            .is_some_and(|(_, segment)| !segment.verbatim && segment.decoded as usize != decoded && !segment.ends_at(decoded))
    }

    /// Whether what is right in front of `decoded` may not be followed by something else.
    fn is_behind_fixed(&self, decoded: usize) -> bool {
        let before = decoded.checked_sub(1).and_then(|before| self.segment_at(before));
        before.is_some_and(|(_, segment)| segment.notation == Notation::Fixed)
    }

    fn lift_once(&self, span: Span) -> Span {
        let start = self.start_of(span.start());
        if span.is_empty() {
            return Span::point(start);
        }
        Span::new(start, self.end_of(span.end()).max(start))
    }

    fn segment_at(&self, decoded: usize) -> Option<(usize, &Segment)> {
        let at = self.segments.partition_point(|segment| segment.decoded as usize <= decoded).checked_sub(1)?;
        self.segments.get(at).map(|segment| (at, segment))
    }

    fn start_of(&self, decoded: usize) -> usize {
        match self.segment_at(decoded) {
            None => self.segments.first().map_or(0, |first| first.host.start()),
            Some((_, s)) if s.verbatim => (s.host.start() + decoded - s.decoded as usize).min(s.host.end()),
            Some((_, s)) if s.ends_at(decoded) => s.host.end(),
            Some((_, s)) => s.host.start(),
        }
    }

    fn end_of(&self, decoded: usize) -> usize {
        match decoded.checked_sub(1).and_then(|last| self.segment_at(last)) {
            None => self.start_of(decoded),
            Some((_, s)) if s.verbatim => (s.host.start() + decoded - s.decoded as usize).min(s.host.end()),
            Some((_, s)) => s.host.end(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `a\u0041b` decodes to `aAb`; the six bytes of the escape stand for one.
    fn escaped() -> Origin {
        let mut origin = Origin::builder();
        origin.written_in(Notation::JsonString);
        origin.copy(0, Span::new(10, 11));
        origin.replace(Span::new(1, 2), Span::new(11, 17));
        origin.copy(2, Span::new(17, 18));
        origin
    }

    #[test]
    fn an_escape_is_lifted_whole() {
        let origin = escaped();
        assert_eq!(origin.lift(Span::new(0, 1)), Span::new(10, 11));
        assert_eq!(origin.lift(Span::new(1, 2)), Span::new(11, 17));
        assert_eq!(origin.lift(Span::new(0, 3)), Span::new(10, 18));
        assert_eq!(origin.lift(Span::new(3, 3)), Span::point(18));
    }

    #[test]
    fn maps_compose() {
        // The host of `escaped` starts at byte 10 of a text that itself stands at byte 100 of a file.
        let composed = escaped().through(&Origin::verbatim(100, 50));
        assert_eq!(composed.lift(Span::new(1, 2)), Span::new(111, 117));
        let twice = Origin::verbatim(0, 3).through(&escaped());
        assert_eq!(twice.lift(Span::new(1, 3)), Span::new(11, 18));
    }

    #[test]
    fn what_a_fix_writes_goes_through_each_notation() {
        let mut quoted = Origin::builder();
        quoted.written_in(Notation::SingleQuotes);
        quoted.copy(0, Span::new(0, 50));
        let composed = escaped().through(&quoted);
        assert_eq!(composed.write(Span::new(1, 2), "\"it's\""), Some((Span::new(11, 17), r#"\"it'\''s\""#.to_owned())));
    }

    #[test]
    fn what_starts_in_one_notation_and_ends_in_another_cannot_be_written() {
        let mut word = Origin::builder();
        word.written_in(Notation::SingleQuotes);
        word.copy(0, Span::new(1, 3));
        word.written_in(Notation::DoubleQuotes);
        word.copy(2, Span::new(5, 7));
        assert_eq!(word.write(Span::new(0, 4), "x"), None);
        assert_eq!(word.write(Span::new(2, 4), "$x"), Some((Span::new(5, 7), "\\$x".to_owned())));
    }
}
