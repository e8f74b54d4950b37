//! The keys: one table from which the keyboard is read and the help is written.

use iced::keyboard::key::Named;
use iced::keyboard::{Key, Modifiers};

/// What a key does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum KeyCommand {
    /// Puts the focus into the search field and selects its text.
    Search,
    /// Closes what is open, else clears the search and restores the list.
    Back,
    /// Moves in the list.
    Move(Step),
    /// Shows a group by its number; 1 is everybody.
    Group(u8),
    /// Only people who are free now.
    FreeNow,
    /// The next person who is free now.
    NextFree,
    /// The previous person who is free now.
    PreviousFree,
    /// The day before.
    DayBefore,
    /// The day after.
    DayAfter,
    /// Today.
    Today,
    /// Asks the server now.
    Refresh,
    /// Copies the number; in a text field, its selection.
    CopyNumber,
    /// Copies the sentence.
    CopySentence,
    /// Shows the day of somebody who is not on the board, or who is on a list.
    Show,
    /// Keeps somebody on the board who is not.
    AddToBoard,
    /// Shows what the sign-in guard knows.
    Protection,
    /// Tests the connection.
    Test,
    /// Shows the keys.
    Help,
    /// The next control.
    FocusNext,
    /// The previous control.
    FocusPrevious,
    /// Ends the program.
    Quit,
}

/// A way to move in the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Step {
    /// One line up.
    Up,
    /// One line down.
    Down,
    /// One page up.
    PageUp,
    /// One page down.
    PageDown,
    /// To the first line.
    First,
    /// To the last line.
    Last,
}

/// A key with the modifiers that are held with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Chord {
    key: Code,
    command: bool,
    shift: bool,
    alt: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Code {
    Named(Named, &'static str),
    Letter(char),
}

impl Chord {
    const fn named(key: Named, name: &'static str) -> Self {
        Self { key: Code::Named(key, name), command: false, shift: false, alt: false }
    }

    const fn command(letter: char) -> Self {
        Self { key: Code::Letter(letter), command: true, shift: false, alt: false }
    }

    const fn with_shift(self) -> Self {
        Self { shift: true, ..self }
    }

    const fn with_alt(self) -> Self {
        Self { alt: true, ..self }
    }

    fn matches(self, key: &Key, latin: Option<char>, modifiers: Modifiers) -> bool {
        let held = (modifiers.command(), modifiers.shift(), modifiers.alt());
        let same = match self.key {
            Code::Named(named, _) => *key == Key::Named(named),
            Code::Letter(letter) => latin.is_some_and(|latin| latin.eq_ignore_ascii_case(&letter)),
        };
        same && held == (self.command, self.shift, self.alt)
    }

    /// The names of the keys to press together, as they stand on the keyboard.
    pub fn names(self) -> Vec<String> {
        let apple = cfg!(target_os = "macos");
        let modifiers = [
            (self.command, if apple { "⌘" } else { "Ctrl" }),
            (self.alt, if apple { "⌥" } else { "Alt" }),
            (self.shift, if apple { "⇧" } else { "Shift" }),
        ];
        let held = modifiers.into_iter().filter(|(held, _)| *held).map(|(_, name)| name.to_owned());
        let key = match self.key {
            Code::Named(_, name) => name.to_owned(),
            Code::Letter(letter) => letter.to_uppercase().to_string(),
        };
        held.chain([key]).collect()
    }
}

/// A command, its keys, and the catalogue's key of what it does.
#[derive(Debug, Clone, Copy)]
pub struct Binding {
    /// What happens.
    pub command: KeyCommand,
    /// Each of these.
    pub chords: &'static [Chord],
    /// Message of the catalogue; lines with the same one are one line of the help.
    pub label: &'static str,
}

const fn bind(command: KeyCommand, chords: &'static [Chord], label: &'static str) -> Binding {
    Binding { command, chords, label }
}

/// All bindings, in the order of the help.
pub const BINDINGS: [Binding; 34] = [
    bind(KeyCommand::Search, &[Chord::command('f')], "key-search"),
    bind(KeyCommand::Back, &[Chord::named(Named::Escape, "Esc")], "key-back"),
    bind(KeyCommand::Move(Step::Up), &[Chord::named(Named::ArrowUp, "↑")], "key-move"),
    bind(KeyCommand::Move(Step::Down), &[Chord::named(Named::ArrowDown, "↓")], "key-move"),
    bind(KeyCommand::Move(Step::PageUp), &[Chord::named(Named::PageUp, "PgUp")], "key-page"),
    bind(KeyCommand::Move(Step::PageDown), &[Chord::named(Named::PageDown, "PgDn")], "key-page"),
    bind(KeyCommand::Move(Step::First), &[Chord::named(Named::Home, "Home")], "key-ends"),
    bind(KeyCommand::Move(Step::Last), &[Chord::named(Named::End, "End")], "key-ends"),
    bind(KeyCommand::NextFree, &[Chord::command('j')], "key-next-free"),
    bind(KeyCommand::PreviousFree, &[Chord::command('j').with_shift()], "key-previous-free"),
    bind(KeyCommand::FreeNow, &[Chord::command('e')], "key-free-now"),
    bind(KeyCommand::Group(1), &[Chord::command('1')], "key-group"),
    bind(KeyCommand::Group(2), &[Chord::command('2')], "key-group"),
    bind(KeyCommand::Group(3), &[Chord::command('3')], "key-group"),
    bind(KeyCommand::Group(4), &[Chord::command('4')], "key-group"),
    bind(KeyCommand::Group(5), &[Chord::command('5')], "key-group"),
    bind(KeyCommand::Group(6), &[Chord::command('6')], "key-group"),
    bind(KeyCommand::Group(7), &[Chord::command('7')], "key-group"),
    bind(KeyCommand::Group(8), &[Chord::command('8')], "key-group"),
    bind(KeyCommand::Group(9), &[Chord::command('9')], "key-group"),
    bind(KeyCommand::DayBefore, &[Chord::named(Named::ArrowLeft, "←").with_alt()], "key-days"),
    bind(KeyCommand::DayAfter, &[Chord::named(Named::ArrowRight, "→").with_alt()], "key-days"),
    bind(KeyCommand::Today, &[Chord::command('t')], "key-today"),
    bind(KeyCommand::Refresh, &[Chord::named(Named::F5, "F5"), Chord::command('r')], "key-refresh"),
    bind(KeyCommand::Show, &[Chord::named(Named::Enter, "Enter")], "key-show"),
    bind(KeyCommand::AddToBoard, &[Chord::command('b')], "key-add"),
    bind(KeyCommand::CopyNumber, &[Chord::command('c')], "key-copy-number"),
    bind(KeyCommand::CopySentence, &[Chord::command('c').with_shift()], "key-copy-sentence"),
    bind(KeyCommand::FocusNext, &[Chord::named(Named::Tab, "Tab")], "key-controls"),
    bind(KeyCommand::FocusPrevious, &[Chord::named(Named::Tab, "Tab").with_shift()], "key-controls"),
    bind(KeyCommand::Protection, &[Chord::command('p').with_shift()], "key-protection"),
    bind(KeyCommand::Test, &[Chord::command('t').with_shift()], "key-test"),
    bind(KeyCommand::Help, &[Chord::named(Named::F1, "F1")], "key-help"),
    bind(KeyCommand::Quit, &[Chord::command('q')], "key-quit"),
];

/// The command of a key press. `latin`: the letter of the key on a Latin keyboard.
pub fn command(key: &Key, latin: Option<char>, modifiers: Modifiers) -> Option<KeyCommand> {
    let pressed = |binding: &&Binding| binding.chords.iter().any(|chord| chord.matches(key, latin, modifiers));
    BINDINGS.iter().find(pressed).map(|binding| binding.command)
}

/// The lines of the help: what a key does, and the keys.
pub fn lines() -> Vec<(&'static str, Vec<Chord>)> {
    let mut lines: Vec<(&'static str, Vec<Chord>)> = Vec::new();
    for binding in &BINDINGS {
        match lines.last_mut() {
            Some((label, chords)) if *label == binding.label => chords.extend(binding.chords),
            _ => lines.push((binding.label, binding.chords.to_vec())),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    fn pressed(letter: char, modifiers: Modifiers) -> Option<KeyCommand> {
        command(&Key::Character(letter.to_string().into()), Some(letter), modifiers)
    }

    #[test]
    fn letters_and_digits_alone_are_free_for_typing() {
        for letter in ('a'..='z').chain('0'..='9') {
            assert_eq!(pressed(letter, Modifiers::empty()), None);
            assert_eq!(pressed(letter, Modifiers::SHIFT), None);
        }
    }

    #[test]
    fn modifiers_tell_commands_apart() {
        let both = Modifiers::COMMAND | Modifiers::SHIFT;
        assert_eq!(pressed('c', Modifiers::COMMAND), Some(KeyCommand::CopyNumber));
        assert_eq!(pressed('C', both), Some(KeyCommand::CopySentence));
        assert_eq!(pressed('c', Modifiers::COMMAND | Modifiers::ALT), None);
        assert_eq!(pressed('3', Modifiers::COMMAND), Some(KeyCommand::Group(3)));
    }

    #[test]
    fn no_key_has_two_commands() {
        let mut seen = HashSet::new();
        for binding in &BINDINGS {
            for chord in binding.chords {
                assert!(seen.insert(chord.names()), "{:?} is bound twice", chord.names());
            }
        }
    }

    #[test]
    fn keys_of_call_handling_programs_stay_unbound() {
        for key in [Named::F2, Named::F3, Named::F4, Named::F9] {
            assert_eq!(command(&Key::Named(key), None, Modifiers::empty()), None);
        }
    }

    #[test]
    fn the_help_has_one_line_for_what_belongs_together() {
        let labels: Vec<_> = lines().into_iter().map(|(label, _)| label).collect();
        assert_eq!(labels.len(), labels.iter().collect::<HashSet<_>>().len());
        assert!(lines().iter().any(|(label, chords)| *label == "key-group" && chords.len() == 9));
    }
}
