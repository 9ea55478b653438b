//! Writing a request as JSON that stands in a file in another shape: flags of a command, YAML, Terraform.
//!
//! Each piece of the JSON text knows where it was written, so whatever is said of it is said of the user's own words.

use super::Document;
use crate::source::{Notation, Origin, Span, inside_json_string};

/// A text that was decoded from the host, and where its bytes stand there.
pub(super) struct Decoded<'h> {
    pub text: &'h str,
    pub origin: &'h Origin,
}

/// A JSON text that is being written.
pub(super) struct Composer {
    text: String,
    origin: Origin,
    needs_comma: bool,
}

impl Composer {
    pub(super) const fn new() -> Self {
        Self { text: String::new(), origin: Origin::builder(), needs_comma: false }
    }

    /// `{` or `[`, which stands for `host`.
    pub(super) fn open(&mut self, bracket: char, host: Span) {
        self.separate(host);
        self.fixed(bracket.encode_utf8(&mut [0; 4]), host);
        self.needs_comma = false;
    }

    /// `}` or `]`, which stands at the end of `host`.
    pub(super) fn close(&mut self, bracket: char, host: Span) {
        self.fixed(bracket.encode_utf8(&mut [0; 4]), Span::point(host.end()));
        self.needs_comma = true;
    }

    /// How much is written so far, in bytes.
    pub(super) fn len(&self) -> usize {
        self.text.len()
    }

    /// The name of a member, which is all of `host`, written as `token`.
    pub(super) fn name(&mut self, name: &str, host: Span, token: Notation) {
        self.separate(host);
        self.token(&format!("\"{}\"", inside_json_string(name)), host, token);
        self.fixed(":", Span::point(host.end()));
        self.needs_comma = false;
    }

    /// A value that is no string, or of which all is said as one: `true`, `${hole}`.
    pub(super) fn value(&mut self, text: &str, host: Span) {
        self.literal(text, host, Notation::Fixed);
    }

    /// A value that is no string, written as `token`.
    pub(super) fn literal(&mut self, text: &str, host: Span, token: Notation) {
        self.separate(host);
        self.token(text, host, token);
        self.needs_comma = true;
    }

    /// A string that says `part` of `decoded`. Its whole is `host`, written as `token`.
    pub(super) fn string(&mut self, decoded: &Decoded<'_>, part: Span, host: Span, token: Notation) {
        let text = part.of(decoded.text);
        self.separate(host);
        self.token("\"", Span::point(host.start()), token);
        self.origin.in_string(true);
        let mut plain = 0;
        for (at, c) in text.char_indices() {
            if c >= ' ' && c != '"' && c != '\\' {
                continue;
            }
            self.copy(decoded, Span::new(plain, at).shifted(part.start()));
            plain = at + c.len_utf8();
            let said = Span::new(at, plain).shifted(part.start());
            let (written, notation) = (decoded.origin.lift(said), decoded.origin.notation_at(said.start()));
            self.token(&inside_json_string(text.get(at..plain).unwrap_or_default()), written, notation);
        }
        self.copy(decoded, Span::new(plain, text.len()).shifted(part.start()));
        self.origin.in_string(false);
        self.token("\"", Span::point(host.end()), token);
        self.needs_comma = true;
    }

    /// The text, in the file that `outer` leads to.
    pub(super) fn finish(self, outer: &Origin) -> Document<'static> {
        Document { text: self.text.into(), origin: self.origin.through(outer) }
    }

    fn separate(&mut self, host: Span) {
        if self.needs_comma {
            self.fixed(",", Span::point(host.start()));
        }
    }

    fn copy(&mut self, decoded: &Decoded<'_>, span: Span) {
        self.origin.copy_from(self.text.len(), decoded.origin, span);
        self.text.push_str(span.of(decoded.text));
    }

    fn fixed(&mut self, text: &str, host: Span) {
        self.token(text, host, Notation::Implied);
    }

    fn token(&mut self, text: &str, host: Span, notation: Notation) {
        self.origin.written_in(notation);
        self.origin.replace(Span::new(self.text.len(), self.text.len() + text.len()), host);
        self.text.push_str(text);
    }
}
