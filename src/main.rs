//! The program's entry.

fn main() -> std::process::ExitCode {
    attendant_calendar::cli::main()
}
