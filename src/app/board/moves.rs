//! Selection and scrolling.

use super::Board;
use crate::app::keys::Step;
use crate::app::timeline::{lines_that_fit, row_height};

impl Board {
    pub(super) fn row_height(&self) -> f32 {
        row_height(self.display.density)
    }

    /// How many lines are shown at once.
    fn fits(&self) -> usize {
        lines_that_fit(self.viewport.height, self.row_height())
    }

    /// Shows the list from this line on, as far as it goes.
    pub(super) fn scroll_to(&mut self, top: usize) {
        self.top = top.min(self.order.len().saturating_sub(self.fits()));
    }

    /// The place of the selected person in the list.
    pub(super) fn selected_place(&self) -> Option<usize> {
        let selected = self.selected?;
        self.order.iter().position(|position| *position == selected)
    }

    /// Moves the selection and shows it.
    pub(super) fn step(&mut self, step: Step) {
        let Some(last) = self.order.len().checked_sub(1) else { return };
        let page = self.fits().saturating_sub(1).max(1);
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

    /// Scrolls as little as it takes to see the selected line.
    pub(super) fn reveal(&mut self) {
        if let Some(place) = self.selected_place() {
            let lowest = (place + 1).saturating_sub(self.fits());
            self.scroll_to(self.top.min(place).max(lowest));
        }
    }

    /// The people of the roster on the screen, from top to bottom.
    pub(super) fn visible(&self) -> Vec<usize> {
        let people = self.snapshot.roster.people.len();
        let shown = self.order.iter().skip(self.top).take(self.fits()).copied();
        shown.filter(|position| *position < people).collect()
    }
}
