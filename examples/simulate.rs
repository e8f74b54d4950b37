//! The built-in server alone: `cargo run --example simulate`.

use attendant_calendar::simulator::{self, Options, SimulatorError};

#[tokio::main]
async fn main() -> Result<(), SimulatorError> {
    tracing_subscriber::fmt().with_writer(std::io::stderr).init();
    simulator::run(Options::default()).await
}
