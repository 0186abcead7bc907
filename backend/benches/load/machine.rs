//! A server in a process of its own on a core of its own, and what the kernel knows of it.

use std::{
    fs,
    io::{BufRead, BufReader, Write},
    path::{Path, PathBuf},
    process::{Child, ChildStdout, Command, Stdio},
    time::Duration,
};

use crate::Outcome;

/// Where servers run.
const SERVER_CORE: &str = "0";
/// Where the load runs.
pub(crate) const LOAD_CORE: &str = "1";
/// The unit of CPU time in `/proc`: Linux has shown hundredths of a second for as long as anybody remembers.
const TICK: Duration = Duration::from_millis(10);

/// A process that is told what to do by lines and answers with lines. It goes with this.
pub(crate) struct Process {
    child: Child,
    said: BufReader<ChildStdout>,
}

impl Process {
    /// Starts this executable in another part.
    pub(crate) fn of_mine(part: &[&str]) -> Outcome<Self> {
        Self::start(&mut Self::command(&std::env::current_exe()?, part))
    }

    /// Starts the example `serve`, which cargo puts beside the benchmarks, with this `SERVE_DURABILITY`.
    pub(crate) fn serve(folder: &Path, durability: &str) -> Outcome<Self> {
        let me = std::env::current_exe()?;
        let serve: PathBuf = me.ancestors().nth(2).unwrap_or(&me).join("examples/serve");
        let deployment = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/api/town.json");
        let mut command = Self::command(&serve, &[deployment, &folder.to_string_lossy()]);
        Self::start(command.env("SERVE_DURABILITY", durability))
    }

    /// Starts the shipped program on this folder and address. `dev` has built it where cargo builds benchmarks.
    pub(crate) fn appchat(folder: &Path, address: &str) -> Outcome<Self> {
        let me = std::env::current_exe()?;
        let program: PathBuf = me.ancestors().nth(2).unwrap_or(&me).join("appchat");
        let mut command = pinned(&program);
        command.env("APPCHAT_DATA", folder).env("LEPTOS_SITE_ADDR", address).env("RUST_LOG", "error");
        Self::start(&mut command)
    }

    /// Errors: it has ended.
    pub(crate) fn check(&mut self) -> Outcome<()> {
        match self.child.try_wait()? {
            Some(status) => Err(format!("the program ended: {status}").into()),
            None => Ok(()),
        }
    }

    fn command(executable: &Path, arguments: &[&str]) -> Command {
        let mut command = pinned(executable);
        command.args(arguments);
        command
    }

    fn start(command: &mut Command) -> Outcome<Self> {
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
        let said = BufReader::new(child.stdout.take().ok_or("no output")?);
        Ok(Self { child, said })
    }

    /// The next line it says.
    pub(crate) fn line(&mut self) -> Outcome<String> {
        let mut line = String::new();
        if self.said.read_line(&mut line)? == 0 {
            return Err("a server ended".into());
        }
        Ok(line.trim().to_owned())
    }

    /// Tells it something and waits for the answer.
    pub(crate) fn ask(&mut self, line: &str) -> Outcome<String> {
        writeln!(self.child.stdin.as_mut().ok_or("no input")?, "{line}")?;
        self.line()
    }

    /// The CPU time it has used, in user space and in the kernel.
    pub(crate) fn cpu(&self) -> Outcome<Duration> {
        let stat = fs::read_to_string(format!("/proc/{}/stat", self.child.id()))?;
        // The second field is the name in brackets, which may hold anything; 14 and 15 are the times.
        let fields: Vec<&str> = stat.rsplit(')').next().unwrap_or_default().split_whitespace().collect();
        let ticks = |at: usize| fields.get(at).and_then(|text| text.parse::<u32>().ok()).ok_or("no times");
        Ok(TICK * (ticks(11)? + ticks(12)?))
    }

    /// The bytes of memory it has to itself.
    pub(crate) fn memory(&self) -> Outcome<u64> {
        let status = fs::read_to_string(format!("/proc/{}/status", self.child.id()))?;
        let line = status.lines().find_map(|line| line.strip_prefix("RssAnon:")).ok_or("no RssAnon")?;
        Ok(line.trim().trim_end_matches(" kB").parse::<u64>()? * 1024)
    }
}

/// A command that runs on the servers' core.
fn pinned(executable: &Path) -> Command {
    let mut command = Command::new("taskset");
    command.args(["-c", SERVER_CORE]).arg(executable);
    command
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
