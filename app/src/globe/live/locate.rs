use std::{cell::RefCell, rc::Rc};

use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{Position, PositionError, PositionOptions};

use crate::presence::Spot;

/// How long the device may take, in milliseconds.
const PATIENCE: u32 = 10_000;
/// A position this old, in milliseconds, is still where one is.
const FRESH: u32 = 60_000;

const NOT_HERE: &str = "This browser cannot say where you are. Search a place, or tap the globe.";

/// Asks the device where it is, on a tap and never otherwise. `done` gets the place, or words for why there is none
/// and what else to do.
pub(in crate::globe) fn locate(done: impl FnOnce(Result<Spot, &'static str>) + 'static) {
    let done = Rc::new(RefCell::new(Some(done)));
    let answer = move |result| {
        // Whichever of the two calls comes, it comes once.
        if let Some(done) = done.borrow_mut().take() {
            done(result);
        }
    };
    // Absent outside a secure context, whatever the bindings say.
    let geolocation = web_sys::window().and_then(|window| window.navigator().geolocation().ok());
    let Some(geolocation) = geolocation.filter(|found| !found.is_undefined()) else {
        return answer(Err(NOT_HERE));
    };
    let found = {
        let answer = answer.clone();
        Closure::once_into_js(move |position: Position| {
            let place = position.coords();
            answer(Spot::new(place.latitude(), place.longitude()).ok_or(NOT_HERE));
        })
    };
    let refused = {
        let answer = answer.clone();
        Closure::once_into_js(move |error: PositionError| answer(Err(words(error.code()))))
    };
    let options = PositionOptions::new();
    options.set_timeout(PATIENCE);
    options.set_maximum_age(FRESH);
    let asked = geolocation.get_current_position_with_error_callback_and_options(
        found.unchecked_ref(),
        Some(refused.unchecked_ref()),
        &options,
    );
    if asked.is_err() {
        answer(Err(NOT_HERE));
    }
}

fn words(code: u16) -> &'static str {
    match code {
        PositionError::PERMISSION_DENIED => {
            "Your browser was told not to share where you are. Allow it for this site, search a place, or tap the globe."
        }
        PositionError::TIMEOUT => {
            "Your device took too long to find itself. Try again, search a place, or tap the globe."
        }
        _ => "Your device does not know where it is right now. Search a place, or tap the globe.",
    }
}
