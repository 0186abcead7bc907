//! What a user agent tells of the program and the machine behind a request: enough for a person to recognise a
//! sign-in of theirs in a list. Codes and names are those of the session model.

use serde::{Deserialize, Serialize};

/// The program and the machine of one sign-in. Empty texts for what is not known.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Client {
    pub(crate) kind: String,
    pub(crate) code: String,
    pub(crate) name: String,
    pub(crate) version: String,
    pub(crate) engine: String,
    pub(crate) engine_version: String,
    pub(crate) os_code: String,
    pub(crate) os_name: String,
    pub(crate) os_version: String,
    pub(crate) device_name: String,
    pub(crate) device_brand: String,
}

/// What each browser calls itself, with its code and name. Many also name those they descend from, so the more
/// particular come first.
const BROWSERS: &[(&str, &str, &str)] = &[
    ("Edg", "PS", "Microsoft Edge"),
    ("OPR", "OP", "Opera"),
    ("SamsungBrowser", "SB", "Samsung Browser"),
    ("Vivaldi", "VI", "Vivaldi"),
    ("FxiOS", "FM", "Firefox Mobile iOS"),
    ("CriOS", "CI", "Chrome Mobile iOS"),
    ("Firefox", "FF", "Firefox"),
    ("HeadlessChrome", "HC", "Headless Chrome"),
    ("Chromium", "CR", "Chromium"),
    ("Chrome", "CH", "Chrome"),
];

/// Programs that are libraries rather than browsers.
const LIBRARIES: &[(&str, &str)] = &[
    ("curl", "curl"),
    ("Wget", "Wget"),
    ("node-fetch", "node-fetch"),
    ("axios", "Axios"),
    ("python-requests", "Python Requests"),
    ("Dart", "Dart"),
    ("okhttp", "OkHttp"),
    ("reqwest", "Reqwest"),
    ("Go-http-client", "Go-http-client"),
];

impl Client {
    pub(crate) fn of(user_agent: &str) -> Self {
        let mut client = Self::default();
        client.read_system(user_agent);
        client.read_program(user_agent);
        client
    }

    fn read_system(&mut self, agent: &str) {
        let has = |word| agent.contains(word);
        let (code, name, version, device, brand) = if has("iPhone") || has("iPod") {
            ("IOS", "iOS", after(agent, "iPhone OS "), "smartphone", "Apple")
        } else if has("iPad") {
            ("IPA", "iPadOS", after(agent, "CPU OS "), "tablet", "Apple")
        } else if has("Android") {
            let device = if has("Mobile") { "smartphone" } else { "tablet" };
            ("AND", "Android", after(agent, "Android "), device, "")
        } else if has("Windows") {
            let version = after(agent, "Windows NT ");
            ("WIN", "Windows", if version == "10.0" { "10".into() } else { version }, "desktop", "")
        } else if has("Macintosh") {
            ("MAC", "Mac", after(agent, "Mac OS X "), "desktop", "Apple")
        } else if has("CrOS") {
            ("COS", "Chrome OS", String::new(), "desktop", "")
        } else if has("Linux") {
            ("LIN", "GNU/Linux", String::new(), "desktop", "")
        } else {
            return;
        };
        (self.os_code, self.os_name, self.os_version) = (code.into(), name.into(), version);
        (self.device_name, self.device_brand) = (device.into(), brand.into());
    }

    fn read_program(&mut self, agent: &str) {
        let named = BROWSERS.iter().find(|(word, ..)| agent.contains(word));
        // Safari puts its version under another name, and everybody else claims to be it.
        let safari = agent.contains("Safari/") && agent.contains("Version/");
        let (code, name, version) = match named {
            Some((word, code, name)) => (*code, *name, product(agent, word)),
            None if safari && agent.contains("Mobile/") => ("MF", "Mobile Safari", product(agent, "Version")),
            None if safari => ("SF", "Safari", product(agent, "Version")),
            None => return self.read_library(agent),
        };
        (self.kind, self.code, self.name) = ("browser".into(), code.into(), name.into());
        self.version = version;
        let apple = matches!(self.os_code.as_str(), "IOS" | "IPA");
        (self.engine, self.engine_version) = if code == "FF" {
            ("Gecko".into(), after(agent, "rv:"))
        } else if apple || safari && named.is_none() {
            ("WebKit".into(), product(agent, "AppleWebKit"))
        } else {
            ("Blink".into(), product(agent, "Chrome"))
        };
    }

    fn read_library(&mut self, agent: &str) {
        if let Some((word, name)) = LIBRARIES.iter().find(|(word, _)| agent.contains(word)) {
            (self.kind, self.name) = ("library".into(), (*name).into());
            self.version = product(agent, word);
        }
    }
}

/// The version after `word` and a slash; a word may go on before its slash, as `EdgA/` does.
fn product(agent: &str, word: &str) -> String {
    let rest = agent.split_once(word).map(|(_, rest)| rest.trim_start_matches(char::is_alphabetic));
    rest.and_then(|rest| rest.strip_prefix('/')).map(version).unwrap_or_default()
}

fn after(agent: &str, words: &str) -> String {
    agent.split_once(words).map(|(_, rest)| version(rest)).unwrap_or_default()
}

/// The version a text starts with, to its second number: more would tell people apart, not programs.
fn version(text: &str) -> String {
    let whole: String =
        text.chars().take(20).take_while(|c| c.is_ascii_digit() || matches!(c, '.' | '_')).collect();
    let numbers: Vec<&str> = whole.split(['.', '_']).filter(|number| !number.is_empty()).take(2).collect();
    numbers.join(".")
}

#[cfg(test)]
mod tests {
    use super::*;

    const SAFARI: &str = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_4_1 like Mac OS X) AppleWebKit/605.1.15 \
        (KHTML, like Gecko) Version/17.4 Mobile/15E148 Safari/604.1";
    const CHROME: &str = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) \
        Chrome/137.0.0.0 Safari/537.36";
    const EDGE: &str = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) \
        Chrome/137.0.0.0 Safari/537.36 Edg/137.0.2";
    const FIREFOX: &str = "Mozilla/5.0 (X11; Linux x86_64; rv:139.0) Gecko/20100101 Firefox/139.0";

    fn told(agent: &str) -> [String; 6] {
        let client = Client::of(agent);
        [client.code, client.name, client.version, client.engine, client.os_name, client.os_version]
    }

    #[test]
    fn people_recognise_their_browsers() {
        assert_eq!(told(SAFARI), ["MF", "Mobile Safari", "17.4", "WebKit", "iOS", "17.4"]);
        assert_eq!(told(CHROME), ["CH", "Chrome", "137.0", "Blink", "Windows", "10"]);
        assert_eq!(told(EDGE), ["PS", "Microsoft Edge", "137.0", "Blink", "Mac", "10.15"]);
        assert_eq!(told(FIREFOX), ["FF", "Firefox", "139.0", "Gecko", "GNU/Linux", ""]);
        assert_eq!(told("curl/8.5.0"), ["", "curl", "8.5", "", "", ""]);
        assert_eq!(Client::of(""), Client::default());
    }

    proptest::proptest! {
        #[test]
        fn no_agent_is_too_strange(agent in "(Chrome|Edg|Version|Safari|iPhone OS |rv:|/|[0-9._]|\\PC){0,30}") {
            let client = Client::of(&agent);
            proptest::prop_assert!(client.version.len() <= 20 && client.os_version.len() <= 20);
        }
    }
}
