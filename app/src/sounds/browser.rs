//! The browser's half: the tones themselves, and what this browser remembers.

use leptos::{ev, prelude::*};
use web_sys::{AudioContext, OscillatorType};

use super::{Sounds, Tone};
use crate::lock::Lock;

/// Held by the one tab that sounds for all.
const VOICE: &str = "appchat.sounds";
const KEY: &str = "appchat.sounds";
/// As loud as it gets; 1 would be as loud as the device can.
const LOUDNESS: f32 = 0.12;

/// What plays, once the page was touched. A handle: copies are the same.
#[derive(Clone, Copy)]
pub(super) struct Player {
    context: StoredValue<Option<AudioContext>, LocalStorage>,
    /// The wish to be the voice. A tab has it once it may sound: one that nobody touched would be a silent voice.
    lock: StoredValue<Option<Lock>, LocalStorage>,
    voice: StoredValue<bool>,
}

impl Default for Player {
    fn default() -> Self {
        Self {
            context: StoredValue::new_local(None),
            lock: StoredValue::new_local(None),
            voice: StoredValue::new(false),
        }
    }
}

/// Reads the switch once the page is alive, and makes the page ready to sound at the first touch or key.
pub(super) fn wait_for_a_touch(sounds: Sounds) {
    Effect::new(move |_| sounds.on.set(is_on()));
    let ready = move || sounds.player.make_ready();
    let touched = window_event_listener(ev::pointerdown, move |_| ready());
    let typed = window_event_listener(ev::keydown, move |_| ready());
    // The switch of another tab.
    let switched = window_event_listener(ev::storage, move |_| sounds.on.set(is_on()));
    on_cleanup(move || {
        switched.remove();
        touched.remove();
        typed.remove();
        sounds.player.lock.try_set_value(None);
    });
}

pub(super) fn remember(on: bool) {
    if let Some(storage) = storage() {
        let _ = storage.set_item(KEY, if on { "on" } else { "off" });
    }
}

/// Whether this browser is to sound.
fn is_on() -> bool {
    storage().and_then(|storage| storage.get_item(KEY).ok()?).as_deref() != Some("off")
}

fn storage() -> Option<web_sys::Storage> {
    window().local_storage().ok()?
}

impl Player {
    fn make_ready(self) {
        if self.context.try_with_value(Option::is_some) != Some(false) {
            return;
        }
        let Ok(context) = AudioContext::new() else { return };
        self.context.set_value(Some(context));
        let voice = self.voice;
        self.lock.set_value(Some(Lock::ask(VOICE, move || {
            voice.try_set_value(true);
        })));
    }

    /// Whether it is this tab that sounds for all.
    pub(super) fn is_voice(self) -> bool {
        self.voice.try_get_value().unwrap_or_default()
    }

    /// A browser that refuses a tone stays silent; nothing depends on one.
    pub(super) fn play(self, tone: Tone) {
        self.context.try_with_value(|player| {
            if let Some(player) = player {
                // A page that was out of sight for long may have fallen asleep.
                let _ = player.resume();
                for (at, note) in notes(tone).iter().enumerate() {
                    let _ = strike(player, *note, at as f64 * 0.11);
                }
            }
        });
    }
}

/// Where each note begins and where it ends, in hertz.
fn notes(tone: Tone) -> &'static [(f32, f32)] {
    match tone {
        Tone::Received => &[(880.0, 880.0), (1174.7, 1174.7)],
        Tone::Sent => &[(587.3, 440.0)],
    }
}

/// One note, `wait` seconds from now: loud at once, then dying away.
fn strike(player: &AudioContext, (from, to): (f32, f32), wait: f64) -> Result<(), wasm_bindgen::JsValue> {
    const LENGTH: f64 = 0.18;
    let begin = player.current_time() + wait;
    let (note, loudness) = (player.create_oscillator()?, player.create_gain()?);
    note.set_type(OscillatorType::Sine);
    note.frequency().set_value_at_time(from, begin)?;
    note.frequency().exponential_ramp_to_value_at_time(to, begin + LENGTH)?;
    loudness.gain().set_value_at_time(LOUDNESS, begin)?;
    loudness.gain().exponential_ramp_to_value_at_time(0.001, begin + LENGTH)?;
    note.connect_with_audio_node(&loudness)?.connect_with_audio_node(&player.destination())?;
    note.start_with_when(begin)?;
    note.stop_with_when(begin + LENGTH)
}
