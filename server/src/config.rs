//! What the environment says, read once at start and parsed into types. Each field names its variable; what a
//! field means elsewhere is not known here.

use std::{fmt, net::SocketAddr, path::PathBuf, sync::Arc, time::Duration};

use backend::Durability;

mod origin;

pub use origin::{InvalidOrigin, Origin, host_of};

/// Everything that can be set from outside.
#[derive(Clone, Debug)]
pub struct Config {
    pub site: Site,
    pub public: Public,
    pub home: Home,
    /// `APPCHAT_DEMO`, or `--demo`: invented friends who live in an embedded backend.
    pub demo: Option<Demo>,
}

/// Where this process listens and where the built files lie.
#[derive(Clone, Debug)]
pub struct Site {
    /// `LEPTOS_SITE_ADDR`: the address to listen on.
    pub address: SocketAddr,
    /// `LEPTOS_SITE_ROOT`: the folder cargo-leptos builds into. Not used by a binary that carries its files.
    pub root: Arc<str>,
    /// `LEPTOS_RELOAD_PORT`: where `cargo leptos watch` tells open pages to reload.
    pub reload_port: u32,
    /// `LEPTOS_WATCH`: set by `cargo leptos watch`.
    pub watched: bool,
}

/// How people reach this process.
#[derive(Clone, Debug)]
pub struct Public {
    /// `APPCHAT_ORIGIN`: the address people type, when it is not the one listened on. `https` makes cookies
    /// `Secure` and promises https to browsers.
    pub origin: Option<Origin>,
    /// `APPCHAT_PROXIES`: how many reverse proxies stand in front, each adding to `X-Forwarded-For`.
    pub proxies: usize,
    /// `APPCHAT_SECURITY_CONTACT`: whom to tell of a weakness, as an address that can be opened (`mailto:`, `https:`).
    pub security_contact: Option<Arc<str>>,
    /// `APPCHAT_METRICS`: whether `/metrics` tells what the embedded backend's sockets carry. Off unless asked for.
    pub metrics: bool,
}

/// Which backend there is.
#[derive(Clone, Debug)]
pub enum Home {
    Embedded(Embedded),
    Remote(Remote),
}

/// A backend in this process.
#[derive(Clone, Debug)]
pub struct Embedded {
    /// `APPCHAT_DATA`: the folder of the database, the files and the key.
    pub data: PathBuf,
    /// `APPCHAT_RATE_LIMITS`: whether too many attempts are refused.
    pub limits: bool,
    /// `APPCHAT_DURABILITY`: what an acknowledged write survives.
    pub durability: Durability,
}

/// An Appwrite elsewhere.
#[derive(Clone)]
pub struct Remote {
    /// `APPWRITE_ENDPOINT`, ending in `/v1`.
    pub endpoint: Arc<str>,
    /// `APPWRITE_PROJECT_ID`.
    pub project: Arc<str>,
    /// `APPWRITE_API_KEY`.
    pub key: Arc<str>,
}

/// The key stays out of logs.
impl fmt::Debug for Remote {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Remote({}, {}, …)", self.endpoint, self.project)
    }
}

/// Invented friends, so that nobody has to try the app alone.
#[derive(Clone, Copy, Debug)]
pub struct Demo {
    /// How long each of them rests between two glances at the app, more or less.
    pub rest: Duration,
}

/// People who have something else to do, too.
impl Default for Demo {
    fn default() -> Self {
        Self { rest: Duration::from_secs(5) }
    }
}

/// The environment asks for something impossible.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ConfigError {
    #[error(
        "to use a remote Appwrite, set APPWRITE_ENDPOINT, APPWRITE_PROJECT_ID and APPWRITE_API_KEY together; missing: {}. \
         To use the embedded backend, set none of them",
        .0.join(", ")
    )]
    HalfRemote(Vec<&'static str>),
    #[error("{name} {problem}")]
    Invalid { name: &'static str, problem: &'static str },
}

const ENDPOINT: &str = "APPWRITE_ENDPOINT";
const PROJECT: &str = "APPWRITE_PROJECT_ID";
const KEY: &str = "APPWRITE_API_KEY";

impl Config {
    /// Reads the process's environment.
    pub fn from_env() -> Result<Self, ConfigError> {
        Self::read(|name| std::env::var(name).ok())
    }

    /// Reads variables from wherever `get` finds them. Empty counts as not set, as compose files write it.
    pub fn read(get: impl Fn(&'static str) -> Option<String>) -> Result<Self, ConfigError> {
        let get = |name| get(name).filter(|value| !value.trim().is_empty());
        Ok(Self {
            site: Site {
                address: parse(&get, "LEPTOS_SITE_ADDR", "must be an address such as 127.0.0.1:3000")?
                    .unwrap_or_else(|| SocketAddr::from(([127, 0, 0, 1], 3000))),
                root: get("LEPTOS_SITE_ROOT").unwrap_or_else(|| "target/site".into()).into(),
                reload_port: parse(&get, "LEPTOS_RELOAD_PORT", "must be a port number")?.unwrap_or(3001),
                watched: get("LEPTOS_WATCH").is_some(),
            },
            public: Public {
                origin: parse(
                    &get,
                    "APPCHAT_ORIGIN",
                    "must be a scheme and a host, such as https://chat.example.org",
                )?,
                proxies: parse(&get, "APPCHAT_PROXIES", "must be a number of reverse proxies, such as 1")?
                    .unwrap_or(0),
                security_contact: contact(&get)?,
                metrics: switch(&get, "APPCHAT_METRICS")?.unwrap_or(false),
            },
            home: home(&get)?,
            demo: switch(&get, "APPCHAT_DEMO")?.unwrap_or(false).then(Demo::default),
        })
    }
}

fn home(get: &impl Fn(&'static str) -> Option<String>) -> Result<Home, ConfigError> {
    match (get(ENDPOINT), get(PROJECT), get(KEY)) {
        (None, None, None) => Ok(Home::Embedded(Embedded {
            data: get("APPCHAT_DATA").unwrap_or_else(|| "data".into()).into(),
            limits: switch(get, "APPCHAT_RATE_LIMITS")?.unwrap_or(true),
            durability: durability(get)?,
        })),
        (Some(endpoint), Some(project), Some(key)) => Ok(Home::Remote(Remote {
            endpoint: checked_endpoint(&endpoint)?,
            project: project.into(),
            key: key.into(),
        })),
        (endpoint, project, key) => {
            let given = [(ENDPOINT, endpoint), (PROJECT, project), (KEY, key)];
            let missing = given.into_iter().filter(|(_, value)| value.is_none());
            Err(ConfigError::HalfRemote(missing.map(|(name, _)| name).collect()))
        }
    }
}

fn durability(get: &impl Fn(&'static str) -> Option<String>) -> Result<Durability, ConfigError> {
    let name = "APPCHAT_DURABILITY";
    match get(name).as_deref().map(str::trim) {
        None => Ok(Durability::default()),
        Some("process") => Ok(Durability::Process),
        Some("power") => Ok(Durability::Power),
        Some(_) => Err(ConfigError::Invalid { name, problem: "must be process or power" }),
    }
}

/// One line that says how to reach somebody, or it could say more than that in the file it goes to.
fn contact(get: &impl Fn(&'static str) -> Option<String>) -> Result<Option<Arc<str>>, ConfigError> {
    let name = "APPCHAT_SECURITY_CONTACT";
    let Some(text) = get(name) else { return Ok(None) };
    let text = text.trim();
    let reaches = ["mailto:", "https://", "tel:"].iter().any(|scheme| text.starts_with(scheme));
    match reaches && !text.contains(char::is_whitespace) {
        true => Ok(Some(text.into())),
        false => Err(ConfigError::Invalid { name, problem: "must begin with mailto:, https:// or tel:" }),
    }
}

/// An endpoint is `http(s)://host[:port]/v1`, and is kept without a slash at its end.
fn checked_endpoint(text: &str) -> Result<Arc<str>, ConfigError> {
    let problem = "must be Appwrite's address with /v1, such as https://fra.cloud.appwrite.io/v1";
    let text = text.trim_end_matches('/');
    let valid = text.strip_suffix("/v1").is_some_and(|origin| origin.parse::<Origin>().is_ok());
    valid.then(|| text.into()).ok_or(ConfigError::Invalid { name: ENDPOINT, problem })
}

fn parse<T: std::str::FromStr>(
    get: &impl Fn(&'static str) -> Option<String>,
    name: &'static str,
    problem: &'static str,
) -> Result<Option<T>, ConfigError> {
    let invalid = |_| ConfigError::Invalid { name, problem };
    get(name).map(|value| value.trim().parse().map_err(invalid)).transpose()
}

fn switch(
    get: &impl Fn(&'static str) -> Option<String>,
    name: &'static str,
) -> Result<Option<bool>, ConfigError> {
    match get(name).as_deref().map(str::trim) {
        None => Ok(None),
        Some("on" | "true" | "1") => Ok(Some(true)),
        Some("off" | "false" | "0") => Ok(Some(false)),
        Some(_) => Err(ConfigError::Invalid { name, problem: "must be on or off" }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(said: &[(&'static str, &str)]) -> Result<Config, ConfigError> {
        let said: Vec<_> = said.to_vec();
        Config::read(move |name| said.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).into()))
    }

    #[test]
    fn with_nothing_set_the_backend_is_embedded_in_the_data_folder() {
        let config = read(&[]).unwrap();
        assert_eq!(config.site.address.to_string(), "127.0.0.1:3000");
        let Home::Embedded(home) = config.home else { panic!("remote") };
        assert_eq!(home.data, PathBuf::from("data"));
        assert!(home.limits);
        assert_eq!(home.durability, Durability::Process);
        assert!(config.demo.is_none(), "nobody is invented unasked");
    }

    #[test]
    fn writes_can_be_asked_to_survive_a_power_cut() {
        for (said, meant) in
            [("power", Durability::Power), ("process", Durability::Process), ("", Durability::Process)]
        {
            let Home::Embedded(home) = read(&[("APPCHAT_DURABILITY", said)]).unwrap().home else {
                panic!("remote")
            };
            assert_eq!(home.durability, meant, "{said}");
        }
    }

    #[test]
    fn a_half_set_remote_names_what_is_missing() {
        let error =
            read(&[(ENDPOINT, "https://a.example/v1"), (KEY, "standard_x"), (PROJECT, " ")]).unwrap_err();
        assert_eq!(error, ConfigError::HalfRemote(vec![PROJECT]));
        assert!(error.to_string().contains("missing: APPWRITE_PROJECT_ID"));
    }

    #[test]
    fn a_remote_keeps_its_key_to_itself() {
        let all = [(ENDPOINT, "https://a.example/v1/"), (PROJECT, "appchat"), (KEY, "standard_secret")];
        let config = read(&all).unwrap();
        assert!(!format!("{config:?}").contains("standard_secret"));
        let Home::Remote(remote) = config.home else { panic!("embedded") };
        assert_eq!(&*remote.endpoint, "https://a.example/v1");
    }

    #[test]
    fn what_cannot_be_meant_is_refused_by_name() {
        for (name, value) in [
            ("LEPTOS_SITE_ADDR", "3000"),
            ("APPCHAT_ORIGIN", "chat.example.org"),
            ("APPCHAT_PROXIES", "-1"),
            ("APPCHAT_RATE_LIMITS", "perhaps"),
            ("APPCHAT_METRICS", "some"),
            ("APPCHAT_DURABILITY", "full"),
            ("APPCHAT_DEMO", "perhaps"),
            ("APPCHAT_SECURITY_CONTACT", "me"),
            ("APPCHAT_SECURITY_CONTACT", "mailto:me@a.example\nPolicy: none"),
        ] {
            let error = read(&[(name, value)]).unwrap_err();
            assert!(matches!(error, ConfigError::Invalid { name: told, .. } if told == name), "{name}");
        }
        let error = read(&[(ENDPOINT, "https://a.example"), (PROJECT, "p"), (KEY, "k")]).unwrap_err();
        assert!(matches!(error, ConfigError::Invalid { name: ENDPOINT, .. }));
    }
}
