//! A page over something else: a card where there is room beside it (the stylesheet says where), on a phone a sheet with
//! three stops. It is moved between them by its handle: by a drag, or by a press.

use leptos::{
    ev::{MouseEvent, PointerEvent},
    prelude::*,
};

use super::drag::Drag;

/// How much of a sheet is up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stop {
    Full,
    Half,
    Peek,
}

impl Stop {
    const ALL: [Self; 3] = [Self::Full, Self::Half, Self::Peek];

    /// The word for the stylesheet, where the stops are.
    fn word(self) -> &'static str {
        match self {
            Self::Full => "full",
            Self::Half => "half",
            Self::Peek => "peek",
        }
    }

    /// Where a press of the handle leads from here.
    fn next(self) -> Self {
        match self {
            Self::Full => Self::Half,
            Self::Half => Self::Peek,
            Self::Peek => Self::Full,
        }
    }

    /// What the handle is called, by what a press of it does.
    fn handle(self) -> &'static str {
        match self {
            Self::Full => "Show half of the page",
            Self::Half => "Show only the top of the page",
            Self::Peek => "Show all of the page",
        }
    }

    /// About how far down the top of the sheet is, in parts of the window's height.
    fn depth(self) -> f64 {
        match self {
            Self::Full => 0.0,
            Self::Half => 0.5,
            Self::Peek => 0.8,
        }
    }

    /// Where a drag leads that went down by this part of the window's height: to the nearest stop, and not back to where
    /// it came from once it has gone a tenth.
    fn dragged(self, down: f64) -> Self {
        let to = self.depth() + down;
        let there = |stop: &Self| match down {
            down if down > 0.1 => stop.depth() > self.depth(),
            down if down < -0.1 => stop.depth() < self.depth(),
            _ => true,
        };
        let nearest =
            |one: &Self, other: &Self| (one.depth() - to).abs().total_cmp(&(other.depth() - to).abs());
        Self::ALL.into_iter().filter(there).min_by(nearest).unwrap_or(self)
    }
}

/// The page, with its heading in it.
#[component]
pub fn Sheet(
    /// Beside `panel`, which all have.
    class: &'static str,
    /// The heading's id.
    labelled_by: &'static str,
    children: Children,
) -> impl IntoView {
    let (stop, drag, was_dragged) = (RwSignal::new(Stop::Full), Drag::default(), StoredValue::new(false));
    let alive = RwSignal::new(false);
    Effect::new(move |_| alive.set(true));
    let begin = move |event: PointerEvent| {
        was_dragged.set_value(false);
        drag.begin(&event);
    };
    let end = move |_| {
        let Some(by) = drag.end() else { return };
        was_dragged.set_value(true);
        let height = window().inner_height().ok().and_then(|height| height.as_f64());
        if let Some(height) = height.filter(|height| *height > 0.0) {
            stop.update(|stop| *stop = stop.dragged(by.y / height));
        }
    };
    let press = move |event: MouseEvent| {
        // A drag ends in a press as well, and a key's has no count of presses.
        if event.detail() == 0 || !was_dragged.get_value() {
            stop.update(|stop| *stop = stop.next());
        }
    };
    view! {
        <section
            class=format!("panel {class}")
            aria-labelledby=labelled_by
            data-stop=move || stop.get().word()
            data-dragged=move || drag.by().is_some().then_some("")
            style=move || drag.by().map(|by| format!("--dragged: {}px", by.y))
        >
            <button
                type="button" class="sheet-handle" hidden=move || !alive.get()
                aria-label=move || stop.get().handle()
                on:pointerdown=begin
                on:pointermove=move |event| drag.follow(&event)
                on:pointerup=end
                on:pointercancel=end
                on:click=press
            ></button>
            {children()}
        </section>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_press_comes_by_every_stop_and_back() {
        let mut seen = vec![Stop::Full];
        while let Some(next) = seen.last().map(|stop| stop.next()).filter(|next| *next != Stop::Full) {
            seen.push(next);
        }
        assert_eq!(seen, Stop::ALL);
    }

    #[test]
    fn a_drag_leads_to_the_nearest_stop_and_a_short_one_at_least_to_the_next() {
        assert_eq!(Stop::Full.dragged(0.05), Stop::Full);
        assert_eq!(Stop::Full.dragged(0.15), Stop::Half);
        assert_eq!(Stop::Full.dragged(0.7), Stop::Peek);
        assert_eq!(Stop::Half.dragged(-0.15), Stop::Full);
        assert_eq!(Stop::Half.dragged(0.15), Stop::Peek);
        assert_eq!(Stop::Peek.dragged(-0.2), Stop::Half);
        assert_eq!(Stop::Peek.dragged(-0.75), Stop::Full);
        assert_eq!(Stop::Peek.dragged(0.3), Stop::Peek);
    }
}
