//! The list of people with its timeline: one widget that paints what is visible into one cached geometry, so that a frame
//! costs the same for 50 people as for 2,000.

mod cells;
mod columns;
mod labels;
mod legend;
mod paint;
mod patterns;
mod row;
mod scene;
mod tip;
mod widget;

pub use columns::row_height;
pub use legend::legend;
pub use row::{Bar, Day, Headings, Hour, Now, Row, Rows, Stale, Stretch, Tone};
pub use scene::{Part, lines_that_fit};
pub use widget::{Change, Content, timeline};
