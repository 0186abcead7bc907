use leptos::{ev::MouseEvent, prelude::*};

use super::search::{Search, option_id};
use crate::gazetteer::model::{Offer, Town};

/// What was found, above the field. Nothing in it takes the focus.
#[component]
pub(super) fn TownList(search: Search) -> impl IntoView {
    let is_closed = move || search.offer.with(Option::is_none);
    let towns =
        Memo::new(move |_| search.offer.with(|offer| offer.as_ref().map(|offer| offer.towns().to_vec())));
    let at = Memo::new(move |_| search.offer.with(|offer| offer.as_ref().and_then(Offer::at)));
    let is_empty = move || towns.with(|towns| towns.as_ref().is_some_and(Vec::is_empty));
    let said = move || {
        let summary = || search.offer.with(|offer| offer.as_ref().map(Offer::summary));
        search.trouble.get().or_else(summary)
    };
    view! {
        <div
            class="town-search__list"
            hidden=is_closed
            // A press here would take the focus from the field, and with it the list away.
            on:mousedown=|event: MouseEvent| event.prevent_default()
        >
            <ul id="towns" role="listbox" aria-label="Places" hidden=is_empty>
                {move || towns.get().unwrap_or_default().into_iter().enumerate().map(|(number, town)| {
                    view! { <TownOption search town number at/> }
                }).collect_view()}
            </ul>
            <p class="town-search__none" hidden=move || !is_empty()>{said}</p>
        </div>
        <p class="visually-hidden" role="status">{said}</p>
    }
    .into_any()
}

#[component]
fn TownOption(search: Search, town: Town, number: usize, at: Memo<Option<usize>>) -> impl IntoView {
    let (name, country) = (town.name.clone(), town.country.clone());
    view! {
        <li
            id=option_id(number)
            role="option"
            aria-selected=move || (at.get() == Some(number)).to_string()
            on:click=move |_| search.take(town.clone())
        >
            <strong>{name}</strong>
            " "
            <span>{country}</span>
        </li>
    }
    .into_any()
}
