//! The widget: one geometry for everything visible, and what the pointer does to it.

use super::cells::Writer;
use super::columns::Columns;
use super::labels::Labels;
use super::paint::paint;
use super::patterns::Pixels;
use super::row::{Day, Headings, Rows};
use super::scene::{Scene, Target};
use super::tip;
use crate::app::Theme;
use crate::app::theme::Palette;
use iced::advanced::graphics::geometry::Renderer as _;
use iced::advanced::widget::{Operation, Tree, Widget, tree};
use iced::advanced::{Clipboard, Layout, Renderer as _, Shell, layout, mouse, renderer};
use iced::time::Instant;
use iced::widget::canvas;
use iced::{Element, Event, Length, Point, Rectangle, Renderer, Size, Vector, window};
use std::cell::{Cell, RefCell};

/// What the pointer, or the window's size, does to the list.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Change {
    /// A line was pressed; by its place in the list.
    Pressed(usize),
    /// Another line is to be the first one shown.
    Scrolled(usize),
    /// The list has another size now.
    Resized(Size),
}

/// What the list shows.
#[derive(Clone, Copy)]
pub struct Content<'a> {
    /// Grows whenever anything below changes.
    pub revision: u64,
    /// The lines.
    pub rows: &'a dyn Rows,
    /// Which of them are listed, in the order shown.
    pub order: &'a [usize],
    /// The day shown.
    pub day: &'a Day,
    /// The words above the columns.
    pub headings: &'a Headings,
    /// Height of a row.
    pub row_height: f32,
    /// Pixels of the display in one logical pixel.
    pub scale: f32,
    /// The first line shown.
    pub top: usize,
    /// The selected line, by its place in the list.
    pub selected: Option<usize>,
    /// The list has the focus.
    pub focused: bool,
}

/// The list with its timeline.
pub struct Timeline<'a, Message> {
    content: Content<'a>,
    on_change: Box<dyn Fn(Change) -> Message + 'a>,
    tip: Box<dyn Fn(Target) -> String + 'a>,
}

/// The list of `content`. `tip` words the tool tip of a part; nothing where there is nothing to say.
pub fn timeline<'a, Message>(
    content: Content<'a>,
    on_change: impl Fn(Change) -> Message + 'a,
    tip: impl Fn(Target) -> String + 'a,
) -> Timeline<'a, Message> {
    Timeline { content, on_change: Box::new(on_change), tip: Box::new(tip) }
}

/// What the painted geometry was made of; another one means to paint again.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Key {
    revision: u64,
    size: Size,
    top: usize,
    scale: f32,
    row_height: f32,
    selected: Option<usize>,
    focused: bool,
    hovered: Option<usize>,
    palette: Palette,
}

#[derive(Default)]
struct State {
    geometry: canvas::Cache,
    key: Cell<Option<Key>>,
    labels: RefCell<Labels>,
    size: Option<Size>,
    hovered: Option<usize>,
    /// Between the thumb's upper edge and the pointer that drags it.
    drag: Option<f32>,
    /// What is under the pointer, since when, and where.
    resting: Option<(Target, Instant, Point)>,
    tip_shown: bool,
    /// What was scrolled that is not yet a whole line.
    wheel: f32,
}

impl<Message> Timeline<'_, Message> {
    fn scene(&self, size: Size, palette: &'static Palette, hovered: Option<usize>) -> Scene<'_> {
        let content = &self.content;
        let scene = Scene {
            rows: content.rows,
            order: content.order,
            day: content.day,
            headings: content.headings,
            row_height: content.row_height,
            columns: Columns::new(size.width),
            palette,
            pixels: Pixels { scale: content.scale },
            size,
            top: content.top,
            selected: content.selected,
            focused: content.focused,
            hovered,
        };
        // The list may have become shorter, or the window taller, since it was scrolled.
        Scene { top: content.top.min(scene.last_top()), ..scene }
    }

    /// The list's corner, on a pixel of the display, so that what is square inside stays square.
    fn offset(&self, bounds: Rectangle) -> Vector {
        let pixels = Pixels { scale: self.content.scale };
        Vector::new(pixels.snap(bounds.x), pixels.snap(bounds.y))
    }

    /// For hit tests, which have no theme.
    fn plain_scene(&self, size: Size) -> Scene<'_> {
        self.scene(size, &crate::app::theme::palette::LIGHT, None)
    }
}

impl<Message> Widget<Message, Theme, Renderer> for Timeline<'_, Message> {
    fn tag(&self) -> tree::Tag {
        tree::Tag::of::<State>()
    }

    fn state(&self) -> tree::State {
        tree::State::new(State::default())
    }

    fn size(&self) -> Size<Length> {
        Size::new(Length::Fill, Length::Fill)
    }

    fn layout(&mut self, _tree: &mut Tree, _renderer: &Renderer, limits: &layout::Limits) -> layout::Node {
        layout::Node::new(limits.max())
    }

    fn operate(&mut self, _: &mut Tree, layout: Layout<'_>, _: &Renderer, operation: &mut dyn Operation) {
        let bounds = layout.bounds();
        let scene = self.plain_scene(bounds.size());
        for place in scene.visible() {
            if let (Some(row), Some(line)) = (scene.row(place), scene.line(place).intersection(&scene.body())) {
                operation.text(None, line + self.offset(bounds), &row.name);
            }
        }
    }

    fn update(
        &mut self,
        tree: &mut Tree,
        event: &Event,
        layout: Layout<'_>,
        cursor: mouse::Cursor,
        _renderer: &Renderer,
        _clipboard: &mut dyn Clipboard,
        shell: &mut Shell<'_, Message>,
        _viewport: &Rectangle,
    ) {
        let bounds = layout.bounds();
        let state = tree.state.downcast_mut::<State>();
        let scene = self.plain_scene(bounds.size());
        match event {
            Event::Window(window::Event::RedrawRequested(now)) => {
                if state.size != Some(bounds.size()) {
                    state.size = Some(bounds.size());
                    shell.publish((self.on_change)(Change::Resized(bounds.size())));
                }
                state.rest(&scene, cursor.position_in(bounds), *now);
                match state.tip_due() {
                    Some(due) if due <= *now => state.tip_shown = true,
                    Some(due) => shell.request_redraw_at(due),
                    None => {}
                }
            }
            Event::Mouse(mouse::Event::CursorMoved { .. }) => {
                let point = cursor.position().map(|point| point - self.offset(bounds));
                if let (Some(grip), Some(point)) = (state.drag, point) {
                    shell.publish((self.on_change)(Change::Scrolled(scene.top_for_thumb(point.y - grip))));
                    shell.capture_event();
                    return;
                }
                let within = cursor.position_in(bounds);
                let hovered = within.and_then(|point| scene.place_at(point));
                let target = within.and_then(|point| scene.target_at(point));
                if hovered != state.hovered || target != state.resting.map(|(target, _, _)| target) {
                    state.hovered = hovered;
                    shell.request_redraw();
                }
            }
            Event::Mouse(mouse::Event::CursorLeft) if state.hovered.take().is_some() => shell.request_redraw(),
            Event::Mouse(mouse::Event::ButtonPressed(mouse::Button::Left)) => {
                let Some(point) = cursor.position_in(bounds) else { return };
                state.forget_tip();
                if let Some(thumb) = scene.thumb().filter(|_| point.x >= scene.lane().x) {
                    if thumb.y <= point.y && point.y <= thumb.y + thumb.height {
                        state.drag = Some(point.y - thumb.y);
                    } else {
                        let page = scene.fits().saturating_sub(1).max(1);
                        let up = point.y < thumb.y;
                        let target = if up { scene.top.saturating_sub(page) } else { scene.top + page };
                        shell.publish((self.on_change)(Change::Scrolled(target.min(scene.last_top()))));
                    }
                    shell.capture_event();
                } else if let Some(place) = scene.place_at(point) {
                    shell.publish((self.on_change)(Change::Pressed(place)));
                    shell.capture_event();
                }
            }
            Event::Mouse(mouse::Event::ButtonReleased(mouse::Button::Left)) => state.drag = None,
            Event::Mouse(mouse::Event::WheelScrolled { delta }) if cursor.is_over(bounds) => {
                state.forget_tip();
                let by = match *delta {
                    mouse::ScrollDelta::Lines { y, .. } => -y * 3.0,
                    mouse::ScrollDelta::Pixels { y, .. } => -y / scene.row_height,
                } + state.wheel;
                state.wheel = by.fract();
                let target = scene.top.saturating_add_signed(by.trunc() as isize).min(scene.last_top());
                if target != scene.top {
                    shell.publish((self.on_change)(Change::Scrolled(target)));
                }
                shell.capture_event();
            }
            _ => {}
        }
    }

    fn draw(
        &self,
        tree: &Tree,
        renderer: &mut Renderer,
        theme: &Theme,
        _style: &renderer::Style,
        layout: Layout<'_>,
        cursor: mouse::Cursor,
        viewport: &Rectangle,
    ) {
        let bounds = layout.bounds();
        let state = tree.state.downcast_ref::<State>();
        let plain = self.plain_scene(bounds.size());
        let hovered = cursor.position_in(bounds).filter(|_| state.drag.is_none()).and_then(|at| plain.place_at(at));
        let scene = self.scene(bounds.size(), theme.colors(), hovered);
        let mut labels = state.labels.borrow_mut();
        labels.trim();

        let key = Key {
            revision: self.content.revision,
            size: scene.size,
            top: scene.top,
            scale: scene.pixels.scale,
            row_height: scene.row_height,
            selected: scene.selected,
            focused: scene.focused,
            hovered,
            palette: *scene.palette,
        };
        if state.key.replace(Some(key)) != Some(key) {
            state.geometry.clear();
        }
        let geometry = state.geometry.draw(renderer, scene.size, |frame| paint(&scene, frame, &mut labels));
        renderer.with_translation(self.offset(bounds), |renderer| renderer.draw_geometry(geometry));
        Writer { scene: &scene, renderer, labels: &mut labels, origin: self.offset(bounds) }.write();

        if let Some((target, _, at)) = state.resting.filter(|_| state.tip_shown) {
            let text = (self.tip)(target);
            tip::draw(renderer, &mut labels, scene.palette, &text, at + self.offset(bounds), *viewport);
        }
    }
}

impl State {
    /// Takes note of what the pointer rests on.
    fn rest(&mut self, scene: &Scene<'_>, pointer: Option<Point>, now: Instant) {
        let found = pointer.filter(|_| self.drag.is_none()).and_then(|at| Some((scene.target_at(at)?, at)));
        match (found, self.resting) {
            (Some((target, _)), Some((before, _, _))) if target == before => {}
            (Some((target, at)), _) => {
                self.resting = Some((target, now, at));
                self.tip_shown = false;
            }
            (None, _) => self.forget_tip(),
        }
    }

    fn forget_tip(&mut self) {
        self.resting = None;
        self.tip_shown = false;
    }

    /// When the tip appears, if it is not there yet.
    fn tip_due(&self) -> Option<Instant> {
        self.resting.filter(|_| !self.tip_shown).map(|(_, since, _)| since + tip::DELAY)
    }
}

impl<'a, Message: 'a> From<Timeline<'a, Message>> for Element<'a, Message, Theme, Renderer> {
    fn from(timeline: Timeline<'a, Message>) -> Self {
        Element::new(timeline)
    }
}
