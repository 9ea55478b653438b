//! The files beside one of Terraform, in which its locals and variables are given.

use std::path::{Path, PathBuf};

use crate::source::{self, DEFAULT_MAX_SIZE, Source, name_of};

/// The other files of the module that `source` is a part of; those that give values last, in the order in which Terraform
/// takes them. What cannot be read is left out: then the names that it gives are not known.
pub(crate) fn load(source: &Source) -> Vec<Source> {
    let path = Path::new(source.name());
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let entries =
        entries.flatten().map(|entry| entry.path()).filter(|other| other.is_file() && other.file_name() != path.file_name());
    let mut paths: Vec<(Rank, PathBuf)> = entries.filter_map(|path| rank(&path).map(|rank| (rank, path))).collect();
    paths.sort();
    let load = |path: &PathBuf| source::load_file(path, &name_of(path), Some(DEFAULT_MAX_SIZE)).ok();
    paths.iter().filter_map(|(_, path)| load(path)).collect()
}

/// The later, the more its values count.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    Module,
    Values,
    AutoValues,
}

fn rank(path: &Path) -> Option<Rank> {
    let name = path.file_name()?.to_str()?;
    let is = |end: &str| name.ends_with(end);
    match name {
        "terraform.tfvars" => Some(Rank::Values),
        _ if is(".auto.tfvars") => Some(Rank::AutoValues),
        _ if is(".tf") || is(".tofu") => Some(Rank::Module),
        _ => None,
    }
}
