//! Zone rules as servers carry them: a bias, and the two changes of a year.

use crate::calendar::{RulePair, TransitionRule};
use chrono::Weekday;

/// One of the two changes, as far as it could be read.
#[derive(Debug, Default)]
pub(super) struct Change {
    pub(super) bias: Option<i32>,
    pub(super) second_of_day: Option<u32>,
    pub(super) month: Option<u32>,
    pub(super) order: Option<u8>,
    pub(super) weekday: Option<Weekday>,
    /// In that year only.
    pub(super) fixed: bool,
}

impl Change {
    fn rule(&self, bias_minutes: i32) -> Option<TransitionRule> {
        if self.fixed {
            return None;
        }
        let (second_of_day, month) = (self.second_of_day?, self.month.filter(|month| (1..=12).contains(month))?);
        Some(TransitionRule { bias_minutes, second_of_day, month, order: self.order?, weekday: self.weekday? })
    }
}

/// The rules; none where they cannot be expressed: a fixed date of one year, or broken values.
pub(super) fn pair(bias_minutes: i32, standard: &Change, daylight: &Change) -> Option<RulePair> {
    let (standard_bias, daylight_bias) = (standard.bias.unwrap_or(0), daylight.bias.unwrap_or(0));
    // Zones without daylight saving still carry two changes: to the same time, or in month 0.
    if standard_bias == daylight_bias || standard.month == Some(0) || daylight.month == Some(0) {
        return Some(RulePair { bias_minutes: bias_minutes + standard_bias, transitions: None });
    }
    Some(RulePair { bias_minutes, transitions: Some((standard.rule(standard_bias)?, daylight.rule(daylight_bias)?)) })
}

/// Within a day and a half: more is not a zone of this world.
pub(super) fn bias_minutes(minutes: i32) -> Option<i32> {
    (-36 * 60..=36 * 60).contains(&minutes).then_some(minutes)
}

/// Which one of the month's. The last one is 5 in requests and in most answers, −1 in some.
pub(super) fn order(number: i32) -> Option<u8> {
    match number {
        -1 => Some(5),
        number => u8::try_from(number).ok().filter(|order| (1..=5).contains(order)),
    }
}
