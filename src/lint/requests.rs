//! The part of a pass that lints requests: those of one text, each in turn.

use std::borrow::Cow;

use super::claim::{Claim, digest};
use super::key::Key;
use super::meta::{Category, Rule};
use super::run::Run;
use super::stage::Stage;
use crate::catalog::Dialect;
use crate::extract::{self, Decoded, Document, Form, Holding};
use crate::fault;
use crate::json::{Kind, Tree, Value};
use crate::request::{Names, Plain, Request};
use crate::source::Origin;

impl Run<'_> {
    /// Lints a JSON text, of which that is the tree.
    pub(super) fn tree(&mut self, tree: &Tree<'_>, document: &Document<'_>, is_certain: bool) -> bool {
        let requests: Vec<Found<'_>> = if self.linter.looks_at_keys() {
            let key = |root| Found { root, holding: Holding::Answer, dialect: self.linter.dialect_of(root), known_good: None };
            extract::keys(tree).map(key).collect()
        } else {
            extract::requests(tree).filter_map(|value| self.found(value, is_certain)).collect()
        };
        let is_broken = is_certain && !tree.errors().is_empty();
        if requests.is_empty() && !is_broken {
            self.names_keys |= self.linter.looks_at_keys() && extract::names_keys(tree);
            return false;
        }
        let new = requests.iter().filter(|found| found.known_good.is_none());
        let decoded = Decoded::of(new.map(|found| (found.root, found.dialect)));
        let inside = decoded.trees();
        for tree in std::iter::once(tree).chain(&inside) {
            self.hidden_secrets.learn_escaped(tree, &document.origin);
        }
        let before = self.sink.total();
        for tree in std::iter::once(tree).chain(&inside) {
            self.each_rule(Stage::Text, Some(&document.origin), None, |rule, cx| rule.check_text(tree, cx));
        }
        let lot = Lot { inside: &inside, origin: &document.origin, is_certain, is_good: self.sink.total() == before };
        self.each_request(&requests, &lot);
        true
    }

    /// What there is to do for a value of a text, if anything is.
    fn found<'t>(&mut self, root: Value<'t>, is_certain: bool) -> Option<Found<'t>> {
        // Of many in one text each is asked for when its turn comes.
        let known_good = if root.parent().is_none() { self.known_good(root) } else { None };
        if known_good.is_some() {
            return Some(Found { root, holding: Holding::Request, dialect: Dialect::Api, known_good });
        }
        let holding = extract::holding(root);
        let is_taken = self.takes(root, holding, is_certain);
        is_taken.then(|| Found { root, holding, dialect: self.dialect_of(root), known_good })
    }

    /// Lints requests, on several threads where there are many. What comes of it is the same.
    fn each_request(&mut self, requests: &[Found<'_>], lot: &Lot<'_>) {
        let threads = self.threads_for(requests.len());
        if threads == 1 {
            return requests.iter().for_each(|found| self.one_request(found, lot));
        }
        let parts = requests.chunks(requests.len().div_ceil(threads));
        std::thread::scope(|scope| {
            let mut first = self.requests;
            let mut running = Vec::with_capacity(threads);
            for requests in parts {
                let part = self.beside(first);
                first += requests.len();
                running.push(scope.spawn(|| fault::carried(|| part.with_each(requests, lot))));
            }
            for part in running {
                match part.join() {
                    Ok(Ok(part)) => self.take_in(part),
                    Ok(Err(fault)) => fault.raise(),
                    Err(fault) => std::panic::resume_unwind(fault),
                }
            }
        });
    }

    fn with_each(mut self, requests: &[Found<'_>], lot: &Lot<'_>) -> Self {
        for found in requests {
            self.one_request(found, lot);
        }
        self
    }

    /// Takes over what another pass found in the requests behind those of this one.
    fn take_in(&mut self, part: Run<'_>) {
        self.sink.append(part.sink);
        self.claims.extend(part.claims);
        self.keys.extend(part.keys);
        self.requests = part.requests;
    }

    fn one_request(&mut self, found: &Found<'_>, lot: &Lot<'_>) {
        let Found { root, holding, dialect, .. } = *found;
        if let Some(names) = &found.known_good {
            return self.good(names, lot.origin);
        }
        if root.parent().is_some()
            && let Some(names) = self.known_good(root)
        {
            return self.good(&names, lot.origin);
        }
        let is_policy = holding == Holding::Policy && !(lot.is_certain && self.form.is_host());
        let before = self.sink.total();
        self.new_request(root, dialect, is_policy, lot);
        let is_good = lot.is_good && dialect == Dialect::Api && holding == Holding::Request && self.sink.total() == before;
        if let Some(plain) = Plain::read(root).filter(|_| is_good && self.knows_good_shapes()) {
            self.linter.good_shapes.add(&plain.shape(), ());
        }
    }

    /// What a request goes by of which it is known, by its shape, that no rule finds anything in it.
    fn known_good<'t>(&self, root: Value<'t>) -> Option<Names<'t>> {
        let plain = if self.knows_good_shapes() { Plain::read(root) } else { None }?;
        self.linter.good_shapes.has(&plain.shape(), &()).then(|| plain.names())
    }

    /// Whether the shape of a request tells all there is to know. Other levels are other rules, and what an organisation wants
    /// may be of any name.
    fn knows_good_shapes(&self) -> bool {
        let surroundings = &self.linter.surroundings;
        let is_usual = surroundings.org.is_none() && surroundings.schemas.is_empty() && self.linter.form != Form::Policy;
        is_usual && matches!(self.rules, Cow::Borrowed(_)) && self.dialect.is_none_or(|dialect| dialect == Dialect::Api)
    }

    /// What the fields of a request are called: as what sends it says, or else the user, or else its shape.
    fn dialect_of(&self, root: Value<'_>) -> Dialect {
        self.dialect.unwrap_or_else(|| self.linter.dialect_of(root))
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

    /// Lints a request, or a policy by itself.
    fn new_request(&mut self, root: Value<'_>, dialect: Dialect, is_policy: bool, lot: &Lot<'_>) {
        let linter = self.linter;
        let request = if linter.form == Form::Policy || is_policy {
            Request::of_policy(root, &linter.surroundings)
        } else {
            Request::read(root, lot.inside, dialect, &linter.surroundings)
        };
        self.request(&request, lot.origin);
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
        if self.linter.looks_at_keys() {
            self.keys.extend(Key::read(request, index));
        }
        let scope = Scope::of(request);
        self.each_rule(Stage::Request, Some(origin), Some(index), |rule, cx| {
            if scope.takes(rule) {
                rule.check(request, cx);
            }
        });
        self.policy(request, scope, index, origin);
        if request.makes_key() {
            self.claim(&request.names(), index, origin);
        }
    }

    /// Runs the rules of policies, unless they are known to have nothing to say of this one.
    fn policy(&mut self, request: &Request<'_>, scope: Scope, index: u32, origin: &Origin) {
        let Some(policy) = request.policy_value() else { return };
        let subject = request.policy_subject();
        // Other levels are other rules, and what a fault of syntax leaves hangs on what stands around it.
        // The account of a key that exists is its own.
        let is_alike = policy.tree().errors().is_empty() && !request.is_existing_key();
        let is_kept = matches!(self.rules, Cow::Borrowed(_)) && is_alike;
        if is_kept && self.linter.good_policies.has(policy.raw(), &subject) {
            return;
        }
        let before = self.sink.total();
        self.each_rule(Stage::Policy, Some(origin), Some(index), |rule, cx| {
            if scope.takes(rule) {
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

/// A value of a text that is linted.
struct Found<'t> {
    root: Value<'t>,
    holding: Holding,
    /// What its fields are called.
    dialect: Dialect,
    /// What it goes by, if nothing else has to be known of it.
    known_good: Option<Names<'t>>,
}

/// What the requests of a text have in common.
struct Lot<'t> {
    /// The policies in their strings.
    inside: &'t [Tree<'t>],
    origin: &'t Origin,
    is_certain: bool,
    /// Whether nothing was found in the text as such.
    is_good: bool,
}

/// Which rules have something to say of a request.
#[derive(Clone, Copy)]
enum Scope {
    /// All that look at requests.
    Request,
    /// Of a policy by itself, those of policies and of the text.
    Policy,
    /// Of a key that exists, those that look at answers, too. What was taken once is no fault of a key any more.
    Key,
    /// None: nobody but AWS can change anything about its own keys.
    Nothing,
}

impl Scope {
    fn of(request: &Request<'_>) -> Self {
        match request.existing_key() {
            Some(key) if key.is_managed_by_aws() => Self::Nothing,
            Some(_) => Self::Key,
            None if request.is_bare_policy() => Self::Policy,
            None => Self::Request,
        }
    }

    fn takes(self, rule: &dyn Rule) -> bool {
        let category = || rule.meta().category;
        match self {
            Self::Request => true,
            Self::Policy => matches!(category(), Category::Policy | Category::Json | Category::Org),
            Self::Key => matches!(category(), Category::Policy | Category::Json | Category::Org | Category::Response),
            Self::Nothing => false,
        }
    }
}
