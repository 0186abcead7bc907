//! Dark or light: as the system says, or as the person chose. The choice is a cookie, because the server must know it
//! before the first byte; the stylesheet does the rest.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::AppError;

/// Which look.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Theme {
    #[default]
    System,
    Dark,
    Light,
}

/// The cookie that remembers the choice.
#[cfg(feature = "ssr")]
const COOKIE: &str = "theme";

impl Theme {
    pub const ALL: [Self; 3] = [Self::System, Self::Dark, Self::Light];

    /// The word for forms.
    pub fn word(self) -> &'static str {
        self.forced().unwrap_or("system")
    }

    /// What the choice is called.
    pub fn title(self) -> &'static str {
        match self {
            Self::System => "System",
            Self::Dark => "Dark",
            Self::Light => "Light",
        }
    }

    /// Shows the page that is open in this look. In a browser.
    pub fn show(self) {
        let Some(root) = document().document_element() else { return };
        // Neither is refused for a name that is one.
        let _ = match self.forced() {
            Some(word) => root.set_attribute("data-theme", word),
            None => root.remove_attribute("data-theme"),
        };
    }

    /// What the visitor behind the request chose.
    #[cfg(feature = "ssr")]
    pub(crate) fn of_request() -> Self {
        crate::state::cookie(COOKIE).map_or(Self::System, |word| Self::from_word(&word))
    }

    #[cfg(feature = "ssr")]
    fn from_word(word: &str) -> Self {
        match word {
            "dark" => Self::Dark,
            "light" => Self::Light,
            _ => Self::System,
        }
    }

    /// What `data-theme` says on the document; nothing where the system decides.
    pub fn forced(self) -> Option<&'static str> {
        match self {
            Self::System => None,
            Self::Dark => Some("dark"),
            Self::Light => Some("light"),
        }
    }

    /// What the browser's own parts look like before the stylesheet is there.
    pub fn scheme(self) -> &'static str {
        self.forced().unwrap_or("dark light")
    }
}

/// Open to all: remembers the choice in this browser for a year, and goes back to the page that asked.
#[server(endpoint = "choose_theme")]
pub async fn choose_theme(theme: Theme) -> Result<(), AppError> {
    use axum::http::{HeaderValue, header};
    let secure = if crate::state::app_state()?.secure_cookies { "; Secure" } else { "" };
    let (word, seconds) = theme.forced().map_or(("", 0), |word| (word, 365 * 24 * 60 * 60));
    let cookie = format!("{COOKIE}={word}; Path=/; HttpOnly; SameSite=Lax; Max-Age={seconds}{secure}");
    let value = HeaderValue::from_str(&cookie).map_err(|_| AppError::Unexpected)?;
    expect_context::<leptos_axum::ResponseOptions>().append_header(header::SET_COOKIE, value);
    Ok(())
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::*;

    #[test]
    fn a_choice_survives_its_cookie_and_anything_else_is_the_systems() {
        for theme in [Theme::Dark, Theme::Light] {
            assert_eq!(theme.forced().map(Theme::from_word), Some(theme));
        }
        assert_eq!(Theme::from_word("<script>"), Theme::System);
        assert_eq!(Theme::System.forced(), None);
    }
}
