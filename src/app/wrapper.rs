//! A widget around another one: everything reaches the content but what [`Around`] changes.

use super::{Element, Theme};
use iced::advanced::widget::{Operation, Tree, Widget, tree};
use iced::advanced::{Clipboard, Layout, Shell, layout, mouse, overlay, renderer};
use iced::{Event, Length, Rectangle, Renderer, Size, Vector};

/// What a wrapper does differently from its content.
pub trait Around<Message> {
    /// What it remembers from frame to frame.
    type State: Default + 'static;

    /// Lets an operation look for widgets.
    fn operate(&self, _: &mut Self::State, mut inside: Inside<'_, '_, Message>, operation: &mut dyn Operation) {
        inside.operate(operation);
    }

    /// Takes an event.
    fn update(&self, state: &mut Self::State, inside: Inside<'_, '_, Message>, happening: Happening<'_, '_, Message>);

    /// Draws over the content.
    fn draw_over(&self, _: &Self::State, _: &mut Renderer, _: &Theme, _: Rectangle) {}
}

/// The content with its place.
pub struct Inside<'a, 'b, Message> {
    content: &'a mut Element<'b, Message>,
    tree: &'a mut Tree,
    layout: Layout<'a>,
    renderer: &'a Renderer,
}

impl<Message> Inside<'_, '_, Message> {
    /// Where it stands.
    pub fn bounds(&self) -> Rectangle {
        self.layout.bounds()
    }

    /// Lets an operation look for widgets in it.
    pub fn operate(&mut self, operation: &mut dyn Operation) {
        self.content.as_widget_mut().operate(self.tree, self.layout, self.renderer, operation);
    }

    /// Hands an event to it; it stays at hand for what comes after.
    pub fn update(&mut self, happening: Happening<'_, '_, Message>) {
        let Happening { event, cursor, clipboard, shell, viewport } = happening;
        let content = self.content.as_widget_mut();
        content.update(self.tree, event, self.layout, cursor, self.renderer, clipboard, shell, viewport);
    }
}

/// An event with everything that goes with it.
pub struct Happening<'a, 's, Message> {
    /// What happened.
    pub event: &'a Event,
    /// Where the pointer is.
    pub cursor: mouse::Cursor,
    /// The clipboard.
    pub clipboard: &'a mut dyn Clipboard,
    /// Where messages go.
    pub shell: &'a mut Shell<'s, Message>,
    /// What of the window is seen.
    pub viewport: &'a Rectangle,
}

/// The wrapper.
pub struct Wrapper<'a, A, Message> {
    /// What it does differently.
    pub around: A,
    content: Element<'a, Message>,
}

impl<'a, A, Message> Wrapper<'a, A, Message> {
    /// Wraps `content`.
    pub fn new(content: impl Into<Element<'a, Message>>, around: A) -> Self {
        Self { around, content: content.into() }
    }
}

impl<A: Around<Message>, Message> Widget<Message, Theme, Renderer> for Wrapper<'_, A, Message> {
    fn tag(&self) -> tree::Tag {
        tree::Tag::of::<A::State>()
    }

    fn state(&self) -> tree::State {
        tree::State::new(A::State::default())
    }

    fn children(&self) -> Vec<Tree> {
        vec![Tree::new(&self.content)]
    }

    fn diff(&self, tree: &mut Tree) {
        tree.diff_children(std::slice::from_ref(&self.content));
    }

    fn size(&self) -> Size<Length> {
        self.content.as_widget().size()
    }

    fn layout(&mut self, tree: &mut Tree, renderer: &Renderer, limits: &layout::Limits) -> layout::Node {
        self.content.as_widget_mut().layout(&mut tree.children[0], renderer, limits)
    }

    fn operate(&mut self, tree: &mut Tree, layout: Layout<'_>, renderer: &Renderer, operation: &mut dyn Operation) {
        let Tree { state, children, .. } = tree;
        let inside = Inside { content: &mut self.content, tree: &mut children[0], layout, renderer };
        self.around.operate(state.downcast_mut(), inside, operation);
    }

    fn update(
        &mut self,
        tree: &mut Tree,
        event: &Event,
        layout: Layout<'_>,
        cursor: mouse::Cursor,
        renderer: &Renderer,
        clipboard: &mut dyn Clipboard,
        shell: &mut Shell<'_, Message>,
        viewport: &Rectangle,
    ) {
        let Tree { state, children, .. } = tree;
        let inside = Inside { content: &mut self.content, tree: &mut children[0], layout, renderer };
        let happening = Happening { event, cursor, clipboard, shell, viewport };
        self.around.update(state.downcast_mut(), inside, happening);
    }

    fn draw(
        &self,
        tree: &Tree,
        renderer: &mut Renderer,
        theme: &Theme,
        style: &renderer::Style,
        layout: Layout<'_>,
        cursor: mouse::Cursor,
        viewport: &Rectangle,
    ) {
        self.content.as_widget().draw(&tree.children[0], renderer, theme, style, layout, cursor, viewport);
        self.around.draw_over(tree.state.downcast_ref(), renderer, theme, layout.bounds());
    }

    fn mouse_interaction(
        &self,
        tree: &Tree,
        layout: Layout<'_>,
        cursor: mouse::Cursor,
        viewport: &Rectangle,
        renderer: &Renderer,
    ) -> mouse::Interaction {
        self.content.as_widget().mouse_interaction(&tree.children[0], layout, cursor, viewport, renderer)
    }

    fn overlay<'b>(
        &'b mut self,
        tree: &'b mut Tree,
        layout: Layout<'b>,
        renderer: &Renderer,
        viewport: &Rectangle,
        translation: Vector,
    ) -> Option<overlay::Element<'b, Message, Theme, Renderer>> {
        self.content.as_widget_mut().overlay(&mut tree.children[0], layout, renderer, viewport, translation)
    }
}

impl<'a, A: Around<Message> + 'a, Message: 'a> From<Wrapper<'a, A, Message>> for Element<'a, Message> {
    fn from(wrapper: Wrapper<'a, A, Message>) -> Self {
        Element::new(wrapper)
    }
}
