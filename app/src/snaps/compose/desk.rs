//! The photograph on the desk and its way out. What goes wrong is said here and loses nothing: the photograph stays
//! until it is sent or taken away.

use appwrite::Id;
#[cfg(feature = "browser")]
use leptos::task::spawn_local;
use leptos::{ev, prelude::*};

use super::{Photo, Sending};
#[cfg(feature = "browser")]
use crate::{
    snaps::{
        api::NewSnap,
        device::{self, Upload},
    },
    toasts::{Notice, Toaster, use_toasts},
};

/// The composer's state. A handle: copies are the same desk.
#[derive(Clone, Copy)]
pub struct Desk {
    pub photo: RwSignal<Option<Photo>>,
    pub to: RwSignal<Option<Id>>,
    /// Whether a file is being made ready.
    pub preparing: RwSignal<bool>,
    /// Why the last file did not become a photograph.
    pub trouble: RwSignal<Option<String>>,
    pub sending: RwSignal<Sending>,
    /// Numbers the files that were chosen, so that a slow one does not take a later one's place.
    #[cfg(feature = "browser")]
    choice: StoredValue<u32>,
    /// This photograph's id on its way to this person: retries say it again and are the same snap.
    attempt: StoredValue<Option<(Id, Id)>>,
    #[cfg(feature = "browser")]
    toasts: Option<Toaster>,
    #[cfg(feature = "browser")]
    upload: StoredValue<Option<Upload>, LocalStorage>,
}

impl Desk {
    /// An empty desk, with its recipient chosen when the address names one.
    pub fn new(to: Option<Id>) -> Self {
        Self {
            photo: RwSignal::new(None),
            to: RwSignal::new(to),
            preparing: RwSignal::new(false),
            trouble: RwSignal::new(None),
            sending: RwSignal::new(Sending::Not),
            #[cfg(feature = "browser")]
            choice: StoredValue::new(0),
            attempt: StoredValue::new(None),
            #[cfg(feature = "browser")]
            toasts: use_toasts(),
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

    /// Takes the photograph away.
    pub fn clear(self) {
        self.attempt.set_value(None);
        self.sending.set(Sending::Not);
        self.photo.set(None);
    }

    /// Whether something is going out right now.
    pub fn is_busy(self) -> bool {
        self.sending.with(|sending| matches!(sending, Sending::UnderWay(_)))
    }
}

/// On the server nobody chooses and nothing is sent.
#[cfg(not(feature = "browser"))]
impl Desk {
    pub fn picked(self, _: &ev::Event) {}
    pub fn dropped(self, _: &ev::DragEvent) {}
    pub fn pasted(self, _: &ev::ClipboardEvent) {}
    pub fn send(self, _recipient_name: String) {}
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

    /// Pasted text is left to whatever it was pasted into.
    pub fn pasted(self, event: &ev::ClipboardEvent) {
        if let Some(file) = device::pasted(event) {
            event.prevent_default();
            self.prepare(Some(file));
        }
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
    pub fn send(self, recipient_name: String) {
        let (Some(photo), Some(to)) = (self.photo.get_untracked(), self.to.get_untracked()) else {
            return;
        };
        if untrack(|| self.is_busy()) {
            return;
        }
        let snap = NewSnap {
            id: self.attempt_for(&to),
            recipient_id: to.clone(),
            image_base64: photo.base64().to_owned(),
            file_name: photo.name,
            file_type: "image/jpeg".into(),
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
                Err(error) => self.failed(error.to_string(), &recipient_name),
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

    fn attempt_for(self, to: &Id) -> Id {
        match self.attempt.get_value() {
            Some((recipient, id)) if recipient == *to => id,
            _ => {
                let id = Id::unique(crate::clock::now());
                self.attempt.set_value(Some((to.clone(), id.clone())));
                id
            }
        }
    }

    fn arrived(self, to: Id) {
        if self.sending.try_set(Sending::Sent(to)).is_none() {
            self.attempt.set_value(None);
            self.photo.set(None);
        }
    }

    fn failed(self, sentence: String, recipient_name: &str) {
        let called_off = self.sending.try_with_untracked(|sending| *sending == Sending::Not);
        if called_off == Some(true) {
            return;
        }
        if self.sending.try_set(Sending::Failed(sentence.clone())).is_some()
            && let Some(toasts) = self.toasts
        {
            let title = format!("Your snap to {recipient_name} was not sent");
            toasts.raise(Notice::trouble("send", title).detail(sentence));
        }
    }
}
