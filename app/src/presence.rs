//! Who is here, how they are, and where. The roster as signals, in one call.
//!
//! Everything under `/app` stands below [`provide_presence`], which subscribes to the one realtime connection, reads the
//! roster, beats for whoever is signed in, and follows whether they are at the screen. Components take the handle from
//! context with [`use_presence`]; it is `Copy`, and every copy is the same.
//!
//! # Who is here
//!
//! ```
//! use app::presence::use_presence;
//! use leptos::prelude::*;
//!
//! #[component]
//! fn WhoIsHere() -> impl IntoView {
//!     let presence = use_presence();
//!     view! {
//!         <ul>
//!             // Told when somebody comes or goes, and only then.
//!             <For each=move || presence.people().get() key=|id| id.clone() let:id>
//!                 {
//!                     // Told when this person changes, and nobody else.
//!                     let person = presence.of(&id);
//!                     move || person.get().map(|one| view! {
//!                         <li style:color=one.color.clone()>
//!                             {one.metadata.called()} " is " {one.status.word()}
//!                         </li>
//!                     })
//!                 }
//!             </For>
//!         </ul>
//!     }
//! }
//! ```
//!
//! [`Presence::list`] and [`Presence::records`] are the same people all at once, as an [`Entry`] each: `user_id`, `status`,
//! `metadata`, `color` (the same for the same person everywhere), `last_seen`, `expires_at`. [`Presence::all`] is the list
//! at this moment. [`Presence::ready`] says whether the roster is complete; [`Presence::error`] why what I said last may not
//! have been heard.
//!
//! # How I am
//!
//! ```
//! use app::presence::{Label, Options, Presence, Status, Words};
//!
//! fn a_day(presence: Presence) {
//!     presence.start(Options { heartbeat: 25_000, ..Options::default() }); // or another pace than the layout's
//!     presence.set(Status::Busy, Words { label: Label::new("🎧", "in the studio", None).ok() });
//!     presence.set(Status::Online, None); // the label stays
//!     presence.clear(); // nobody sees me until the next `set`; I go on seeing them
//!     presence.stop(); // and this page says nothing more by itself
//! }
//! ```
//!
//! - What is [`set`](Presence::set) shows here at once. A server that refuses takes it back, and `error` says why; one that
//!   cannot be reached hears it later.
//! - Five minutes without input, or one with no tab in sight, are *away*; the first input brings back what was chosen
//!   before. Busy, away and labels are choices, and never overridden.
//! - Many tabs of a browser are one person with one heartbeat. A reload, a closed tab, half a minute without a network are
//!   seen by nobody. The last tab that closes says goodbye; signing out takes the record away before the session.
//!
//! # Inside
//!
//! - [`model`] is plain Rust with the time as an argument: [`model::Roster`] merges what is heard and read,
//!   [`model::pulse`] decides what one tab says and when.
//! - `live` is the handle, and in a browser the thin parts around the model: the socket, the other tabs, the attention.
//! - [`view`] has the face with its dot, the line of words, and the menu.
//! - [`api`] are the server functions; only the server may grant a friend's read.

pub mod api;
#[cfg(feature = "ssr")]
pub(crate) mod grants;
pub mod live;
pub mod model;
pub mod view;

pub use live::{Options, Presence, Words, provide_presence, use_presence};
pub use model::{Company, Dot, Entry, Label, Metadata, Spot, Status, Zone};
