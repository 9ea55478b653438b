//! `ksctl cckm aws keys create`: the flags as a request.

use super::lex::Command;
use super::script::Script;
use super::word::Word;
use crate::catalog::dialect::Dialect;
use crate::catalog::near::nearest;
use crate::catalog::{FIELDS, Field, FieldFacts, Object, Shape};
use crate::extract::call::{Body, Contents, Part, Reference};
use crate::extract::compose::Composer;
use crate::json::IN_A_FILE;
use crate::source::{Notation, Origin, Span};

/// The words of the command, in front of its flags.
const COMMAND: [&str; 4] = ["cckm", "aws", "keys", "create"];

/// Files whose shape is described by nobody but those who have read them: what they hold is not known.
const UNDOCUMENTED_FILES: [&str; 3] = ["--aws-keycreate-jsonfile", "--aws-create-key-kms-params-jsonfile", "--aws-tags-jsonfile"];

/// A flag and its value.
struct Flag<'w> {
    /// As it is written, without what is behind an equals sign.
    name: &'w str,
    word: &'w Word,
    /// The word that holds the value, and where in it that starts.
    value: Option<(&'w Word, usize)>,
}

impl Script<'_> {
    /// The request that a command of ksctl makes.
    pub(super) fn ksctl(&self, command: &Command) -> Option<Part<'static>> {
        let at = command
            .words
            .iter()
            .position(|word| word.text.rsplit('/').next().is_some_and(|name| matches!(name, "ksctl" | "ksctl.exe")))?;
        let words = command.words.get(at..)?;
        let flags = flags(words.get(1..)?);
        let plain = words.iter().skip(1).filter(|word| !flags.iter().any(|flag| flag.covers(word)));
        let verbs: Vec<&Word> = plain.collect();
        let is_create = verbs.iter().map(|word| word.text.as_str()).eq(COMMAND);
        let last = verbs.last().filter(|_| is_create)?;
        let head = words.first()?.span.to(last.span);
        let mut body = vec![Body::Text(request(&flags, head, self.origin))];
        let files: Vec<Reference> = flags.iter().filter_map(reference).collect();
        if !files.is_empty() {
            body.push(Body::Files(files));
        }
        Some(Part {
            span: self.origin.lift(command.span),
            around: Vec::new(),
            call: None,
            is_sent: true,
            dialect: Some(Dialect::Ksctl),
            bodies: body,
        })
    }
}

impl Flag<'_> {
    fn covers(&self, word: &Word) -> bool {
        self.word.span == word.span || self.value.is_some_and(|(value, _)| value.span == word.span)
    }

    fn text(&self) -> &str {
        self.value.map(|(word, start)| word.text.get(start..).unwrap_or_default()).unwrap_or_default()
    }
}

/// The flags among `words`. One without an equals sign takes the next word, unless that is a flag or it is a switch.
fn flags(words: &[Word]) -> Vec<Flag<'_>> {
    let mut found = Vec::new();
    let mut words = words.iter().peekable();
    while let Some(word) = words.next() {
        if !word.text.starts_with("--") {
            continue;
        }
        let (name, value) = match word.text.split_once('=') {
            Some((name, _)) => (name, Some((word, name.len() + 1))),
            None => {
                let is_switch = field(name_of(word)).is_some_and(|facts| facts.shape == Shape::Flag);
                let is_value =
                    |next: &&Word| !next.text.starts_with('-') && (!is_switch || matches!(next.text.as_str(), "true" | "false"));
                (word.text.as_str(), words.next_if(is_value).map(|value| (value, 0)))
            }
        };
        found.push(Flag { name, word, value });
    }
    found
}

fn name_of(word: &Word) -> &str {
    word.text.split('=').next().unwrap_or_default()
}

/// The field that a flag gives, or is near to.
fn field(name: &str) -> Option<&'static FieldFacts> {
    let flags = FIELDS.iter().map(|facts| (facts, Dialect::Ksctl.name(facts.field))).filter(|(_, flag)| flag.starts_with("--"));
    let exact = flags.clone().find(|(_, flag)| *flag == name);
    exact.map(|(facts, _)| facts).or_else(|| {
        let near = nearest(name, flags.clone().map(|(_, flag)| flag))?;
        flags.clone().find(|(_, flag)| *flag == near).map(|(facts, _)| facts)
    })
}

/// The flags as the JSON of a request.
fn request(flags: &[Flag<'_>], head: Span, outer: &Origin) -> crate::extract::Document<'static> {
    let mut json = Composer::new();
    let of = |object: Object| {
        flags.iter().filter_map(move |flag| field(flag.name).filter(|facts| facts.object == object).map(|facts| (flag, facts)))
    };
    json.open('{', head);
    for (flag, facts) in of(Object::Request).filter(|(_, facts)| facts.field != Field::AwsParam) {
        member(&mut json, flag, facts);
    }
    // What such a file gives is not known, so nothing is certain to be missing.
    let is_open = flags.iter().any(|flag| UNDOCUMENTED_FILES.contains(&flag.name));
    if is_open {
        json.name(IN_A_FILE, head, Notation::Fixed);
        json.value(IN_A_FILE, head);
    }
    json.name(Dialect::Ksctl.name(Field::AwsParam), head, Notation::Fixed);
    json.open('{', head);
    for (flag, facts) in of(Object::AwsParam) {
        member(&mut json, flag, facts);
    }
    if is_open || of(Object::AwsParam).next().is_none() {
        json.name(IN_A_FILE, head, Notation::Fixed);
        json.value(IN_A_FILE, head);
    }
    json.close('}', head);
    json.close('}', head);
    json.finish(outer)
}

fn member(json: &mut Composer, flag: &Flag<'_>, facts: &FieldFacts) {
    let host = flag.value.map_or(flag.word.span, |(word, _)| word.span);
    let name = if flag.word.span == host {
        Span::new(host.start(), host.start() + flag.name.len().min(host.len()))
    } else {
        flag.word.span
    };
    json.name(flag.name, name, Notation::Word);
    let (text, value) = (flag.text(), flag.value);
    match (facts.shape, value) {
        (Shape::Flag, _) if matches!(text, "" | "true") => json.value("true", host),
        (Shape::Flag, _) if text == "false" => json.value("false", host),
        (Shape::Text | Shape::Word(_) | Shape::Flag, Some((word, start))) => {
            let part = Span::new(start, word.text.len());
            let whole = if start == 0 { word.span } else { word.origin.lift(part) };
            json.string(&word.decoded(), part, whole, Notation::Word);
        }
        (Shape::Texts | Shape::Accounts, Some((word, start))) => list(json, word, start),
        // What a file holds, or a list of a form that is not documented.
        _ => json.value(IN_A_FILE, host),
    }
}

/// `alice,bob`
fn list(json: &mut Composer, word: &Word, start: usize) {
    json.open('[', word.span);
    let mut at = start;
    for entry in word.text.get(start..).unwrap_or_default().split(',') {
        let span = Span::new(at, at + entry.len());
        json.string(&word.decoded(), span, word.origin.lift(span), Notation::Fixed);
        at += entry.len() + 1;
    }
    json.close(']', word.span);
}

/// The file that a flag names.
fn reference(flag: &Flag<'_>) -> Option<Reference> {
    let holds = match flag.name {
        "--aws-policy-jsonfile" => Contents::Policy,
        name if UNDOCUMENTED_FILES.contains(&name) => Contents::Undocumented,
        _ => return None,
    };
    let path = flag.text();
    (!path.is_empty() && !path.contains("${")).then(|| Reference { path: path.to_owned(), holds })
}
