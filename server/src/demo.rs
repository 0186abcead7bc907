//! `appchat --demo`: an instance in which nobody is alone. It is filled as by `appchat seed`, and everybody in it but
//! the two whom people sign in as comes to life: they move, say how they are, go and come back, and send, open and
//! answer snaps. Each is a visitor of this process's own address, with a session of their own and no other rights;
//! whoever asks one of them to be friends is accepted.
//!
//! [`cast`] says who plays, [`life`] what they feel like doing, [`browser`] how it is done, and [`bot`] is one of them
//! doing it.

use std::{
    io::{self, Write},
    net::SocketAddr,
};

use appwrite::{Client, Id};
use tokio::task::JoinSet;

use crate::{
    config::{Config, Home, Site},
    seed::{self, SeedError},
};

mod bot;
mod browser;
mod cast;
mod life;

use bot::Bot;
use browser::Browser;

/// There is no company to be had.
#[derive(Debug, thiserror::Error)]
pub enum DemoError {
    #[error("the demo is for the embedded backend; APPWRITE_ENDPOINT names a remote one")]
    Remote,
    #[error(transparent)]
    Seed(#[from] SeedError),
    #[error(transparent)]
    Door(#[from] browser::NoBrowser),
    #[error("the logins could not be printed: {0}")]
    Print(#[from] io::Error),
}

/// The invented friends, living. They stop with this value.
pub(crate) struct Company {
    _lives: JoinSet<()>,
}

/// Fills the instance that listens at `address` and lets the friends live there, if the configuration asks for them.
/// `admin` fills; they do without it. They wait until the instance answers.
pub(crate) async fn move_in(
    config: &Config,
    admin: &Client,
    address: SocketAddr,
) -> Result<Option<Company>, DemoError> {
    let Some(demo) = config.demo else { return Ok(None) };
    if matches!(config.home, Home::Remote(_)) {
        return Err(DemoError::Remote);
    }
    seed::fill(admin).await?;
    let address = seed::address(address);
    let mut lives = JoinSet::new();
    for part in &cast::ALL {
        let bot = Bot::new(part, Browser::open(&address)?);
        lives.spawn(bot.live(demo.rest));
    }
    Ok(Some(Company { _lives: lives }))
}

/// The ids of all who live in a demo.
pub(crate) fn everybody() -> impl Iterator<Item = Id> {
    cast::ALL.iter().map(|part| seed::people::id(part.handle))
}

/// Prints who can sign in, and what the others do.
pub(crate) fn tell_logins(site: &Site) -> Result<(), DemoError> {
    let mut to = io::stdout().lock();
    seed::print_logins(&mut to, &seed::address(site.address))?;
    writeln!(
        to,
        "Everybody but Alice and Bob lives by themselves here, and accepts whoever asks to be friends."
    )?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use appwrite::transport::Http;

    use super::*;

    /// Nobody answers there: whatever is asked fails.
    const NOWHERE: &str = "http://127.0.0.1:9/v1";

    #[tokio::test]
    async fn nobody_moves_in_unasked_or_into_a_remote_backend() {
        let admin = Client::new(Arc::new(Http::new(NOWHERE).unwrap()), "appchat");
        let with = |demo: &'static str| {
            let said = [
                ("APPWRITE_ENDPOINT", NOWHERE),
                ("APPWRITE_PROJECT_ID", "appchat"),
                ("APPWRITE_API_KEY", "key"),
            ];
            let all = said.into_iter().chain([("APPCHAT_DEMO", demo)]);
            Config::read(|name| all.clone().find(|(key, _)| *key == name).map(|(_, value)| value.to_owned()))
                .unwrap()
        };
        let address = SocketAddr::from(([127, 0, 0, 1], 9));
        assert!(matches!(move_in(&with("off"), &admin, address).await, Ok(None)));
        assert!(matches!(move_in(&with("on"), &admin, address).await, Err(DemoError::Remote)));
    }
}
