use crate::catalog::Region;
use crate::catalog::field::Field;
use crate::catalog::near::{is_same_word, nearest};
use crate::catalog::region::REGIONS;
use crate::diagnostic::{Finding, Fix, Level, quoted};
use crate::json::replace_with_text;
use crate::lint::{Context, Rule, declare_rule};
use crate::request::{Request, Text};

declare_rule! {
    /// ## What it finds
    ///
    /// A `region` that AWS does not have. It is an error where another one was plainly meant: other capitals, an availability
    /// zone, a slip in a word. A name that only differs in its number is a warning, for it may be real tomorrow.
    ///
    /// ## Why it matters
    ///
    /// The request is refused, or, where the region exists and is not the one that was meant, the key is made on another
    /// continent and cannot be moved.
    ///
    /// ## Example
    ///
    /// ```json bad
    /// { "kms": "aws-main", "region": "eu-west1", "aws_param": { "Alias": "payments" } }
    /// ```
    ///
    /// ```json bad
    /// { "kms": "aws-main", "region": "us-east-1a", "aws_param": { "Alias": "payments" } }
    /// ```
    ///
    /// ```json bad
    /// { "kms": "aws-main", "region": "eu-wset-1", "aws_param": { "Alias": "payments" } }
    /// ```
    ///
    /// ```json bad
    /// { "kms": "aws-main", "region": "eu-west-9", "aws_param": { "Alias": "payments" } }
    /// ```
    ///
    /// ```json bad
    /// { "kms": "aws-main", "region": "Frankfurt", "aws_param": { "Alias": "payments" } }
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json good
    /// { "kms": "aws-main", "region": "eu-west-1", "aws_param": { "Alias": "payments" } }
    /// ```
    ///
    /// ## Source
    ///
    /// botocore 1.44.8, `endpoints.json` and `partitions.json`.
    pub UnknownRegion {
        name: "unknown-region",
        category: Region,
        level: Warning,
        other_levels: [Error],
        fix: Safe,
        since: "0.1.0",
    }
}

impl Rule for UnknownRegion {
    fn check(&self, request: &Request<'_>, cx: &mut Context<'_>) {
        let Some(text) = request.known_text(Field::Region).present() else { return };
        let name = text.as_written();
        if Region::find(name).is_some() || request.is_said_to_exist(Field::Region, name) {
            return;
        }
        let finding = Finding::at(text.place(), format!("AWS has no region {}", quoted(name)));
        cx.report(match guess(name) {
            Guess::Slip { region, why } => slip(finding, &text, region, why),
            Guess::Place(region) => finding.label("the name of a place").help(format!("the region in {} is {}", region.place, region.name)),
            Guess::Number => finding.label("no region has this number").help("if AWS opened it since this version came out, allow unknown-region"),
            Guess::Nothing => finding.label("not a region of AWS").help("regions have names such as eu-west-1"),
        });
    }
}

/// What may have been meant.
enum Guess {
    /// Certainly this one, but for what is said.
    Slip { region: &'static Region, why: Option<&'static str> },
    /// The name of where a region lies.
    Place(&'static Region),
    /// A region that may exist tomorrow.
    Number,
    /// Nothing that is known.
    Nothing,
}

fn guess(name: &str) -> Guess {
    if let Some(region) = REGIONS.iter().find(|region| is_same_word(region.name, name)) {
        return Guess::Slip { region, why: None };
    }
    if let Some(region) = zone_of(name) {
        return Guess::Slip { region, why: Some("an availability zone") };
    }
    if let Some((words, number)) = words_and_number(name) {
        if REGIONS.iter().any(|region| words_and_number(region.name).is_some_and(|(known, _)| known == words)) {
            return Guess::Number;
        }
        if let Some(region) = near_words(words, number) {
            return Guess::Slip { region, why: None };
        }
    }
    let place = |region: &&Region| region.place.split(['(', ')', ',']).any(|part| part.trim().eq_ignore_ascii_case(name.trim()));
    REGIONS.iter().find(place).map_or(Guess::Nothing, Guess::Place)
}

/// `us-east-1a`, `us-west-2-lax-1a`: a zone is named after its region.
fn zone_of(name: &str) -> Option<&'static Region> {
    let is_zone = |rest: &str| rest.starts_with('-') || (rest.len() == 1 && rest.bytes().all(|c| c.is_ascii_lowercase()));
    REGIONS.iter().find(|region| name.strip_prefix(region.name).is_some_and(is_zone))
}

/// `eu-west-1` is `eu-west` and `1`.
fn words_and_number(name: &str) -> Option<(&str, &str)> {
    let (words, number) = name.rsplit_once('-')?;
    let is_well_formed = !number.is_empty() && number.bytes().all(|c| c.is_ascii_digit()) && words.bytes().all(|c| c.is_ascii_lowercase() || c == b'-');
    is_well_formed.then_some((words, number))
}

/// The region with that number whose words are near to these.
fn near_words(words: &str, number: &str) -> Option<&'static Region> {
    let with_number = || REGIONS.iter().filter_map(|region| words_and_number(region.name).filter(|(_, own)| *own == number).map(|(own, _)| (own, region)));
    let near = nearest(words, with_number().map(|(own, _)| own))?;
    with_number().find(|(own, _)| *own == near).map(|(_, region)| region)
}

fn slip<'t>(finding: Finding<'t>, text: &Text<'t>, region: &Region, why: Option<&str>) -> Finding<'t> {
    let meant = format!("did you mean {}?", region.name);
    finding
        .level(Level::Error)
        .label(why.map_or_else(|| meant.clone(), ToOwned::to_owned))
        .help(why.map_or_else(|| format!("{} is {}", region.name, region.place), |_| meant))
        .fix(Fix::safe(format!("use {}", region.name), [replace_with_text(text.value(), region.name)]))
}
