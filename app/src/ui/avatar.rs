//! A person's picture: their initials on a colour, drawn by the backend.

use leptos::prelude::*;

use super::initials::{initials, is_drawn_by_backend};
use crate::{hue::Hue, text::plain};

/// A round picture for decoration: the name stands beside it in words. The backend draws A to Z and digits; the letters are
/// holes in its picture, through which the stylesheet lets ink be seen. Initials of other scripts are drawn by the browser,
/// which has the typefaces for them.
#[component]
pub fn Avatar(
    #[prop(into)] name: Signal<String>,
    #[prop(into, optional)] hue: Signal<Hue>,
    /// CSS pixels.
    #[prop(default = 40)]
    size: u32,
) -> impl IntoView {
    let src = move || name.with(|name| avatar_url(name, hue.get()));
    let letters = Memo::new(move |_| name.with(|name| own_letters(name)));
    move || {
        match letters.get() {
        None => view! { <img class="avatar" src=src alt="" width=size height=size loading="lazy" decoding="async"/> }
            .into_any(),
        Some(letters) => view! { <Letters letters hue size/> }.into_any(),
    }
    }
}

/// The same picture in any script, as a drawing that scales with its place.
#[component]
fn Letters(letters: String, hue: Signal<Hue>, size: u32) -> impl IntoView {
    view! {
        <svg class="avatar" viewBox="0 0 96 96" width=size height=size aria-hidden="true">
            <circle cx="48" cy="48" r="48" fill=move || format!("#{}", hue.get().hex())/>
            <text class="avatar-letters" x="48" y="48">{letters}</text>
        </svg>
    }
    .into_any()
}

/// The initials of a name that the backend has no letters for.
fn own_letters(name: &str) -> Option<String> {
    let name = plain(name);
    (!is_drawn_by_backend(name)).then(|| initials(name))
}

/// What comes before the colour in a picture's address.
const BACKGROUND: &str = "background=";

/// Where the picture for a name is, on our own origin.
pub fn avatar_url(name: &str, hue: Hue) -> String {
    let mut encoded = String::with_capacity(name.len());
    for byte in plain(name).bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' => encoded.push(byte.into()),
            _ => encoded.push_str(&format!("%{byte:02X}")),
        }
    }
    let (hex, project) = (hue.hex(), crate::ids::PROJECT);
    format!("/v1/avatars/initials?name={encoded}&width=96&height=96&{BACKGROUND}{hex}&project={project}")
}

/// The colour in such an address. `None` for another's, which may be anything.
pub fn hue_of(address: &str) -> Option<Hue> {
    let (_, query) = address.split_once('?')?;
    query.split('&').find_map(|pair| pair.strip_prefix(BACKGROUND)).and_then(Hue::of_hex)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_name_makes_an_address() {
        assert!(avatar_url("Ana & Bé", Hue::Sky).contains("name=Ana%20%26%20B%C3%A9&"));
    }

    #[test]
    fn a_name_has_the_same_picture_with_and_without_its_isolates() {
        assert_eq!(avatar_url("\u{2068}דנה\u{2069}", Hue::Sky), avatar_url("דנה", Hue::Sky));
        assert_eq!(own_letters("\u{2068}דנה\u{2069}").as_deref(), Some("ד"));
        assert_eq!(own_letters("Ana Ban"), None);
    }

    #[test]
    fn an_address_says_its_colour_whatever_the_name_is() {
        for hue in Hue::ALL {
            assert_eq!(hue_of(&avatar_url("?background=FFE94A&", hue)), Some(hue));
        }
        for other in ["", "https://evil.example/pixel", "/v1/avatars/initials?background=red", "?background="]
        {
            assert_eq!(hue_of(other), None, "{other}");
        }
    }
}
