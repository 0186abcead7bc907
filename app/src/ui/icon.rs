//! Our icons: one stroke, a grid of 24, drawn by hand. The drawings are in one file, `public/icons.svg`, which the
//! browser fetches once; a page only names them.

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
    Close,
    Plus,
    Minus,
    Pin,
    Clock,
    Sun,
    Moon,
    City,
    Shield,
    Alert,
    Search,
    More,
    Star,
}

impl Picture {
    /// Where the drawing is.
    fn address(self) -> &'static str {
        match self {
            Self::Globe => "/icons.svg#globe",
            Self::Friends => "/icons.svg#friends",
            Self::Camera => "/icons.svg#camera",
            Self::Inbox => "/icons.svg#inbox",
            Self::Me => "/icons.svg#me",
            Self::Leave => "/icons.svg#leave",
            Self::Close => "/icons.svg#close",
            Self::Plus => "/icons.svg#plus",
            Self::Minus => "/icons.svg#minus",
            Self::Pin => "/icons.svg#pin",
            Self::Clock => "/icons.svg#clock",
            Self::Sun => "/icons.svg#sun",
            Self::Moon => "/icons.svg#moon",
            Self::City => "/icons.svg#city",
            Self::Shield => "/icons.svg#shield",
            Self::Alert => "/icons.svg#alert",
            Self::Search => "/icons.svg#search",
            Self::More => "/icons.svg#more",
            Self::Star => "/icons.svg#star",
        }
    }
}

/// An icon for decoration: the words stand beside it.
#[component]
pub fn Icon(picture: Picture) -> impl IntoView {
    view! {
        <svg class="icon" width="24" height="24" aria-hidden="true">
            <use href=picture.address()/>
        </svg>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_picture_is_drawn_and_every_drawing_is_one() {
        use Picture::*;
        let all = [
            Globe, Friends, Camera, Inbox, Me, Leave, Close, Plus, Minus, Pin, Clock, Sun, Moon, City,
            Shield, Alert, Search, More, Star,
        ];
        let sprite = include_str!("../../../public/icons.svg");
        assert_eq!(sprite.matches("<symbol").count(), all.len());
        for picture in all {
            let (_, id) = picture.address().split_once('#').unwrap();
            assert!(sprite.contains(&format!("<symbol id=\"{id}\" viewBox=\"0 0 24 24\">")), "{id}");
        }
    }
}
