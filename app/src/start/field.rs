//! What is in a field, and how it is put there.

use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlInputElement, HtmlOptionElement, HtmlSelectElement, HtmlTextAreaElement};

/// What is in a field.
pub(super) enum State {
    Text(String),
    /// The value of a `select`.
    Chosen(String),
    Checked(bool),
}

impl State {
    /// What is in this field, if it is not what the page was rendered with. A radio button that another one has replaced is
    /// nothing by itself. Files cannot be put back.
    pub(super) fn changed_in(field: &Element) -> Option<Self> {
        if let Some(input) = field.dyn_ref::<HtmlInputElement>() {
            let checked = input.checked();
            return match input.type_().as_str() {
                "file" => None,
                "checkbox" => (checked != input.default_checked()).then_some(Self::Checked(checked)),
                "radio" => (checked && !input.default_checked()).then_some(Self::Checked(true)),
                _ => (input.value() != input.default_value()).then(|| Self::Text(input.value())),
            };
        }
        if let Some(area) = field.dyn_ref::<HtmlTextAreaElement>() {
            return (area.value() != area.default_value().unwrap_or_default())
                .then(|| Self::Text(area.value()));
        }
        let select = field.dyn_ref::<HtmlSelectElement>()?;
        (select.value() != default_choice(select)).then(|| Self::Chosen(select.value()))
    }

    /// Puts it into a field, and tells the app as if it had been typed now.
    pub(super) fn put(&self, field: &Element) {
        match self {
            Self::Text(text) => {
                if let Some(input) =
                    field.dyn_ref::<HtmlInputElement>().filter(|input| input.value() != *text)
                {
                    input.set_value(text);
                }
                if let Some(area) =
                    field.dyn_ref::<HtmlTextAreaElement>().filter(|area| area.value() != *text)
                {
                    area.set_value(text);
                }
                tell(field, &["input"]);
            }
            Self::Chosen(value) => {
                if let Some(select) = field.dyn_ref::<HtmlSelectElement>() {
                    select.set_value(value);
                }
                tell(field, &["input", "change"]);
            }
            Self::Checked(checked) => {
                if let Some(input) = field.dyn_ref::<HtmlInputElement>() {
                    input.set_checked(*checked);
                }
                tell(field, &["input", "change"]);
            }
        }
    }
}

/// The value that the page was rendered with: of the option that says so, else of the first.
fn default_choice(select: &HtmlSelectElement) -> String {
    let all = select.get_elements_by_tag_name("option");
    let options = (0..all.length()).filter_map(|at| all.item(at)?.dyn_into::<HtmlOptionElement>().ok());
    let options: Vec<_> = options.collect();
    let chosen = options.iter().rfind(|option| option.default_selected()).or(options.first());
    chosen.map(HtmlOptionElement::value).unwrap_or_default()
}

/// These events bubble, as a browser's do.
fn tell(field: &Element, names: &[&str]) {
    for name in names {
        if let Ok(event) = Event::new(name) {
            event.init_event_with_bubbles(name, true);
            let _ = field.dispatch_event(&event);
        }
    }
}

/// What is selected in a field, or where its caret is.
#[derive(Clone)]
pub(super) struct Selection {
    start: u32,
    end: u32,
    direction: String,
}

impl Selection {
    /// `None` for a field without one: a browser tells it of texts only, and not of addresses.
    pub(super) fn in_field(field: &Element) -> Option<Self> {
        let (start, end, direction) = if let Some(input) = field.dyn_ref::<HtmlInputElement>() {
            (input.selection_start(), input.selection_end(), input.selection_direction())
        } else {
            let area = field.dyn_ref::<HtmlTextAreaElement>()?;
            (area.selection_start(), area.selection_end(), area.selection_direction())
        };
        let direction = direction.ok().flatten().unwrap_or_else(|| "none".to_owned());
        Some(Self { start: start.ok()??, end: end.ok()??, direction })
    }

    pub(super) fn put(&self, field: &Element) {
        let Self { start, end, direction } = self;
        if let Some(input) = field.dyn_ref::<HtmlInputElement>() {
            let _ = input.set_selection_range_with_direction(*start, *end, direction);
        }
        if let Some(area) = field.dyn_ref::<HtmlTextAreaElement>() {
            let _ = area.set_selection_range_with_direction(*start, *end, direction);
        }
    }
}
