//! What the system knows of a running process.

use std::error::Error;
use std::fs;

/// Resident memory in MiB: all of it, and the part that is not files.
pub fn resident(process: u32) -> Result<(f64, f64), Box<dyn Error>> {
    let status = fs::read_to_string(format!("/proc/{process}/status"))?;
    let field = |name: &str| -> Result<f64, Box<dyn Error>> {
        let line = status.lines().find_map(|line| line.strip_prefix(name)).ok_or("no such field")?;
        Ok(line.trim_start_matches(':').trim().trim_end_matches(" kB").parse::<f64>()? / 1024.0)
    };
    Ok((field("VmRSS")?, field("RssAnon")?))
}

/// Processor time so far: ticks as `/proc` counts them, and the scheduler's nanoseconds of all threads.
pub fn spent(process: u32) -> Result<(u64, u64), Box<dyn Error>> {
    let stat = fs::read_to_string(format!("/proc/{process}/stat"))?;
    // The name before may hold anything; utime and stime are the 12th and 13th fields after it.
    let after = stat.rsplit_once(')').ok_or("no name")?.1;
    let ticks = after.split_whitespace().skip(11).take(2).map(str::parse::<u64>).sum::<Result<u64, _>>()?;
    let mut nanoseconds = 0;
    for thread in fs::read_dir(format!("/proc/{process}/task"))? {
        let schedule = fs::read_to_string(thread?.path().join("schedstat")).unwrap_or_default();
        nanoseconds += schedule.split_whitespace().next().and_then(|ran| ran.parse::<u64>().ok()).unwrap_or_default();
    }
    Ok((ticks, nanoseconds))
}
