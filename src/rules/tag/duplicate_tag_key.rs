use std::hash::BuildHasher;

use foldhash::fast::RandomState;

use crate::diagnostic::{Finding, quoted};
use crate::lint::{Context, Rule, declare_rule};
use crate::request::{Request, Tag, Text};

declare_rule! {
    /// ## What it finds
    ///
    /// A tag key that the request gives more than once. Tag keys are compared exactly: `Team` and `team` are two keys.
    ///
    /// ## Why it matters
    ///
    /// A key has one value for each tag key. AWS refuses the request, or one of the values is lost.
    ///
    /// ## Example
    ///
    /// ```json bad
    /// {
    ///   "kms": "aws-main",
    ///   "region": "eu-west-1",
    ///   "aws_param": {
    ///     "Alias": "payments",
    ///     "Tags": [
    ///       { "TagKey": "team", "TagValue": "cards" },
    ///       { "TagKey": "team", "TagValue": "payments" }
    ///     ]
    ///   }
    /// }
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json good
    /// {
    ///   "kms": "aws-main",
    ///   "region": "eu-west-1",
    ///   "aws_param": { "Alias": "payments", "Tags": [{ "TagKey": "team", "TagValue": "cards" }, { "TagKey": "Team", "TagValue": "x" }] }
    /// }
    /// ```
    ///
    /// ## Source
    ///
    /// AWS KMS API, `CreateKey`, parameter `Tags` (botocore 1.44.8): one tag a key.
    pub DuplicateTagKey {
        name: "duplicate-tag-key",
        category: Tag,
        level: Error,
        fix: None,
        since: "0.1.0",
    }
}

impl Rule for DuplicateTagKey {
    fn check(&self, request: &Request<'_>, cx: &mut Context<'_>) {
        if !may_repeat(request.tags()) {
            return;
        }
        let mut keys: Vec<Text<'_>> = request.tags().iter().filter_map(|tag| tag.key().present()).collect();
        // The sort is stable: the same keys stay in the order of the text.
        keys.sort_by(|a, b| a.as_written().cmp(b.as_written()));
        for same in keys.chunk_by(|a, b| a.as_written() == b.as_written()) {
            let [first, again, further @ ..] = same else { continue };
            let name = quoted(first.as_written());
            let finding = Finding::at(again.place(), format!("the tag key {name} is given {} times", same.len()))
                .label("given again")
                .because(first.place(), "first given here")
                .help("keep one of them; a key has one value for each tag key");
            cx.report(finding.because_each(further.iter().map(|key| key.place()), "and again"));
        }
    }
}

/// Whether a key may be there twice. Almost never is one, which is seen without putting texts in order.
fn may_repeat(tags: &[Tag<'_>]) -> bool {
    let hasher = RandomState::default();
    let digest = |tag: &Tag<'_>| tag.key().present().map(|key| hasher.hash_one(key.as_written()));
    let mut digests: Vec<u64> = tags.iter().filter_map(digest).collect();
    digests.sort_unstable();
    !digests.is_sorted_by(|one, next| one < next)
}
