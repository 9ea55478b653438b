//! The `cckm-lint` command.

fn main() -> std::process::ExitCode {
    cckm_lint::cli::main()
}
