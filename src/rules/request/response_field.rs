use crate::diagnostic::{Finding, Fix, count, quoted};
use crate::json::{Value, remove_members};
use crate::lint::{Context, Rule, declare_rule};
use crate::request::{Member, Naming, Request};

declare_rule! {
    /// ## What it finds
    ///
    /// Fields that only an answer of the server has, such as `Arn`, `KeyState`, `id` or `createdAt`. All of a request are one
    /// finding.
    ///
    /// ## Why it matters
    ///
    /// A response was pasted where a request belongs. The fields say what became of another key; they do nothing here, or have
    /// the request refused. The `Alias` of a response is a list, too, and that of a request is not.
    ///
    /// ## Example
    ///
    /// ```json bad
    /// {
    ///   "id": "7d0c1f0e-4b0f-4e0a-9c39-5b0c6f1b2a11",
    ///   "kms": "aws-main",
    ///   "region": "eu-west-1",
    ///   "aws_param": {
    ///     "Alias": "payments",
    ///     "KeyState": "Enabled",
    ///     "Arn": "arn:aws:kms:eu-west-1:111122223333:key/0f8c6a4e-7a1d-4c57-9d5e-3f1b2c4d5e6f"
    ///   }
    /// }
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
    /// CCKM manual, "Creating AWS Keys on CCKM", "Example Response".
    pub ResponseField {
        name: "response-field",
        category: Request,
        level: Error,
        fix: Unsafe,
        since: "0.1.0",
    }
}

/// A response has some forty fields. Where there are more, they are not to be removed by a machine.
const FEW: usize = 64;

impl Rule for ResponseField {
    fn check(&self, request: &Request<'_>, cx: &mut Context<'_>) {
        let fields: Vec<Value<'_>> = request.members().iter().filter(|member| is_of_response(member)).map(|member| member.value).collect();
        if let Some((first, others)) = fields.split_first() {
            cx.report(response(*first, others));
        }
    }
}

const fn is_of_response(member: &Member<'_>) -> bool {
    matches!(member.naming, Naming::Response)
}

fn response<'t>(first: Value<'t>, others: &[Value<'t>]) -> Finding<'t> {
    let name = first.name();
    let message = match others.len() {
        0 => format!("only a response has the field {}", quoted(&name)),
        more => format!("only a response has {} and {}", quoted(&name), count(more, "other field")),
    };
    let finding = Finding::at(first.key_place(), message).label("says what became of a key, not what to make");
    let all: Vec<Value<'t>> = std::iter::once(first).chain(others.iter().copied()).collect();
    finding
        .because_each(others.iter().map(|other| other.key_place()), "so does this")
        .help("a response was pasted as a request; keep what is to be made, and remove the rest")
        .fix((all.len() <= FEW).then(|| Fix::risky("remove them", remove_members(&all))))
}
