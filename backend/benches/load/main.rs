//! Load: how fast the backend is beside the bare mechanisms it stands on. `./dev bench backend` runs it.
//!
//! The servers have one core and the load another. What is measured and its reference take turns in one run, five
//! pairs of rounds; what counts is the median of the pairs' ratios, in wall time and in the server's CPU time. Nothing
//! else is comparable between machines, and nothing timed decides a test. Method and figures: `docs/benchmarks.md`.

use std::{error::Error, io::Write, process::Command};

mod bare;
mod broadcast;
mod durability;
mod fanout;
mod figures;
mod http;
mod idle;
mod inside;
mod listeners;
mod machine;
mod ours;
mod soak;
mod socket;
mod work;
mod writes;

/// What can go wrong in a load: anything, and then the figures are worth nothing.
type Outcome<T> = Result<T, Box<dyn Error + Send + Sync>>;

fn main() -> Outcome<()> {
    let asked: Vec<String> = std::env::args().skip(1).collect();
    match asked.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        // The servers that are compared, each in a process of its own.
        ["bare", folder] => bare::serve(folder),
        ["inside", folder] => inside::serve(folder),
        ["broadcast"] => broadcast::serve(),
        ["load"] => load(),
        ["load", "durability"] => durability_alone(),
        // Cargo says `--bench` when it is asked for benchmarks, and not when it runs tests.
        ["--bench"] => on_the_load_core(&["load"]),
        ["durability", "--bench"] => on_the_load_core(&["load", "durability"]),
        [ref asked @ .., "--bench"] => on_the_load_core(asked),
        ["soak", ref seconds @ ..] => soak::run(soak::seconds(seconds.first().copied())?),
        _ => Ok(()),
    }
}

/// Runs this executable in another part, on the core of the load.
fn on_the_load_core(part: &[&str]) -> Outcome<()> {
    let me = std::env::current_exe()?;
    let status = Command::new("taskset").args(["-c", machine::LOAD_CORE]).arg(me).args(part).status()?;
    if status.success() { Ok(()) } else { Err("the load failed".into()) }
}

/// The lines about durability alone: `cargo bench --package backend --bench load -- durability`.
#[tokio::main(flavor = "current_thread")]
async fn durability_alone() -> Outcome<()> {
    let mut out = std::io::stdout();
    writeln!(out, "{}", figures::HEAD)?;
    for figure in durability::compare().await? {
        writeln!(out, "{figure}")?;
    }
    Ok(())
}

#[tokio::main(flavor = "current_thread")]
async fn load() -> Outcome<()> {
    let mut out = std::io::stdout();
    writeln!(out, "{}", figures::HEAD)?;
    for figure in writes::compare().await? {
        writeln!(out, "{figure}")?;
    }
    for figure in durability::compare().await? {
        writeln!(out, "{figure}")?;
    }
    for figure in fanout::compare().await? {
        writeln!(out, "{figure}")?;
    }
    writeln!(out, "\n{}", idle::HEAD)?;
    writeln!(out, "{}", idle::compare().await?)?;
    Ok(())
}
