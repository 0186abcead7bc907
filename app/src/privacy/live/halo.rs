//! What friends are shown of a place of mine, for the globe. The towns of the world are on the server, so the browser asks
//! for it, as often as the place changes or how precisely it is shown; while that is not known, there is none.

use leptos::{prelude::*, task::spawn_local};

use super::use_ghost;
use crate::{
    globe::model::Halo,
    look::FirstHalo,
    presence::{Spot, use_presence},
    privacy::{Precision, api::draw_place},
};

/// The halo of a place, as I am seen now. There is none of the very spot, and none while nobody sees me. On the server
/// there never is: whoever has no script has the words.
pub fn halo_of(spot: Memo<Option<Spot>>) -> Signal<Option<Halo>> {
    let (shown, minute) = (use_ghost().shown(), use_presence().minute());
    let halo = RwSignal::new(None::<Halo>);
    let wanted =
        Memo::new(move |_| spot.get().zip(shown.get()).filter(|(_, shown)| *shown > Precision::Exact));
    // Of what the answer is here, or under way.
    let asked = StoredValue::new(None::<(Spot, Precision)>);
    // The answer that came with the page, for where I was then.
    let first = StoredValue::new(use_context::<FirstHalo>().and_then(|FirstHalo(first)| first));
    Effect::new(move |_| {
        // What could not be asked is asked again within a minute.
        minute.track();
        let want = wanted.get();
        if asked.get_value() == want {
            return;
        }
        asked.set_value(want);
        if halo.with_untracked(Option::is_some) {
            halo.set(None);
        }
        let Some((spot, precision)) = want else { return };
        if let Some(Some((of, at, known))) = first.try_update_value(Option::take)
            && (of, at) == (spot, precision)
        {
            return halo.set(known);
        }
        spawn_local(async move {
            let answer = draw_place(spot, precision).await;
            // Something else may be wanted by now, and the page may be gone.
            if asked.try_get_value() != Some(want) {
                return;
            }
            match answer {
                Ok(found) => drop(halo.try_set(found)),
                Err(_) => asked.set_value(None),
            }
        });
    });
    halo.into()
}
