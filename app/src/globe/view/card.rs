//! One person up close: beside their pin, or as a sheet where there is little room.

use appwrite::Id;
use leptos::{html, prelude::*};
use leptos_router::components::A;

use super::{followed, local_time::hour_of};
use crate::{
    friends::{
        Person,
        live::use_circle,
        view::{FriendMenu, MenuButton},
    },
    globe::{
        helm::Helm,
        model::{Order, Pin},
    },
    presence::{
        model::seen_words,
        use_presence,
        view::{Face, StatusLine},
    },
    rooms::{Content, use_rooms},
    ui::{Icon, Picture},
};

mod focus;

/// Where the card of whoever is open appears. The canvas moves it with their pin.
#[component]
pub fn CardHolder(pins: Signal<Vec<Pin>>, helm: Helm, holder: NodeRef<html::Div>) -> impl IntoView {
    let rooms = use_rooms();
    // Who leaves takes their card along.
    let person = Memo::new(move |_| {
        helm.open.get().filter(|id| pins.with(|pins| pins.iter().any(|pin| pin.person == *id)))
    });
    Effect::new(move |_| {
        if person.with(Option::is_none) {
            helm.open.set(None);
        }
    });
    let card = move || {
        let pin = pins.with_untracked(|pins| {
            pins.iter().find(|pin| Some(&pin.person) == person.read().as_ref()).cloned()
        });
        pin.map(|pin| rooms.show(Content::Card { pin, pins, helm }))
    };
    view! {
        <div class="globe__card" node_ref=holder data-user=move || person.get().map(|id| id.to_string())>
            {card}
        </div>
    }
    .into_any()
}

/// The card itself. Its code is in the lazy module.
#[component]
pub(crate) fn Card(pin: Pin, pins: Signal<Vec<Pin>>, helm: Helm) -> impl IntoView {
    let (person, mine) = (pin.person.clone(), pin.mine);
    let pin = followed(pin, pins);
    let face = Memo::new(move |_| pin.with(|pin| pin.name.clone()));
    let card = NodeRef::<html::Div>::new();
    let close = focus::hold(card, helm);
    let muted = use_circle().muted(person.clone());
    let place = move || {
        pin.with(|pin| match (&pin.place, pin.spot) {
            (Some(place), _) => place.clone(),
            (None, Some(_)) => "On the globe".to_owned(),
            (None, None) => "No pin yet".to_owned(),
        })
    };
    let away = move || pin.with(|pin| pin.away.clone());
    let user = person.clone();
    view! {
        <div class="card" role="dialog" aria-labelledby="card-name" tabindex="-1" node_ref=card>
            <button type="button" class="icon-button card__close" aria-label="Close" on:click=move |_| close.run(())>
                <Icon picture=Picture::Close/>
            </button>
            <div class="card__head">
                <Face user=person.clone() name=face/>
                <h2 id="card-name">{move || pin.with(Pin::title)}</h2>
                <p class="card__says">
                    <StatusLine user=person.clone()/>
                    {move || muted.get().then_some(" · Muted")}
                </p>
            </div>
            <ul class="card__facts">
                <li><Icon picture=Picture::Pin/> <span>{place}</span></li>
                {move || away().map(|away| view! { <li><Icon picture=Picture::Globe/> <span>{away}</span></li> })}
                {(!mine).then(|| view! { <Hour user/> })}
                {(!mine).then(|| view! { <li><Icon picture=Picture::Clock/> <span><Seen user=person.clone()/></span></li> })}
            </ul>
            {match mine {
                true => view! { <MyDoings pin helm/> }.into_any(),
                false => view! { <Doings person pin helm/> }.into_any(),
            }}
        </div>
    }
    .into_any()
}

/// What can be done about a friend.
#[component]
fn Doings(person: Id, pin: Memo<Pin>, helm: Helm) -> impl IntoView {
    let composer = format!("/app/snap?to={person}");
    let friend = Person { name: pin.with_untracked(|pin| pin.name.clone()), id: person.clone() };
    let menu = FriendMenu::closed();
    let news = move || pin.with(Pin::news);
    view! {
        {move || news().map(|news| view! {
            <A href="/app/inbox" attr:class="button accent wide">{format!("Open {news}")}</A>
        })}
        <div class="card__doings">
            <A href=composer attr:class="button small" attr:data-first=move || news().is_none().then_some("")>
                <Icon picture=Picture::Camera/> "Snap"
            </A>
            <FlyTo pin helm/>
            <MenuButton friend menu/>
        </div>
        {move || menu.actions.error(&person).map(|error| view! { <p class="notice bad" role="alert">{error.to_string()}</p> })}
    }
    .into_any()
}

/// What can be done about oneself.
#[component]
fn MyDoings(pin: Memo<Pin>, helm: Helm) -> impl IntoView {
    let move_it = move |_| {
        helm.open.set(None);
        helm.aim();
    };
    view! {
        <div class="card__doings">
            <button type="button" class="button small" on:click=move_it>
                <Icon picture=Picture::Pin/> "Move pin"
            </button>
            <FlyTo pin helm/>
        </div>
        <ul class="card__more">
            <li><A href="/app/me">"Who sees you, and how precisely"</A></li>
        </ul>
    }
    .into_any()
}

#[component]
fn FlyTo(pin: Memo<Pin>, helm: Helm) -> impl IntoView {
    let fly = move |_| {
        if let Some(spot) = pin.with_untracked(|pin| pin.spot) {
            helm.order(Order::Visit(spot));
        }
    };
    view! {
        <button type="button" class="button small" disabled=move || pin.with(|pin| pin.spot.is_none()) on:click=fly>
            <Icon picture=Picture::Globe/> "Fly to"
        </button>
    }
    .into_any()
}

/// What time it is for them, and whether the sun is up.
#[component]
fn Hour(user: Id) -> impl IntoView {
    let hour = hour_of(&user);
    move || {
        hour.get().map(|hour| {
            view! {
                <li>
                    <Icon picture=hour.picture()/>
                    <span>
                        <span class="figures">{hour.figures}</span> " there"
                        <span class="visually-hidden">", " {hour.daylight.words()}</span>
                    </span>
                </li>
            }
        })
    }
}

/// When somebody who is here last said so.
#[component]
fn Seen(user: Id) -> impl IntoView {
    let presence = use_presence();
    let (entry, minute) = (presence.of(&user), presence.minute());
    let words = move || {
        let seen = entry.with(|entry| entry.as_ref().map(|entry| entry.last_seen));
        match seen.zip(minute.get()).and_then(|(seen, now)| seen_words(seen, now)) {
            Some(ago) if ago != "just now" => format!("Last seen {ago}"),
            _ => "Here now".to_owned(),
        }
    };
    view! { {words} }
}
