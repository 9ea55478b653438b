//! The requests of a source, each with what is told of it.

use std::sync::Arc;

use super::model::Access;
use super::tell::Teller;
use super::who::Who;
use crate::catalog::Dialect;
use crate::diagnostic::redact::Redactor;
use crate::extract::{self, Carried, Decoded, Definition, Document, Form, Holding, Reference, Texts};
use crate::json::{self, Kind, Tree, Value};
use crate::request::{Request, Surroundings};
use crate::source::{Encoding, LineIndex, Origin, Source};

/// How many requests are told of, unless something else is said.
const MOST_REQUESTS: usize = 1_000;

/// Finds the requests of sources, as the linter does, and tells of each.
#[derive(Clone)]
pub struct Finder {
    /// What sources are written as.
    pub form: Form,
    /// What holes are filled in with.
    pub definitions: Vec<Definition>,
    /// Where the request stands in each JSON text.
    pub pointer: Option<String>,
    /// What is known from outside of the requests.
    pub surroundings: Surroundings,
    /// Loads the files beside a source, in which names that it uses may be given.
    pub siblings: fn(&Source) -> Vec<Source>,
    /// Others that are to be told of, whether a policy names them or not.
    pub also: Arc<[Who]>,
    /// The account of the key, where another text tells it.
    pub account: Option<String>,
    /// How many requests are told of.
    pub most: usize,
}

/// What was found in a source.
#[derive(Debug, Default)]
pub struct Found {
    /// What is told of each request, secrets and all.
    pub told: Vec<Access>,
    /// How many more there are.
    pub left_out: usize,
    /// What must not be shown of it.
    pub redactor: Redactor,
    /// The files that it sends.
    pub references: Vec<Reference>,
    /// What of it could not be read, and why.
    pub incomplete: Option<String>,
}

impl Finder {
    /// One that looks in sources of that form, with nothing else known.
    #[must_use]
    pub fn new(form: Form) -> Self {
        Self {
            form,
            definitions: Vec::new(),
            pointer: None,
            surroundings: Surroundings::default(),
            siblings: |_| Vec::new(),
            also: Arc::from([]),
            account: None,
            most: MOST_REQUESTS,
        }
    }

    /// Tells of the requests of a source, and of the keys that exist where it `is_named` and holds no request. Unless it is, a policy
    /// by itself must be one of a key.
    #[must_use]
    pub fn find(&self, source: &Source, is_named: bool) -> Found {
        let mut found = Found { redactor: Redactor::new(source.text()), ..Found::default() };
        if source.encoding() != Encoding::Utf8 {
            found.incomplete = Some("not UTF-8".to_owned());
            return found;
        }
        let form = extract::form(source, self.form);
        let mut search = Search { finder: self, source, lines: LineIndex::of(source), form, is_named, found };
        search.texts();
        search.found
    }
}

/// A value that is told of: a request, a policy by itself, or a key that exists.
struct Taken<'t> {
    root: Value<'t>,
    is_policy: bool,
    /// What its fields are called, where that is known.
    dialect: Option<Dialect>,
}

/// The search of one source.
struct Search<'f> {
    finder: &'f Finder,
    source: &'f Source,
    lines: LineIndex,
    form: Form,
    is_named: bool,
    found: Found,
}

impl Search<'_> {
    fn texts(&mut self) {
        let siblings = || (self.finder.siblings)(self.source);
        let Texts { texts, files, unread } = extract::texts(self.source, self.form, &self.finder.definitions, &siblings);
        if let Some(unread) = unread {
            let line = self.line_at(unread.at);
            self.found.incomplete = Some(format!("line {line}: {}; what follows was not read", unread.reason));
        }
        self.found.references = files;
        for text in texts {
            if text.document.is_decoded() {
                self.found.redactor.learn(&text.document.text, &text.document.origin);
            }
            self.text(&text);
        }
    }

    fn text(&mut self, text: &Carried<'_>) {
        let Carried { document, dialect, is_sent, .. } = text;
        let tree = json::parse(&document.text);
        match self.finder.pointer.as_deref().filter(|_| !self.form.is_host()) {
            None => self.tree(&tree, document, *dialect, *is_sent),
            Some(pointer) => {
                if let Some(value) = tree.at_pointer(pointer) {
                    let inner = extract::inside(value, &document.origin);
                    self.tree(&json::parse(&inner.text), &inner, *dialect, *is_sent);
                }
            }
        }
    }

    fn tree(&mut self, tree: &Tree<'_>, document: &Document<'_>, dialect: Option<Dialect>, is_sent: bool) {
        let requests =
            extract::requests(tree).filter_map(|root| Some(Taken { is_policy: self.takes(root, is_sent)?, root, dialect }));
        let mut taken: Vec<Taken<'_>> = requests.collect();
        if taken.is_empty() && self.is_named && !self.form.is_host() {
            let key = |root| Taken { root, is_policy: false, dialect: extract::key_dialect(root) };
            taken.extend(extract::keys(tree).map(key));
        }
        if taken.is_empty() && (tree.errors().is_empty() || !self.is_named) {
            return;
        }
        self.found.redactor.learn_escaped(tree, &document.origin);
        if !tree.errors().is_empty() && self.found.incomplete.is_none() {
            let at = tree.errors().first().map_or(0, |error| document.origin.lift(error.span).start());
            let line = self.line_at(at);
            self.found.incomplete = Some(format!("line {line}: the JSON has a fault of syntax there"));
        }
        for taken in taken {
            if self.found.told.len() < self.finder.most {
                self.request(taken, document);
            } else {
                self.found.left_out += 1;
            }
        }
    }

    /// Whether a value is taken, and if so, whether for a policy by itself.
    fn takes(&self, root: Value<'_>, is_sent: bool) -> Option<bool> {
        if root.kind() != Kind::Object {
            return None;
        }
        match extract::holding(root) {
            _ if self.form == Form::Policy => Some(true),
            Holding::Request => Some(false),
            Holding::Answer => None,
            _ if is_sent => Some(false),
            Holding::Policy => (self.is_named || extract::is_key_policy(root)).then_some(true),
            Holding::Other => None,
        }
    }

    fn request(&mut self, Taken { root, is_policy, dialect }: Taken<'_>, document: &Document<'_>) {
        let dialect = dialect.unwrap_or_else(|| extract::dialect_of(root, self.finder.surroundings.operation));
        let decoded = Decoded::of([(root, dialect)]);
        let inside = decoded.trees();
        for tree in &inside {
            self.found.redactor.learn_escaped(tree, &document.origin);
        }
        let surroundings = &self.finder.surroundings;
        let request =
            if is_policy { Request::of_policy(root, surroundings) } else { Request::read(root, &inside, dialect, surroundings) };
        let line = |value: Value<'_>| self.line_of(value, &document.origin);
        let teller = Teller {
            request: &request,
            path: self.source.name(),
            number: self.found.told.len(),
            line: &line,
            also: &self.finder.also,
            account: self.finder.account.as_deref(),
        };
        let told = teller.tell();
        self.found.told.push(told);
    }

    /// The line that a value starts in, be it in a text within the text.
    fn line_of(&self, value: Value<'_>, origin: &Origin) -> usize {
        let span = match value.tree().host() {
            Some(host) => host.origin.through(origin).lift(value.span()),
            None => origin.lift(value.span()),
        };
        self.line_at(span.start())
    }

    fn line_at(&self, offset: usize) -> usize {
        self.lines.number_of(self.lines.line_of(offset))
    }
}
