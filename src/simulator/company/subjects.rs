//! What appointments are called and where they take place.

/// With others, inside the company.
pub(super) const MEETINGS: &[&str] = &[
    "Project review",
    "Budget round",
    "Customer call",
    "Offer for the water board",
    "Design review",
    "Planning",
    "Interview",
    "Supplier call",
    "Training",
    "Handover",
    "Complaints meeting",
    "One-to-one",
    "Price list",
    "Trade fair preparation",
    "Contract talks",
    "Audit preparation",
    "Release meeting",
    "Stock review",
];

/// Alone.
pub(super) const OWN_WORK: &[&str] = &[
    "Quarterly figures",
    "Write specification",
    "Prepare offer",
    "Test bench",
    "Reporting",
    "Focus time",
    "Inventory",
];

/// Away for a few hours.
pub(super) const OUTINGS: &[&str] = &["At the customer's", "Site inspection", "Bank", "Notary", "Trade fair"];

/// Marked private; the subject never leaves the mailbox.
pub(super) const PRIVATE: &[&str] = &["Doctor", "Dentist", "School meeting", "Workshop", "Private"];

/// Whole days without blocking the time.
pub(super) const NOTES: &[&str] =
    &["Month-end closing", "Birthday", "Building works on the second floor", "Stocktaking"];

/// Away for days.
pub(super) const HOLIDAY: &str = "Annual leave";
/// Away for days.
pub(super) const ILLNESS: &str = "Sick leave";
/// Away for days.
pub(super) const TRIPS: &[&str] =
    &["Business trip to Milan", "Trade fair", "Commissioning on site", "Business trip to Leeds"];

/// Where.
pub(super) const ROOMS: &[&str] =
    &["Room Newton", "Room Curie", "Room Galilei", "Room Kelvin", "Video call", "Video call", ""];
