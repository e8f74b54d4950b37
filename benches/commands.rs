//! The commands as people start them: `list` and `status` against a server without latency, `--version`, and the size of
//! the program. `ATTENDANT_PROGRAM` names another build, such as the one that is shipped.

#[path = "support/company.rs"]
mod company;
#[path = "support/program.rs"]
mod program;

use attendant_calendar::simulator::Simulator;
use program::Program;
use std::error::Error;
use std::io::Write;
use std::process::Stdio;
use std::time::{Duration, Instant};
use tokio::runtime::Runtime;

const RUNS: usize = 15;

fn main() -> Result<(), Box<dyn Error>> {
    let runtime = Runtime::new()?;
    let mut size = None;
    for people in [300, 2_000] {
        let server = runtime.block_on(Simulator::start(company::options(people, Duration::ZERO)))?;
        let program = Program::new(&server)?;
        size = Some(std::fs::metadata(&program.path)?.len());
        for arguments in [&["--version"][..], &["list", "--format", "json"], &["status", "sales"]] {
            let mut took = (0..RUNS).map(|_| run(&program, arguments)).collect::<Result<Vec<_>, _>>()?;
            took.sort_by(f64::total_cmp);
            let (words, median) = (arguments.join(" "), took[RUNS / 2]);
            say(&format!("{people} people, {words}: best {:.1} ms, median {median:.1} ms", took[0]))?;
        }
        runtime.block_on(server.shutdown());
    }
    let mebibytes = size.unwrap_or_default() as f64 / f64::from(1 << 20);
    say(&format!("size of the program: {mebibytes:.1} MiB (budget 20)"))?;
    Ok(())
}

fn say(line: &str) -> std::io::Result<()> {
    writeln!(std::io::stdout(), "{line}")
}

fn run(program: &Program, arguments: &[&str]) -> Result<f64, Box<dyn Error>> {
    let start = Instant::now();
    let status = program.start(|command| command.args(arguments).stdout(Stdio::null()))?.wait()?;
    let took = start.elapsed().as_secs_f64() * 1e3;
    if status.success() { Ok(took) } else { Err(format!("{arguments:?} ended with {status}").into()) }
}
