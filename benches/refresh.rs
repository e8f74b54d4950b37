//! A refresh of 1,000 mailboxes from a server that answers after 50 ms, against the latency that the sign-in guard's rules
//! make unavoidable: with a password one request at a time, at most 100 mailboxes in each. Prints the ratio; the budget is
//! 1.10. The requests are real HTTP, the guard's record goes to the disk before and after each.

#[path = "support/company.rs"]
mod company;
#[path = "support/engine.rs"]
mod engine;

use attendant_calendar::guard::Keeper;
use attendant_calendar::simulator::Simulator;
use std::error::Error;
use std::io::Write;
use std::sync::Arc;
use std::time::Duration;

const MAILBOXES: usize = 1_000;
const LATENCY: Duration = Duration::from_millis(50);
/// Engines started one after the other; each one's first refresh asks for 15 days, its later ones for 2.
const ENGINES: usize = 6;
const SHORT_EACH: usize = 4;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let server = Simulator::start(company::options(MAILBOXES, LATENCY)).await?;
    let folder = tempfile::tempdir()?;
    let found = engine::Server {
        url: server.ews_url().parse()?,
        account: server.account().to_owned(),
        password: server.password(),
    };
    let connection = engine::connect(found, folder.path()).await?;
    let (mut long, mut short) = (Vec::new(), Vec::new());
    for _ in 0..ENGINES {
        let (mut handle, stop, task) = engine::start(connection.clone(), server.roster(), Duration::from_millis(1));
        let mut last = None;
        let mut ended = 0;
        while ended <= SHORT_EACH {
            handle.snapshots.changed().await?;
            let snapshot = handle.snapshots.borrow_and_update().clone();
            if snapshot.last_complete.is_none() || snapshot.last_complete == last {
                continue;
            }
            assert!(snapshot.causes.is_empty(), "{:?}", snapshot.causes);
            last = snapshot.last_complete;
            if ended == 0 {
                long.push(snapshot.last_took)
            } else {
                short.push(snapshot.last_took)
            }
            ended += 1;
        }
        drop(stop);
        task.await?;
    }
    let seen = server.handle().counters();
    assert_eq!((seen.max_in_flight, seen.refused_logons), (1, 0));
    report("15 days", long)?;
    report("2 days", short)?;
    keeping(&connection.keeper).await
}

fn report(window: &str, mut took: Vec<Duration>) -> Result<(), Box<dyn Error>> {
    took.sort_unstable();
    let requests = MAILBOXES.div_ceil(100) as u32;
    let unavoidable = LATENCY * requests;
    let ratio = |took: Duration| took.as_secs_f64() / unavoidable.as_secs_f64();
    let (best, median) = (took[0], took[took.len() / 2]);
    writeln!(
        std::io::stdout(),
        "{window}: {requests} requests, unavoidable {} ms; best {:.1} ms, median {:.1} ms: ratio {:.3}, median {:.3} (budget 1.10)",
        unavoidable.as_millis(),
        best.as_secs_f64() * 1e3,
        median.as_secs_f64() * 1e3,
        ratio(best),
        ratio(median),
    )?;
    Ok(())
}

/// What one write of the guard's record costs on this disk; each request needs two.
async fn keeping(keeper: &Arc<Keeper>) -> Result<(), Box<dyn Error>> {
    let mut best = Duration::MAX;
    for _ in 0..20 {
        let start = std::time::Instant::now();
        keeper.note_refresh().await?;
        best = best.min(start.elapsed());
    }
    writeln!(std::io::stdout(), "one write of the guard's record: {:.2} ms", best.as_secs_f64() * 1e3)?;
    Ok(())
}
