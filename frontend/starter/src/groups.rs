//! People who would hide each other, as one button with their number. It looks as the app's does
//! (`app/src/globe/view/crowd.rs`).

use globe::crowd::Group;

use crate::{Starter, page};

/// Shows these groups and no others.
pub(crate) fn show(starter: &Starter, groups: &[Group]) {
    let buttons = starter.layer.children();
    let buttons: Vec<_> = (0..buttons.length()).filter_map(|n| buttons.item(n)).collect();
    for button in buttons.iter().filter(|button| button.has_attribute("data-group")) {
        button.remove();
    }
    for group in groups {
        let button = page::append_button(&starter.layer, "crowd", "data-group", group.name());
        if let Some(count) = button.and_then(|button| page::append(&button, "span", "crowd__count")) {
            count.set_text_content(Some(&group.members.len().to_string()));
        }
    }
    starter.engine.regrouped();
}
