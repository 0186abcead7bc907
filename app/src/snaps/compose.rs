//! The composer's state: the photograph, what is said with it, whom it is for, and how its sending goes. Choosing and sending happen in
//! the browser; on the server the desk is always empty.

use std::sync::Arc;

use appwrite::Id;
#[cfg(feature = "browser")]
use base64::prelude::{BASE64_STANDARD, Engine};
#[cfg(feature = "browser")]
use leptos::prelude::*;

#[cfg(feature = "browser")]
use super::model::size_words;

mod desk;
#[cfg(feature = "browser")]
mod leaving;
mod undo;
mod viewfinder;

pub use desk::Desk;
pub use viewfinder::{Facing, Shutter, Viewfinder};

/// Asks before a photograph that was not sent is left behind, while the calling component lives.
pub fn ask_before_leaving(desk: Desk) {
    #[cfg(feature = "browser")]
    Effect::new(move |_| leaving::ask_first(desk));
    #[cfg(not(feature = "browser"))]
    let _ = desk;
}

/// Takes what is dropped or pasted beside the composer, or was before it opened, while the calling component lives.
pub fn take_what_comes(desk: Desk) {
    #[cfg(feature = "browser")]
    crate::snaps::use_handover().lay_on(desk);
    #[cfg(not(feature = "browser"))]
    let _ = desk;
}

/// A photograph that is ready to send.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Photo {
    /// The whole of it, as an address an `img` can show.
    pub data_url: Arc<str>,
    /// What it was called where it came from.
    pub name: String,
    /// What making it ready did, in words.
    pub story: String,
}

/// How a sending goes.
#[derive(Clone, Debug, PartialEq)]
pub enum Sending {
    Not,
    /// This part of the bytes has gone out, 0 to 1.
    UnderWay(f64),
    /// Why it did not go. The photograph is kept.
    Failed(String),
    /// To whom it went.
    Sent(Vec<Id>),
}

/// Whether what was just sent can be undone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Undo {
    /// For this many seconds more.
    Offered(u32),
    /// No more from here; the sent list still can.
    Over,
    UnderWay,
    /// Why it was not undone.
    Failed(String),
}

/// How long an undo is offered, in seconds.
pub const UNDO_SECONDS: u32 = 6;

const JPEG: &str = "data:image/jpeg;base64,";

impl Photo {
    /// A photograph out of a JPEG's address; `story` is told its size in bytes. `None` when it is no JPEG.
    pub fn new(data_url: String, name: String, story: impl FnOnce(usize) -> String) -> Option<Self> {
        let base64 = data_url.strip_prefix(JPEG)?;
        let story = story(base64.len() / 4 * 3);
        Some(Self { data_url: data_url.into(), name, story })
    }

    /// A photograph that goes to the server as it was chosen.
    #[cfg(feature = "browser")]
    pub fn original(kind: pictures::Kind, bytes: &[u8], name: String) -> Self {
        let data_url = format!("data:{};base64,{}", kind.media_type(), BASE64_STANDARD.encode(bytes));
        let story = format!("{}, as it is; location data is removed on arrival", size_words(bytes.len()));
        Self { data_url: data_url.into(), name, story }
    }

    /// Its bytes, as `send_snap` takes them.
    pub fn base64(&self) -> &str {
        self.data_url.split_once(";base64,").map_or("", |(_, base64)| base64)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_photograph_is_a_jpeg_that_knows_its_size_and_story() {
        let photo =
            Photo::new(format!("{JPEG}AAAABBBB"), "a.png".into(), |bytes| format!("{bytes} bytes")).unwrap();
        assert_eq!(photo.base64(), "AAAABBBB");
        assert_eq!(photo.story, "6 bytes");
    }

    #[test]
    fn a_canvas_that_could_not_be_written_out_is_no_photograph() {
        for failed in ["data:,", "data:image/png;base64,AAAA", ""] {
            assert_eq!(Photo::new(failed.into(), String::new(), |_| String::new()), None);
        }
    }
}
