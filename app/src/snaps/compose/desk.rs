//! The photograph on the desk and its way out. What goes wrong is said here and loses nothing: the photograph stays
//! until it is sent or taken away.

use appwrite::Id;
#[cfg(feature = "browser")]
use leptos::task::spawn_local;
use leptos::{ev, prelude::*};

#[cfg(feature = "browser")]
use super::UNDO_SECONDS;
use super::{Photo, Sending, Undo};
use crate::snaps::model::Timer;
#[cfg(feature = "browser")]
use crate::{
    snaps::{
        api::{Image, NewSnap},
        device::{self, Upload},
    },
    sounds::{Sounds, Tone, use_sounds},
    toasts::{Notice, Toaster, use_toasts},
};

/// The composer's state. A handle: copies are the same desk.
#[derive(Clone, Copy)]
pub struct Desk {
    pub photo: RwSignal<Option<Photo>>,
    /// What stands under it.
    pub caption: RwSignal<String>,
    /// What is to be seen, for whoever does not see it.
    pub description: RwSignal<String>,
    /// Whether each recipient may look a single time.
    pub view_once: RwSignal<bool>,
    /// For how long it stays on screen, if not for as long as they like.
    pub timer: RwSignal<Option<Timer>>,
    /// Whom it is for, in the order they were chosen.
    pub to: RwSignal<Vec<Id>>,
    /// The snap this answers.
    pub reply_to: RwSignal<Option<Id>>,
    /// Whether a file is being made ready.
    pub preparing: RwSignal<bool>,
    /// Why the last file did not become a photograph.
    pub trouble: RwSignal<Option<String>>,
    pub sending: RwSignal<Sending>,
    pub undo: RwSignal<Undo>,
    /// Numbers the files that were chosen, so that a slow one does not take a later one's place.
    #[cfg(feature = "browser")]
    choice: StoredValue<u32>,
    /// This photograph's id on its way to these people: retries say it again and are the same snap.
    pub(super) attempt: StoredValue<Option<(Vec<Id>, Id)>>,
    #[cfg(feature = "browser")]
    toasts: Option<Toaster>,
    #[cfg(feature = "browser")]
    sounds: Option<Sounds>,
    #[cfg(feature = "browser")]
    upload: StoredValue<Option<Upload>, LocalStorage>,
}

impl Desk {
    /// An empty desk for nobody yet.
    pub fn new() -> Self {
        Self {
            photo: RwSignal::new(None),
            caption: RwSignal::new(String::new()),
            description: RwSignal::new(String::new()),
            view_once: RwSignal::new(false),
            timer: RwSignal::new(None),
            to: RwSignal::new(vec![]),
            reply_to: RwSignal::new(None),
            preparing: RwSignal::new(false),
            trouble: RwSignal::new(None),
            sending: RwSignal::new(Sending::Not),
            undo: RwSignal::new(Undo::Over),
            #[cfg(feature = "browser")]
            choice: StoredValue::new(0),
            attempt: StoredValue::new(None),
            #[cfg(feature = "browser")]
            toasts: use_toasts(),
            #[cfg(feature = "browser")]
            sounds: use_sounds(),
            #[cfg(feature = "browser")]
            upload: StoredValue::new_local(None),
        }
    }

    /// Lays a photograph on the desk, in place of whatever was there.
    pub fn put(self, photo: Photo) {
        self.attempt.set_value(None);
        self.trouble.set(None);
        self.sending.set(Sending::Not);
        self.photo.set(Some(photo));
    }

    /// Takes the photograph away, and what was said with it.
    pub fn clear(self) {
        self.attempt.set_value(None);
        self.sending.set(Sending::Not);
        self.photo.set(None);
        self.caption.set(String::new());
        self.description.set(String::new());
        self.view_once.set(false);
        self.timer.set(None);
        self.reply_to.set(None);
    }

    /// Chooses somebody, or leaves them out again.
    pub fn address(self, person: Id, chosen: bool) {
        self.to.update(|to| {
            to.retain(|one| *one != person);
            if chosen {
                to.push(person);
            }
        });
    }

    /// Whether what is said with the photograph and whom it is for can no longer be changed: it is going out, or has.
    pub fn is_settled(self) -> bool {
        self.sending.with(|sending| matches!(sending, Sending::UnderWay(_) | Sending::Sent(_)))
    }

    /// Whether something is going out right now.
    pub fn is_busy(self) -> bool {
        self.sending.with(|sending| matches!(sending, Sending::UnderWay(_)))
    }
}

impl Default for Desk {
    fn default() -> Self {
        Self::new()
    }
}

/// On the server nobody chooses and nothing is sent.
#[cfg(not(feature = "browser"))]
impl Desk {
    pub fn picked(self, _: &ev::Event) {}
    pub fn dropped(self, _: &ev::DragEvent) {}
    pub fn send(self, _recipients: String) {}
    pub fn cancel(self) {}
}

#[cfg(feature = "browser")]
impl Desk {
    pub fn picked(self, event: &ev::Event) {
        self.prepare(device::picked(event));
    }

    pub fn dropped(self, event: &ev::DragEvent) {
        self.prepare(device::dropped(event));
    }

    /// What was let go of elsewhere on the page, or on another one.
    pub(in crate::snaps) fn take(self, file: web_sys::File) {
        self.prepare(Some(file));
    }

    fn prepare(self, file: Option<web_sys::File>) {
        let Some(file) = file else { return };
        if self.is_busy() {
            return;
        }
        let choice = self.choice.get_value() + 1;
        self.choice.set_value(choice);
        self.preparing.set(true);
        spawn_local(async move {
            let prepared = device::prepare(&file).await;
            if self.choice.try_get_value() != Some(choice) {
                return; // a later choice, or the page, has moved on
            }
            self.preparing.set(false);
            match prepared {
                Ok(photo) => self.put(photo),
                Err(sentence) => self.trouble.set(Some(sentence)),
            }
        });
    }

    /// Sends what is on the desk. While something is going out already, this does nothing.
    pub fn send(self, recipients: String) {
        let (Some(photo), to) = (self.photo.get_untracked(), self.to.get_untracked()) else {
            return;
        };
        if to.is_empty() || untrack(|| self.is_busy()) {
            return;
        }
        let snap = NewSnap {
            id: self.attempt_for(&to),
            recipients: to.clone(),
            caption: self.caption.get_untracked(),
            description: self.description.get_untracked(),
            reply_to: self.reply_to.get_untracked(),
            view_once: self.view_once.get_untracked(),
            timer: self.timer.get_untracked(),
            image: Image::from_base64(photo.base64().to_owned()),
            file_name: photo.name,
        };
        let Ok(upload) = Upload::new() else { return };
        self.upload.set_value(Some(upload.clone()));
        self.sending.set(Sending::UnderWay(0.0));
        spawn_local(async move {
            let progress = move |part| {
                // Leaving the page does not stop the sending; there is only nobody left to show it to.
                let _ = self.sending.try_set(Sending::UnderWay(part));
            };
            match upload.send(snap, progress).await {
                Ok(()) => self.arrived(to),
                Err(error) => self.failed(error.to_string(), &recipients),
            }
        });
    }

    /// Calls the sending off and keeps the photograph.
    pub fn cancel(self) {
        self.sending.set(Sending::Not);
        if let Some(upload) = self.upload.get_value() {
            upload.cancel();
        }
    }

    fn attempt_for(self, to: &[Id]) -> Id {
        match self.attempt.get_value() {
            Some((recipients, id)) if recipients == to => id,
            _ => {
                let id = Id::unique(crate::clock::now());
                self.attempt.set_value(Some((to.to_vec(), id.clone())));
                id
            }
        }
    }

    fn arrived(self, to: Vec<Id>) {
        if let Some(sounds) = self.sounds {
            sounds.play(Tone::Sent);
        }
        let _ = self.undo.try_set(Undo::Offered(UNDO_SECONDS));
        // Whoever has left the page is not told; the sent list knows.
        let _ = self.sending.try_set(Sending::Sent(to));
    }

    fn failed(self, sentence: String, recipients: &str) {
        let called_off = self.sending.try_with_untracked(|sending| *sending == Sending::Not);
        if called_off == Some(true) {
            return;
        }
        if self.sending.try_set(Sending::Failed(sentence.clone())).is_some()
            && let Some(toasts) = self.toasts
        {
            let title = format!("Your snap to {recipients} was not sent");
            toasts.raise(Notice::trouble("send", title).detail(sentence));
        }
    }
}
