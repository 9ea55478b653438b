mod policy;

use std::borrow::Cow;

use crate::catalog::field::Field;
use crate::diagnostic::{Finding, quoted};
use crate::json::Place;
use crate::lint::{Answer, Context, Exchange, Rule, declare_rule};
use crate::request::{Given, Request, Text};

declare_rule! {
    /// ## What it finds
    ///
    /// With `cckm-lint verify`: a key that is not what the request asked for. Spec, usage, origin, multi-region, region, KMS
    /// container, alias, description and tags are compared, and the key policy by what it means; what the request leaves out has
    /// its default. Of the policy that CCKM writes from lists of users, roles and accounts it is known that each of them is named in
    /// it; of a policy template, its id.
    ///
    /// Not found: what the server adds of its own, such as the tag `cckm_policy_template_id`, and what is filled in later.
    ///
    /// ## Why it matters
    ///
    /// A server that does not know a field may make the key without it. Spec, usage, origin and multi-region can never be
    /// changed, and whoever uses the key from now on ties data to it.
    ///
    /// ## Example
    ///
    /// ```json bad exchange
    /// {
    ///   "request": {
    ///     "kms": "aws-main",
    ///     "region": "eu-west-1",
    ///     "aws_param": { "Alias": "releases", "CustomerMasterKeySpec": "RSA_4096", "KeyUsage": "SIGN_VERIFY" }
    ///   },
    ///   "response": {
    ///     "kms": "aws-main",
    ///     "region": "eu-west-1",
    ///     "aws_param": { "Alias": ["alias/releases"], "CustomerMasterKeySpec": "RSA_2048", "KeyUsage": "SIGN_VERIFY", "Origin": "AWS_KMS" }
    ///   }
    /// }
    /// ```
    ///
    /// ```json bad exchange
    /// {
    ///   "request": { "kms": "aws-main", "region": "eu-west-1", "aws_param": { "Alias": "payments", "MultiRegion": true } },
    ///   "response": {
    ///     "kms": "aws-main",
    ///     "region": "eu-west-1",
    ///     "aws_param": { "Alias": ["alias/payments"], "CustomerMasterKeySpec": "SYMMETRIC_DEFAULT", "MultiRegion": false }
    ///   }
    /// }
    /// ```
    ///
    /// ```json bad exchange
    /// {
    ///   "request": {
    ///     "kms": "aws-main",
    ///     "region": "eu-west-1",
    ///     "key_users_roles": ["payments", "ledger"],
    ///     "aws_param": { "Alias": "payments" }
    ///   },
    ///   "response": {
    ///     "kms": "aws-main",
    ///     "region": "eu-west-1",
    ///     "aws_param": {
    ///       "Alias": ["alias/payments"],
    ///       "CustomerMasterKeySpec": "SYMMETRIC_DEFAULT",
    ///       "Policy": {
    ///         "Version": "2012-10-17",
    ///         "Statement": [
    ///           {
    ///             "Effect": "Allow",
    ///             "Principal": { "AWS": "arn:aws:iam::111122223333:root" },
    ///             "Action": "kms:*",
    ///             "Resource": "*"
    ///           },
    ///           {
    ///             "Effect": "Allow",
    ///             "Principal": { "AWS": "arn:aws:iam::111122223333:role/payments" },
    ///             "Action": "kms:Decrypt",
    ///             "Resource": "*"
    ///           }
    ///         ]
    ///       }
    ///     }
    ///   }
    /// }
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json good exchange
    /// {
    ///   "request": { "kms": "aws-main", "region": "eu-west-1", "aws_param": { "Alias": "payments" } },
    ///   "response": {
    ///     "kms": "aws-main",
    ///     "region": "eu-west-1",
    ///     "aws_param": { "Alias": ["alias/payments"], "CustomerMasterKeySpec": "SYMMETRIC_DEFAULT", "KeyUsage": "ENCRYPT_DECRYPT" }
    ///   }
    /// }
    /// ```
    ///
    /// ## Source
    ///
    /// CCKM manual, "Creating AWS Keys on CCKM", "Example Request" and "Example Response"; that CCKM adds `alias/` in front:
    /// the same. What can never be changed: KMS Developer Guide, "Creating keys".
    pub ResponseMismatch {
        name: "response-mismatch",
        category: Response,
        level: Error,
        fix: None,
        since: "0.1.0",
    }
}

impl Rule for ResponseMismatch {
    fn check_exchange(&self, exchange: &Exchange<'_>, cx: &mut Context<'_>) {
        let (request, Answer::Key(key)) = (&exchange.request, &exchange.answer) else { return };
        let facts: Vec<Finding<'_>> = facts(request, key).into_iter().flatten().collect();
        // Of another kind of key other things can be given.
        let policy = if facts.is_empty() { policy::differing(request, key) } else { None };
        let others = [alias(request, key), tags(request, key), policy];
        for finding in facts.into_iter().chain(texts(request, key).into_iter().chain(others).flatten()) {
            cx.report(finding);
        }
    }
}

const NEVER: &str = "it can never be changed: schedule this key's deletion before it is used, and make another one";

/// What makes the key what it is.
fn facts<'t>(request: &Request<'t>, key: &Request<'t>) -> [Option<Finding<'t>>; 4] {
    let (asked, got) = (request.key_facts(), key.key_facts());
    let differing = |field: Field, noun: &str, asked: Option<&str>, got: Option<&str>| {
        let (asked, got) = (asked.filter(|word| !word.is_empty())?, got.filter(|word| !word.is_empty())?);
        (asked != got).then(|| differs(request, key, field, format!("the key's {noun} is {got}, not {asked}"), asked).help(NEVER))
    };
    let flag = |flag: Option<bool>| flag.map(|flag| if flag { "multi-region" } else { "of one region" });
    let multi_region = match (flag(asked.multi_region), flag(got.multi_region.or(Some(false)))) {
        (Some(asked), Some(got)) if asked != got => {
            let message = format!("the key is {got}, not {asked}");
            Some(differs(request, key, Field::MultiRegion, message, asked).help(NEVER))
        }
        _ => None,
    };
    [
        differing(Field::CustomerMasterKeySpec, "spec", asked.spec, got.spec),
        differing(Field::KeyUsage, "usage", asked.usage, got.usage),
        differing(Field::Origin, "origin", asked.origin, got.origin),
        multi_region,
    ]
}

/// A finding where the answer gives a field, or would, and where the request does.
fn differs<'t>(request: &Request<'t>, key: &Request<'t>, field: Field, message: String, asked: &str) -> Finding<'t> {
    let finding = Finding::at(key.place_for(field), message).label("not what was asked for");
    match request.member(field) {
        Some(member) => finding.asked(member.value, "asked for here"),
        None => finding.asked(request.place_for(field), format!("nothing else is said here, so {asked} was asked for")),
    }
}

/// Where the key is, and what it says of itself.
fn texts<'t>(request: &Request<'t>, key: &Request<'t>) -> [Option<Finding<'t>>; 3] {
    let region = request.known_text(Field::Region).present().zip(key.known_text(Field::Region).present());
    let region = region.filter(|(asked, got)| asked.as_written() != got.as_written()).map(|(asked, got)| {
        let message = format!("the key is in {}, not in {}", quoted(got.as_written()), quoted(asked.as_written()));
        differs(request, key, Field::Region, message, asked.as_written()).help("a key cannot be moved to another region")
    });
    let kms = request.known_text(Field::Kms).present().filter(|asked| !is_in_container(key, asked));
    let kms = kms.map(|asked| {
        let message = format!("the key is not in the KMS container {}", quoted(asked.as_written()));
        differs(request, key, Field::Kms, message, asked.as_written()).help("it is in another AWS account than was asked for")
    });
    [region, kms, description(request, key)]
}

/// Whether the answer names a container so, by name or by id. Where it names none, nothing is known.
fn is_in_container(key: &Request<'_>, asked: &Text<'_>) -> bool {
    let mut named = ["kms", "kms_id"].iter().filter_map(|name| key.root().member(name)?.as_str()).peekable();
    named.peek().is_none() || named.any(|name| name == asked.as_written())
}

fn description<'t>(request: &Request<'t>, key: &Request<'t>) -> Option<Finding<'t>> {
    let asked = said(request, Field::Description)?;
    let got = said(key, Field::Description)?;
    (asked != got).then(|| {
        let message = match (asked.is_empty(), got.is_empty()) {
            (_, true) => "the key has no description".to_owned(),
            (true, _) => "the key has a description that nobody asked for".to_owned(),
            _ => "the key has another description".to_owned(),
        };
        differs(request, key, Field::Description, message, "none").help("it can be changed: update-description")
    })
}

/// What a text field says, which is nothing where it is not given; none where it is not known.
fn said<'t>(request: &Request<'t>, field: Field) -> Option<Cow<'t, str>> {
    match request.known_text(field) {
        Given::Present(text) => text.known().map(|text| Cow::Owned(text.to_owned())),
        Given::Absent => Some(Cow::Borrowed("")),
        Given::Hole | Given::Invalid => None,
    }
}

fn alias<'t>(request: &Request<'t>, key: &Request<'t>) -> Option<Finding<'t>> {
    let bare = |text: &Text<'t>| text.known().map(|text| text.strip_prefix("alias/").unwrap_or(text).to_owned());
    let asked = bare(request.aliases().next()?)?;
    let got: Vec<String> = key.aliases().filter_map(bare).collect();
    (!got.contains(&asked)).then(|| {
        let message = match got.first() {
            Some(other) => format!("the key goes by {}, not by {}", quoted(other), quoted(&asked)),
            None => format!("the key does not go by {}", quoted(&asked)),
        };
        differs(request, key, Field::Alias, message, &asked).help("what looks the key up by its alias finds another one, or none")
    })
}

/// The first tag that is not as it was asked for. Tags that the server or the account adds are its own.
fn tags<'t>(request: &Request<'t>, key: &Request<'t>) -> Option<Finding<'t>> {
    if matches!(key.value(Field::Tags), Given::Hole | Given::Invalid) {
        return None;
    }
    request.tags().iter().find_map(|tag| {
        let (name, value) = (known(tag.key_text().as_ref())?, known(tag.value_text().as_ref())?);
        let found = key.tags().iter().find(|other| known(other.key_text().as_ref()).as_deref() == Some(&*name));
        let (place, message) = match found {
            None => (key.place_for(Field::Tags), format!("the key lacks the tag {}", quoted(&name))),
            Some(other) => {
                let got = known(other.value_text().as_ref()).filter(|got| *got != value)?;
                (Place::from(other.value), format!("the tag {} is {}, not {}", quoted(&name), quoted(&got), quoted(&value)))
            }
        };
        let finding = Finding::at(place, message).label("not what was asked for").asked(tag.value, "asked for here");
        Some(finding.help("it can be changed: add-tags"))
    })
}

fn known(text: Option<&Text<'_>>) -> Option<String> {
    text.and_then(Text::known).map(ToOwned::to_owned)
}
