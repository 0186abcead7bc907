//! By which clock this device goes.

use js_sys::{Array, Intl::DateTimeFormat, Object, Reflect};

use crate::presence::Zone;

/// The time zone of this device. Asked anew each time, for it may have travelled. `None`: the browser does not say.
pub(super) fn here() -> Option<Zone> {
    let options = DateTimeFormat::new(&Array::new(), &Object::new()).resolved_options();
    let name = Reflect::get(&options, &"timeZone".into()).ok()?.as_string()?;
    Zone::new(&name)
}
