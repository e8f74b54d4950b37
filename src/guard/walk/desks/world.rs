//! What lasts between attempts at two desks: their records, what lies on the share, and the truth.

use super::super::super::record::{LOST_LIMIT, Record};
use super::super::super::share::{Marks, Sent};
use super::super::super::{Held, Refusal, RefusalKind, Stamp, Tag, Trigger};
use super::super::world::{OLD, aged, expire_oldest, is_fresh, now, origin, renumber, shown_only_removed};
use super::{Scope, attempt};
use std::hash::{DefaultHasher, Hash, Hasher};

pub(super) const DESKS: usize = 2;
pub(super) const CREDENTIALS: usize = 2;
/// A person who waits passes over the back-off alone, which nothing else depends on here.
pub(super) const TRIGGERS: [Trigger; 2] = [Trigger::Timer, Trigger::Insist];

/// What really happened at one desk, whatever it knows of it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub(super) struct Own {
    /// Refused here, and neither resumed nor accepted since.
    pub(super) refused: [bool; CREDENTIALS],
    pub(super) stopped: Option<usize>,
    /// The credential that a person resumed here, until it left.
    pub(super) resumed: Option<usize>,
    /// Ages of the answers lost here within the last half hour, since the last success or a person's insistence.
    pub(super) lost: Vec<u64>,
    /// The last of them has not been followed by a challenge yet.
    pub(super) unproven: bool,
}

/// What really happened to attempts that were announced on the share.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub(super) struct Together {
    /// Refused at any desk, and not accepted since.
    pub(super) refused: [bool; CREDENTIALS],
    /// Ages of the answers lost since the last success, and the desk of each; which may know better, if the share went away before
    /// it could say so.
    pub(super) lost: Vec<(u64, usize)>,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct World {
    pub(super) disks: [Record; DESKS],
    pub(super) marks: Marks,
    pub(super) own: [Own; DESKS],
    pub(super) together: Together,
}

/// A desk's number on the share.
pub(super) fn number(desk: usize) -> u64 {
    desk as u64 + 1
}

/// A credential as one desk knows it.
pub(super) fn local(credential: usize) -> Tag {
    Tag::new(["h:a", "h:b"][credential])
}

/// A credential as desks compare it.
pub(super) fn shared(credential: usize) -> Tag {
    Tag::new(["s:a", "s:b"][credential])
}

pub(super) fn refusal(kind: RefusalKind) -> Refusal {
    Refusal { kind, status: 401, request_id: None }
}

impl World {
    pub(super) fn new() -> Self {
        let disk = |desk| Record { desk: Some(number(desk)), ..Record::default() };
        Self {
            disks: [disk(0), disk(1)],
            marks: Marks::default(),
            own: Default::default(),
            together: Together::default(),
        }
    }

    /// How many notes of lost answers there are.
    pub(super) fn losses(&self) -> usize {
        let on_disk: usize = self.disks.iter().map(|disk| disk.lost.len() + usize::from(disk.open.is_some())).sum();
        on_disk + self.marks.lost.len() + usize::from(self.marks.open.is_some())
    }

    /// A number for an attempt that nothing has.
    pub(super) fn unused(&self) -> u64 {
        let on_share = self.marks.lost.iter().chain(&self.marks.open).map(|sent| sent.id);
        let heard = self.disks.iter().flat_map(|disk| disk.lost_elsewhere.iter().map(|lost| lost.id));
        on_share.chain(heard).max().map_or(1, |most| most + 1)
    }

    /// Applies `change` to all moments of lost answers.
    fn with_losses<T>(&mut self, change: impl FnOnce(&mut [&mut Stamp], &mut [&mut u64]) -> T) -> T {
        let mut stamps = Vec::new();
        for disk in &mut self.disks {
            stamps.extend(disk.lost.iter_mut().chain(disk.open.as_mut()));
            stamps.extend(disk.lost_elsewhere.iter_mut().map(|lost| &mut lost.heard));
        }
        let own = self.own.iter_mut().flat_map(|own| own.lost.iter_mut());
        change(&mut stamps, &mut own.chain(self.together.lost.iter_mut().map(|(age, _)| age)).collect::<Vec<_>>())
    }

    /// The one form of all worlds that no rule can tell apart.
    pub(super) fn canonical(mut self, scope: Scope) -> Self {
        for disk in &mut self.disks {
            *disk = shown_only_removed(Record { resumed: None, ..disk.clone() }).with_resumed(disk.resumed.take());
            // Nobody but timers goes by it, and it ends by itself.
            disk.back_off = None;
            disk.server_wait = None;
            for refused in [&mut disk.refused, &mut disk.outlived] {
                refused.iter_mut().for_each(|refused| refused.at = aged(OLD));
                refused.sort_by(|one, other| one.tag.cmp(&other.tag));
            }
            disk.elsewhere.iter_mut().for_each(|elsewhere| elsewhere.at = origin());
            disk.elsewhere.sort_by(|one, other| one.tag.cmp(&other.tag));
            // Whoever finds it open learns no more than that.
            while disk.lost.len() > 1 && !is_fresh(super::super::world::age(&disk.lost[0])) {
                disk.lost.remove(0);
            }
        }
        self.marks.desks.clear();
        self.marks.refused.sort_by(|one, other| one.tag.cmp(&other.tag));
        // Of each desk the newest two decide.
        let newest = |by: usize, lost: &[(u64, usize)]| lost.iter().filter(|lost| lost.1 == by).count() > LOST_LIMIT;
        for by in 0..DESKS {
            while newest(by, &self.together.lost) {
                let oldest = self.together.lost.iter().position(|lost| lost.1 == by).expect("there are three");
                self.together.lost.remove(oldest);
            }
        }
        self.with_losses(if scope.time { renumber } else { all_alike });
        self.own.iter_mut().for_each(|own| own.lost.retain(|&age| is_fresh(age)));
        self.symmetric(scope)
    }

    /// Which desk is which, and which credential, makes no difference.
    fn symmetric(self, scope: Scope) -> Self {
        let hash = |world: &Self| {
            let mut hasher = DefaultHasher::new();
            world.hash(&mut hasher);
            hasher.finish()
        };
        let mut all = vec![self.clone().with_desks_swapped(), self];
        if scope.credentials > 1 {
            all.extend(all.clone().into_iter().map(Self::with_credentials_swapped));
        }
        all.into_iter().map(Self::renumbered).min_by_key(hash).expect("there are some")
    }

    /// Attempts numbered in the order in which they stand.
    fn renumbered(mut self) -> Self {
        let on_share = self.marks.lost.iter().chain(&self.marks.open).map(|sent| sent.id);
        let heard = self.disks.iter().flat_map(|disk| disk.lost_elsewhere.iter().map(|lost| lost.id));
        let mut order: Vec<u64> = Vec::new();
        for id in on_share.chain(heard) {
            if !order.contains(&id) {
                order.push(id);
            }
        }
        let rank = |id: u64| order.iter().position(|&other| other == id).map_or(0, |at| at as u64 + 1);
        self.marks.lost.iter_mut().chain(&mut self.marks.open).for_each(|sent| sent.id = rank(sent.id));
        for disk in &mut self.disks {
            disk.lost_elsewhere.iter_mut().for_each(|lost| lost.id = rank(lost.id));
        }
        self
    }

    fn with_desks_swapped(mut self) -> Self {
        self.disks.swap(0, 1);
        self.own.swap(0, 1);
        for (desk, disk) in self.disks.iter_mut().enumerate() {
            disk.desk = Some(number(desk));
        }
        self.together.lost.iter_mut().for_each(|(_, by)| *by = 1 - *by);
        let swapped = |by: u64| if by == 0 { 0 } else { 3 - by };
        self.marks.lost.iter_mut().chain(&mut self.marks.open).for_each(|sent: &mut Sent| sent.by = swapped(sent.by));
        self
    }

    fn with_credentials_swapped(mut self) -> Self {
        let swap = |tag: &mut Tag, names: fn(usize) -> Tag| {
            *tag = if *tag == names(0) { names(1) } else { names(0) };
        };
        for disk in &mut self.disks {
            let stop = disk.stop.iter_mut().map(|stop| &mut stop.tag);
            let refused = disk.refused.iter_mut().chain(&mut disk.outlived).map(|refused| &mut refused.tag);
            let elsewhere = disk.elsewhere.iter_mut().map(|elsewhere| &mut elsewhere.tag);
            stop.chain(refused).chain(elsewhere).chain(&mut disk.resumed).for_each(|tag| swap(tag, local));
            disk.elsewhere.sort_by(|one, other| one.tag.cmp(&other.tag));
            for refused in [&mut disk.refused, &mut disk.outlived] {
                refused.sort_by(|one, other| one.tag.cmp(&other.tag));
            }
        }
        self.marks.refused.iter_mut().for_each(|mark| swap(&mut mark.tag, shared));
        self.marks.refused.sort_by(|one, other| one.tag.cmp(&other.tag));
        for own in &mut self.own {
            own.refused.swap(0, 1);
            own.stopped.iter_mut().chain(&mut own.resumed).for_each(|credential| *credential = 1 - *credential);
        }
        self.together.refused.swap(0, 1);
        self
    }

    /// Tells `found` every world that can come next.
    pub(super) fn successors(&self, scope: Scope, steps: &mut u64, found: &mut impl FnMut(Self)) {
        for desk in 0..DESKS {
            for credential in 0..scope.credentials {
                for trigger in self.triggers(desk) {
                    attempt::follow(self, desk, credential, trigger, scope, steps, found);
                }
                if self.disks[desk].held(&local(credential), &now()).is_some_and(|held| is_stop(&held)) {
                    found(self.resumed(desk, credential));
                }
            }
        }
        let mut later = self.clone();
        if scope.time && later.with_losses(expire_oldest) {
            found(later);
        }
        if scope.damage && self.marks != Marks::default() {
            found(self.damaged());
        }
    }

    /// Who may want an attempt there. Nobody insists where nothing is known to be lost.
    fn triggers(&self, desk: usize) -> impl Iterator<Item = Trigger> {
        let known = self.disks[desk].all_lost().next().is_some() || self.disks[desk].open.is_some();
        let insists = known || !self.marks.lost.is_empty() || self.marks.open.is_some();
        TRIGGERS.into_iter().filter(move |trigger| *trigger != Trigger::Insist || insists)
    }

    /// A person goes on with a refused credential, at `desk`.
    pub(super) fn resumed(&self, desk: usize, credential: usize) -> Self {
        let mut world = self.clone();
        world.disks[desk].resume(&local(credential), &now());
        let own = &mut world.own[desk];
        own.refused[credential] = false;
        own.stopped = None;
        own.resumed = Some(credential);
        world
    }

    /// The file on the share cannot be read any more. What it knew is lost, except that it may have been a refusal.
    fn damaged(&self) -> Self {
        let mut world = self.clone();
        world.marks = Marks::after_damage(self.unused());
        world.together = Together::default();
        world
    }

    /// Every wait of this moment ends.
    pub(super) fn wait_is_over(&mut self) {
        while self.with_losses(expire_oldest) {}
        self.disks.iter_mut().for_each(|disk| disk.back_off = None);
    }
}

/// What a person is offered to resume after.
fn is_stop(held: &Held) -> bool {
    matches!(held, Held::Stopped(_) | Held::RefusedBefore(_) | Held::StoppedElsewhere(_))
}

/// Where no time passes, lost answers are all as old as each other.
fn all_alike(stamps: &mut [&mut Stamp], ages: &mut [&mut u64]) {
    stamps.iter_mut().for_each(|stamp| **stamp = aged(1));
    ages.iter_mut().for_each(|age| **age = 1);
}

impl Record {
    fn with_resumed(self, resumed: Option<Tag>) -> Self {
        Self { resumed, ..self }
    }
}
