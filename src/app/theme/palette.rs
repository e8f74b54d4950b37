//! The colours: the only place where any is written down. On blocks, patterns and letters always stand beside the colour, so
//! that colour is never the only sign.

use crate::calendar::BusyType;
use iced::{Color, color};

/// Every colour of one theme. A test recomputes the contrast of every pair that is used.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Palette {
    /// Background of rows.
    pub paper: Color,
    /// Background of bars, headers and the footer.
    pub panel: Color,
    /// Background of text fields, tool tips and dialogs.
    pub raised: Color,
    /// Thin separators.
    pub line: Color,
    /// Borders of controls; 3 : 1 on every background they stand on.
    pub border: Color,
    /// Controls under the pointer.
    pub hover: Color,
    /// Chosen tab, selected text.
    pub selected: Color,
    /// Laid over the row under the pointer.
    pub row_hover: Color,
    /// Laid over the selected row.
    pub row_selected: Color,
    /// Text.
    pub text: Color,
    /// Text of lesser weight.
    pub secondary: Color,
    /// The one accent: chosen tab, selection bar, primary button.
    pub accent: Color,
    /// Text on the accent.
    pub on_accent: Color,
    /// Focus ring.
    pub ring: Color,
    /// Width of the focus ring, in pixels.
    pub ring_width: f32,
    /// The word *Free*.
    pub free: Color,
    /// Shade outside working hours.
    pub shade: Color,
    /// Laid over the background of the part of the day that is over.
    pub veil: Color,
    /// Hour lines.
    pub hour: Color,
    /// Half-hour and quarter-hour lines.
    pub half_hour: Color,
    /// The now line.
    pub now: Color,
    /// Text and background of an error banner.
    pub error: (Color, Color),
    /// Text and background of a warning banner.
    pub warning: (Color, Color),
    /// Warnings outside a banner: the *soon* mark, stale ages, the DEMO tag.
    pub caution: Color,
    /// Letters on blocks.
    pub letter: Color,
    tentative: Color,
    busy: Color,
    out_of_office: Color,
    elsewhere: Color,
    unknown: Color,
}

impl Palette {
    /// Colour of a type's blocks. Free has none of its own: it shows the row.
    pub fn block(&self, busy_type: BusyType) -> Color {
        match busy_type {
            BusyType::Free => self.paper,
            BusyType::NoData => self.unknown,
            BusyType::WorkingElsewhere => self.elsewhere,
            BusyType::Tentative => self.tentative,
            BusyType::Busy => self.busy,
            BusyType::OutOfOffice => self.out_of_office,
        }
    }
}

/// Dark on white.
pub const LIGHT: Palette = Palette {
    paper: color!(0xFFFFFF),
    panel: color!(0xF7F8FA),
    raised: color!(0xFFFFFF),
    line: color!(0xE1E3E7),
    border: color!(0x868B94),
    hover: color!(0xF1F4F8),
    selected: color!(0xE4EDFA),
    row_hover: color!(0x0F4FA8, 0.04),
    row_selected: color!(0x0F4FA8, 0.11),
    text: color!(0x1B1B1B),
    secondary: color!(0x5F6368),
    accent: color!(0x0F4FA8),
    on_accent: color!(0xFFFFFF),
    ring: color!(0x0F4FA8),
    ring_width: 2.0,
    free: color!(0x0B6A0B),
    shade: color!(0xF0F0F0),
    veil: color!(0x1B1B1B, 0.025),
    hour: color!(0xD9D9D9),
    half_hour: color!(0xEBEBEB),
    now: color!(0xC50F1F),
    error: (color!(0x8A1C12), color!(0xFDE7E9)),
    caution: color!(0x8A5A00),
    warning: (color!(0x5C3B00), color!(0xFFF4CE)),
    letter: color!(0xFFFFFF),
    tentative: color!(0x2F6FC4),
    busy: color!(0x2F6FC4),
    out_of_office: color!(0x6B1480),
    elsewhere: color!(0x7A67B8),
    unknown: color!(0x767676),
};

/// Light on dark grey.
pub const DARK: Palette = Palette {
    paper: color!(0x1E1F22),
    panel: color!(0x26282C),
    raised: color!(0x2B2D31),
    line: color!(0x34363B),
    border: color!(0x7D828B),
    hover: color!(0x282A2E),
    selected: color!(0x26354A),
    row_hover: color!(0x9CC8FF, 0.05),
    row_selected: color!(0x9CC8FF, 0.13),
    text: color!(0xF2F3F5),
    secondary: color!(0xB0B4BA),
    accent: color!(0x9CC8FF),
    on_accent: color!(0x12202F),
    ring: color!(0x9CC8FF),
    ring_width: 2.0,
    free: color!(0x6CCB6C),
    shade: color!(0x17181A),
    veil: color!(0x000000, 0.16),
    hour: color!(0x3A3C40),
    half_hour: color!(0x2B2D31),
    now: color!(0xFF6B6B),
    error: (color!(0xFFC9C4), color!(0x4A1512)),
    caution: color!(0xFFD45E),
    warning: (color!(0xFFE08A), color!(0x453300)),
    letter: color!(0x1B1B1B),
    tentative: color!(0x4F8FE6),
    busy: color!(0x4F8FE6),
    out_of_office: color!(0xE3A6F2),
    elsewhere: color!(0x9C8BE0),
    unknown: color!(0x8A8F98),
};

/// Pure colours on black, for people who need them; an explicit choice.
pub const HIGH_CONTRAST: Palette = Palette {
    paper: color!(0x000000),
    panel: color!(0x000000),
    raised: color!(0x000000),
    line: color!(0xFFFFFF),
    border: color!(0xFFFFFF),
    hover: color!(0x262626),
    selected: color!(0x003A5C),
    row_hover: color!(0xFFFFFF, 0.12),
    row_selected: color!(0x00A0FF, 0.32),
    text: color!(0xFFFFFF),
    secondary: color!(0xFFFFFF),
    accent: color!(0xFFFF00),
    on_accent: color!(0x000000),
    ring: color!(0x00FF00),
    ring_width: 3.0,
    free: color!(0x00FF00),
    shade: color!(0x2A2A2A),
    veil: color!(0x000000, 0.0),
    hour: color!(0x808080),
    half_hour: color!(0x4D4D4D),
    now: color!(0xFF8080),
    error: (color!(0xFFFFFF), color!(0x7A0000)),
    caution: color!(0xFFFF00),
    warning: (color!(0x000000), color!(0xFFFF00)),
    letter: color!(0x000000),
    tentative: color!(0xFFFFFF),
    busy: color!(0xFFFFFF),
    out_of_office: color!(0xFFFF00),
    elsewhere: color!(0x00FFFF),
    unknown: color!(0xFFFFFF),
};

#[cfg(test)]
mod tests {
    use super::*;

    /// Relative luminance of WCAG 2.
    fn luminance(color: Color) -> f32 {
        let [r, g, b, _] = color.into_linear();
        0.2126 * r + 0.7152 * g + 0.0722 * b
    }

    fn contrast(a: Color, b: Color) -> f32 {
        let (a, b) = (luminance(a), luminance(b));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    /// What is seen where `over`, which may be transparent, lies on `under`.
    fn laid(over: Color, under: Color) -> Color {
        let mix = |o: f32, u: f32| o * over.a + u * (1.0 - over.a);
        Color::from_rgb(mix(over.r, under.r), mix(over.g, under.g), mix(over.b, under.b))
    }

    fn check(name: &str, what: &str, a: Color, b: Color, least: f32) {
        let found = contrast(a, b);
        assert!(found >= least, "{name}: {what}: {found:.2} instead of at least {least}");
    }

    #[test]
    fn every_pair_in_use_is_legible() {
        for (name, p) in [("light", LIGHT), ("dark", DARK), ("high contrast", HIGH_CONTRAST)] {
            for (on, ground) in [
                ("paper", p.paper),
                ("panel", p.panel),
                ("raised", p.raised),
                ("hover", p.hover),
                ("selected", p.selected),
                ("row under the pointer", laid(p.row_hover, p.paper)),
                ("selected row", laid(p.row_selected, p.paper)),
            ] {
                check(name, &format!("text on {on}"), p.text, ground, 4.5);
                check(name, &format!("secondary text on {on}"), p.secondary, ground, 4.5);
                check(name, &format!("free on {on}"), p.free, ground, 4.5);
                check(name, &format!("caution on {on}"), p.caution, ground, 4.5);
                check(name, &format!("accent on {on}"), p.accent, ground, 4.5);
                check(name, &format!("ring on {on}"), p.ring, ground, 3.0);
                if !on.contains("selected") {
                    check(name, &format!("border on {on}"), p.border, ground, 3.0);
                }
            }
            check(name, "text on accent", p.on_accent, p.accent, 4.5);
            check(name, "error banner", p.error.0, p.error.1, 4.5);
            check(name, "warning banner", p.warning.0, p.warning.1, 4.5);
            for kind in BusyType::ALL.into_iter().filter(|kind| *kind != BusyType::Free) {
                let block = p.block(kind);
                for (on, ground) in [
                    ("paper", p.paper),
                    ("shade", p.shade),
                    ("row under the pointer", laid(p.row_hover, p.paper)),
                    ("selected row", laid(p.row_selected, p.paper)),
                    ("shade of the selected row", laid(p.row_selected, p.shade)),
                ] {
                    check(name, &format!("{kind:?} on {on}"), block, ground, 3.0);
                    check(name, &format!("{kind:?} on {on} under the veil"), block, laid(p.veil, ground), 3.0);
                    check(name, &format!("now line on {on}"), p.now, laid(p.veil, ground), 3.0);
                }
                check(name, &format!("letter on {kind:?}"), p.letter, block, 4.5);
            }
        }
    }

    #[test]
    fn table_of_figures_is_the_one_published() {
        // (pair, ratio as documented), rounded to one digit.
        let published = [
            (LIGHT.busy, LIGHT.paper, 5.0),
            (DARK.busy, DARK.paper, 5.0),
            (LIGHT.out_of_office, LIGHT.paper, 10.3),
            (DARK.out_of_office, DARK.paper, 8.6),
            (LIGHT.elsewhere, LIGHT.paper, 4.7),
            (DARK.elsewhere, DARK.paper, 5.6),
            (LIGHT.unknown, LIGHT.paper, 4.5),
            (DARK.unknown, DARK.paper, 5.1),
            (LIGHT.unknown, LIGHT.shade, 4.0),
            (LIGHT.now, LIGHT.paper, 6.1),
            (DARK.now, DARK.paper, 5.9),
            (LIGHT.secondary, LIGHT.paper, 6.1),
            (DARK.secondary, DARK.paper, 7.9),
            (LIGHT.free, LIGHT.paper, 6.8),
            (LIGHT.error.0, LIGHT.error.1, 7.9),
            (LIGHT.warning.0, LIGHT.warning.1, 9.2),
        ];
        for (a, b, ratio) in published {
            let found = contrast(a, b);
            assert!((found - ratio).abs() < 0.1, "{a:?} on {b:?}: {found:.2}, published {ratio}");
        }
    }
}
