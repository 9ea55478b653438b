//! The request that an answer belongs to.

use std::rc::Rc;

use super::answer::is_refusal;
use super::{Linter, Unverifiable};
use crate::catalog::{Dialect, Field, Operation};
use crate::extract::{self, Carried, Document, Holding};
use crate::json::{self, Kind, Value};
use crate::request::{Request, Text};
use crate::source::Source;

/// Where a request stands.
pub(super) struct Located<'s> {
    pub document: Rc<Document<'s>>,
    /// What its fields are called, where what carries it tells.
    pub dialect: Option<Dialect>,
    /// Which of the requests of its text it is.
    pub nth: usize,
    /// Whether there is no other request in its source.
    pub is_only: bool,
}

impl<'s> From<Carried<'s>> for Located<'s> {
    /// The request that a text is.
    fn from(carried: Carried<'s>) -> Self {
        Self { document: Rc::new(carried.document), dialect: carried.dialect, nth: 0, is_only: false }
    }
}

/// What tells which request an answer belongs to, where there are several.
#[derive(Debug, PartialEq, Eq)]
struct Identity {
    alias: Option<String>,
    region: Option<String>,
}

impl Identity {
    fn of(request: &Request<'_>) -> Self {
        let known = |text: Option<Text<'_>>| text.as_ref().and_then(Text::known).map(ToOwned::to_owned);
        let alias = known(request.aliases().next().cloned());
        let bare = alias.map(|alias| alias.strip_prefix("alias/").map(ToOwned::to_owned).unwrap_or(alias));
        Self { alias: bare, region: known(request.known_text(Field::Region).present()) }
    }

    /// Whether it may be the one of an answer of that identity.
    fn suits(&self, answer: &Self) -> bool {
        self.alias.is_some() && self.alias == answer.alias && (self.region.is_none() || self.region == answer.region)
    }
}

impl Linter {
    /// Where the request stands that the answer belongs to: the only one, or the one of the same names.
    pub(super) fn locate<'s>(&'s self, asked: &'s Source, answer: Value<'_>) -> Result<Located<'s>, Unverifiable> {
        let mut all = self.located(asked);
        if let [_, _, ..] = *all {
            let key = Request::read(answer, &[], Dialect::of(Operation::ReadKey), self.surroundings());
            let wanted = Identity::of(&key);
            let number = all.len();
            all.retain(|(_, identity)| !is_refusal(answer) && identity.suits(&wanted));
            if all.len() != 1 {
                return Err(Unverifiable::SeveralRequests(number));
            }
            return all.pop().map(|(located, _)| located).ok_or(Unverifiable::NoRequest);
        }
        all.pop().map(|(located, _)| Located { is_only: true, ..located }).ok_or(Unverifiable::NoRequest)
    }

    /// Every request of a source.
    fn located<'s>(&'s self, asked: &'s Source) -> Vec<(Located<'s>, Identity)> {
        let siblings = || self.siblings_of(asked);
        let texts = extract::texts(asked, self.form_of(asked), self.definitions(), &siblings).texts;
        texts.flat_map(|carried| self.located_in(carried)).collect()
    }

    fn located_in<'s>(&self, carried: Carried<'s>) -> Vec<(Located<'s>, Identity)> {
        let Carried { document, dialect, is_sent, .. } = carried;
        let document = Rc::new(document);
        let tree = json::parse(&document.text);
        let is_request = |root: Value<'_>| {
            extract::holding(root) == Holding::Request || (is_sent && root.kind() == Kind::Object && dialect.is_some())
        };
        let requests = extract::requests(&tree).enumerate().filter(|(_, root)| is_request(*root));
        let located = requests.map(|(nth, root)| {
            let read_as = dialect.unwrap_or_else(|| self.dialect_of(root));
            let identity = Identity::of(&Request::read(root, &[], read_as, self.surroundings()));
            (Located { document: Rc::clone(&document), dialect, nth, is_only: false }, identity)
        });
        located.collect()
    }
}
