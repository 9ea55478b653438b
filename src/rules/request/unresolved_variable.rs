use crate::catalog::field::Field;
use crate::diagnostic::{Finding, quoted};
use crate::json::{IN_A_FILE, Kind, Place, Syntax, Value, holes};
use crate::lint::{Context, Rule, declare_rule};
use crate::request::Request;
use crate::source::Span;

declare_rule! {
    /// ## What it finds
    ///
    /// A hole that a template is to fill in: `${NAME}`, `$NAME` or `{{ name }}`. In a key policy `${aws:…}` and `${kms:…}` are
    /// policy variables and no holes.
    ///
    /// ## Why it matters
    ///
    /// What is in a hole is not known, so nothing that needs it was checked. Give values with `--define NAME=VALUE`, or lint the
    /// rendered file with `--error unresolved-variable` to be sure that nothing was left out.
    ///
    /// ## Example
    ///
    /// ```json bad
    /// {
    ///   "kms": "$CCKM_KMS",
    ///   "region": "${REGION}",
    ///   "aws_param": { "Alias": "payments-{{ env }}", "MultiRegion": ${MULTI_REGION} }
    /// }
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json good
    /// {
    ///   "kms": "aws-main",
    ///   "region": "eu-west-1",
    ///   "aws_param": { "Alias": "payments", "Description": "up to US$ 5 a month, not $5" }
    /// }
    /// ```
    ///
    /// ## Source
    ///
    /// Shell parameter expansion (POSIX.1-2024, 2.6), `envsubst`, Jinja, Terraform templates; policy variables: IAM User Guide.
    pub UnresolvedVariable {
        name: "unresolved-variable",
        category: Request,
        level: Info,
        fix: None,
        since: "0.1.0",
    }
}

impl Rule for UnresolvedVariable {
    fn check(&self, request: &Request<'_>, cx: &mut Context<'_>) {
        let root = request.root();
        // Most requests have none. In Terraform and Ansible they are common.
        if request.expects_holes() || !root.tree().may_have_holes() {
            return;
        }
        let policy = request.value(Field::Policy).present().map(Value::span);
        for value in root.subtree() {
            let in_policy = policy.is_some_and(|policy| policy.start <= value.span().start && value.span().end <= policy.end);
            let syntax = if in_policy { Syntax::KeyPolicy } else { Syntax::Template };
            if let Some(finding) = unresolved(value, syntax) {
                cx.report(finding);
            }
        }
    }
}

fn unresolved(value: Value<'_>, syntax: Syntax) -> Option<Finding<'_>> {
    let help = "nothing that needs the value was checked; give it with --define NAME=VALUE";
    if value.raw() == IN_A_FILE {
        return None;
    }
    if value.kind() == Kind::Hole {
        let message = format!("{} is not filled in yet", quoted(value.raw()));
        return Some(Finding::at(value, message).label("not known here").help(help));
    }
    let text = value.as_str()?;
    let found = holes(&text, syntax);
    let (first, further) = found.split_first()?;
    let place = |hole: &std::ops::Range<usize>| Place { span: value.origin().lift(Span::new(hole.start, hole.end)), value: Some(value) };
    let message = format!("{} is not filled in yet", quoted(text.get(first.clone()).unwrap_or_default()));
    let finding = Finding::at(place(first), message).label("not known here").help(help);
    Some(finding.because_each(further.iter().map(place), "nor is this"))
}
