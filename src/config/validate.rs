//! Holding a configuration file to the table of its keys.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::fault::Fault;
use super::keys::{Key, Shape, long_form};
use super::org::number;
use super::words::Word;
use crate::catalog::near::nearest;
use crate::diagnostic::{article, or_list, quoted};
use crate::source::Span;

/// A value of a file, and where it stands.
pub(super) type Item<'i> = Spanned<DeValue<'i>>;

/// Everything in `table` that its keys do not allow.
pub(super) fn faults(table: &DeTable<'_>, keys: &'static [Key]) -> Vec<Fault> {
    let mut validator = Validator { faults: Vec::new() };
    validator.members(table, keys);
    validator.faults.sort_by_key(|fault| fault.span);
    validator.faults
}

struct Validator {
    faults: Vec<Fault>,
}

pub(super) fn span(range: Range<usize>) -> Span {
    Span::new(range.start, range.end)
}

impl Validator {
    fn members(&mut self, table: &DeTable<'_>, keys: &'static [Key]) {
        for (name, value) in table {
            match keys.iter().find(|key| key.name == name.get_ref()) {
                Some(key) => self.value(value, key.shape, key.name),
                None => {
                    let names: Vec<&'static str> = keys.iter().map(|key| key.name).collect();
                    self.faults.push(unknown_key(name.get_ref(), span(name.span()), &names));
                }
            }
        }
    }

    fn value(&mut self, value: &Item<'_>, shape: Shape, name: &str) {
        match (shape, value.get_ref()) {
            (Shape::Flag, DeValue::Boolean(_)) => {}
            (Shape::Day, DeValue::Datetime(moment)) if moment.date.is_some() && moment.time.is_none() => {}
            (Shape::Text(word), DeValue::String(text)) => self.word(text, value.span(), word),
            (Shape::PatternOrTrue, DeValue::Boolean(_)) | (Shape::Pattern | Shape::PatternOrTrue, DeValue::String(_)) => {}
            (Shape::Number, DeValue::Integer(_)) if number(value).is_some() => {}
            (Shape::Wish(inner), whole) => match long_form(whole, shape) {
                Some(table) => self.wish(table, value.span(), *inner, name),
                None => self.value(value, *inner, name),
            },
            (Shape::Texts(word), DeValue::Array(entries)) => {
                entries.iter().for_each(|entry| self.value(entry, Shape::Text(word), name));
            }
            (Shape::Named(word, inner), DeValue::Table(table)) => {
                for (name, value) in table {
                    self.word(name.get_ref(), name.span(), word);
                    self.value(value, *inner, name.get_ref());
                }
            }
            (Shape::Table(keys), DeValue::Table(table)) => self.table(table, value.span(), keys),
            (Shape::Tables(keys), DeValue::Array(entries)) => {
                entries.iter().for_each(|entry| self.value(entry, Shape::Table(keys), name));
            }
            _ => self.faults.push(wrong_type(value, shape, name)),
        }
    }

    /// A table that has a value and a message.
    fn wish(&mut self, table: &DeTable<'_>, place: Range<usize>, shape: Shape, name: &str) {
        let own = shape.name_of_value();
        for (key, value) in table {
            match key.get_ref().as_ref() {
                "message" => self.value(value, Shape::Text(Word::Any), "message"),
                key if key == own => self.value(value, shape, name),
                other => self.faults.push(unknown_key(other, span(key.span()), &[own, "message"])),
            }
        }
        if !table.contains_key(own) {
            self.faults
                .push(Fault::at(span(place), format!("`{own}` is missing here")).label(format!("what is {}?", quoted(name))));
        }
    }

    /// A table by itself, which has to have what its keys need.
    fn table(&mut self, table: &DeTable<'_>, place: Range<usize>, keys: &'static [Key]) {
        self.members(table, keys);
        for key in keys.iter().filter(|key| key.required && !table.contains_key(key.name)) {
            let fault = Fault::at(span(place.clone()), format!("`{}` is missing here", key.name)).label("this entry");
            self.faults.push(fault.help(key.about));
        }
    }

    fn word(&mut self, text: &str, place: Range<usize>, word: Word) {
        if let Err(unfit) = word.check(text) {
            let fault = Fault::at(span(place), unfit.message).label(unfit.label);
            self.faults.push(Fault { help: unfit.help, ..fault });
        }
    }
}

fn unknown_key(name: &str, place: Span, names: &[&'static str]) -> Fault {
    let fault = Fault::at(place, format!("there is no key {} here", quoted(name)));
    match nearest(name, names.iter().copied()) {
        Some(near) => fault.label(format!("did you mean `{near}`?")),
        None => fault.label("not known").help(format!("there are {}", crate::diagnostic::and_list(names))),
    }
}

fn wrong_type(value: &Item<'_>, shape: Shape, name: &str) -> Fault {
    let message = format!("{} takes {}", quoted(name), wanted(shape));
    Fault::at(span(value.span()), message).label(format!("this is {}", article(value.get_ref().type_str())))
}

fn wanted(shape: Shape) -> String {
    match shape {
        Shape::Flag => "true or false".to_owned(),
        Shape::Number => "a number, from 0".to_owned(),
        Shape::Pattern => "a regular expression in quotes".to_owned(),
        Shape::PatternOrTrue => "a regular expression in quotes, or true".to_owned(),
        Shape::Wish(inner) => wanted(*inner),
        Shape::Day => "a day without quotes: 2027-01-31".to_owned(),
        Shape::Text(Word::OneOf(words)) => {
            let words: Vec<String> = words.iter().map(|word| format!("\"{word}\"")).collect();
            or_list(&words)
        }
        Shape::Text(_) => "a text in quotes".to_owned(),
        Shape::Texts(_) => "a list of texts: [\"…\"]".to_owned(),
        Shape::Named(..) | Shape::Table(_) => "a table".to_owned(),
        Shape::Tables(_) => "a list of tables: [[…]]".to_owned(),
    }
}
