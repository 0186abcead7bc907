//! A person's picture: their initials on their color, drawn by the stylesheet. No request is made for it.

use leptos::prelude::*;

use super::initials::initials;
use crate::{hue::Hue, text::plain};

/// A round picture for decoration: the name stands beside it in words. Its size is the stylesheet's `--face`.
#[component]
pub fn Avatar(
    #[prop(into)] name: Signal<String>,
    #[prop(into, optional)] hue: Signal<Hue>,
    /// How the person is, as a dot on the edge: the `data-status` of the stylesheet. Without it there is no dot.
    #[prop(into, optional)]
    status: Option<Signal<&'static str>>,
    /// Classes beside `avatar`.
    #[prop(optional)]
    class: &'static str,
) -> impl IntoView {
    let class = if class.is_empty() { "avatar".to_owned() } else { format!("avatar {class}") };
    view! {
        <span
            class=class aria-hidden="true" data-hue=move || hue.get().word()
            data-status=move || status.map(|status| status.get())
        >
            {move || name.with(|name| letters(name))}
        </span>
    }
    .into_any()
}

/// What is written in somebody's picture.
pub fn letters(name: &str) -> String {
    initials(plain(name))
}

/// What comes before the color in a picture's address.
const BACKGROUND: &str = "background=";

/// Where a picture for a name is, on our own origin: what a presence says of its owner to other clients of the API.
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

/// The color in such an address. `None` for another's, which may be anything.
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
        assert_eq!(letters("\u{2068}דנה\u{2069}"), "ד");
    }

    #[test]
    fn an_address_says_its_color_whatever_the_name_is() {
        for hue in Hue::ALL {
            assert_eq!(hue_of(&avatar_url("?background=FFE94A&", hue)), Some(hue));
        }
        for other in ["", "https://evil.example/pixel", "/v1/avatars/initials?background=red", "?background="]
        {
            assert_eq!(hue_of(other), None, "{other}");
        }
    }

    /// The stylesheet names each color by the word that `data-hue` has.
    #[test]
    fn the_stylesheet_has_the_color_of_every_hue() {
        let styles = include_str!("../../../style/_avatar.scss");
        for hue in Hue::ALL {
            let rule = format!(
                "&[data-hue=\"{}\"] {{\n      background-color: #{};",
                hue.word(),
                hue.hex().to_lowercase()
            );
            assert!(styles.contains(&rule), "{rule}");
        }
    }
}
