//! A person's picture: their initials on a colour, drawn by the backend.

use leptos::prelude::*;

use crate::hue::Hue;

/// A round picture for decoration: the name stands beside it in words. The letters are holes in it, through which the
/// stylesheet lets ink be seen.
#[component]
pub fn Avatar(
    #[prop(into)] name: Signal<String>,
    #[prop(into, optional)] hue: Signal<Hue>,
    /// CSS pixels.
    #[prop(default = 40)]
    size: u32,
) -> impl IntoView {
    let src = move || name.with(|name| avatar_url(name, hue.get()));
    view! { <img class="avatar" src=src alt="" width=size height=size loading="lazy" decoding="async"/> }
}

/// What comes before the colour in a picture's address.
const BACKGROUND: &str = "background=";

/// Where the picture for a name is, on our own origin.
pub fn avatar_url(name: &str, hue: Hue) -> String {
    let mut encoded = String::with_capacity(name.len());
    for byte in name.bytes() {
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
