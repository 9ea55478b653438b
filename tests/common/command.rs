//! Running the command as it is used.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use cckm_lint::report::Format;
use clap::ValueEnum;

/// A folder that is gone when the test is over.
pub struct Scratch(pub PathBuf);

impl Scratch {
    pub fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("cckm-lint-{name}-{}", std::process::id()));
        let _ = std::fs::remove_dir_all(&path);
        std::fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    pub fn file(self, name: &str, content: impl AsRef<[u8]>) -> Self {
        let path = self.0.join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, content).unwrap();
        self
    }

    pub fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.0.join(name)).unwrap()
    }

    /// The names of what is in it.
    pub fn names(&self) -> Vec<String> {
        let entries = std::fs::read_dir(&self.0).unwrap();
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
    }

    pub fn run(&self, words: &[&str]) -> Run {
        run_in(&self.0, words, "")
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

pub struct Run {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl From<Output> for Run {
    fn from(output: Output) -> Self {
        let text = |bytes| String::from_utf8(bytes).unwrap();
        Self { code: output.status.code().unwrap(), out: text(output.stdout), err: text(output.stderr) }
    }
}

pub fn command(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_cckm-lint"));
    command.current_dir(folder);
    for name in ["NO_COLOR", "FORCE_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "COLUMNS", "GITHUB_ACTIONS", "CI"] {
        command.env_remove(name);
    }
    command
}

pub fn run_in(folder: &Path, words: &[&str], input: &str) -> Run {
    let mut child =
        command(folder).args(words).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    // Whoever is refused for its arguments does not read.
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    child.wait_with_output().unwrap().into()
}

pub fn pipe(input: &str, words: &[&str]) -> Run {
    run_in(&std::env::temp_dir(), words, input)
}

pub fn json(run: &Run) -> serde_json::Value {
    serde_json::from_str(&run.out).unwrap()
}
pub fn found(run: &Run) -> Vec<String> {
    let output = json(run);
    let diagnostics = output["diagnostics"].as_array().unwrap();
    diagnostics.iter().map(|found| format!("{} {}", found["level"].as_str().unwrap(), found["rule"].as_str().unwrap())).collect()
}

pub const URL: &str = "https://cm.example.com/api/v1/cckm/aws/keys";
pub const BAD: &str = r#"{ "kms": "aws-main", "region": "eu-west1", "aws_param": { "Alias": "payments" } }"#;

/// Two files with findings, one of which is allowed; letters outside ASCII in front of a fault; a name to be escaped.
pub fn folder(name: &str) -> Scratch {
    let request = "{ \"kms\": \"größe\", \"region\": \"eu-west1\",\n  \"aws_param\": { \"Alias\": \"cards\",\n    \"CustomerMasterKeySpec\": \"ECC_SECG_P256K1\", \"KeyUsage\": \"ENCRYPT_DECRYPT\" } }\n";
    let script = format!("# cckm-lint: allow(insecure-tls) the lab has no authority\ncurl -k {URL} -d '{BAD}'\n");
    Scratch::new(name)
        .file("new keys/100%.json", request)
        .file("make.sh", script)
        .file("good.json", r#"{ "kms": "a", "region": "eu-west-1", "policytemplate": "1", "aws_param": { "Alias": "a" } }"#)
}

/// The names of all formats.
pub fn formats() -> impl Iterator<Item = String> {
    Format::value_variants().iter().map(|format| format.to_possible_value().unwrap().get_name().to_owned())
}
