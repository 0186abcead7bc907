//! Our icons: one stroke, a grid of 24, drawn by hand.

use leptos::prelude::*;

/// What an icon shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Picture {
    Globe,
    Friends,
    Camera,
    Inbox,
    Me,
    Leave,
}

impl Picture {
    fn path(self) -> &'static str {
        match self {
            Self::Globe => {
                "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18ZM3 12h18M12 3c2.6 2.5 3.9 5.5 3.9 9s-1.3 6.5-3.9 9c-2.6-2.5-3.9-5.5-3.9-9S9.4 5.5 12 3Z"
            }
            Self::Friends => {
                "M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7ZM2.5 20c.4-3.6 2.9-5.5 6.5-5.500s6.1 1.9 6.5 5.500M15.5 4.300a3.5 3.5 0 0 1 0 6.400M17.8 14.900c2.2.7 3.5 2.4 3.7 5.1"
            }
            Self::Camera => {
                "M4.5 7.500h3L9.2 5h5.600l1.7 2.500h3A1.5 1.5 0 0 1 21 9v9a1.5 1.5 0 0 1-1.5 1.500h-15A1.5 1.5 0 0 1 3 18V9a1.5 1.5 0 0 1 1.5-1.500ZM12 16.500a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7Z"
            }
            Self::Inbox => "M3.5 13.5 6 5.500h12l2.5 8v5h-17v-5ZM3.5 13.500h5l1.2 2.500h4.600l1.2-2.500h5",
            Self::Me => "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8ZM4.5 20.500c.5-3.9 3.4-6 7.5-6s7 2.1 7.5 6",
            Self::Leave => {
                "M14 4.500H6A1.5 1.5 0 0 0 4.5 6v12A1.5 1.5 0 0 0 6 19.500h8M10 12h10.500M17 8.500l3.5 3.5-3.5 3.5"
            }
        }
    }
}

/// An icon for decoration: the words stand beside it.
#[component]
pub fn Icon(picture: Picture) -> impl IntoView {
    view! {
        <svg class="icon" viewBox="0 0 24 24" width="24" height="24" aria-hidden="true">
            <path d=picture.path()/>
        </svg>
    }
}
