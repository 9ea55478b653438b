//! Writing a value of a host language as the JSON of a request.

use super::Document;
use super::call::{Contents, Reference};
use super::compose::{Composer, Decoded};
use super::node::{Content, Node, Scalar};
use crate::catalog::Dialect;
use crate::catalog::dialect::{Meaning, OwnWord};
use crate::catalog::field::{Field, FieldFacts, Object, Shape};
use crate::json::{IN_A_FILE, encode};
use crate::source::{Notation, Origin, Span};

/// A member of a request: its name and its value.
type Member<'n> = (&'n Node, &'n Node);

/// The members of a request, sorted by the object that they belong in.
pub(super) struct Fields<'n> {
    dialect: Dialect,
    head: Span,
    request: Vec<Member<'n>>,
    params: Vec<Member<'n>>,
    /// `aws_param` itself, where the dialect has it.
    param: Option<Member<'n>>,
    is_open: bool,
    /// The names of blocks that may give any of the fields that stand in them.
    unknown: Vec<(&'n Node, &'static OwnWord)>,
    references: Vec<Reference>,
    /// How many bytes were written of values that stand somewhere else.
    borrowed: usize,
}

/// Values that stand somewhere else are written out up to this size, in bytes.
const MOST_BORROWED: usize = 1 << 20;

impl<'n> Fields<'n> {
    /// A request without members. A field that is missing is missed at `head`.
    pub(super) const fn new(dialect: Dialect, head: Span) -> Self {
        Self {
            dialect,
            head,
            request: Vec::new(),
            params: Vec::new(),
            param: None,
            is_open: false,
            unknown: Vec::new(),
            references: Vec::new(),
            borrowed: 0,
        }
    }

    /// Nothing is certain to be missing.
    pub(super) const fn leave_open(&mut self) {
        self.is_open = true;
    }

    /// Adds the members of a mapping at the top of the request.
    pub(super) fn add(&mut self, mapping: &'n Node) {
        for (name, value) in mapping.members() {
            self.add_member(name, value);
        }
    }

    fn add_member(&mut self, name: &'n Node, value: &'n Node) {
        let said = name.text().unwrap_or_default();
        match self.dialect.meaning(Object::Request, said) {
            Meaning::Own(word) if word.is_block() => self.add_block(name, value, word),
            Meaning::Field(facts) | Meaning::NearField(facts) if facts.field == Field::AwsParam => {
                self.param = Some((name, value));
                self.params.extend(value.members());
            }
            Meaning::Field(_) | Meaning::Own(_) => self.request.push((name, value)),
            Meaning::NearOwn(word) if word.other_names.contains(&said) && !self.is_policy_itself(word, value) => {
                self.request.push((name, value));
            }
            _ if self.is_param(said) => self.params.push((name, value)),
            _ => self.request.push((name, value)),
        }
    }

    /// Whether what stands in the place of a block is the policy itself, as a release of the Terraform provider had it.
    fn is_policy_itself(&self, word: &OwnWord, value: &Node) -> bool {
        self.dialect.is_flat() && word.holds.contains(&Field::Policy) && !matches!(value.content, Content::Mapping(_))
    }

    /// Whether a name stands for a field of `aws_param` that is given at the top.
    fn is_param(&self, name: &str) -> bool {
        let meaning = self.dialect.meaning_in(&[Object::AwsParam, Object::Request], name);
        let is_beside = self.dialect.is_flat() || self.dialect.is_template();
        is_beside && matches!(meaning, Meaning::Field(facts) | Meaning::NearField(facts) if facts.object == Object::AwsParam)
    }

    /// Adds what stands in a block, or in several, or in an object: what says who may do what, or which key is uploaded.
    fn add_block(&mut self, name: &'n Node, value: &'n Node, word: &'static OwnWord) {
        let blocks = value.one_or_many();
        for block in blocks {
            if let Content::Hole(_) = block.target().content {
                self.unknown.push((name, word));
            }
            for (name, value) in block.members() {
                match self.dialect.meaning_in(&[Object::AwsParam, Object::Request], name.text().unwrap_or_default()) {
                    Meaning::Field(facts) | Meaning::NearField(facts) if facts.object == Object::AwsParam => {
                        self.params.push((name, value));
                    }
                    _ => self.request.push((name, value)),
                }
            }
        }
    }

    /// The text of the member that gives a field.
    pub(super) fn text(&self, field: Field) -> Option<&'n str> {
        let name = self.dialect.name(field);
        let members = self.request.iter().chain(&self.params);
        members.rev().find(|(known, _)| known.text() == Some(name)).and_then(|(_, value)| value.text())
    }

    /// Leaves a field out.
    pub(super) fn forget(&mut self, field: Field) {
        let name = self.dialect.name(field);
        self.params.retain(|(known, _)| known.text() != Some(name));
    }

    /// The request, and the files that it names.
    pub(super) fn compose(mut self, outer: &Origin) -> (Document<'static>, Vec<Reference>) {
        let mut json = Composer::new();
        json.open('{', self.head);
        self.drop_what_is_not_given();
        let (before, behind) = self.around_policy();
        self.members(&mut json, before);
        self.unknown_fields(&mut json, Object::Request);
        if self.is_open {
            self.unknown_member(&mut json, IN_A_FILE);
        }
        if self.dialect.is_template() {
            self.unknown_member(&mut json, self.dialect.name(Field::Region));
        }
        self.aws_param(&mut json);
        self.members(&mut json, behind);
        json.close('}', self.head);
        (json.finish(outer), self.references)
    }

    fn aws_param(&mut self, json: &mut Composer) {
        let head = Span::point(self.head.end());
        match self.param {
            Some((name, value)) => {
                write_name(json, name);
                if !matches!(value.target().content, Content::Mapping(_)) {
                    self.value(json, value, None);
                    return;
                }
                json.open('{', Span::point(value.span.start()));
            }
            None if self.dialect.is_flat()
                || self.dialect.is_template()
                || self.is_open
                || !self.params.is_empty()
                || !self.unknown.is_empty() =>
            {
                json.name(self.dialect.name(Field::AwsParam), head, Notation::Fixed);
                json.open('{', head);
            }
            None => return,
        }
        let params = std::mem::take(&mut self.params);
        // Of a template, and of a key of which nothing is said, nothing is certain to be missing.
        let is_open = self.is_open || self.dialect.is_template() || (params.is_empty() && self.param.is_none());
        for (name, value) in params {
            self.member(json, Object::AwsParam, name, value);
        }
        self.unknown_fields(json, Object::AwsParam);
        if is_open {
            self.unknown_member(json, IN_A_FILE);
        }
        json.close('}', self.param.map_or(head, |(_, value)| value.span));
    }

    /// The members at the top in front of the policy and behind it, so that those that exclude one another are in the order of
    /// the file.
    fn around_policy(&mut self) -> (Vec<Member<'n>>, Vec<Member<'n>>) {
        let name = self.dialect.name(Field::Policy);
        let policy = self.params.iter().find(|(known, _)| known.text() == Some(name)).map(|(name, _)| name.span.start());
        let request = std::mem::take(&mut self.request);
        request.into_iter().partition(|(name, _)| policy.is_none_or(|policy| name.span.start() < policy))
    }

    fn members(&mut self, json: &mut Composer, members: Vec<Member<'n>>) {
        for (name, value) in members {
            self.member(json, Object::Request, name, value);
        }
    }

    /// Where nothing is certain to be missing, `null` does not say so either.
    fn drop_what_is_not_given(&mut self) {
        if self.is_open {
            let is_given = |(_, value): &Member<'n>| !matches!(&value.content, Content::Literal(word) if word == "null");
            self.request.retain(is_given);
            self.params.retain(is_given);
        }
    }

    /// The fields of `object` that a block may give of which only the name is known.
    fn unknown_fields(&self, json: &mut Composer, object: Object) {
        for (name, word) in &self.unknown {
            for field in word.holds.iter().filter(|field| self.dialect.facts(**field).object == object) {
                json.name(self.dialect.name(*field), name.span, Notation::Fixed);
                json.value(IN_A_FILE, name.span);
            }
        }
    }

    fn unknown_member(&self, json: &mut Composer, name: &str) {
        json.name(name, self.head, Notation::Fixed);
        json.value(IN_A_FILE, self.head);
    }

    fn member(&mut self, json: &mut Composer, object: Object, name: &Node, value: &Node) {
        let said = name.text().unwrap_or_default();
        write_name(json, name);
        match self.dialect.field(object, said) {
            Some(facts) => self.field(json, value, facts),
            // Words of the form's own: what they are set to says nothing of the request.
            None if !self.dialect.is_api() => json.value(IN_A_FILE, value.span),
            None => self.value(json, value, None),
        }
    }

    fn field(&mut self, json: &mut Composer, value: &Node, facts: &FieldFacts) {
        let node = value.target();
        match (facts.shape, &node.content) {
            (Shape::Objects(_), Content::Mapping(_)) if self.dialect.is_terraform() => self.tags_of_map(json, node),
            (Shape::Objects(inner), Content::Sequence(items)) => {
                json.open('[', node.span);
                for item in items {
                    self.object(json, item, inner);
                }
                json.close(']', node.span);
            }
            (Shape::Texts | Shape::Accounts, Content::Text(scalar) | Content::Plain(scalar))
                if self.dialect.is_ansible() && !is_not_set(node) =>
            {
                // What is filled in may be a list, and one without entries.
                if scalar.text.contains("{{") { json.value(IN_A_FILE, node.span) } else { list(json, scalar, node.span) }
            }
            (Shape::Text, Content::Sequence(_)) if self.dialect.is_terraform() => self.value(json, node, Some(Shape::Text)),
            (Shape::Policy, Content::File(path)) => {
                self.references.push(Reference { path: path.clone(), holds: Contents::Policy });
                json.value(IN_A_FILE, node.span);
            }
            (Shape::Policy | Shape::Object(_), _) => self.value(json, node, None),
            (shape, _) => self.value(json, node, Some(shape)),
        }
    }

    fn object(&mut self, json: &mut Composer, node: &Node, object: Object) {
        if !matches!(node.target().content, Content::Mapping(_)) {
            return self.value(json, node, None);
        }
        json.open('{', node.span);
        for (name, value) in node.members() {
            self.member(json, object, name, value);
        }
        json.close('}', node.span);
    }

    /// Tags that are a map, from keys to values.
    fn tags_of_map(&mut self, json: &mut Composer, map: &Node) {
        json.open('[', map.span);
        for (key, value) in map.members() {
            json.open('{', key.span);
            json.name(Field::TagKey.json_name(), Span::point(key.span.start()), Notation::Fixed);
            self.value(json, key, Some(Shape::Text));
            json.name(Field::TagValue.json_name(), Span::point(value.span.start()), Notation::Fixed);
            self.value(json, value, Some(Shape::Text));
            json.close('}', value.span);
        }
        json.close(']', map.span);
    }

    /// Writes a value, as what is `wanted` where the host language turns one into the other.
    fn value(&mut self, json: &mut Composer, node: &Node, wanted: Option<Shape>) {
        let is_text = matches!(wanted, Some(Shape::Text | Shape::Word(_) | Shape::Texts | Shape::Accounts));
        let turns = self.dialect.is_terraform() || self.dialect.is_ansible();
        match &node.content {
            Content::Text(scalar) => match truth(&scalar.text).filter(|_| turns && wanted == Some(Shape::Flag)) {
                Some(word) => json.value(word, node.span),
                None => text(json, scalar, node.span),
            },
            Content::Plain(scalar) if is_text && !is_null(&scalar.text) => text(json, scalar, node.span),
            Content::Plain(scalar) => match literal(&scalar.text, wanted) {
                Some(word) => json.literal(word, node.span, scalar.token),
                None => text(json, scalar, node.span),
            },
            Content::Literal(word) if is_text && turns && word != "null" => json.value(&encode(word), node.span),
            Content::Literal(word) => json.value(word, node.span),
            Content::Hole(expression) => json.value(&hole(expression), node.span),
            Content::Encoded(inner) => self.value(json, inner, wanted),
            Content::File(_) | Content::Alias(None) => json.value(IN_A_FILE, node.span),
            Content::Sequence(items) => {
                json.open('[', node.span);
                for item in items {
                    self.value(json, item, wanted);
                }
                json.close(']', node.span);
            }
            Content::Mapping(_) => {
                json.open('{', node.span);
                for (name, value) in node.members() {
                    write_name(json, name);
                    self.value(json, value, None);
                }
                json.close('}', node.span);
            }
            Content::Alias(Some(target)) => {
                let before = json.len();
                if self.borrowed < MOST_BORROWED {
                    self.value(json, target, wanted);
                    self.borrowed += json.len() - before;
                } else {
                    json.value(IN_A_FILE, node.span);
                }
            }
        }
    }
}

/// Whether it is `null`, and not a text that says so.
fn is_not_set(node: &Node) -> bool {
    matches!(&node.content, Content::Plain(scalar) if is_null(&scalar.text))
}

fn write_name(json: &mut Composer, name: &Node) {
    let name = name.target();
    match name.scalar() {
        Some(scalar) => json.name(&scalar.text, name.span, scalar.token),
        None => json.name(IN_A_FILE, name.span, Notation::Fixed),
    }
}

fn text(json: &mut Composer, scalar: &Scalar, host: Span) {
    let decoded = Decoded { text: &scalar.text, origin: &scalar.origin };
    json.string(&decoded, Span::new(0, scalar.text.len()), host, scalar.token);
}

/// `alice,bob`, which Ansible takes for a list.
fn list(json: &mut Composer, scalar: &Scalar, host: Span) {
    let decoded = Decoded { text: &scalar.text, origin: &scalar.origin };
    json.open('[', host);
    let mut at = 0;
    for entry in scalar.text.split(',') {
        let span = Span::new(at, at + entry.len());
        json.string(&decoded, span, scalar.origin.lift(span), Notation::Fixed);
        at += entry.len() + 1;
    }
    json.close(']', host);
}

/// A hole in the place of what hangs on `expression`.
pub(super) fn hole(expression: &str) -> String {
    let plain: String = expression.chars().filter(|c| !matches!(c, '{' | '}' | '"' | '\\') && !c.is_control()).collect();
    if plain.trim().is_empty() { IN_A_FILE.to_owned() } else { format!("${{{}}}", plain.trim()) }
}

/// The word of JSON that a word of Ansible or Terraform stands for, where a boolean is wanted.
fn truth(word: &str) -> Option<&'static str> {
    let is = |words: &[&str]| words.iter().any(|known| word.eq_ignore_ascii_case(known));
    if is(&["true", "yes", "on", "1", "y", "t"]) {
        Some("true")
    } else {
        is(&["false", "no", "off", "0", "n", "f"]).then_some("false")
    }
}

fn is_null(word: &str) -> bool {
    matches!(word, "" | "~" | "null" | "Null" | "NULL")
}

/// The word of JSON that a scalar of YAML without quotes stands for. In a text that is not ours to type only the plainest do.
fn literal(word: &str, wanted: Option<Shape>) -> Option<&str> {
    if is_null(word) {
        return Some("null");
    }
    match wanted {
        Some(Shape::Flag) => truth(word),
        _ => match word {
            "true" | "True" | "TRUE" => Some("true"),
            "false" | "False" | "FALSE" => Some("false"),
            _ => None,
        },
    }
}
