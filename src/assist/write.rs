//! Writing what is offered as the file writes such things.

use super::completion::Completion;
use super::offer::{Offer, Opening, What};
use super::probe::{Guess, Patched, Style};
use super::spot::Spot;
use crate::json::encode;
use crate::source::{Origin, Span};

/// Writes at the place of a probe.
pub(super) struct Writer<'w> {
    pub spot: &'w Spot<'w>,
    pub origin: &'w Origin,
    pub patched: &'w Patched,
    pub guess: &'w Guess,
}

/// What is put where in the file, and where the caret goes.
struct Written {
    span: Span,
    text: String,
    caret: Option<usize>,
}

impl Writer<'_> {
    pub(super) fn completion(&self, offer: Offer) -> Option<Completion> {
        let Written { span, text, caret } = self.write(&offer)?;
        let Offer { label, kind, detail, documentation, .. } = offer;
        Some(Completion { label, kind, detail, documentation, span, text, caret })
    }

    fn write(&self, offer: &Offer) -> Option<Written> {
        let value = self.spot.value;
        match (&offer.what, self.guess.style) {
            (What::Text, _) => {
                let inside = self.in_quotes(value.inside(), &offer.label);
                inside.or_else(|| self.token(value.span(), &encode(&offer.label)))
            }
            (What::Literal, _) => self.token(value.span(), &offer.label),
            (What::Name(_), Style::AsIs) => {
                let key = value.key()?;
                self.in_quotes(key.inside(), &offer.label).or_else(|| self.token(key.span, &encode(&offer.label)))
            }
            (What::Name(opening), Style::Json) => self.json_member(&offer.label, opening.brackets()),
            (What::Name(_), Style::Yaml) => Some(self.in_place(&format!("{}: ", offer.label), "")),
            (What::Name(opening), Style::Hcl) => {
                let sign = if *opening == Opening::Block { " " } else { " = " };
                let (before, behind) = opening.brackets();
                Some(self.in_place(&format!("{}{sign}{before}", offer.label), behind))
            }
        }
    }

    /// A name or a value as a whole, which is `json` in the text of the request.
    fn token(&self, span: Span, json: &str) -> Option<Written> {
        self.origin.write(span, json).map(|written| self.lifted(written))
    }

    /// A plain word between the quotes that are there, so that those of the user stay.
    fn in_quotes(&self, inside: Span, said: &str) -> Option<Written> {
        let (host, text) = (self.origin.lift(inside), &self.patched.text);
        let is_quoted = text.get(..host.start()).is_some_and(|before| before.ends_with(['"', '\'']));
        let is_verbatim = host.of(text) == inside.of(self.spot.value.tree().text());
        let is_plain = said.bytes().all(|c| c.is_ascii_alphanumeric() || b"_-:.*/".contains(&c));
        let close = self.guess.close().filter(|_| self.guess.open.is_empty())?;
        let host = Span::new(host.start(), host.end() + close.len());
        (is_quoted && is_verbatim && is_plain).then(|| self.lifted((host, format!("{said}{close}"))))
    }

    fn lifted(&self, (span, text): (Span, String)) -> Written {
        Written { span: self.patched.lift(span), text, caret: None }
    }

    /// A member of an object in JSON, whose value is begun. Of the name of a family the user knows the rest.
    fn json_member(&self, name: &str, (opening, closing): (&str, &str)) -> Option<Written> {
        let key = self.spot.value.key()?.span;
        let span = key.to(self.spot.value.span());
        let member = format!("{}: {opening}", encode(name));
        let caret = if name.ends_with(['/', ':']) { encode(name).len() - 1 } else { member.len() };
        let member = format!("{member}{closing}{}", self.guess.comma);
        let written = self.origin.write(span, &member).zip(self.origin.write(span, member.get(..caret)?));
        if let Some(((span, text), (_, before))) = written {
            let caret = Some(before.len()).filter(|caret| *caret < text.len());
            return Some(Written { span: self.patched.lift(span.to(self.comma(span))), text, caret });
        }
        let quote = self.guess.quote();
        let [opening, closing] = [opening, closing].map(|bracket| if bracket == "\"" { quote } else { bracket });
        let before = format!("{}{name}{quote}: {opening}", self.guess.open);
        Some(self.in_place(&before, &format!("{closing}{}", self.guess.comma)))
    }

    /// Where the comma stands that was put behind the probe.
    fn comma(&self, member: Span) -> Span {
        Span::new(member.end(), member.end() + self.guess.comma.len())
    }

    /// What takes the place of the word that is typed.
    fn in_place(&self, before: &str, behind: &str) -> Written {
        let caret = Some(before.len()).filter(|_| !behind.is_empty());
        Written { span: self.patched.replaced, text: format!("{before}{behind}"), caret }
    }
}
