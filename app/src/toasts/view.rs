//! Where toasts appear, and the handle through which features raise them.

use std::{cell::Cell, time::Duration};

use leptos::{ev, prelude::*};

use super::{
    Notice,
    model::{Toast, Tray},
};
use crate::{
    clock::{self, Stopwatch},
    hue::view::Portrait,
    ui::{Icon, Picture, drag::Drag},
};

/// How often the time that passed is counted while toasts are up.
const STEP: Duration = Duration::from_millis(250);
/// How far to a side a toast is swept away, in CSS pixels.
const SWEPT: f64 = 80.0;

/// A handle on the toasts of this page. Copies are the same toasts.
#[derive(Clone, Copy)]
pub struct Toaster {
    tray: RwSignal<Tray>,
}

impl Toaster {
    /// Shows a notice.
    pub fn raise(self, notice: Notice) {
        self.tray.update(|tray| tray.raise(notice));
    }
}

/// Makes toasts reachable below the calling component.
pub fn provide_toasts() {
    provide_context(Toaster { tray: RwSignal::default() });
}

/// The toasts of this page, where there are any.
pub fn use_toasts() -> Option<Toaster> {
    use_context()
}

/// The place where toasts appear. The regions are there before any toast is: only what changes inside one is read
/// out.
#[component]
pub fn Toasts() -> impl IntoView {
    let tray = use_toasts().map_or_else(RwSignal::default, |toaster| toaster.tray);
    let (hovered, focused) = (RwSignal::new(false), RwSignal::new(false));
    count_time(tray, move || hovered.get_untracked() || focused.get_untracked());
    dismiss_by_escape(tray);
    // A toast that is taken down under the pointer or the focus sends no word of their leaving.
    Effect::new(move |_| {
        if tray.with(Tray::is_empty) {
            hovered.set(false);
            focused.set(false);
        }
    });
    view! {
        <div
            class="toasts"
            on:mouseenter=move |_| hovered.set(true)
            on:mouseleave=move |_| hovered.set(false)
            on:focusin=move |_| focused.set(true)
            on:focusout=move |_| focused.set(false)
        >
            <div class="toasts-region" role="alert">
                <Shown tray trouble=true/>
            </div>
            <div class="toasts-region" role="status">
                <Shown tray trouble=false/>
            </div>
        </div>
    }
    .into_any()
}

/// The toasts of one region, newest first.
#[component]
fn Shown(tray: RwSignal<Tray>, trouble: bool) -> impl IntoView {
    let ids = move || {
        tray.with(|tray| {
            let wanted = tray.toasts().iter().rev().filter(|toast| toast.notice.is_trouble() == trouble);
            wanted.map(|toast| toast.id).collect::<Vec<_>>()
        })
    };
    view! {
        <For each=ids key=|id| *id let:id>
            <One tray id/>
        </For>
    }
}

#[component]
fn One(tray: RwSignal<Tray>, id: u32) -> impl IntoView {
    // A memo, because every step of the time that passes changes the tray and not what the toast says.
    let notice = Memo::new(move |_| {
        tray.with(|tray| {
            let toast: Option<&Toast> = tray.toasts().iter().find(|toast| toast.id == id);
            toast.map(|toast| toast.notice.clone())
        })
    });
    let dismiss = move || tray.update(|tray| tray.dismiss(id));
    let drag = Drag::default();
    let swept = move |_| {
        if drag.end().is_some_and(|by| by.x.abs() > SWEPT) {
            dismiss();
        }
    };
    view! {
        <div
            class="toast"
            data-trouble=move || notice.with(|notice| notice.as_ref().is_some_and(Notice::is_trouble)).to_string()
            data-dragged=move || drag.by().is_some().then_some("")
            style=move || drag.by().map(|by| format!("--dragged: {}px", by.x))
            on:pointerdown=move |event| drag.begin(&event)
            on:pointermove=move |event| drag.follow(&event)
            on:pointerup=swept
            on:pointercancel=move |_| {
                drag.end();
            }
        >
            {move || notice.get().map(|notice| view! {
                {notice.person.clone().map(|(user, name)| view! { <Portrait user name=Signal::stored(name)/> })}
                <p class="toast-words">
                    <strong>{notice.title()}</strong>
                    {notice.detail.map(|detail| view! { <span>{detail}</span> })}
                </p>
                {notice.action.map(|action| {
                    let words = action.words.clone();
                    // Taken down first: what it does may raise a notice of the same topic.
                    let press = move |_| {
                        dismiss();
                        action.run();
                    };
                    view! { <button type="button" class="button small" on:click=press>{words}</button> }
                })}
                {notice.link.map(|(href, words)| view! {
                    <a class="button small" href=href on:click=move |_| dismiss()>{words}</a>
                })}
            })}
            <button type="button" class="icon-button toast-close" aria-label="Dismiss" on:click=move |_| dismiss()>
                <Icon picture=Picture::Close/>
            </button>
        </div>
    }
    .into_any()
}

/// Counts the time while toasts are up, nobody holds them and the tab is in sight. With none up nothing ticks.
fn count_time(tray: RwSignal<Tray>, held: impl Fn() -> bool + Copy + 'static) {
    let any_up = Memo::new(move |_| !tray.with(Tray::is_empty));
    Effect::new(move |_| {
        if !any_up.get() {
            return;
        }
        let watch = Cell::new(Stopwatch::started(clock::since_start()));
        let step = move || {
            let mut stopwatch = watch.get();
            let passed = stopwatch.step(clock::since_start(), !held() && !document().hidden());
            watch.set(stopwatch);
            if !passed.is_zero() {
                tray.update(|tray| tray.pass(u32::try_from(passed.as_millis()).unwrap_or(u32::MAX)));
            }
        };
        if let Ok(timer) = set_interval_with_handle(step, STEP) {
            on_cleanup(move || timer.clear());
        }
    });
}

/// Esc takes the newest toast down, unless something nearer to the person, such as a dialog, had use for it.
fn dismiss_by_escape(tray: RwSignal<Tray>) {
    Effect::new(move |_| {
        let listener = window_event_listener(ev::keydown, move |event| {
            if event.key() == "Escape" && !event.default_prevented() && !tray.with_untracked(Tray::is_empty) {
                tray.update(Tray::dismiss_newest);
            }
        });
        on_cleanup(move || listener.remove());
    });
}
