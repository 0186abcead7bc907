//! One sign-in of one person, as stored and as shown.

use appwrite::{Id, Timestamp};
use serde_json::{Value, json};

use crate::account::user_agent::Client;

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Session {
    pub(crate) id: Id,
    pub(crate) user: Id,
    pub(crate) provider: Provider,
    /// The e-mail of a sign-in by e-mail; else empty.
    pub(crate) provider_uid: String,
    pub(crate) address: String,
    pub(crate) client: Client,
    pub(crate) created: Timestamp,
    pub(crate) updated: Timestamp,
    pub(crate) expires: Timestamp,
}

/// How a session came to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Provider {
    Email,
    Anonymous,
    Token,
    /// Made by an API key for a person.
    Server,
}

impl Provider {
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Email => "email",
            Self::Anonymous => "anonymous",
            Self::Token => "token",
            Self::Server => "server",
        }
    }

    pub(super) fn stored(text: &str) -> Self {
        match text {
            "email" => Self::Email,
            "anonymous" => Self::Anonymous,
            "token" => Self::Token,
            _ => Self::Server,
        }
    }

    fn factor(self) -> &'static str {
        match self {
            Self::Email => "password",
            other => other.as_str(),
        }
    }
}

impl Session {
    /// The session as answers and events show it. `secret` is empty but for the key that made the session;
    /// `current` says whether the request that is answered came with it.
    pub(crate) fn to_json(&self, current: bool, secret: &str) -> Value {
        let client = &self.client;
        json!({
            "$id": self.id,
            "$createdAt": self.created,
            "$updatedAt": self.updated,
            "userId": self.user,
            "expire": self.expires,
            "provider": self.provider.as_str(),
            "providerUid": self.provider_uid,
            "providerAccessToken": "",
            "providerAccessTokenExpiry": "",
            "providerRefreshToken": "",
            "ip": self.address,
            "osCode": client.os_code,
            "osName": client.os_name,
            "osVersion": client.os_version,
            "clientType": client.kind,
            "clientCode": client.code,
            "clientName": client.name,
            "clientVersion": client.version,
            "clientEngine": client.engine,
            "clientEngineVersion": client.engine_version,
            "deviceName": client.device_name,
            "deviceBrand": client.device_brand,
            "deviceModel": "",
            "countryCode": "--",
            "countryName": "Unknown",
            "current": current,
            "factors": [self.provider.factor()],
            "secret": secret,
            "mfaUpdatedAt": "",
        })
    }
}
