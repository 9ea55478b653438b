//! The part of a pass that lints requests: those of one text, each in turn.

use std::borrow::Cow;

use super::claim::{Claim, digest};
use super::meta::{Category, Rule};
use super::run::Run;
use super::stage::Stage;
use crate::catalog::Dialect;
use crate::diagnostic::redact;
use crate::extract::{self, Document, Form, Holding};
use crate::json::{self, Kind, Tree, Value};
use crate::request::{Names, Plain, Request};
use crate::source::Origin;

impl Run<'_> {
    /// Lints a JSON text, of which that is the tree.
    pub(super) fn tree(&mut self, tree: &Tree<'_>, document: &Document<'_>, is_certain: bool) -> bool {
        let requests: Vec<Found<'_>> = extract::requests(tree).filter_map(|value| self.found(value, is_certain)).collect();
        let is_broken = is_certain && !tree.errors().is_empty();
        if requests.is_empty() && !is_broken {
            return false;
        }
        let policies: Vec<Value<'_>> = requests
            .iter()
            .filter_map(Found::new_root)
            .flat_map(|root| extract::policies_in_strings(root, self.dialect))
            .collect();
        let texts: Vec<String> = policies.iter().map(|policy| policy.as_str().unwrap_or_default().into_owned()).collect();
        let inside: Vec<Tree<'_>> = texts.iter().zip(&policies).map(|(text, policy)| json::parse_inside(text, *policy)).collect();
        let escaped = redact::find_escaped(tree).into_iter();
        self.hidden_secrets.extend(escaped.map(|secret| (document.origin.lift(secret.span), secret.text)));
        let before = self.sink.total();
        for tree in std::iter::once(tree).chain(&inside) {
            self.each_rule(Stage::Text, Some(&document.origin), None, |rule, cx| rule.check_text(tree, cx));
        }
        let is_good_text = self.sink.total() == before;
        for request in requests {
            match request {
                Found::Good(names) => self.good(&names, &document.origin),
                Found::New { root, holding, shape } => {
                    let is_policy = holding == Holding::Policy && !(is_certain && self.form.is_host());
                    let shape = shape.filter(|_| is_good_text && holding == Holding::Request);
                    self.new_request(root, is_policy, &inside, shape, &document.origin);
                }
            }
        }
        true
    }

    /// What there is to do for a value of a text, if anything is.
    fn found<'t>(&mut self, root: Value<'t>, is_certain: bool) -> Option<Found<'t>> {
        let plain = if self.knows_good_shapes() { Plain::read(root) } else { None };
        let shape = plain.as_ref().map(Plain::shape);
        let is_good = shape.as_ref().is_some_and(|shape| self.linter.good_shapes.has(shape, &()));
        if let Some(plain) = plain.filter(|_| is_good) {
            return Some(Found::Good(plain.names()));
        }
        let holding = extract::holding(root);
        self.takes(root, holding, is_certain).then_some(Found::New { root, holding, shape })
    }

    /// Whether the shape of a request tells all there is to know. Other levels are other rules, and what an organisation wants
    /// may be of any name.
    fn knows_good_shapes(&self) -> bool {
        let surroundings = &self.linter.surroundings;
        let is_usual = surroundings.org.is_none() && surroundings.schemas.is_empty() && self.linter.form != Form::Policy;
        is_usual && matches!(self.rules, Cow::Borrowed(_)) && self.dialect == Dialect::Api
    }

    /// Whether a value that holds such a thing is linted.
    fn takes(&mut self, value: Value<'_>, holding: Holding, is_certain: bool) -> bool {
        // What is broken was reported as such, and no more can be said of it.
        let is_taken = match holding {
            Holding::Request => true,
            Holding::Answer => is_certain,
            Holding::Policy => is_certain || extract::is_key_policy(value),
            Holding::Other => is_certain && !matches!(value.kind(), Kind::Invalid | Kind::Hole),
        };
        if !is_taken {
            self.instead.get_or_insert(holding);
        }
        is_taken
    }

    /// Lints a request, or a policy by itself; its shape is kept in mind where it is good.
    fn new_request<'t>(
        &mut self,
        root: Value<'t>,
        is_policy: bool,
        inside: &'t [Tree<'t>],
        shape: Option<String>,
        origin: &Origin,
    ) {
        let linter = self.linter;
        let request = if linter.form == Form::Policy || is_policy {
            Request::of_policy(root, &linter.surroundings)
        } else {
            Request::read(root, inside, self.dialect, &linter.surroundings)
        };
        let before = self.sink.total();
        self.request(&request, origin);
        if let Some(shape) = shape.filter(|_| self.sink.total() == before) {
            linter.good_shapes.add(&shape, ());
        }
    }

    /// A request of which it is known that no rule finds anything in it.
    fn good(&mut self, names: &Names<'_>, origin: &Origin) {
        let index = self.requests as u32;
        self.requests += 1;
        self.claim(names, index, origin);
    }

    fn request(&mut self, request: &Request<'_>, origin: &Origin) {
        let index = self.requests as u32;
        self.requests += 1;
        self.each_rule(Stage::Request, Some(origin), Some(index), |rule, cx| {
            if concerns(rule, request) {
                rule.check(request, cx);
            }
        });
        self.policy(request, index, origin);
        if !request.is_bare_policy() {
            self.claim(&request.names(), index, origin);
        }
    }

    /// Runs the rules of policies, unless they are known to have nothing to say of this one.
    fn policy(&mut self, request: &Request<'_>, index: u32, origin: &Origin) {
        let Some(policy) = request.policy_value() else { return };
        let subject = request.policy_subject();
        // Other levels are other rules, and what a fault of syntax leaves hangs on what stands around it.
        let is_kept = matches!(self.rules, Cow::Borrowed(_)) && policy.tree().errors().is_empty();
        if is_kept && self.linter.good_policies.has(policy.raw(), &subject) {
            return;
        }
        let before = self.sink.total();
        self.each_rule(Stage::Policy, Some(origin), Some(index), |rule, cx| {
            if concerns(rule, request) {
                rule.check_policy(request, cx);
            }
        });
        if is_kept && self.sink.total() == before {
            self.linter.good_policies.add(policy.raw(), subject);
        }
    }

    /// Notes what no other request may have.
    fn claim(&mut self, names: &Names<'_>, index: u32, origin: &Origin) {
        for (rule, setting) in self.claimants.iter() {
            for (key, value) in rule.claims(names) {
                let span = origin.lift(value.span());
                let text = self.source.text();
                self.claims.push(Claim {
                    rule: *rule,
                    setting: *setting,
                    digest: digest(*rule, &key),
                    key,
                    span,
                    start: self.progress.to(span.start(), text),
                    end: self.progress.to(span.end(), text),
                    pointer: value.pointer(),
                    request: index,
                    record: self.record.clone(),
                });
            }
        }
    }
}

/// What there is to do for a value of a text.
enum Found<'t> {
    /// It is a request of a shape that is known to be good.
    Good(Names<'t>),
    /// It has to be looked at.
    New { root: Value<'t>, holding: Holding, shape: Option<String> },
}

impl<'t> Found<'t> {
    const fn new_root(&self) -> Option<Value<'t>> {
        match self {
            Self::Good(_) => None,
            Self::New { root, .. } => Some(*root),
        }
    }
}

/// Whether a rule has something to say of a request: of a policy by itself only those of policies and of the text have.
fn concerns(rule: &dyn Rule, request: &Request<'_>) -> bool {
    !request.is_bare_policy() || matches!(rule.meta().category, Category::Policy | Category::Json | Category::Org)
}
