//! Schema checks: the order and the values of elements, with violations in the words of the platform's validator.

use super::element::{Element, Position, Space};

/// Where a request departs from the schema, and how.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::simulator) struct Violation {
    pub position: Position,
    pub text: String,
}

/// Walks through the children of an element in the schema's order.
pub(in crate::simulator) struct Sequence<'e> {
    parent: &'e Element,
    rest: &'e [Element],
    /// What the schema would also have allowed at this point.
    expected: Vec<(Space, &'static str)>,
}

impl<'e> Sequence<'e> {
    /// Before the first child.
    pub fn of(parent: &'e Element) -> Self {
        Self { parent, rest: &parent.children, expected: Vec::new() }
    }

    /// The next child where it is this one.
    pub fn optional(&mut self, space: Space, name: &'static str) -> Option<&'e Element> {
        match self.rest.split_first() {
            Some((next, rest)) if next.is(space, name) => {
                self.rest = rest;
                self.expected.clear();
                Some(next)
            }
            _ => {
                self.expected.push((space, name));
                None
            }
        }
    }

    /// All next children that are this one.
    pub fn many(&mut self, space: Space, name: &'static str) -> Vec<&'e Element> {
        std::iter::from_fn(|| self.optional(space, name)).collect()
    }

    /// The next child, which must be this one.
    pub fn required(&mut self, space: Space, name: &'static str) -> Result<&'e Element, Violation> {
        match self.optional(space, name) {
            Some(child) => Ok(child),
            None => Err(self.departs()),
        }
    }

    /// No more children.
    pub fn end(self) -> Result<(), Violation> {
        if self.rest.is_empty() { Ok(()) } else { Err(self.departs()) }
    }

    fn departs(&self) -> Violation {
        let named = |space: Space, name: &str| format!("'{name}' in namespace '{}'", space.uri());
        let parent = named(self.parent.space, &self.parent.name);
        let expected = match self.expected.as_slice() {
            [] => String::new(),
            list => {
                let list: Vec<_> = list.iter().map(|(space, name)| named(*space, name)).collect();
                format!(" List of possible elements expected: {}.", list.join(", "))
            }
        };
        match self.rest.first() {
            Some(child) => Violation {
                position: child.position,
                text: format!(
                    "The element {parent} has invalid child element {}.{expected}",
                    named(child.space, &child.name)
                ),
            },
            None => Violation {
                position: self.parent.position,
                text: format!("The element {parent} has incomplete content.{expected}"),
            },
        }
    }
}

/// The violation of a value that is not of its type.
pub(in crate::simulator) fn invalid(element: &Element, datatype: &str, reason: &str) -> Violation {
    Violation {
        position: element.position,
        text: format!(
            "The '{}' element is invalid - The value '{}' is invalid according to its datatype '{datatype}' - {reason}",
            element.name,
            element.text.trim()
        ),
    }
}

/// A number.
pub(in crate::simulator) fn integer(element: &Element) -> Result<i32, Violation> {
    let reason = "The string is not a valid Int32 value.";
    element.text.trim().parse().map_err(|_| invalid(element, "http://www.w3.org/2001/XMLSchema:int", reason))
}

/// One of a list of words; the answer is the list's own.
pub(in crate::simulator) fn word(
    element: &Element,
    datatype: &str,
    allowed: &[&'static str],
) -> Result<&'static str, Violation> {
    let found = allowed.iter().find(|word| **word == element.text.trim()).copied();
    let datatype = format!("{}:{datatype}", super::TYPES);
    found.ok_or_else(|| invalid(element, &datatype, "The Enumeration constraint failed."))
}

/// The violation of an attribute whose value is not of its type, or that is missing (`None`).
pub(in crate::simulator) fn invalid_attribute(
    element: &Element,
    name: &str,
    value: Option<&str>,
    datatype: &str,
) -> Violation {
    let text = match value {
        Some(value) => format!(
            "The '{name}' attribute is invalid - The value '{value}' is invalid according to its datatype '{datatype}' - \
             The Enumeration constraint failed."
        ),
        None => format!("The required attribute '{name}' is missing."),
    };
    Violation { position: element.position, text }
}
