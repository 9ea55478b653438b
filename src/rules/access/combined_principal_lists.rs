use crate::diagnostic::{Finding, and_list};
use crate::lint::{Context, Rule, declare_rule};
use crate::request::{PolicySource, Request};

declare_rule! {
    /// ## What it finds
    ///
    /// More than one of the lists `key_admins`, `key_admins_roles`, `key_users`, `key_users_roles` and `external_accounts`.
    ///
    /// ## Why it matters
    ///
    /// The manual says to specify one of them. The vendor's own tests send four in one request and get a policy with all four,
    /// and no field's description says that one list excludes another. So it very likely works, and the manual can be read
    /// otherwise. `--strict` makes this an error; `--allow combined-principal-lists` settles it.
    ///
    /// ## Example
    ///
    /// ```json bad
    /// {
    ///   "kms": "aws-main",
    ///   "region": "eu-west-1",
    ///   "key_admins": ["alice"],
    ///   "key_users": ["bob"],
    ///   "aws_param": { "Alias": "payments" }
    /// }
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json good
    /// {
    ///   "kms": "aws-main",
    ///   "region": "eu-west-1",
    ///   "key_admins": ["alice"],
    ///   "key_users": [],
    ///   "aws_param": { "Alias": "payments" }
    /// }
    /// ```
    ///
    /// ## Source
    ///
    /// CCKM manual, "Creating AWS Keys on CCKM", below both tables. Against it: ThalesGroup/terraform-provider-ciphertrust 1.0.1,
    /// acceptance test of the AWS key resource.
    pub CombinedPrincipalLists {
        name: "combined-principal-lists",
        category: Access,
        level: Warning,
        strict: true,
        fix: None,
        since: "0.1.0",
    }
}

impl Rule for CombinedPrincipalLists {
    fn check(&self, request: &Request<'_>, cx: &mut Context<'_>) {
        if !request.has_several_policy_fields() {
            return;
        }
        let given = request.policy_fields();
        // With another source beside the lists, that conflict is the fault.
        let is_lists_alone = given.len() > 1 && given.iter().all(|(source, _)| *source == PolicySource::Lists);
        let members: Vec<_> = given.iter().filter_map(|(_, field)| request.member(*field)).collect();
        let Some((last, others)) = members.split_last().filter(|_| is_lists_alone) else { return };
        let names: Vec<String> = given.iter().map(|(_, field)| format!("`{}`", request.name(*field))).collect();
        let finding = Finding::at(last.value.key_place(), format!("{} are given together", and_list(&names)))
            .label("one list beside another")
            .help(
                "the manual says to give one of the lists; the vendor's own tests send four and get four. If your server takes \
                 them, use --allow combined-principal-lists",
            );
        cx.report(finding.because_each(others.iter().map(|other| other.value.key_place()), "another list"));
    }
}
