//! An execution: what is remembered of one run.

use appwrite::{Id, Network, Permission, Role, Timestamp, wire::HeaderPair};
use serde_json::{Value, json};

use crate::{
    happening::{Action, Happening, Subject},
    params::Format,
};

/// Native handlers are their own deployment: there is only ever this one, and it is always ready.
pub(super) const DEPLOYMENT: &str = "native";

#[derive(Clone, Debug, PartialEq)]
pub(super) struct Execution {
    pub(super) id: Id,
    pub(super) function: Id,
    /// Who called, if it was a person: they alone may read it.
    pub(super) user: Option<Id>,
    pub(super) trigger: String,
    pub(super) status: Status,
    pub(super) method: String,
    pub(super) path: String,
    pub(super) request_headers: Vec<HeaderPair>,
    pub(super) response_headers: Vec<HeaderPair>,
    /// What the function answered; 0 while it has not.
    pub(super) code: u16,
    pub(super) logs: String,
    pub(super) errors: String,
    /// Seconds.
    pub(super) duration: f64,
    pub(super) created: Timestamp,
    pub(super) updated: Timestamp,
    /// When it was asked to begin, if not at once.
    pub(super) scheduled: Option<Timestamp>,
    /// What limits count it by; `None` for keys and schedules.
    pub(super) network: Option<Network>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Status {
    /// Put off until the moment it was asked for.
    Scheduled,
    Waiting,
    Processing,
    Completed,
    Failed,
}

impl Status {
    const ALL: [Self; 5] = [Self::Scheduled, Self::Waiting, Self::Processing, Self::Completed, Self::Failed];

    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::Scheduled => "scheduled",
            Self::Waiting => "waiting",
            Self::Processing => "processing",
            Self::Completed => "completed",
            Self::Failed => "failed",
        }
    }

    pub(super) fn from_stored(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.as_str() == text)
    }

    pub(super) fn is_over(self) -> bool {
        matches!(self, Self::Completed | Self::Failed)
    }

    pub(super) fn is_under_way(self) -> bool {
        matches!(self, Self::Waiting | Self::Processing)
    }
}

/// How an execution is shown, and to whom.
#[derive(Clone, Copy)]
pub(super) struct View<'a> {
    pub(super) format: Format,
    /// Only a key may read what the function wrote down.
    pub(super) with_logs: bool,
    /// What the function answered: known to the synchronous caller alone, and stored nowhere.
    pub(super) body: &'a str,
}

impl Execution {
    fn readers(&self) -> Vec<Role> {
        self.user.iter().map(Role::user).collect()
    }

    pub(super) fn to_json(&self, view: View<'_>) -> Value {
        let permissions: Vec<_> = self.readers().into_iter().map(Permission::read).collect();
        let mut shown = json!({
            "$id": self.id,
            "$createdAt": self.created,
            "$updatedAt": self.updated,
            "$permissions": permissions,
            "deploymentId": DEPLOYMENT,
            "trigger": self.trigger,
            "status": self.status.as_str(),
            "requestMethod": self.method,
            "requestPath": self.path,
            "requestHeaders": self.request_headers,
            "responseStatusCode": self.code,
            "responseBody": view.body,
            "responseHeaders": self.response_headers,
            "logs": if view.with_logs { self.logs.as_str() } else { "" },
            "errors": if view.with_logs { self.errors.as_str() } else { "" },
            "duration": self.duration,
            "scheduledAt": self.scheduled,
        });
        if view.format.before(2, 0) {
            shown["functionId"] = json!(self.function);
        } else {
            shown["resourceId"] = json!(self.function);
            shown["resourceType"] = json!("functions");
        }
        shown
    }

    /// What its caller hears of it. Without the answer's body: it went to whoever waited for it, and may be large.
    pub(super) fn happening(&self, action: Action) -> Happening {
        Happening {
            subject: Subject::Execution { function: self.function.clone(), execution: self.id.clone() },
            action,
            payload: self.to_json(View { format: Format::NEWEST, with_logs: false, body: "" }),
            readers: self.readers(),
        }
    }
}
