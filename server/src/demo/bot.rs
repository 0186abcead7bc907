//! One invented friend, living: what life suggests is done with the browser, and what goes wrong is tried again at
//! some later glance.

use std::time::Duration;

use app::{
    AppError,
    friends::Circle,
    snaps::{
        api::NewSnap,
        model::{Mailbox, Snap},
    },
};
use appwrite::Id;
use serde_json::json;

use super::{
    browser::{Browser, Trouble},
    cast::Part,
    life::{Act, Life, Shot},
};
use crate::{clock::now, seed::people::PASSWORD};

/// Nobody is sent more while this many snaps of one's own wait for them.
const UNOPENED: usize = 2;

pub(super) struct Bot {
    part: &'static Part,
    life: Life,
    browser: Browser,
}

impl Bot {
    pub(super) fn new(part: &'static Part, browser: Browser) -> Self {
        Self { part, life: Life::new(part), browser }
    }

    /// Glances at the app, rests for about `rest`, and so on for ever.
    pub(super) async fn live(mut self, rest: Duration) {
        let mut doings = self.life.begin();
        loop {
            if let Err(trouble) = self.glance(doings).await {
                tracing::warn!(handle = self.part.handle, %trouble, "an invented friend could not do something");
                if matches!(trouble, Trouble::App(AppError::SignedOut)) {
                    self.browser.sign_out();
                }
            }
            tokio::time::sleep(self.life.rest(rest)).await;
            doings = self.life.glance();
        }
    }

    async fn glance(&mut self, doings: Vec<Act>) -> Result<(), Trouble> {
        if !self.browser.is_signed_in() {
            self.browser.sign_in(&self.part.email(), PASSWORD).await?;
        }
        for act in doings {
            match act {
                Act::Say(saying) => self.browser.say(&saying).await?,
                Act::Look => self.look().await?,
                Act::Send => self.send_to_a_friend().await?,
                Act::Leave => self.browser.call("leave_presence", &[]).await?,
            }
        }
        Ok(())
    }

    /// Accepts whoever asked, with a snap for a welcome, and opens what came.
    async fn look(&mut self) -> Result<(), Trouble> {
        let circle: Circle = self.browser.call("list_circle", &[]).await?;
        for asking in circle.incoming {
            self.browser.call::<()>("accept_request", &[("request", asking.request.as_str())]).await?;
            self.send(asking.person.id, None).await?;
        }
        let mailbox: Mailbox = self.browser.call("list_snaps", &[]).await?;
        let now = mailbox.as_of;
        let undelivered = mailbox.undelivered(now);
        if !undelivered.is_empty() {
            self.browser.call_with::<Vec<Id>>("mark_snaps_delivered", &json!({ "ids": undelivered })).await?;
        }
        for snap in mailbox.received(now) {
            if snap.waits_for(&mailbox.me, now) {
                self.browser.open_snap(&snap.id).await?;
                self.answer(snap).await?;
            }
        }
        Ok(())
    }

    /// Answers a snap, or does not. An answer is never answered, or two of them would go on for ever.
    async fn answer(&mut self, snap: Snap) -> Result<(), Trouble> {
        match !snap.is_reply && self.life.answers() {
            true => self.send(snap.sender, Some(snap.id)).await,
            false => Ok(()),
        }
    }

    async fn send_to_a_friend(&mut self) -> Result<(), Trouble> {
        let circle: Circle = self.browser.call("list_circle", &[]).await?;
        let mailbox: Mailbox = self.browser.call("list_snaps", &[]).await?;
        let copies: Vec<Snap> = mailbox.sent().into_iter().flat_map(|sent| sent.copies).collect();
        let waiting =
            |friend: &Id| copies.iter().filter(|copy| copy.waits_for(friend, mailbox.as_of)).count();
        let friends: Vec<Id> = circle.friends.into_iter().map(|friend| friend.id).collect();
        let patient: Vec<&Id> = friends.iter().filter(|friend| waiting(friend) < UNOPENED).collect();
        match self.life.one_of(&patient) {
            Some(friend) => self.send((*friend).clone(), None).await,
            None => Ok(()),
        }
    }

    async fn send(&mut self, to: Id, reply_to: Option<Id>) -> Result<(), Trouble> {
        let Shot { scene, seed, caption } = self.life.shot();
        // Drawing takes a while, and would keep whoever shares this thread waiting.
        let drawing = tokio::task::spawn_blocking(move || landscape::photograph(scene, seed)).await;
        let photograph = drawing.map_err(|cause| image::ImageError::IoError(cause.into()))??;
        let snap = NewSnap {
            id: Id::unique(now()),
            recipients: vec![to],
            image: photograph.into(),
            file_name: "snap.jpg".into(),
            caption: caption.into(),
            description: format!("Hills behind a lake, {}", scene.words()),
            reply_to,
            view_once: false,
            timer: None,
        };
        self.browser.call_with("send_snap", &json!({ "snap": snap })).await
    }
}
