//! Starting a simulator, and holding on to it.

use super::announcement::Announcement;
use super::control::Control;
use super::entra::Registration;
use super::options::{Options, SimulatorError};
use super::scenario::Timeline;
use super::server::{self, Task};
use super::shared::Shared;
use crate::people::Person;
use chrono::SecondsFormat;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::task::AbortHandle;

/// Starts simulators.
pub struct Simulator;

impl Simulator {
    /// Starts one inside the present tokio runtime; it is ready to answer when this returns.
    ///
    /// # Errors
    /// [`SimulatorError::NotLoopback`], [`SimulatorError::People`], and [`SimulatorError::Listen`].
    pub async fn start(options: Options) -> Result<Running, SimulatorError> {
        options.validate()?;
        let listener = listen(options.listen).await?;
        let address = local_address(&listener, options.listen)?;
        let control_listener = listen(SocketAddr::new(address.ip(), 0)).await?;
        let control_address = local_address(&control_listener, options.listen)?;
        let shared = Arc::new(Shared::new(options));
        let control = Control::new(Arc::clone(&shared));
        let timeline = tokio::spawn(replay(shared.options.timeline.clone(), control.clone()));
        Ok(Running {
            server: server::serve(listener, address, Arc::clone(&shared)),
            control: server::serve_control(control_listener, control),
            timeline: timeline.abort_handle(),
            address,
            control_address,
            shared,
        })
    }
}

/// Carries out a timeline's orders when their times come.
async fn replay(timeline: Timeline, control: Control) {
    let start = tokio::time::Instant::now();
    let mut steps = timeline.steps;
    steps.sort_by(|one, other| one.after_seconds.total_cmp(&other.after_seconds));
    for step in steps {
        // A time before the start is the start; one beyond all clocks never comes.
        let after = Duration::try_from_secs_f64(step.after_seconds.max(0.0)).ok();
        let Some(due) = after.and_then(|after| start.checked_add(after)) else { return };
        tokio::time::sleep_until(due).await;
        control.order(step.order);
    }
}

async fn listen(address: SocketAddr) -> Result<TcpListener, SimulatorError> {
    TcpListener::bind(address).await.map_err(|cause| SimulatorError::Listen { address, cause })
}

fn local_address(listener: &TcpListener, asked: SocketAddr) -> Result<SocketAddr, SimulatorError> {
    listener.local_addr().map_err(|cause| SimulatorError::Listen { address: asked, cause })
}

/// A simulator at work. Dropping it ends it.
pub struct Running {
    address: SocketAddr,
    control_address: SocketAddr,
    shared: Arc<Shared>,
    server: Task,
    control: Task,
    timeline: AbortHandle,
}

impl Drop for Running {
    fn drop(&mut self) {
        self.timeline.abort();
    }
}

impl Running {
    /// Where the server listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// For `exchange.ews_url`.
    pub fn ews_url(&self) -> String {
        let scheme = if self.shared.options.tls.is_some() { "https" } else { "http" };
        format!("{scheme}://{}/EWS/Exchange.asmx", self.address)
    }

    /// For `office365.graph_url`.
    pub fn graph_url(&self) -> String {
        format!("http://{}/v1.0", self.address)
    }

    /// For `office365.authority`.
    pub fn authority(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The application's registration in the stand-in's directory.
    pub fn registration(&self) -> &Registration {
        &self.shared.options.entra
    }

    /// Where the control interface listens.
    pub fn control_url(&self) -> String {
        format!("http://{}/control", self.control_address)
    }

    /// The account that may sign in.
    pub fn account(&self) -> &str {
        &self.shared.options.account
    }

    /// The account's present password.
    pub fn password(&self) -> String {
        self.handle().password()
    }

    /// The fictional staff, to write `people.csv`.
    pub fn roster(&self) -> Vec<Person> {
        self.shared.company.roster()
    }

    /// A handle for the same process.
    pub fn handle(&self) -> Control {
        Control::new(Arc::clone(&self.shared))
    }

    /// What to tell whoever started it.
    pub fn announcement(&self) -> Announcement {
        Announcement {
            ews_url: self.ews_url(),
            graph_url: self.graph_url(),
            authority: self.authority(),
            tenant_id: self.shared.options.entra.tenant.to_string(),
            client_id: self.shared.options.entra.client.to_string(),
            account: self.account().to_owned(),
            password: self.password(),
            control_url: self.control_url(),
            now: self.shared.clock.now().to_rfc3339_opts(SecondsFormat::Secs, true),
            zone: self.shared.options.zone.name().to_owned(),
            people: self.shared.options.people,
        }
    }

    /// Stops listening and ends every connection.
    pub async fn shutdown(mut self) {
        self.server.end().await;
        self.control.end().await;
    }
}
