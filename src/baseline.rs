//! A baseline: findings that were there when the linter came, and that are set aside until somebody gets to them.
//!
//! A finding is known again by its file, its rule and its place by names rather than numbers, and by how many there are of the
//! same. So an entry outlives edits elsewhere in the file, and a further fault of the same kind is a new one.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::diagnostic::Diagnostic;
use crate::source::{self, name_of, whole};

/// The version of the file's shape.
const VERSION: u8 = 1;

/// Findings that are known.
#[derive(Clone, Debug, Default)]
pub struct Baseline {
    folder: PathBuf,
    known: BTreeMap<Known, usize>,
    /// Those of the known ones that were not met again.
    left: BTreeMap<Known, usize>,
    /// The files that were looked at.
    seen: BTreeSet<String>,
}

/// What a finding is known again by.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
struct Known {
    path: String,
    rule: String,
    place: String,
}

#[derive(Serialize, Deserialize)]
struct Entry {
    #[serde(flatten)]
    known: Known,
    #[serde(default = "one", skip_serializing_if = "is_one")]
    count: usize,
}

#[derive(Deserialize)]
struct File {
    version: u8,
    findings: Vec<Entry>,
}

const fn one() -> usize {
    1
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for it so")]
const fn is_one(count: &usize) -> bool {
    *count == 1
}

impl Baseline {
    /// A baseline without findings; the paths in it will be those below `folder`.
    #[must_use]
    pub fn new(folder: &Path) -> Self {
        Self { folder: whole(folder), ..Self::default() }
    }

    /// Reads a baseline that stands in `folder`.
    ///
    /// # Errors
    /// Where `text` is none: the reason.
    pub fn read(text: &str, folder: &Path) -> Result<Self, String> {
        let file: File = serde_json::from_str(text).map_err(|error| format!("this is no baseline: {error}"))?;
        if file.version != VERSION {
            return Err(format!("a baseline of version {}, and this cckm-lint reads version {VERSION}", file.version));
        }
        let mut baseline = Self::new(folder);
        for Entry { known, count } in file.findings {
            *baseline.known.entry(known).or_default() += count;
        }
        baseline.left.clone_from(&baseline.known);
        Ok(baseline)
    }

    /// Notes that a file was looked at.
    pub fn see(&mut self, path: &str) {
        let path = self.relative(path);
        self.seen.insert(path);
    }

    /// Whether a finding is known, which is noted: as often as it is in the baseline, and no more.
    pub fn meets(&mut self, path: &str, diagnostic: &Diagnostic) -> bool {
        let known = self.known_by(path, diagnostic);
        let Some(left) = self.left.get_mut(&known).filter(|left| **left > 0) else { return false };
        *left -= 1;
        true
    }

    /// Takes a finding up.
    pub fn add(&mut self, path: &str, diagnostic: &Diagnostic) {
        *self.known.entry(self.known_by(path, diagnostic)).or_default() += 1;
    }

    /// How many findings there are in it.
    #[must_use]
    pub fn count(&self) -> usize {
        self.known.values().sum()
    }

    /// How many of them were not met again, though their file was looked at or is gone.
    #[must_use]
    pub fn idle(&self) -> usize {
        self.left.iter().filter(|(known, _)| self.is_judged(known)).map(|(_, left)| left).sum()
    }

    /// Takes out what was not met again; how many.
    pub fn prune(&mut self) -> usize {
        let before = self.count();
        for (known, left) in std::mem::take(&mut self.left) {
            let is_judged = self.is_judged(&known);
            if let Some(count) = self.known.get_mut(&known).filter(|_| is_judged) {
                *count = count.saturating_sub(left);
            }
        }
        self.known.retain(|_, count| *count > 0);
        before - self.count()
    }

    /// Whether the file of an entry was looked at or is gone, so that what was not met is not there.
    fn is_judged(&self, known: &Known) -> bool {
        let is_gone = || !known.path.starts_with('<') && !self.folder.join(&known.path).exists();
        self.seen.contains(&known.path) || is_gone()
    }

    /// The text of the file, an entry a line, so that two who change it seldom meet.
    #[must_use]
    pub fn text(&self) -> String {
        let entry = |(known, count): (&Known, &usize)| Entry { known: known.clone(), count: *count };
        let lines = self.known.iter().map(entry).map(|entry| serde_json::to_string(&entry).unwrap_or_default());
        let lines: Vec<String> = lines.map(|line| format!("    {line}")).collect();
        let list = if lines.is_empty() { "[]".to_owned() } else { format!("[\n{}\n  ]", lines.join(",\n")) };
        format!("{{\n  \"version\": {VERSION},\n  \"findings\": {list}\n}}\n")
    }

    fn known_by(&self, path: &str, diagnostic: &Diagnostic) -> Known {
        Known { path: self.relative(path), rule: diagnostic.rule.name.to_owned(), place: diagnostic.place.clone() }
    }

    /// A path as it is from the baseline's folder, below it or not, so that it is the same wherever the command is run.
    fn relative(&self, path: &str) -> String {
        // Standard input is no file.
        if path.starts_with('<') {
            return path.to_owned();
        }
        name_of(&source::relative(&whole(Path::new(path)), &self.folder))
    }
}
