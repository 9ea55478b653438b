//! What the editor's settings say.

use serde_json::Value;

use crate::catalog::near::nearest;
use crate::config;
use crate::diagnostic::{Level, or_list, quoted};

/// The settings that there are, by the names that they have in an editor.
const NAMES: &[&str] = &["show", "callerArn", "account", "configPath", "isolated"];

/// What the editor's settings say. They count more than the configuration file, as arguments of the command do.
#[derive(Clone, Debug, Default)]
pub(super) struct Options {
    /// `show`: the least level that is shown.
    pub show: Option<Level>,
    /// `callerArn`
    pub caller: Option<String>,
    /// `account`
    pub account: Option<String>,
    /// `configPath`: the configuration file, instead of the nearest one.
    pub config: Option<String>,
    /// `isolated`: whether no configuration file is read.
    pub isolated: Option<bool>,
}

impl Options {
    /// Reads settings, by themselves or under the name of the server. What cannot be followed is left out, and said.
    pub(super) fn read(settings: &Value) -> (Self, Vec<String>) {
        let settings = settings.get("cckm-lint").unwrap_or(settings);
        let mut options = Self::default();
        let mut faults = Vec::new();
        for (name, value) in settings.as_object().into_iter().flatten().filter(|(_, value)| !value.is_null()) {
            if let Err(fault) = options.set(name, value) {
                faults.push(format!("the setting {}: {fault}", quoted(name)));
            }
        }
        (options, faults)
    }

    fn set(&mut self, name: &str, value: &Value) -> Result<(), String> {
        let text = || value.as_str().ok_or_else(|| "expected a text".to_owned());
        match name {
            "show" => self.show = Some(level(text()?)?),
            "callerArn" => self.caller = Some(config::caller(text()?)?),
            "account" => self.account = Some(config::account(text()?)?),
            "configPath" => self.config = Some(text()?.to_owned()),
            "isolated" => self.isolated = Some(value.as_bool().ok_or("expected true or false")?),
            unknown => {
                let near = nearest(unknown, NAMES.iter().copied());
                return Err(near.map_or("there is none of that name".to_owned(), |near| format!("did you mean `{near}`?")));
            }
        }
        Ok(())
    }

    /// These settings, and those `below` them where these say nothing.
    pub(super) fn over(self, below: &Self) -> Self {
        Self {
            show: self.show.or(below.show),
            caller: self.caller.or_else(|| below.caller.clone()),
            account: self.account.or_else(|| below.account.clone()),
            config: self.config.or_else(|| below.config.clone()),
            isolated: self.isolated.or(below.isolated),
        }
    }
}

fn level(word: &str) -> Result<Level, String> {
    Level::find(word).ok_or_else(|| format!("expected {}", or_list(&Level::ALL.map(Level::name))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_said_later_counts_and_what_cannot_be_followed_is_named() {
        let first = serde_json::json!({ "show": "info", "account": "111122223333" });
        let later = serde_json::json!({ "cckm-lint": { "show": "error", "acount": "1", "isolated": "no", "account": null } });
        let (first, none) = Options::read(&first);
        let (later, faults) = Options::read(&later);
        let options = later.over(&first);
        assert_eq!((options.show, options.account.as_deref()), (Some(Level::Error), Some("111122223333")));
        assert!(none.is_empty());
        assert_eq!(faults, ["the setting `acount`: did you mean `account`?", "the setting `isolated`: expected true or false"]);
    }
}
