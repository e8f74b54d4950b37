//! What the system calls this computer, and who works at it.

/// The computer's name, for people.
pub fn computer_name() -> String {
    gethostname::gethostname().to_string_lossy().into_owned()
}

/// The name of the operating system's user; none where the environment does not tell.
pub fn user_name() -> Option<String> {
    let name = ["USERNAME", "USER", "LOGNAME"].into_iter().find_map(|name| std::env::var(name).ok());
    name.filter(|name| !name.trim().is_empty())
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_computer_has_a_name() {
        assert!(!super::computer_name().is_empty());
    }
}
