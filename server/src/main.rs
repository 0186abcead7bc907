//! `appchat` serves AppChat, with `--demo` invented friends as well; `appchat seed` fills an instance with people to
//! try it with; `appchat backup TARGET`, `appchat restore SOURCE` and `appchat adopt` work on the data folder.

use std::process::ExitCode;

use server::{
    config::Config,
    folders::{self, Task},
    seed, shutdown, wiring,
};
use tikv_jemallocator::Jemalloc;
use tracing_subscriber::EnvFilter;

/// Gives memory that is not used any more back to the system, which the usual allocator does not after large uploads.
#[global_allocator]
static ALLOCATOR: Jemalloc = Jemalloc;

#[tokio::main]
async fn main() -> ExitCode {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info"));
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).with_target(false).init();

    match run().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            tracing::error!("{problem}");
            ExitCode::FAILURE
        }
    }
}

async fn run() -> Result<(), Box<dyn std::error::Error>> {
    let asked: Vec<String> = std::env::args().skip(1).collect();
    let mut config = Config::from_env()?;
    match asked.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        [] => Ok(wiring::serve(&config, shutdown::asked_by_the_system()).await?),
        ["--demo"] => {
            config.demo.get_or_insert_default();
            Ok(wiring::serve(&config, shutdown::asked_by_the_system()).await?)
        }
        ["seed"] => Ok(seed::run(&config).await?),
        ["backup", target] => Ok(folders::run(&config, Task::Backup(target.into())).await?),
        ["restore", source] => Ok(folders::run(&config, Task::Restore(source.into())).await?),
        ["adopt"] => Ok(folders::run(&config, Task::Adopt).await?),
        _ => Err("usage: appchat [--demo | seed | backup TARGET | restore SOURCE | adopt]".into()),
    }
}
