//! Two short tones, made on the spot: one for a snap that came, one for a snap that went. Nothing sounds before somebody
//! touched the page, as browsers want it, and a switch silences them in this browser.

use leptos::prelude::*;

#[cfg(feature = "browser")]
mod browser;
pub mod view;

/// What there is to hear.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// A snap came: two notes, going up.
    Received,
    /// A snap went out: one note, falling away.
    Sent,
}

/// The tones and their switch. A handle: copies are the same.
#[derive(Clone, Copy)]
pub struct Sounds {
    on: RwSignal<bool>,
    #[cfg(feature = "browser")]
    player: browser::Player,
}

/// Makes the tones reachable below the calling component.
pub fn provide_sounds() {
    let sounds = Sounds {
        on: RwSignal::new(true),
        #[cfg(feature = "browser")]
        player: browser::Player::default(),
    };
    #[cfg(feature = "browser")]
    browser::wait_for_a_touch(sounds);
    provide_context(sounds);
}

/// The tones, where there are any: under `/app`.
pub fn use_sounds() -> Option<Sounds> {
    use_context()
}

impl Sounds {
    /// Whether anything sounds in this browser.
    pub fn is_on(self) -> Signal<bool> {
        self.on.into()
    }

    /// Turns the tones on or off, and remembers it in this browser.
    pub fn turn(self, on: bool) {
        self.on.set(on);
        #[cfg(feature = "browser")]
        browser::remember(on);
    }

    /// Plays a tone for something that every tab of this browser hears of: one of those that may sound does.
    pub fn tell(self, tone: Tone) {
        #[cfg(feature = "browser")]
        if self.player.is_voice() {
            self.play(tone);
        }
        #[cfg(not(feature = "browser"))]
        let _ = tone;
    }

    /// Plays a tone, if tones are on and the page may sound.
    pub fn play(self, tone: Tone) {
        #[cfg(feature = "browser")]
        if self.on.try_get_untracked() == Some(true) {
            self.player.play(tone);
        }
        #[cfg(not(feature = "browser"))]
        let _ = tone;
    }
}
