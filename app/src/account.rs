//! Who I am: signing in and out, and the account behind it.

pub mod api;
#[cfg(feature = "ssr")]
mod attempts;
#[cfg(feature = "ssr")]
mod belongings;
#[cfg(feature = "ssr")]
mod cookie;
pub mod entry;
#[cfg(feature = "ssr")]
pub mod export;
#[cfg(feature = "ssr")]
mod known_device;
pub mod live;
pub mod model;
pub mod name;
#[cfg(feature = "ssr")]
pub(crate) mod names;
#[cfg(feature = "ssr")]
mod password;
pub mod view;

#[cfg(feature = "ssr")]
pub use attempts::Attempts;
#[cfg(feature = "ssr")]
pub use known_device::DeviceKey;
pub use live::{provide_me, use_live_me, use_painter};
pub use model::{Me, use_me};
