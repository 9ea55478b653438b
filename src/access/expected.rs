//! The policies that a key has without one of its own: AWS's default, and what is expected of the lists of a request.

use super::condition::Condition;
use super::entry::{Reason, StatementRef, Verdict};
use super::who::Who;
use crate::catalog::field::Field;
use crate::catalog::{Action, default_policy};
use crate::json::{Kind, Syntax, Value};
use crate::request::Request;
use crate::request::arn::{Arn, is_account_id};
use crate::request::policy::matches;

/// A statement of such a policy.
pub(super) struct Given {
    whom: Vec<Who>,
    actions: &'static [&'static str],
    is_for_services: bool,
    /// What it is for.
    title: &'static str,
}

/// The policy of a key without one: the account may do everything, and leave it to IAM.
pub(super) fn default(account: Option<&str>) -> Vec<Given> {
    let account = account.map_or(Who::OwnAccount, |id| Who::Account(id.to_owned()));
    let whom = vec![account];
    vec![Given { whom, actions: default_policy::ACCOUNT, is_for_services: false, title: "the account" }]
}

/// The policy that is expected of the lists: that of AWS's console for such administrators and users.
pub(super) fn of_lists(request: &Request<'_>, account: Option<&str>) -> Vec<Given> {
    let home = Home { account, partition: request.known_region().map_or("aws", |region| region.partition.name()) };
    let listed =
        |field: Field, read: &dyn Fn(&str) -> Who| -> Vec<Who> { request.entries(field).map(|entry| who(entry, read)).collect() };
    let user = |name: &str| home.identity("user", name);
    let role = |name: &str| home.identity("role", name);
    let admins = [listed(Field::KeyAdmins, &user), listed(Field::KeyAdminsRoles, &role)].concat();
    let outside = listed(Field::ExternalAccounts, &|id| account_of(id));
    let users = [listed(Field::KeyUsers, &user), listed(Field::KeyUsersRoles, &role), outside].concat();
    let mut policy = default(account);
    let mut give = |whom: &[Who], actions, is_for_services, title| {
        policy.push(Given { whom: whom.to_vec(), actions, is_for_services, title });
    };
    give(&admins, default_policy::ADMINISTRATORS, false, "administrators");
    give(&users, default_policy::USERS, false, "users");
    // HMAC keys come without it, as no service of AWS uses them.
    if request.key_facts().usage != Some("GENERATE_VERIFY_MAC") {
        give(&users, default_policy::GRANTS, true, "users");
    }
    policy
}

/// Where the names of the lists belong.
struct Home<'h> {
    account: Option<&'h str>,
    partition: &'static str,
}

impl Home<'_> {
    /// CCKM takes names; an ARN stands for itself.
    fn identity(&self, kind: &str, name: &str) -> Who {
        if Arn::parse(name).is_some() {
            return Who::Identity(name.to_owned());
        }
        match (self.account, kind) {
            (Some(account), _) => Who::Identity(format!("arn:{}:iam::{account}:{kind}/{name}", self.partition)),
            (None, "role") => Who::Role(name.to_owned()),
            (None, _) => Who::User(name.to_owned()),
        }
    }
}

/// Whom an entry of a list names, as `read` has it.
fn who(entry: Value<'_>, read: &dyn Fn(&str) -> Who) -> Who {
    match entry.as_str() {
        Some(text) if entry.has_holes(&text, Syntax::Template) => Who::Unknown(text.into_owned()),
        Some(text) => read(&text),
        None if entry.kind() == Kind::Hole => Who::Unknown(entry.raw().to_owned()),
        None => Who::Invalid(entry.raw().to_owned()),
    }
}

fn account_of(id: &str) -> Who {
    let account = Arn::parse(id).filter(|arn| arn.resource == "root").map_or(id, |arn| arn.account);
    if is_account_id(account) { Who::Account(account.to_owned()) } else { Who::Invalid(id.to_owned()) }
}

/// Everybody whom such a policy is about.
pub(super) fn principals(policy: &[Given]) -> impl Iterator<Item = &Who> {
    policy.iter().flat_map(|given| &given.whom)
}

/// What such a policy says of somebody.
pub(super) fn verdict(policy: &[Given], who: &Who, action: &Action) -> Verdict {
    let covering: Vec<(usize, &Given)> = policy.iter().enumerate().filter(|(_, given)| given.covers(action)).collect();
    let giving = covering.iter().filter(|(_, given)| given.whom.contains(who));
    let mut given: Vec<Reason> = giving.map(|(at, given)| given.reason(at + 1)).collect();
    if given.iter().any(|reason| reason.conditions.is_empty()) {
        given.retain(|reason| reason.conditions.is_empty());
    }
    let is_of_account = |name: &Who| match (name, who) {
        (Who::OwnAccount, Who::User(_) | Who::Role(_)) => true,
        (Who::Account(id), Who::Identity(_)) => who.account() == Some(id),
        _ => false,
    };
    let is_left_to_iam = given.is_empty() && covering.iter().any(|(_, given)| given.whom.iter().any(is_of_account));
    Verdict { given, taken: Vec::new(), is_left_to_iam }
}

impl Given {
    fn covers(&self, action: &Action) -> bool {
        self.actions.iter().any(|pattern| matches(pattern, action.name))
    }

    fn reason(&self, number: usize) -> Reason {
        let statement = StatementRef { number, sid: Some(format!("for {}", self.title)), line: None };
        let conditions = if self.is_for_services { vec![Condition::flag(default_policy::GRANT_CONDITION)] } else { Vec::new() };
        Reason { statement, conditions }
    }
}
