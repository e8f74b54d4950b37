//! `simulate`: the built-in server alone.

use super::arguments::Way;
use super::{Common, Console, Exit};
use crate::simulator::{self, Offer, Options, Scheme, SimulatorError, Timeline};
use crate::words::Notice;
use std::net::SocketAddr;
use std::path::Path;
use tokio::runtime::Runtime;

/// Runs it until Ctrl-C.
pub fn run(
    common: &Common,
    listen: SocketAddr,
    scenario: Option<&Path>,
    ways: &[Way],
    console: &mut Console<'_>,
) -> Exit {
    let schemes: Vec<Scheme> = ways.iter().copied().map(scheme).collect();
    console.run(|console| {
        let offer = Offer::of(&schemes);
        let mut options = Options { listen, start_at: common.at, offer, ..Options::default() };
        if let Some(people) = common.people {
            options.people = people.into();
        }
        let timeline = match scenario {
            Some(file) => Timeline::from_json(&String::from_utf8_lossy(&console.read(file)?)),
            None => Ok(Timeline::default()),
        };
        let ended = match timeline {
            Ok(timeline) => Runtime::new()?.block_on(simulator::run(Options { timeline, ..options })),
            Err(error) => Err(error.into()),
        };
        let Err(error) = ended else { return Ok(Exit::Live) };
        let exit = exit(&error);
        console.tell([&Notice::new("simulator-failed").with("reason", error)])?;
        Ok(exit)
    })
}

fn scheme(way: Way) -> Scheme {
    match way {
        Way::Basic => Scheme::Basic,
        Way::Ntlm => Scheme::Ntlm,
        Way::Negotiate => Scheme::Negotiate,
    }
}

fn exit(error: &SimulatorError) -> Exit {
    match error {
        SimulatorError::NotLoopback(_) | SimulatorError::People(_) | SimulatorError::Timeline(_) => Exit::Refused,
        SimulatorError::Listen { .. } | SimulatorError::Announce(_) => Exit::Unexpected,
    }
}
