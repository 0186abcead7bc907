//! A combobox as the ARIA patterns have it: the focus stays in the field, the keys point into the list.

use std::time::Duration;

use leptos::{
    ev::{Event, KeyboardEvent},
    leptos_dom::helpers::TimeoutHandle,
    prelude::*,
    task::spawn_local,
};

use super::list::TownList;
use crate::{
    gazetteer::{
        api::find_towns,
        model::{Offer, Step, Town},
    },
    ui::{Icon, Picture},
};

/// Somebody who types faster than this asks once.
const PAUSE: Duration = Duration::from_millis(180);

/// What is typed, and what came of it. Copies are the same search.
#[derive(Clone, Copy)]
pub struct Search {
    pub(super) text: RwSignal<String>,
    /// `None`: the list is closed.
    pub(super) offer: RwSignal<Option<Offer>>,
    /// Why nothing could be looked up.
    pub(super) trouble: RwSignal<Option<String>>,
    waits: StoredValue<Option<TimeoutHandle>>,
    /// What the offer answers.
    answered: StoredValue<String>,
    /// Somebody pressed Enter before the answer came: the likeliest is what they want.
    eager: StoredValue<bool>,
    chosen: Callback<Town>,
}

/// A field that finds a town by its name. `chosen` hears of the one that is taken.
#[component]
pub fn TownSearch(chosen: Callback<Town>) -> impl IntoView {
    let search = Search {
        text: RwSignal::default(),
        offer: RwSignal::default(),
        trouble: RwSignal::default(),
        waits: StoredValue::new(None),
        answered: StoredValue::new(String::new()),
        eager: StoredValue::new(false),
        chosen,
    };
    on_cleanup(move || search.forget());
    let is_open = move || search.offer.with(Option::is_some);
    let pointed = move || search.offer.with(|offer| offer.as_ref()?.at().map(option_id));
    view! {
        <div class="town-search" on:focusout=move |_| search.close()>
            <Icon picture=Picture::Search/>
            <input
                class="town-search__field"
                type="text"
                role="combobox"
                aria-label="Search a place"
                placeholder="Search a place"
                autocomplete="off"
                autocapitalize="words"
                spellcheck="false"
                enterkeyhint="search"
                aria-autocomplete="list"
                aria-controls="towns"
                aria-expanded=move || is_open().to_string()
                aria-activedescendant=pointed
                prop:value=search.text
                on:input=move |event: Event| search.type_in(event_target_value(&event))
                on:keydown=move |event: KeyboardEvent| search.key(&event)
            />
            <TownList search/>
        </div>
    }
    .into_any()
}

/// Names an entry of the list for the field.
pub(super) fn option_id(at: usize) -> String {
    format!("town-{at}")
}

impl Search {
    /// Takes a town, and is ready for the next search.
    pub(super) fn take(self, town: Town) {
        self.text.set(String::new());
        self.close();
        self.chosen.run(town);
    }

    fn type_in(self, text: String) {
        self.text.set(text.clone());
        self.forget();
        if text.trim().is_empty() {
            return self.close();
        }
        let ask = move || spawn_local(async move { self.ask(text.clone()).await });
        self.waits.set_value(set_timeout_with_handle(ask, PAUSE).ok());
    }

    /// What answers something that is no longer typed is let go.
    async fn ask(self, text: String) {
        let found = find_towns(text.clone()).await;
        if self.text.try_with_untracked(|typed| *typed != text).unwrap_or(true) {
            return;
        }
        match found {
            Ok(towns) => {
                self.trouble.set(None);
                self.answered.set_value(text);
                self.offer.set(Some(Offer::of(towns)));
                if self.eager.get_value() {
                    self.take_choice();
                }
            }
            Err(error) => {
                self.trouble.set(Some(format!("We could not look that up: {error}.")));
                self.offer.set(Some(Offer::default()));
            }
        }
    }

    fn key(self, event: &KeyboardEvent) {
        match event.key().as_str() {
            "ArrowDown" => self.step(Step::Down),
            "ArrowUp" => self.step(Step::Up),
            "Enter" if self.text.with_untracked(|text| *text == self.answered.get_value()) => {
                self.take_choice()
            }
            "Enter" => self.eager.set_value(true),
            // Once to close the list, once more to empty the field.
            "Escape" if self.offer.with_untracked(Option::is_some) => self.close(),
            "Escape" if self.text.with_untracked(|text| !text.is_empty()) => self.text.set(String::new()),
            _ => return,
        }
        event.prevent_default();
    }

    fn take_choice(self) {
        self.eager.set_value(false);
        let choice = self.offer.with_untracked(|offer| offer.as_ref()?.choice().cloned());
        choice.into_iter().for_each(|town| self.take(town));
    }

    fn step(self, step: Step) {
        self.offer.update(|offer| {
            if let Some(offer) = offer {
                offer.step(step);
            }
        });
    }

    fn close(self) {
        self.forget();
        self.trouble.set(None);
        self.offer.set(None);
    }

    /// Whatever was about to be asked is not.
    fn forget(self) {
        self.eager.try_set_value(false);
        if let Some(Some(timer)) = self.waits.try_update_value(Option::take) {
            timer.clear();
        }
    }
}
