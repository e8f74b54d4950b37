//! Selection and scrolling.

use super::Board;
use crate::app::keys::Step;
use crate::app::timeline::{RULER, row_height};
use std::ops::Range;

impl Board {
    pub(super) fn row_height(&self) -> f32 {
        row_height(self.display.density)
    }

    fn body_height(&self) -> f32 {
        (self.viewport.height - RULER).max(self.row_height())
    }

    pub(super) fn scroll_limit(&self) -> f32 {
        (self.order.len() as f32 * self.row_height() - self.body_height()).max(0.0)
    }

    /// The place of the selected person in the list.
    pub(super) fn selected_place(&self) -> Option<usize> {
        let selected = self.selected?;
        self.order.iter().position(|position| *position == selected)
    }

    /// Moves the selection and shows it.
    pub(super) fn step(&mut self, step: Step) {
        let Some(last) = self.order.len().checked_sub(1) else { return };
        let page = ((self.body_height() / self.row_height()).floor() as usize).saturating_sub(1).max(1);
        let place = self.selected_place();
        let target = match (step, place) {
            (Step::First, _) => 0,
            (Step::Last, _) => last,
            (_, None) => 0,
            (Step::Up, Some(place)) => place.saturating_sub(1),
            (Step::Down, Some(place)) => place + 1,
            (Step::PageUp, Some(place)) => place.saturating_sub(page),
            (Step::PageDown, Some(place)) => place + page,
        };
        self.select_place(target.min(last));
    }

    /// The next (or previous) person of the list who can be offered, going round.
    pub(super) fn step_to_free(&mut self, backwards: bool) {
        let count = self.order.len();
        let from = self.selected_place();
        let candidates = (1..=count).map(|distance| match (from, backwards) {
            (Some(from), false) => (from + distance) % count,
            (Some(from), true) => (from + count - distance) % count,
            (None, false) => distance - 1,
            (None, true) => count - distance,
        });
        let found = candidates.into_iter().find(|place| self.is_offered(self.order[*place]));
        if let Some(place) = found {
            self.select_place(place);
        }
    }

    pub(super) fn select_place(&mut self, place: usize) {
        self.selected = self.order.get(place).copied();
        self.reveal();
    }

    /// Scrolls as little as it takes to see the selected line whole.
    pub(super) fn reveal(&mut self) {
        if let Some(place) = self.selected_place() {
            let top = place as f32 * self.row_height();
            let lowest = top + self.row_height() - self.body_height();
            self.scroll = self.scroll.min(top).max(lowest).clamp(0.0, self.scroll_limit());
        }
    }

    /// The people on the screen, as a range of the roster that holds them all.
    pub(super) fn visible(&self) -> Range<usize> {
        let first = (self.scroll / self.row_height()) as usize;
        let count = (self.body_height() / self.row_height()).ceil() as usize + 1;
        let shown = self.order.iter().skip(first).take(count);
        match (shown.clone().min(), shown.max()) {
            (Some(first), Some(last)) => *first..*last + 1,
            _ => 0..0,
        }
    }
}
