//! The headers of a run: the caller's own, and over them what the runtime says of the run.

use appwrite::{Id, wire::HeaderPair};
use serde_json::{Map, Value};

use super::asker::Asker;
use crate::{
    Backend,
    account::jwt::{self, Claims},
    config::FunctionSpec,
    error::{Error, Result},
};

/// How long a run's credentials outlive the longest it may take, in seconds.
const GRACE: i64 = 60;
/// The request headers an execution is stored with: enough to understand it, nothing that could be a secret.
const KEPT: [&str; 5] = ["content-type", "agent", "content-length", "host", CLIENT_IP];
const CLIENT_IP: &str = "x-appwrite-client-ip";

pub(super) type Pairs = Vec<(String, String)>;

/// The headers a caller gives a run, in lower case. Errors: 400 for what cannot be one, or is ours to say.
pub(super) fn of_caller(given: &Map<String, Value>) -> Result<Pairs> {
    let refuse = |rule: &str| Err(Error::param("headers", rule));
    if given.len() > 100 {
        return refuse("At most 100 headers.");
    }
    let mut pairs = vec![];
    let mut size = 0;
    for (name, value) in given {
        let name = name.to_ascii_lowercase();
        let value = match value {
            Value::String(text) => text.clone(),
            Value::Number(_) | Value::Bool(_) => value.to_string(),
            _ => return refuse("Values must be strings."),
        };
        let spelled =
            !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
        if !spelled || name.starts_with("x-appwrite-") {
            return refuse("Names are letters, digits and hyphens, and do not start with x-appwrite-.");
        }
        if value.bytes().any(|byte| byte.is_ascii_control()) {
            return refuse("Values must be printable.");
        }
        size += name.len() + value.len();
        pairs.push((name, value));
    }
    if size >= 16_384 { refuse("All together must be under 16384 bytes.") } else { Ok(pairs) }
}

/// Why a function runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Trigger {
    Http,
    Schedule,
}

impl Trigger {
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::Http => "http",
            Self::Schedule => "schedule",
        }
    }
}

/// Everything the function receives: the caller's headers, and over them the run's own.
pub(super) fn of_run(
    backend: &Backend,
    function: &FunctionSpec,
    execution: &Id,
    trigger: Trigger,
    asker: &Asker,
    given: Pairs,
) -> Pairs {
    let until = backend.clock.now().millis() / 1000 + i64::from(function.timeout) + GRACE;
    let project = &backend.config.deployment.project_id;
    let key = jwt::sign_key(project, &function.scopes, until, backend.secrets.signing());
    let user = asker.user.as_ref().map(ToString::to_string).unwrap_or_default();
    let mut pairs = given;
    pairs.extend(
        [
            ("x-appwrite-execution-id", execution.to_string()),
            ("x-appwrite-key", format!("ephemeral_{key}")),
            ("x-appwrite-trigger", trigger.as_str().to_owned()),
            ("x-appwrite-user-id", user),
            ("x-appwrite-user-jwt", token(backend, asker, until).unwrap_or_default()),
            ("x-appwrite-country-code", "--".to_owned()),
            ("x-appwrite-continent-code", String::new()),
            ("x-appwrite-continent-eu", "false".to_owned()),
            (CLIENT_IP, asker.address.clone()),
        ]
        .map(|(name, value)| (name.to_owned(), value)),
    );
    pairs
}

/// A token for whoever asks with a session.
fn token(backend: &Backend, asker: &Asker, until: i64) -> Option<String> {
    let (user, session) = (asker.user.as_ref()?, asker.session.as_ref()?);
    let claims = Claims { user_id: user.to_string(), session_id: session.to_string(), exp: until };
    Some(jwt::sign(&claims, backend.secrets.signing()))
}

/// What an execution is stored with of what it was asked.
pub(super) fn kept_of_request(given: &Pairs, asker: &Asker) -> Vec<HeaderPair> {
    let mut kept = kept(given);
    if !asker.address.is_empty() {
        kept.push(HeaderPair { name: CLIENT_IP.into(), value: asker.address.clone() });
    }
    kept
}

/// What an execution is stored with.
pub(super) fn kept(pairs: &Pairs) -> Vec<HeaderPair> {
    pairs.iter().filter(|(name, _)| KEPT.contains(&name.as_str())).map(pair).collect()
}

/// Headers as executions show them.
pub(super) fn shown(pairs: &Pairs) -> Vec<HeaderPair> {
    pairs.iter().map(pair).collect()
}

fn pair((name, value): &(String, String)) -> HeaderPair {
    HeaderPair { name: name.clone(), value: value.clone() }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn read(given: Value) -> Result<Pairs> {
        of_caller(given.as_object().unwrap())
    }

    #[test]
    fn a_caller_cannot_speak_for_the_runtime() {
        assert_eq!(read(json!({ "X-Trace": "1" })), Ok(vec![("x-trace".into(), "1".into())]));
        for bad in
            ["x-appwrite-user-id", "X-Appwrite-Key", "X-APPWRITE-User-Jwt", "", "a b", "é", "a:b", "a\nb"]
        {
            assert!(read(json!({ bad: "x" })).is_err(), "{bad}");
        }
        assert!(read(json!({ "a": "x\r\ny: z" })).is_err());
        assert!(read(json!({ "a": "x".repeat(16_384) })).is_err());
        assert!(read((0..101).map(|n| (format!("h{n}"), json!("x"))).collect::<Map<_, _>>().into()).is_err());
    }
}
