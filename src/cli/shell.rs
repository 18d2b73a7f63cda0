//! What shells, manuals and editors want to know of the program: `tieout completions`, `tieout man`,
//! `tieout schema`.

use super::Exit;
use super::args::Cli;
use super::output::Stream;
use crate::config::schema;
use crate::error::Error;
use clap::CommandFactory;
use clap_complete::Shell;
use clap_mangen::Man;
use std::io::{self, Write};

/// Prints the completions of a shell.
pub(super) fn completions(shell: Shell) -> Result<Exit, Error> {
    let mut command = Cli::command();
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut command, "tieout", &mut script);
    print(|out| out.write_all(&script))
}

/// Prints the manual page, of the program and of its commands.
pub(super) fn man() -> Result<Exit, Error> {
    let mut command = Cli::command();
    command.build();
    print(|out| {
        Man::new(command.clone()).render(out)?;
        for command in command.get_subcommands() {
            let name = format!("tieout-{}", command.get_name());
            writeln!(out, ".SH \"{}\"", name.to_uppercase())?;
            let man = Man::new(command.clone());
            man.render_synopsis_section(out)?;
            man.render_description_section(out)?;
        }
        Ok(())
    })
}

/// Prints the JSON Schema of the settings.
pub(super) fn schema() -> Result<Exit, Error> {
    print(|out| out.write_all(schema::text().as_bytes()))
}

fn print(write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<Exit, Error> {
    let mut stdout = Stream::stdout();
    let _ = stdout.write(|out| {
        write(out)?;
        out.flush()
    })?;
    Ok(Exit::Clean)
}
