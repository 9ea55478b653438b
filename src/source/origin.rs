//! From decoded text back to the bytes that it was written as.

use super::span::Span;

/// Maps the bytes of a decoded text to the bytes of the text that hosts it.
///
/// A JSON string with escapes, a body inside `$'…'`, a YAML block scalar: wherever a text was decoded, an `Origin` knows
/// for each decoded byte where it was written. It is a list of segments, sorted by their place in the decoded text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    segments: Vec<Segment>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Segment {
    decoded: u32,
    host: Span,
    /// Copied byte for byte; otherwise all of `host` stands for all of the decoded piece, as an escape does.
    verbatim: bool,
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
        Self { segments: Vec::new() }
    }

    /// The decoded bytes from `decoded` on are those of `host`, one for one.
    pub fn copy(&mut self, decoded: usize, host: Span) {
        self.segments.push(Segment { decoded: decoded as u32, host, verbatim: true });
    }

    /// The decoded bytes from `decoded` on, up to the next segment, were written as all of `host`.
    pub fn replace(&mut self, decoded: usize, host: Span) {
        self.segments.push(Segment { decoded: decoded as u32, host, verbatim: false });
    }

    /// Where `span` of the decoded text was written. A part of an escape is the whole escape.
    #[must_use]
    pub fn lift(&self, span: Span) -> Span {
        let start = self.start_of(span.start());
        if span.is_empty() {
            return Span::point(start);
        }
        Span::new(start, self.end_of(span.end()).max(start))
    }

    /// The map through both: decoded by `self`, whose host was itself decoded by `outer`.
    #[must_use]
    pub fn through(&self, outer: &Self) -> Self {
        let mut composed = Self::builder();
        for (at, segment) in self.segments.iter().enumerate() {
            if segment.verbatim {
                composed.copy_through(segment, self.decoded_len(at, segment), outer);
            } else {
                composed.replace(segment.decoded as usize, outer.lift(segment.host));
            }
        }
        composed
    }

    /// Splits one verbatim segment at the borders of `outer`'s segments.
    fn copy_through(&mut self, segment: &Segment, len: usize, outer: &Self) {
        let mut host = segment.host.start();
        let stop = host + len;
        while host < stop {
            let Some((at, covering)) = outer.segment_at(host) else { break };
            let next = outer.segments.get(at + 1).map_or(stop, |next| (next.decoded as usize).min(stop));
            let decoded = segment.decoded as usize + (host - segment.host.start());
            let lifted = outer.lift(Span::new(host, next));
            self.segments.push(Segment { decoded: decoded as u32, host: lifted, verbatim: covering.verbatim });
            host = next.max(host + 1);
        }
    }

    fn decoded_len(&self, at: usize, segment: &Segment) -> usize {
        let next = self.segments.get(at + 1).map(|next| next.decoded as usize);
        next.map_or(segment.host.len(), |next| next - segment.decoded as usize)
    }

    fn segment_at(&self, decoded: usize) -> Option<(usize, &Segment)> {
        let at = self.segments.partition_point(|segment| segment.decoded as usize <= decoded).checked_sub(1)?;
        self.segments.get(at).map(|segment| (at, segment))
    }

    fn start_of(&self, decoded: usize) -> usize {
        match self.segment_at(decoded) {
            None => self.segments.first().map_or(0, |first| first.host.start()),
            Some((_, s)) if s.verbatim => (s.host.start() + decoded - s.decoded as usize).min(s.host.end()),
            Some((at, s)) if at + 1 == self.segments.len() && decoded > s.decoded as usize => s.host.end(),
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
        origin.copy(0, Span::new(10, 11));
        origin.replace(1, Span::new(11, 17));
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
}
