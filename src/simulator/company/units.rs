//! Departments, their groups and titles.

/// A department of the company.
pub(super) struct Unit {
    /// As the directory shows it.
    pub department: &'static str,
    /// The group of the board it belongs to.
    pub group: &'static str,
    /// How many of a hundred people work there.
    pub share: usize,
    /// Of most people there.
    pub titles: &'static [&'static str],
    /// Of whoever leads a team.
    pub lead: &'static str,
}

/// The six groups of the board.
pub(super) const GROUPS: [&str; 6] = ["Sales", "Service", "Engineering", "Finance", "Logistics", "Management"];

const fn unit(
    department: &'static str,
    group: &'static str,
    share: usize,
    titles: &'static [&'static str],
    lead: &'static str,
) -> Unit {
    Unit { department, group, share, titles, lead }
}

/// All departments; the shares add up to 100.
pub(super) const UNITS: [Unit; 14] = [
    unit("Inside Sales", "Sales", 9, &["Sales Assistant", "Sales Administrator"], "Head of Inside Sales"),
    unit("Key Accounts", "Sales", 8, &["Key Account Manager", "Area Sales Manager"], "Head of Key Accounts"),
    unit("Marketing", "Sales", 5, &["Marketing Manager", "Graphic Designer", "Web Editor"], "Head of Marketing"),
    unit("Customer Service", "Service", 10, &["Service Adviser", "Service Coordinator"], "Head of Customer Service"),
    unit("Field Service", "Service", 9, &["Service Engineer", "Calibration Technician"], "Field Service Manager"),
    unit("Help Desk", "Service", 5, &["Support Specialist", "System Administrator"], "Help Desk Manager"),
    unit("Electronics", "Engineering", 9, &["Hardware Engineer", "Test Engineer"], "Head of Electronics"),
    unit(
        "Software",
        "Engineering",
        9,
        &["Software Engineer", "Firmware Engineer", "Product Owner"],
        "Head of Software",
    ),
    unit("Quality", "Engineering", 5, &["Quality Engineer", "Auditor"], "Quality Manager"),
    unit("Accounting", "Finance", 7, &["Accountant", "Payroll Clerk", "Controller"], "Head of Accounting"),
    unit("Purchasing", "Logistics", 7, &["Buyer", "Strategic Buyer"], "Head of Purchasing"),
    unit("Dispatch", "Logistics", 8, &["Dispatcher", "Export Clerk", "Warehouse Planner"], "Dispatch Manager"),
    unit("Human Resources", "Management", 5, &["HR Adviser", "Recruiter"], "Head of Human Resources"),
    unit(
        "Board Office",
        "Management",
        4,
        &["Personal Assistant", "Legal Counsel", "Project Director"],
        "Managing Director",
    ),
];
