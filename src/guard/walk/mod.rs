//! Walks every sequence of events that two processes, a server, a disk, clocks and people can produce, on the very machine
//! that the engine runs, until no new state appears.
//!
//! Time is abstract: the rules only compare ages with limits, so [`world::World::canonical`] keeps of every age on which side of
//! its limit it lies and in which order things happened, and *time passes* means that any one of them crosses its limit.
//! Every real sequence is one of these, with more orders besides. What happens while a process holds the lock is followed to
//! its end at once ([`attempt`]), because nobody else can do anything meanwhile but wait.

mod attempt;
mod desks;
mod world;

use super::{Demand, Held, Outcome, Record, SignIn, Stamp, Tag, Trigger};
use chrono::TimeDelta;
use std::collections::{HashSet, VecDeque};
use std::io::Write;
use std::time::Duration;
use world::{World, origin, tag};

/// How much of the world a walk holds.
#[derive(Debug, Clone, Copy)]
struct Scope {
    credentials: usize,
    /// Answers may fail to be written down, and the process lives on knowing them.
    disk_fails: bool,
}

/// Walks until no new state appears; checks every request and, in every state, that there is a way out.
fn walk(scope: Scope) {
    let start = World::new().canonical();
    let mut seen = HashSet::from([start.clone()]);
    let mut queue = VecDeque::from([start]);
    let mut steps = 0_u64;
    while let Some(world) = queue.pop_front() {
        attempt::assert_way_out(&world, scope);
        let mut next = HashSet::new();
        world.successors(scope, &mut steps, &mut |successor| {
            next.insert(successor);
        });
        for successor in next.into_iter().map(World::canonical) {
            if !seen.contains(&successor) {
                seen.insert(successor.clone());
                queue.push_back(successor);
            }
        }
    }
    // Not through `println!`, of which a test that passes shows nothing.
    let said = format!(
        "guard, {scope:?}: {} states between attempts, {steps} steps within them, no new state left",
        seen.len()
    );
    writeln!(std::io::stdout(), "{said}").expect("told");
    assert!(seen.len() > 1_000, "the walk has become trivial: {}", seen.len());
}

#[test]
fn no_sequence_of_events_breaks_a_promise() {
    walk(Scope { credentials: 3, disk_fails: false });
}

#[test]
fn no_sequence_of_events_with_a_failing_disk_breaks_a_promise() {
    walk(Scope { credentials: 1, disk_fails: true });
}

#[test]
#[ignore = "takes minutes; the two walks above hold its rules apart"]
fn no_sequence_of_events_with_a_failing_disk_and_two_credentials_breaks_a_promise() {
    walk(Scope { credentials: 2, disk_fails: true });
}

#[test]
fn a_wait_never_outlasts_its_length_when_the_clock_is_set_back() {
    let mut record = Record::default();
    let start = Stamp { wall: origin(), epoch: 1, tick_ms: 0 };
    let wait = Outcome::Answered { sign_in: SignIn::Unsaid, wait: Some(Demand::For(Duration::from_secs(300))) };
    record.close(&tag(0), &wait, &start, 0.5);
    let set_back = Stamp { wall: origin() - TimeDelta::days(1), epoch: 2, tick_ms: 0 };
    record.settle(&set_back);
    let Some(Held::Waiting { left, .. }) = record.held(&tag(0), &set_back) else { panic!("it waits") };
    assert_eq!(left, Duration::from_secs(300));
    let later = Stamp { wall: set_back.wall + TimeDelta::seconds(300), epoch: 2, tick_ms: 300_000 };
    assert_eq!(record.held(&tag(0), &later), None);
}

#[test]
fn the_walk_notices_a_guard_that_forgets() {
    // A record that lost its stop, as a guard without one would leave it.
    let mut world = World::new();
    world.disk = Record::default();
    world.truth.refused[0] = Some(1);
    let broken =
        std::panic::catch_unwind(|| world.successors(Scope { credentials: 3, disk_fails: false }, &mut 0, &mut |_| {}));
    assert!(broken.is_err(), "a refused credential could be sent again unnoticed");
}

/// The credentials of the walk.
fn credentials() -> [Tag; 3] {
    [tag(0), tag(1), tag(2)]
}

const TRIGGERS: [Trigger; 3] = [Trigger::Timer, Trigger::Person, Trigger::Insist];
