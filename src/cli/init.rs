//! `cckm-lint init`: a configuration to start from.

use std::fs::File;
use std::io::{self, Write};

use super::exit::Exit;
use super::say;
use crate::config::{FILE_NAME, TEMPLATE};

pub(super) fn run() -> Exit {
    match File::create_new(FILE_NAME).and_then(|mut file| file.write_all(TEMPLATE.as_bytes())) {
        Ok(()) => {
            say(&format!("{FILE_NAME} is written; every setting in it is switched off"));
            Exit::Clean
        }
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            say(&format!("{FILE_NAME} is here already, and is left as it is"));
            Exit::Usage
        }
        Err(error) => {
            say(&format!("{FILE_NAME} cannot be written: {error}"));
            Exit::Incomplete
        }
    }
}
