//! The requests of a source, as they are read for an editor: also those that are only begun.

use std::cell::OnceCell;

use super::probe::PROBE;
use super::slot::Slot;
use crate::catalog::Dialect;
use crate::catalog::field::{Field, Object};
use crate::extract::{self, Carried, Decoded, Form, Holding};
use crate::json::{self, Kind, Tree, Value};
use crate::lint::Linter;
use crate::request::{Request, Surroundings};
use crate::source::{Encoding, Origin, Source, Span};

/// A request, or a key policy by itself.
pub(super) struct Reading<'t> {
    pub request: Request<'t>,
    origin: &'t Origin,
    pub dialect: Dialect,
    pub surroundings: &'t Surroundings,
    /// All of what carries it, in the file.
    pub part: Span,
    /// The policies that stand in strings of it.
    inside: &'t [Tree<'t>],
    /// Where those stand in the file.
    origins: Vec<Origin>,
}

impl<'t> Reading<'t> {
    /// All its values, those in strings too.
    pub(super) fn values(&self) -> impl Iterator<Item = Value<'t>> + use<'t> {
        let inside = self.inside;
        self.request.root().subtree().chain(inside.iter().flat_map(|tree| tree.values()))
    }

    /// Where a text stands in the file.
    pub(super) fn origin_of(&self, tree: &Tree<'_>) -> &Origin {
        let own = tree.host().and_then(|host| {
            let is_it = |inside: &Tree<'_>| inside.host().is_some_and(|other| other.string == host.string);
            self.origins.get(self.inside.iter().position(is_it)?)
        });
        own.unwrap_or(self.origin)
    }

    /// The innermost text with a word in it.
    pub(super) fn text_with(&self, word: &str) -> &'t Tree<'t> {
        self.inside.iter().find(|tree| tree.text().contains(word)).unwrap_or_else(|| self.request.root().tree())
    }

    /// What belongs in the place of a value.
    pub(super) fn slot(&self, value: Value<'t>) -> Slot {
        let is_inside = value.tree().host().is_some();
        let top = if is_inside { value.tree().root() } else { None }.unwrap_or_else(|| self.request.root());
        let way: Vec<Value<'t>> =
            std::iter::successors(Some(value), |value| value.parent()).take_while(|value| value.id() != top.id()).collect();
        let first = if is_inside || self.request.is_bare_policy() { Slot::Policy } else { Slot::Request };
        way.iter().rev().fold(first, |slot, step| match step.key() {
            Some(key) => slot.member(self.dialect, &key.name()),
            None => slot.item(),
        })
    }

    /// How many faults of syntax there are in a text, and in the one that it stands in.
    pub(super) fn errors(&self, text: &Tree<'_>) -> usize {
        let outer = self.request.root().tree().errors().len();
        outer + text.host().map_or(0, |_| text.errors().len())
    }
}

/// Which requests are wanted.
#[derive(Clone, Copy)]
pub(super) enum Wanted<'w> {
    /// All.
    All,
    /// Those in which this word stands.
    With(&'w str),
    /// Those that may stand at this place of the file.
    At(usize),
}

impl Wanted<'_> {
    /// Whether a text is wanted that stands there, if it is known where.
    fn takes(self, text: &str, written: Option<Span>) -> bool {
        match self {
            Self::All => true,
            Self::With(word) => text.contains(word),
            Self::At(offset) => written.is_none_or(|span| span.start() <= offset && offset <= span.end()),
        }
    }
}

/// Reads sources of one form.
pub(super) struct Reader<'l> {
    linter: &'l Linter,
    form: Form,
    siblings: OnceCell<Vec<Source>>,
}

impl<'l> Reader<'l> {
    pub(super) fn new(linter: &'l Linter, source: &Source) -> Self {
        Self { linter, form: linter.form_of(source), siblings: OnceCell::new() }
    }

    pub(super) const fn form(&self) -> Form {
        self.form
    }

    /// Shows `visit` each request of `source` that is wanted. Of what tells what was sent there is nothing to write.
    pub(super) fn each(&self, source: &Source, wanted: Wanted<'_>, mut visit: impl FnMut(&Reading<'_>)) {
        if source.encoding() != Encoding::Utf8 || extract::is_recording(self.form, source.text()) {
            return;
        }
        let siblings = || self.siblings.get_or_init(|| self.linter.siblings_of(source)).clone();
        for text in extract::texts(source, self.form, self.linter.definitions(), &siblings).texts {
            self.text(&text, wanted, &mut visit);
        }
    }

    fn text(&self, carried: &Carried<'_>, wanted: Wanted<'_>, visit: &mut impl FnMut(&Reading<'_>)) {
        let document = &carried.document;
        // What was put together from pieces stands in no one place.
        let written = |span: Span| (!self.form.is_host()).then(|| document.origin.lift(span));
        if !wanted.takes(&document.text, written(Span::new(0, document.text.len()))) {
            return;
        }
        let tree = json::parse(&document.text);
        for root in extract::requests(&tree) {
            if wanted.takes(root.raw(), written(root.span()))
                && let Some(is_policy) = self.takes(root, carried)
            {
                self.request(root, is_policy, carried, visit);
            }
        }
    }

    fn request(&self, root: Value<'_>, is_policy: bool, carried: &Carried<'_>, visit: &mut impl FnMut(&Reading<'_>)) {
        let dialect = carried.dialect.unwrap_or_else(|| self.linter.dialect_of(root));
        let decoded = Decoded::of([(root, dialect)]);
        let inside = decoded.trees();
        let surroundings = self.linter.surroundings();
        let request =
            if is_policy { Request::of_policy(root, surroundings) } else { Request::read(root, &inside, dialect, surroundings) };
        let (origin, part) = (&carried.document.origin, carried.span);
        let origins = inside.iter().filter_map(Tree::host).map(|host| host.origin.through(origin)).collect();
        visit(&Reading { request, origin, dialect, surroundings, part, inside: &inside, origins });
    }

    /// Whether a value is taken, and if so, whether for a policy by itself.
    fn takes(&self, root: Value<'_>, carried: &Carried<'_>) -> Option<bool> {
        if root.kind() != Kind::Object {
            return None;
        }
        match extract::holding(root) {
            _ if self.linter.expects_policies() => Some(true),
            Holding::Request => Some(false),
            _ if carried.is_sent => Some(false),
            Holding::Policy => is_of_kms(root).then_some(true),
            Holding::Other if !self.form.is_host() => is_begun(root).then_some(false),
            Holding::Answer | Holding::Other => None,
        }
    }
}

/// Whether a policy may be one of a key, be it begun or not: it is about no other service.
fn is_of_kms(policy: Value<'_>) -> bool {
    let is_action = |value: &Value<'_>| value.is_named("Action") || value.is_named("NotAction");
    let mut texts = policy.subtree().filter(is_action).flat_map(Value::one_or_many).filter_map(Value::as_str);
    extract::is_key_policy(policy) || texts.all(|text| text.starts_with("kms:") || !text.contains(':'))
}

/// Whether an object is a request that is only begun: empty, but for the member that is being written, or with a name that hardly
/// anything else has.
fn is_begun(object: Value<'_>) -> bool {
    let names: Vec<_> = object.children().filter_map(Value::key).map(|key| key.name()).collect();
    let is_ours = |name: &str| Object::Request.fields().iter().any(|facts| facts.field != Field::Region && facts.name == name);
    names.iter().all(|name| name.contains(PROBE)) || names.iter().any(|name| is_ours(name))
}
