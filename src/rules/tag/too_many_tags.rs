use crate::catalog::field::Field;
use crate::catalog::limits::TAG_COUNT;
use crate::diagnostic::{Finding, count};
use crate::lint::{Context, Rule, declare_rule};
use crate::request::Request;

declare_rule! {
    /// ## What it finds
    ///
    /// More than 50 tags. The label is on the first one that is too many.
    ///
    /// ## Why it matters
    ///
    /// AWS refuses the request.
    ///
    /// ## Example
    ///
    /// ```json bad
    /// { "kms": "aws-main", "region": "eu-west-1", "aws_param": { "Alias": "payments", "Tags": [
    ///   { "TagKey": "t00", "TagValue": "" }, { "TagKey": "t01", "TagValue": "" }, { "TagKey": "t02", "TagValue": "" },
    ///   { "TagKey": "t03", "TagValue": "" }, { "TagKey": "t04", "TagValue": "" }, { "TagKey": "t05", "TagValue": "" },
    ///   { "TagKey": "t06", "TagValue": "" }, { "TagKey": "t07", "TagValue": "" }, { "TagKey": "t08", "TagValue": "" },
    ///   { "TagKey": "t09", "TagValue": "" }, { "TagKey": "t10", "TagValue": "" }, { "TagKey": "t11", "TagValue": "" },
    ///   { "TagKey": "t12", "TagValue": "" }, { "TagKey": "t13", "TagValue": "" }, { "TagKey": "t14", "TagValue": "" },
    ///   { "TagKey": "t15", "TagValue": "" }, { "TagKey": "t16", "TagValue": "" }, { "TagKey": "t17", "TagValue": "" },
    ///   { "TagKey": "t18", "TagValue": "" }, { "TagKey": "t19", "TagValue": "" }, { "TagKey": "t20", "TagValue": "" },
    ///   { "TagKey": "t21", "TagValue": "" }, { "TagKey": "t22", "TagValue": "" }, { "TagKey": "t23", "TagValue": "" },
    ///   { "TagKey": "t24", "TagValue": "" }, { "TagKey": "t25", "TagValue": "" }, { "TagKey": "t26", "TagValue": "" },
    ///   { "TagKey": "t27", "TagValue": "" }, { "TagKey": "t28", "TagValue": "" }, { "TagKey": "t29", "TagValue": "" },
    ///   { "TagKey": "t30", "TagValue": "" }, { "TagKey": "t31", "TagValue": "" }, { "TagKey": "t32", "TagValue": "" },
    ///   { "TagKey": "t33", "TagValue": "" }, { "TagKey": "t34", "TagValue": "" }, { "TagKey": "t35", "TagValue": "" },
    ///   { "TagKey": "t36", "TagValue": "" }, { "TagKey": "t37", "TagValue": "" }, { "TagKey": "t38", "TagValue": "" },
    ///   { "TagKey": "t39", "TagValue": "" }, { "TagKey": "t40", "TagValue": "" }, { "TagKey": "t41", "TagValue": "" },
    ///   { "TagKey": "t42", "TagValue": "" }, { "TagKey": "t43", "TagValue": "" }, { "TagKey": "t44", "TagValue": "" },
    ///   { "TagKey": "t45", "TagValue": "" }, { "TagKey": "t46", "TagValue": "" }, { "TagKey": "t47", "TagValue": "" },
    ///   { "TagKey": "t48", "TagValue": "" }, { "TagKey": "t49", "TagValue": "" }, { "TagKey": "t50", "TagValue": "" }
    /// ] } }
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json good
    /// {
    ///   "kms": "aws-main",
    ///   "region": "eu-west-1",
    ///   "aws_param": { "Alias": "payments", "Tags": [{ "TagKey": "team", "TagValue": "cards" }] }
    /// }
    /// ```
    ///
    /// ## Source
    ///
    /// AWS General Reference, "Tag naming limits and requirements": 50 tags a resource.
    pub TooManyTags {
        name: "too-many-tags",
        category: Tag,
        level: Error,
        fix: None,
        since: "0.1.0",
    }
}

impl Rule for TooManyTags {
    fn check(&self, request: &Request<'_>, cx: &mut Context<'_>) {
        let Some(first_too_many) = request.entries(Field::Tags).nth(TAG_COUNT) else { return };
        let number = request.entries(Field::Tags).count();
        let message = format!("{}; a key can have {TAG_COUNT}", count(number, "tag"));
        cx.report(Finding::at(first_too_many, message).label(format!("from here on, {} too many", number - TAG_COUNT)));
    }
}
