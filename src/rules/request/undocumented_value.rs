use crate::catalog::field::Shape;
use crate::catalog::spec::{Word, find_word};
use crate::diagnostic::{Finding, or_list, quoted};
use crate::lint::{Context, Rule, declare_rule};
use crate::request::{Member, Request, State};

declare_rule! {
    /// ## What it finds
    ///
    /// A value of `CustomerMasterKeySpec`, `KeyUsage` or `Origin` that AWS knows and CCKM's manual does not list, such as `SM2`,
    /// `ML_DSA_65`, `KEY_AGREEMENT` or `AWS_CLOUDHSM`.
    ///
    /// ## Why it matters
    ///
    /// Whether CCKM passes it on is not documented. Keys of `AWS_CLOUDHSM` and `EXTERNAL_KEY_STORE` are made with other calls of
    /// CCKM. `--strict` makes this an error.
    ///
    /// ## Example
    ///
    /// ```json bad
    /// {
    ///   "kms": "aws-main",
    ///   "region": "eu-west-1",
    ///   "aws_param": { "Alias": "release-signing", "CustomerMasterKeySpec": "ML_DSA_65", "KeyUsage": "SIGN_VERIFY" }
    /// }
    /// ```
    ///
    /// ```json bad
    /// { "kms": "aws-main", "region": "eu-west-1", "aws_param": { "Alias": "payments", "Origin": "AWS_CLOUDHSM" } }
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json good
    /// {
    ///   "kms": "aws-main",
    ///   "region": "eu-west-1",
    ///   "aws_param": { "Alias": "release-signing", "CustomerMasterKeySpec": "ECC_NIST_P384", "KeyUsage": "SIGN_VERIFY" }
    /// }
    /// ```
    ///
    /// ## Source
    ///
    /// CCKM manual, "Creating AWS Keys on CCKM", "AWS Key Parameters"; AWS's values: botocore 1.44.8, `CreateKey`.
    pub UndocumentedValue {
        name: "undocumented-value",
        category: Request,
        level: Warning,
        strict: true,
        fix: None,
        since: "0.1.0",
    }
}

impl Rule for UndocumentedValue {
    fn check(&self, request: &Request<'_>, cx: &mut Context<'_>) {
        for member in request.members().iter().filter(|member| member.state == State::Given) {
            let Some(facts) = member.naming.meant_here() else { continue };
            let Shape::Word(words) = facts.shape else { continue };
            let text = member.value.as_str().unwrap_or_default();
            if request.is_said_to_exist(facts.field, &text) {
                continue;
            }
            if let Some(word) = find_word(words, &text).filter(|word| !word.documented) {
                cx.report(undocumented(request, member, word, words));
            }
        }
    }
}

fn undocumented<'t>(request: &Request<'t>, member: &Member<'t>, word: &Word, words: &[Word]) -> Finding<'t> {
    let name = member.naming.meant_here().map_or("", |facts| request.name(facts.field));
    let documented: Vec<&str> = words.iter().filter(|word| word.documented).map(|word| word.name).collect();
    Finding::at(member.value, format!("CCKM's manual does not list {} for `{name}`", quoted(word.name)))
        .label("AWS knows it, CCKM may not")
        .help(match word.other_call {
            Some(call) => format!("such keys are made with {call}"),
            None => format!("the manual lists {}", or_list(&documented)),
        })
}
