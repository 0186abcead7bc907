//! What is said with a photograph: a caption for everybody, a description for whoever does not see it, and whether
//! one look is all there is.

use leptos::prelude::*;

use crate::snaps::{
    compose::{Desk, Sending},
    model::{CAPTION_MOST, DESCRIPTION_MOST, Timer},
};

/// The words and choices that go with a photograph, once there is one.
#[component]
pub fn Words(desk: Desk) -> impl IntoView {
    let open = Memo::new(move |_| {
        let sent = desk.sending.with(|sending| matches!(sending, Sending::Sent(_)));
        desk.photo.with(Option::is_some) && !sent
    });
    let choose_timer =
        move |event| desk.timer.set(event_target_value(&event).parse().ok().and_then(Timer::of_seconds));
    view! {
        <Show when=move || open.get()>
            <fieldset class="snap-words" disabled=move || desk.is_settled()>
                <legend class="visually-hidden">"Words with the photo"</legend>
                <div class="field">
                    <label for="snap-caption">"Caption"</label>
                    <input
                        id="snap-caption"
                        type="text"
                        maxlength=CAPTION_MOST
                        autocomplete="off"
                        placeholder="Say something, or nothing"
                        aria-describedby="snap-caption-left"
                        bind:value=desk.caption
                    />
                    <p id="snap-caption-left" class="hint">{move || left(&desk.caption.get())}</p>
                </div>
                <details class="snap-more">
                    <summary>"More"</summary>
                    <div class="field">
                        <label for="snap-description">"Describe the photo for people who can't see it"</label>
                        <input
                            id="snap-description"
                            type="text"
                            maxlength=DESCRIPTION_MOST
                            autocomplete="off"
                            bind:value=desk.description
                        />
                    </div>
                    <div class="field">
                        <label for="snap-timer">"On screen"</label>
                        <select id="snap-timer" on:change=choose_timer>
                            <option value="" selected=move || desk.timer.get().is_none()>"As long as they like"</option>
                            {Timer::ALL.map(|timer| view! {
                                <option
                                    value=timer.seconds().to_string()
                                    selected=move || desk.timer.get() == Some(timer)
                                >
                                    {timer.seconds()} " seconds"
                                </option>
                            }).collect_view()}
                        </select>
                    </div>
                    <label class="snap-once">
                        <input type="checkbox" bind:checked=desk.view_once/>
                        <span>
                            <strong>"View once"</strong>
                            <span class="hint">"Each friend can open it a single time."</span>
                        </span>
                    </label>
                </details>
            </fieldset>
        </Show>
    }
    .into_any()
}

/// How much more fits: said near the end only, where it matters.
fn left(caption: &str) -> String {
    match CAPTION_MOST.saturating_sub(caption.chars().count()) {
        far if far > 30 => String::new(),
        1 => "1 character left".into(),
        near => format!("{near} characters left"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_left_of_a_caption_is_said_near_its_end() {
        assert_eq!(left("low tide"), "");
        assert_eq!(left(&"é".repeat(119)), "1 character left");
        assert_eq!(left(&"é".repeat(120)), "0 characters left");
    }
}
