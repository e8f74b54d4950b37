//! `simulate`: the server alone, until Ctrl-C.

use super::options::{Options, SimulatorError};
use super::running::Simulator;
use std::io::Write;

/// Starts a simulator, prints its announcement as one JSON line to standard output, and serves until Ctrl-C.
///
/// # Errors
/// Those of [`Simulator::start`], and [`SimulatorError::Announce`].
pub async fn run(options: Options) -> Result<(), SimulatorError> {
    let running = Simulator::start(options).await?;
    let line = serde_json::to_string(&running.announcement()).map_err(std::io::Error::from);
    let mut out = std::io::stdout();
    line.and_then(|line| writeln!(out, "{line}")).and_then(|()| out.flush()).map_err(SimulatorError::Announce)?;
    // Without a way to hear Ctrl-C the server serves until it is killed.
    if tokio::signal::ctrl_c().await.is_err() {
        std::future::pending::<()>().await;
    }
    running.shutdown().await;
    Ok(())
}
