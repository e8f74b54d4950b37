//! The manual page: the parser's own definition, all commands on one page.

use super::Arguments;
use clap::{Command, CommandFactory};
use clap_mangen::Man;
use std::io;

/// The page, for troff.
///
/// # Errors
/// None that memory does not have.
pub(super) fn page() -> io::Result<Vec<u8>> {
    let program = Arguments::command();
    let mut out = Vec::new();
    let man = Man::new(program.clone());
    man.render_title(&mut out)?;
    man.render_name_section(&mut out)?;
    man.render_synopsis_section(&mut out)?;
    man.render_description_section(&mut out)?;
    man.render_options_section(&mut out)?;
    for command in program.get_subcommands() {
        describe(command, program.get_name(), &mut out)?;
    }
    let mut codes = Vec::new();
    man.render_extra_section(&mut codes)?;
    out.extend(String::from_utf8_lossy(&codes).replace(".SH EXTRA", ".SH \"EXIT STATUS\"").bytes());
    Ok(out)
}

/// A command, or the commands below it, each as a section.
fn describe(command: &Command, before: &str, out: &mut Vec<u8>) -> io::Result<()> {
    let name = format!("{before} {}", command.get_name());
    if command.has_subcommands() {
        return command.get_subcommands().try_for_each(|inner| describe(inner, &name, out));
    }
    let man = Man::new(command.clone().bin_name(name.clone()).display_name(name.clone()));
    let mut section = Vec::new();
    man.render_synopsis_section(&mut section)?;
    man.render_description_section(&mut section)?;
    if command.get_arguments().next().is_some() {
        man.render_options_section(&mut section)?;
    }
    if command.get_after_help().is_some() {
        man.render_extra_section(&mut section)?;
    }
    let section =
        String::from_utf8_lossy(&section).replace("\n.SH EXTRA", "\n.SS EXAMPLES").replace("\n.SH ", "\n.SS ");
    out.extend(format!(".SH \"{}\"\n", name.to_uppercase().replace('-', "\\-")).bytes());
    out.extend(section.strip_prefix(".SH ").map_or(section.clone(), |rest| format!(".SS {rest}")).bytes());
    Ok(())
}
