//! Scrolls to the control that has the focus, where Tab took it out of sight.

use iced::Task;
use iced::advanced::widget::operation::scrollable::AbsoluteOffset;
use iced::advanced::widget::operation::{Focusable, Outcome, Scrollable, then};
use iced::advanced::widget::{Id, Operation, operate};
use iced::{Rectangle, Vector};

/// Space left around the control, for its ring.
const AROUND: f32 = 4.0;

/// Shows the control that has the focus, in the innermost scrollable around it.
pub fn reveal_focus<T: Send + 'static>() -> Task<T> {
    operate(then(Look::default(), |found| Scroll { found, current: 0 }))
}

/// A scrollable: which one, where it is and how far it is scrolled.
#[derive(Clone, Copy)]
struct View {
    index: usize,
    bounds: Rectangle,
    translation: Vector,
}

/// Which scrollable is to be scrolled, and where to.
type Found = (usize, Vector);

#[derive(Default)]
struct Look {
    seen: usize,
    /// Its content comes next.
    next: Option<View>,
    around: Option<View>,
    found: Option<Found>,
}

impl Operation<Found> for Look {
    fn traverse(&mut self, operate: &mut dyn FnMut(&mut dyn Operation<Found>)) {
        let outside = self.around;
        self.around = self.next.take().or(outside);
        operate(self);
        self.around = outside;
    }

    fn scrollable(
        &mut self,
        _: Option<&Id>,
        bounds: Rectangle,
        _: Rectangle,
        translation: Vector,
        _: &mut dyn Scrollable,
    ) {
        self.next = Some(View { index: self.seen, bounds, translation });
        self.seen += 1;
    }

    fn focusable(&mut self, _: Option<&Id>, bounds: Rectangle, control: &mut dyn Focusable) {
        if let Some(view) = self.around.filter(|_| control.is_focused()) {
            self.found = Some((view.index, target(view, bounds.expand(AROUND))));
        }
    }

    fn finish(&self) -> Outcome<Found> {
        self.found.map_or(Outcome::None, Outcome::Some)
    }
}

/// The least scrolling that shows `wanted`.
fn target(view: View, wanted: Rectangle) -> Vector {
    let along = |scrolled: f32, start: f32, length: f32, wanted: f32, wanted_length: f32| {
        let first = wanted - start;
        scrolled.max(first + wanted_length - length).min(first).max(0.0)
    };
    Vector::new(
        along(view.translation.x, view.bounds.x, view.bounds.width, wanted.x, wanted.width),
        along(view.translation.y, view.bounds.y, view.bounds.height, wanted.y, wanted.height),
    )
}

struct Scroll {
    found: Found,
    current: usize,
}

impl<T> Operation<T> for Scroll {
    fn traverse(&mut self, operate: &mut dyn FnMut(&mut dyn Operation<T>)) {
        operate(self);
    }

    fn scrollable(&mut self, _: Option<&Id>, _: Rectangle, _: Rectangle, _: Vector, state: &mut dyn Scrollable) {
        let (index, to) = self.found;
        if self.current == index {
            state.scroll_to(AbsoluteOffset { x: Some(to.x), y: Some(to.y) });
        }
        self.current += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use iced::{Point, Size};

    #[test]
    fn no_more_is_scrolled_than_it_takes() {
        let bounds = Rectangle::new(Point::new(10.0, 20.0), Size::new(100.0, 50.0));
        let view = |y: f32| View { index: 0, bounds, translation: Vector::new(0.0, y) };
        let line = |y: f32| Rectangle::new(Point::new(10.0, 20.0 + y), Size::new(100.0, 10.0));
        assert_eq!(target(view(0.0), line(30.0)), Vector::ZERO, "in sight already");
        assert_eq!(target(view(0.0), line(60.0)), Vector::new(0.0, 20.0), "below");
        assert_eq!(target(view(40.0), line(10.0)), Vector::new(0.0, 10.0), "above");
        assert_eq!(target(view(40.0), line(-2.0)), Vector::ZERO, "never beyond the beginning");
    }
}
