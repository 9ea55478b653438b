//! Holds what the server answered against the request.

use std::rc::Rc;

use super::context::{Context, Counterpart, Sink};
use super::engine::{Linted, Linter};
use super::run::tell_apart;
use crate::catalog::{Dialect, Field, Operation};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::redact::{self, Redactor};
use crate::extract::{self, Body, Document, Form, Holding};
use crate::json::{self, Kind, Tree, Value};
use crate::request::{Request, Text};
use crate::source::{Encoding, LineIndex, Origin, Source, Span};

/// A request, and what came of it.
#[derive(Debug)]
pub struct Exchange<'t> {
    /// What was asked for.
    pub request: Request<'t>,
    /// What the server answered.
    pub answer: Answer<'t>,
    /// What the rules find in the request.
    pub findings: Vec<Known>,
}

/// What the server answered.
#[derive(Debug)]
pub enum Answer<'t> {
    /// The key that it made.
    Key(Box<Request<'t>>),
    /// That it made none.
    Refusal(Value<'t>),
}

/// A finding of the request.
#[derive(Clone, Debug)]
pub struct Known {
    /// The rule.
    pub rule: &'static str,
    /// What it says.
    pub message: String,
    /// Where: file, line and column.
    pub place: String,
}

/// Why an answer cannot be held against a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unverifiable {
    /// The first source holds no request.
    NoRequest,
    /// It holds that many, and none of them plainly belongs to the answer.
    SeveralRequests(usize),
    /// The second source is no answer.
    NoAnswer,
    /// It could not be read, and why.
    Unread(String),
}

impl Linter {
    /// Holds the answer in one source against the request in another. The findings are the answer's.
    ///
    /// # Errors
    /// Where there is no request, no telling which, or no answer.
    pub fn verify(&self, asked: &Source, answer: &Source) -> Result<Linted, Unverifiable> {
        if answer.encoding() != Encoding::Utf8 || asked.encoding() != Encoding::Utf8 {
            return Err(Unverifiable::Unread("not UTF-8".to_owned()));
        }
        let document = extract::whole(answer, &[]);
        let tree = json::parse(&document.text);
        if let Some(error) = tree.errors().first() {
            let line = LineIndex::of(answer).position(document.origin.lift(error.span).start(), answer.text()).line;
            return Err(Unverifiable::Unread(format!("line {line}: a fault of syntax")));
        }
        let root = tree.root().filter(|root| is_answer(*root)).ok_or(Unverifiable::NoAnswer)?;
        let texts = policies(root, KEY);
        let inside: Vec<Tree<'_>> = texts.iter().map(|(text, policy)| json::parse_inside(text, *policy)).collect();
        let key = Request::read(root, &inside, KEY, &self.surroundings);
        let located = self.locate(asked, (!is_refusal(root)).then(|| Identity::of(&key)).as_ref())?;
        let request_tree = json::parse(&located.document.text);
        let request_root = extract::requests(&request_tree).nth(located.nth).ok_or(Unverifiable::NoRequest)?;
        let texts = policies(request_root, located.dialect);
        let own: Vec<Tree<'_>> = texts.iter().map(|(text, policy)| json::parse_inside(text, *policy)).collect();
        let exchange = Exchange {
            request: Request::read(request_root, &own, located.dialect, &self.surroundings),
            answer: if is_refusal(root) { Answer::Refusal(root) } else { Answer::Key(Box::new(key)) },
            findings: if is_refusal(root) { self.known(asked) } else { Vec::new() },
        };
        let counterpart = Counterpart { source: asked, origin: &located.document.origin, lines: LineIndex::of(asked) };
        let redactors = [redactor(answer, &document, &tree, &inside), redactor(asked, &located.document, &request_tree, &own)];
        Ok(self.hold(&exchange, answer, &document.origin, &counterpart, redactors))
    }

    /// What the rules say of an exchange, rid of the secrets of both sides.
    fn hold(
        &self,
        exchange: &Exchange<'_>,
        answer: &Source,
        origin: &Origin,
        counterpart: &Counterpart<'_>,
        redactors: [Redactor; 2],
    ) -> Linted {
        let mut sink = Sink::new(self.most);
        for (rule, setting) in self.rules_for(answer).iter() {
            let mut cx = Context::new(*rule, *setting, answer, origin, &mut sink);
            cx.asked = Some(counterpart);
            rule.check_exchange(exchange, &mut cx);
        }
        let mut diagnostics = sink.diagnostics;
        let [redactor, other] = redactors;
        for diagnostic in &mut diagnostics {
            diagnostic.redact(&redactor);
            diagnostic.redact(&other);
        }
        diagnostics.sort_by(|a, b| (a.span, a.rule.name).cmp(&(b.span, b.rule.name)));
        tell_apart(&mut diagnostics, answer.name());
        Linted { form: Form::Json, diagnostics, uncounted: sink.uncounted, requests: 1, redactor, ..Linted::default() }
    }

    /// What the rules find in the request, whatever its level.
    fn known(&self, asked: &Source) -> Vec<Known> {
        let lines = LineIndex::of(asked);
        let linted = self.lint(asked);
        let known = |found: &Diagnostic| {
            let at = lines.position(found.span.start(), asked.text());
            let place = format!("{}:{}:{}", asked.name(), at.line, at.column);
            Known { rule: found.rule.name, message: found.message.clone(), place }
        };
        linted.diagnostics.iter().map(known).collect()
    }

    /// Where the request stands that the answer belongs to: the only one, or the one of the same names.
    fn locate<'s>(&'s self, asked: &'s Source, wanted: Option<&Identity>) -> Result<Located<'s>, Unverifiable> {
        let mut all = self.located(asked);
        if all.len() > 1 {
            let is_it = |(_, identity): &(Located<'_>, Identity)| wanted.is_some_and(|wanted| identity.suits(wanted));
            let number = all.len();
            all.retain(is_it);
            if all.len() != 1 {
                return Err(Unverifiable::SeveralRequests(number));
            }
        }
        all.pop().map(|(located, _)| located).ok_or(Unverifiable::NoRequest)
    }

    fn located<'s>(&'s self, asked: &'s Source) -> Vec<(Located<'s>, Identity)> {
        let form = self.form_of(asked);
        let mut all = Vec::new();
        if !form.is_host() {
            for document in extract::documents(asked, form, &self.definitions) {
                self.locate_in(document, None, true, &mut all);
            }
            return all;
        }
        let siblings = || self.siblings_of(asked);
        for part in extract::parts(asked, form, &self.definitions, &siblings).0 {
            for body in part.bodies {
                if let Body::Text(document) = body {
                    self.locate_in(document, part.dialect, part.is_sent, &mut all);
                }
            }
        }
        all
    }

    fn locate_in<'s>(
        &self,
        document: Document<'s>,
        dialect: Option<Dialect>,
        is_sent: bool,
        all: &mut Vec<(Located<'s>, Identity)>,
    ) {
        let document = Rc::new(document);
        let tree = json::parse(&document.text);
        for (nth, root) in extract::requests(&tree).enumerate() {
            let is_request =
                extract::holding(root) == Holding::Request || (is_sent && root.kind() == Kind::Object && dialect.is_some());
            if is_request {
                let dialect = dialect.unwrap_or_else(|| self.dialect_of(root));
                let identity = Identity::of(&Request::read(root, &[], dialect, &self.surroundings));
                all.push((Located { document: Rc::clone(&document), dialect, nth }, identity));
            }
        }
    }
}

/// Where a request stands.
struct Located<'s> {
    document: Rc<Document<'s>>,
    dialect: Dialect,
    /// Which of the requests of its text it is.
    nth: usize,
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

const KEY: Dialect = Dialect::of(Operation::ReadKey);

/// The policies in strings of a request, each with the string that it stands in.
fn policies(root: Value<'_>, dialect: Dialect) -> Vec<(String, Value<'_>)> {
    extract::policies_in_strings(root, dialect).map(|policy| (policy.as_str().unwrap_or_default().into_owned(), policy)).collect()
}

/// What must not be shown of a side: what is a secret as it is written, once it is decoded, and in its policies.
fn redactor(source: &Source, document: &Document<'_>, tree: &Tree<'_>, inside: &[Tree<'_>]) -> Redactor {
    let mut redactor = Redactor::new(source.text());
    for secret in redact::find(&document.text) {
        redactor.add(document.origin.lift(secret.span), secret.span.of(&document.text));
    }
    for secret in redact::find_escaped(tree) {
        redactor.add(document.origin.lift(secret.span), &secret.text);
    }
    for tree in inside {
        // Of a policy in a string all of the string is kept back.
        let place = tree
            .host()
            .map_or_else(Span::default, |host| document.origin.lift(host.origin.lift(Span::new(0, tree.text().len()))));
        for secret in redact::find_escaped(tree) {
            redactor.add(place, &secret.text);
        }
    }
    redactor
}

/// Whether a text is what the server answers: a key, or an error.
fn is_answer(root: Value<'_>) -> bool {
    root.kind() == Kind::Object && (root.member("aws_param").is_some() || is_refusal(root))
}

fn is_refusal(root: Value<'_>) -> bool {
    root.member("aws_param").is_none() && ["codeDesc", "error", "message"].iter().any(|name| root.member(name).is_some())
}
