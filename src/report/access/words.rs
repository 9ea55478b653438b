//! What is told of access, in words: the same in a terminal and on a page.

use std::collections::BTreeMap;

use crate::access::{Access, Basis, Certainty, Condition, Entry, GroupAccess, Part, Reason, SomebodyMay, Taken, Who};
use crate::catalog::default_policy;
use crate::diagnostic::{and_list, count, number, quoted};

/// More actions than this are told by those that are missing, if these are few.
const MOST_NAMED: usize = 4;
const MOST_MISSING: usize = 3;

/// A space at which no line is broken.
pub(super) const TIED: char = '\u{a0}';

/// What a line is about, and so how it looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::report) enum Kind {
    /// What may be done.
    Yes,
    /// What may be done under conditions.
    Conditional,
    /// What is not known.
    Unknown,
    /// That nothing may be done.
    Nothing,
    /// What is taken away.
    Taken,
    /// Under which conditions, below one of the others.
    Condition,
}

/// A line: how it begins, and how it goes on.
#[derive(Clone, Debug)]
pub(in crate::report) struct Line {
    pub kind: Kind,
    pub head: &'static str,
    pub rest: String,
}

impl Line {
    const fn new(kind: Kind, head: &'static str, rest: String) -> Self {
        Self { kind, head, rest }
    }
}

/// Somebody, in words.
pub(in crate::report) struct EntryWords {
    pub title: String,
    pub is_outside: bool,
    /// A group, and what there is to say of it.
    pub rows: Vec<(&'static str, Vec<Line>)>,
    pub besides: Option<String>,
}

/// A request, in words.
pub(in crate::report) struct RequestWords {
    pub title: String,
    /// Where it is known from, and for which key.
    pub lead: Vec<String>,
    pub entries: Vec<EntryWords>,
    pub left_out: Option<String>,
    /// Who may change the policy.
    pub control: Vec<Line>,
    /// The statements that were spoken of: number, line, id.
    pub statements: Vec<(usize, Option<usize>, Option<String>)>,
    /// What is not known.
    pub unknown: Vec<String>,
}

pub(in crate::report) fn request(access: &Access) -> RequestWords {
    RequestWords {
        title: title(access),
        lead: [basis(access), facts(access)].into_iter().filter(|sentence| !sentence.is_empty()).collect(),
        entries: access.entries.iter().map(entry).collect(),
        left_out: (access.left_out > 0).then(|| format!("{} more are not shown.", count(access.left_out, "principal"))),
        control: control(access),
        statements: statements(access),
        unknown: access.unknown.clone(),
    }
}

/// What holds for all requests that are told of.
pub(in crate::report) fn notes(told: &[Access]) -> Vec<String> {
    let entries = || told.iter().flat_map(|access| &access.entries);
    let mut notes = Vec::new();
    if entries().any(|entry| matches!(entry.who, Who::Account(_) | Who::OwnAccount)) {
        notes.push(
            "An account stands for its root user, and for each user and role of it that its IAM policies let. What those say is \
             not known here."
                .to_owned(),
        );
    }
    if entries().any(|entry| entry.is_outside) {
        notes.push("Users and roles of another account need its IAM policies to let them, too.".to_owned());
    }
    notes
}

pub(super) fn title(access: &Access) -> String {
    let mut title = access.path.clone();
    let mut add = |separator: &str, words: String| title.push_str(&format!("{separator} {words}"));
    if access.request > 0 {
        let what = if access.is_existing { "key" } else { "request" };
        add(",", format!("{what} {} (line {})", number(access.request + 1), number(access.line)));
    }
    if let Some(alias) = &access.alias {
        add(",", format!("alias {alias}"));
    }
    title
}

fn basis(access: &Access) -> String {
    match &access.basis {
        Basis::Written => String::new(),
        Basis::Default => format!(
            "No policy is given. AWS gives a key without one its default policy ({}), and CCKM's sample answer shows the same: the \
             account may do everything, and its IAM policies say who else may.",
            default_policy::SOURCE
        ),
        Basis::Expected => format!(
            "An expectation: CCKM writes the policy from the lists of the request, and does not document which. What follows is \
             what the console of AWS writes for such administrators and users ({}).",
            default_policy::SOURCE
        ),
        Basis::Template(id) => {
            let id = id.as_deref().map(|id| format!(" {}", quoted(id))).unwrap_or_default();
            format!("The policy is in the template{id} in CCKM, and not in the request: who may do what is not known here.")
        }
        Basis::Several(fields) => {
            let fields: Vec<String> = fields.iter().map(|field| format!("`{field}`")).collect();
            format!(
                "The request gives {}, which exclude one another: which of them counts, and so who may do what, is not known.",
                and_list(&fields)
            )
        }
        Basis::Untold => {
            "The policy is not in what was read: who may do what is not known here. `aws kms get-key-policy` prints it."
                .to_owned()
        }
        Basis::Unknown => "The policy is filled in later, or cannot be read: who may do what is not known here.".to_owned(),
    }
}

fn facts(access: &Access) -> String {
    let names_accounts = access.entries.iter().any(|entry| entry.who.account().is_some());
    let nobodys =
        names_accounts.then(|| "Whose key it is, and so what is another account, is not known: --account says it.".to_owned());
    let account = access.account.as_ref().map(|account| {
        let (is, but) = if account.is_stated { ("is", "") } else { ("is taken to be", "; --account says it for certain") };
        format!("The key {is} in account {}{but}.", account.id)
    });
    let account = account.or(nobodys);
    let key = access.key;
    let regions = key.multi_region.filter(|is_multi| *is_multi).map(|_| "multi-region");
    let known: Vec<&str> =
        [key.spec, key.usage, key.origin, regions].into_iter().flatten().filter(|word| !word.is_empty()).collect();
    let key = match known.as_slice() {
        [] if access.basis.is_known() => {
            let flags = if access.is_bare { ": --key-spec and --key-usage say it" } else { "" };
            format!("What the key is, and so what it can do, is not known{flags}.")
        }
        [] => return account.unwrap_or_default(),
        known => format!("The key: {}.", known.join(", ")),
    };
    account.into_iter().chain([key]).collect::<Vec<_>>().join(" ")
}

fn entry(entry: &Entry) -> EntryWords {
    let account = entry.who.account().map_or_else(|| "its account".to_owned(), |id| format!("account {id}"));
    let is_denied = entry.groups.iter().any(|group| !group.taken.is_empty());
    let but = if is_denied { ", but for what is taken away" } else { "" };
    EntryWords {
        title: entry.who.title(),
        is_outside: entry.is_outside,
        rows: entry.groups.iter().map(|group| (group.group.name(), row(group, entry.is_outside))).collect(),
        besides: entry.is_left_to_iam().then(|| format!("Besides, what {account} may do, if its IAM policies let it{but}.")),
    }
}

fn row(group: &GroupAccess, is_outside: bool) -> Vec<Line> {
    let mut lines: Vec<Line> = merged(&group.parts).iter().flat_map(|part| part_lines(part, group)).collect();
    if lines.is_empty() {
        let why = match (group.possible.is_empty(), is_outside) {
            (false, _) => "",
            (true, true) => ": another account cannot have any of it",
            (true, false) => ": the key cannot do any of it",
        };
        lines.push(Line::new(Kind::Nothing, "none", why.to_owned()));
    }
    lines.extend(group.taken.iter().flat_map(|taken| taken_lines(taken, group)));
    if !group.void.is_empty() {
        let what = format!(": {}; another account cannot have it", group.void.join(", "));
        lines.push(Line::new(Kind::Nothing, "given in vain", what));
    }
    lines
}

/// What is certain is told in one line, whichever statements give which of it.
fn merged(parts: &[Part]) -> Vec<Part> {
    let mut merged: Vec<Part> = Vec::new();
    for part in parts {
        let is_certain = part.certainty == Certainty::Certain;
        match merged.iter_mut().find(|other| is_certain && other.certainty == Certainty::Certain) {
            None => merged.push(part.clone()),
            Some(same) => {
                same.actions.extend(&part.actions);
                same.actions.sort_unstable();
                same.given.extend(part.given.iter().cloned());
                same.given.sort_by_key(|reason| reason.statement.number);
                same.given.dedup_by_key(|reason| reason.statement.number);
            }
        }
    }
    merged
}

fn part_lines(part: &Part, group: &GroupAccess) -> Vec<Line> {
    let (kind, head) = match part.certainty {
        Certainty::Certain => (Kind::Yes, "yes"),
        Certainty::Conditional => (Kind::Conditional, "under conditions"),
        Certainty::Unknown => (Kind::Unknown, "not known"),
    };
    let always: Vec<&Reason> = part.given.iter().filter(|reason| reason.conditions.is_empty()).collect();
    let by = if always.is_empty() { String::new() } else { format!(" ({})", by(&always)) };
    let mut lines = vec![Line::new(kind, head, format!(", {}{by}", extent(&part.actions, &group.possible)))];
    lines.extend(reason_lines(part));
    lines
}

/// How many reasons, and how many statements, are told.
const MOST_REASONS: usize = 20;
const MOST_STATEMENTS: usize = 100;

/// Under which conditions something is given, and under which it is not.
pub(super) fn reason_lines(part: &Part) -> Vec<Line> {
    let sometimes = part.given.iter().filter(|reason| !reason.conditions.is_empty()).enumerate();
    let given = sometimes.map(|(at, reason)| condition_line(if at == 0 { "only" } else { "or only" }, reason));
    let taken = part.taken.iter().map(|reason| condition_line("but not", reason));
    cut(given.chain(taken).collect())
}

fn condition_line(head: &'static str, reason: &Reason) -> Line {
    Line::new(Kind::Condition, head, format!(" {} ({})", conditions(reason), by(&[reason])))
}

/// The first lines, and how many more there are.
fn cut(mut lines: Vec<Line>) -> Vec<Line> {
    let more = lines.len().saturating_sub(MOST_REASONS);
    if more > 0 {
        lines.truncate(MOST_REASONS);
        lines.push(Line::new(Kind::Condition, "or", format!(" under the conditions of {}", count(more, "other statement"))));
    }
    lines
}

fn taken_lines(taken: &Taken, group: &GroupAccess) -> Vec<Line> {
    let what = extent(&taken.actions, &group.possible);
    let what = what.strip_prefix("some: ").unwrap_or(&what);
    let always: Vec<&Reason> = taken.by.iter().filter(|reason| reason.conditions.is_empty()).collect();
    if !always.is_empty() {
        return vec![Line::new(Kind::Taken, "taken away", format!(": {what} ({})", by(&always)))];
    }
    let mut lines = vec![Line::new(Kind::Taken, "taken away under conditions", format!(": {what}"))];
    let reasons = taken.by.iter().enumerate();
    let reasons = reasons.map(|(at, reason)| condition_line(if at == 0 { "namely" } else { "or" }, reason));
    lines.extend(cut(reasons.collect()));
    lines
}

/// `all`, `all but a`, `some: a, b`.
fn extent(actions: &[&'static str], possible: &[&'static str]) -> String {
    let missing: Vec<&str> = possible.iter().copied().filter(|action| !actions.contains(action)).collect();
    match missing.len() {
        0 => "all".to_owned(),
        few if few <= MOST_MISSING && actions.len() > MOST_NAMED => format!("all but {}", missing.join(", ")),
        _ => format!("some: {}", short(actions, possible).join(", ")),
    }
}

/// Names that begin so are told by that, where all of them are meant.
const FAMILIES: [&str; 2] = ["GenerateDataKey", "ReEncrypt"];

pub(super) fn short(actions: &[&'static str], possible: &[&'static str]) -> Vec<String> {
    let family = |action: &str| FAMILIES.into_iter().find(|family| action.starts_with(family));
    let is_whole = |family: &str| {
        let mut all = possible.iter().filter(|action| action.starts_with(family));
        all.clone().count() > 1 && all.all(|action| actions.contains(action))
    };
    let mut names: Vec<String> = Vec::new();
    for action in actions {
        let name =
            family(action).filter(|family| is_whole(family)).map_or_else(|| (*action).to_owned(), |family| format!("{family}*"));
        if names.last() != Some(&name) {
            names.push(name);
        }
    }
    names
}

/// `statement 1`, `statements 1 and 3`.
pub(super) fn by(reasons: &[&Reason]) -> String {
    let mut numbers: Vec<String> = reasons.iter().take(MOST_REASONS).map(|reason| number(reason.statement.number)).collect();
    if reasons.len() > MOST_REASONS {
        numbers.push(format!("{} more", number(reasons.len() - MOST_REASONS)));
    }
    format!("statement{}{TIED}{}", if numbers.len() == 1 { "" } else { "s" }, and_list(&numbers))
}

/// `via a service, and if this, and that`
fn conditions(reason: &Reason) -> String {
    let (adverbs, clauses): (Vec<&Condition>, Vec<&Condition>) = reason.conditions.iter().partition(|one| one.is_adverb);
    let clause = |(at, one): (usize, &&Condition)| if at == 0 { format!("if {}", one.words) } else { one.words.clone() };
    let words: Vec<String> = adverbs.iter().map(|one| one.words.clone()).chain(clauses.iter().enumerate().map(clause)).collect();
    words.join(", and ")
}

fn control(access: &Access) -> Vec<Line> {
    if !access.basis.is_known() {
        return Vec::new();
    }
    let control = &access.control;
    let mut lines = Vec::new();
    let names = |wanted: Certainty| {
        let who = control.by.iter().filter(move |(_, certainty)| *certainty == wanted).map(|(who, _)| who.title());
        who.collect::<Vec<_>>().join(", ")
    };
    let (certain, conditional) = (names(Certainty::Certain), names(Certainty::Conditional));
    match control.somebody {
        SomebodyMay::Yes => {
            if !certain.is_empty() {
                lines.push(Line::new(Kind::Yes, "May change this policy (kms:PutKeyPolicy)", format!(": {certain}")));
            }
            if !conditional.is_empty() {
                lines.push(Line::new(Kind::Conditional, "May change this policy under conditions", format!(": {conditional}")));
            }
        }
        SomebodyMay::No => {
            let why = ": none of those above has kms:PutKeyPolicy. Only the support of AWS can help then.";
            lines.push(Line::new(Kind::Taken, "Nobody may change this policy", why.to_owned()));
        }
        SomebodyMay::Unknown => {
            lines.push(Line::new(Kind::Unknown, "Whether anybody may change this policy is not known", ".".to_owned()));
        }
    }
    lines.extend(control.caller.as_ref().map(|caller| {
        let (kind, may) = match caller.may {
            Some(true) => (Kind::Yes, "may"),
            Some(false) => (Kind::Taken, "may not"),
            None => (Kind::Conditional, "may, if IAM policies or conditions let it,"),
        };
        Line::new(kind, "CCKM", format!(", as {}, {may} change this policy.", caller.arn))
    }));
    lines
}

/// The statements that are spoken of, each once.
fn statements(access: &Access) -> Vec<(usize, Option<usize>, Option<String>)> {
    let groups = access.entries.iter().flat_map(|entry| &entry.groups);
    let reasons = groups.flat_map(|group| {
        let parts = group.parts.iter().flat_map(|part| part.given.iter().chain(&part.taken));
        parts.chain(group.taken.iter().flat_map(|taken| &taken.by))
    });
    let found: BTreeMap<usize, _> = reasons.map(|reason| (reason.statement.number, &reason.statement)).collect();
    found.into_values().take(MOST_STATEMENTS).map(|statement| (statement.number, statement.line, statement.sid.clone())).collect()
}
