use leptos::prelude::*;

use crate::{
    account::{use_live_me, use_painter},
    hue::{Hue, api::SetHue},
};

/// The six colours, of which one is mine. A choice is seen at once wherever my picture is, and kept by `save`; what could
/// not be kept is taken back. The form around it sends `hue` where there is no script.
#[component]
pub fn HueChoice(save: ServerAction<SetHue>) -> impl IntoView {
    let (me, paint) = (use_live_me(), use_painter());
    let mine = Memo::new(move |_| me.with(|me| me.hue));
    let (kept, next) = (StoredValue::new(mine.get_untracked()), StoredValue::new(None::<Hue>));
    let send = move |hue: Hue| save.dispatch(SetHue { hue: hue.word().to_owned() });
    // One at a time, else the last answer need not be that of the last choice: arrow keys go through all of them.
    let choose = move |hue: Hue| {
        paint(hue);
        if save.pending().get_untracked() {
            next.set_value(Some(hue));
        } else {
            send(hue);
        }
    };
    Effect::new(move |_| {
        let Some(answer) = save.value().get() else { return };
        if let Ok(hue) = answer {
            kept.set_value(hue);
        }
        let waiting = next.try_update_value(Option::take).flatten();
        paint(waiting.unwrap_or_else(|| kept.get_value()));
        if let Some(hue) = waiting {
            send(hue);
        }
    });
    view! {
        <fieldset class="choice">
            <legend>"Your colour"</legend>
            <div class="hues">
                {Hue::ALL.map(|one| view! {
                    <label class="hue" style=format!("--hue: #{}", one.hex())>
                        <input
                            type="radio" name="hue" value=one.word()
                            checked=move || mine.get() == one
                            prop:checked=move || mine.get() == one
                            on:change=move |_| choose(one)
                        />
                        <svg class="hue-dot" viewBox="0 0 24 24" aria-hidden="true"><path d="m6 12.5 4 4 8-9"/></svg>
                        <span>{one.title()}</span>
                    </label>
                })}
            </div>
        </fieldset>
    }
    .into_any()
}
