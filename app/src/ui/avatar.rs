//! A person's picture: their initials, drawn by the backend.

use leptos::prelude::*;

/// A round picture for decoration: the name stands beside it in words.
#[component]
pub fn Avatar(
    #[prop(into)] name: String,
    /// CSS pixels.
    #[prop(default = 40)]
    size: u32,
) -> impl IntoView {
    view! {
        <img class="avatar" src=avatar_url(&name) alt="" width=size height=size loading="lazy" decoding="async"/>
    }
}

/// Where the picture for a name is, on our own origin.
pub fn avatar_url(name: &str) -> String {
    let mut encoded = String::with_capacity(name.len());
    for byte in name.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' => encoded.push(byte.into()),
            _ => encoded.push_str(&format!("%{byte:02X}")),
        }
    }
    format!("/v1/avatars/initials?name={encoded}&width=96&height=96&project={}", crate::ids::PROJECT)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_name_makes_an_address() {
        assert!(avatar_url("Ana & Bé").contains("name=Ana%20%26%20B%C3%A9&"));
    }
}
