//! Our names for what `appwrite.config.json` describes. A test in this file holds the two together.

/// The Appwrite project.
pub const PROJECT: &str = "appchat";
/// The database all tables are in.
pub const DATABASE: &str = "appchat-db";
/// Table: one row per snap sent and not yet expired.
pub const SNAPS: &str = "snaps";
/// Table: one row per snap whose day ended within the last. Read by its recipient alone.
pub const REMNANTS: &str = "remnants";
/// Table: one row per request somebody has not answered yet.
pub const FRIEND_REQUESTS: &str = "friendRequests";
/// Table: one row per person somebody declined, and when. Read by whoever declined alone.
pub const DECLINES: &str = "declines";
/// Table: one row per pair of friends.
pub const FRIENDSHIPS: &str = "friendships";
/// Table: one row per person, under their id: what they chose, and their exact place. Read by themselves alone.
pub const PROFILES: &str = "profiles";
/// Table: one row per friend somebody shows themselves to in another way than to the rest.
pub const EXCEPTIONS: &str = "exceptions";
/// Table: places finer than the presence shows, read by exactly those friends who may have them.
pub const PLACES: &str = "places";
/// Table: one row per pair of whom the one blocked the other. Read by the blocker alone.
pub const BLOCKS: &str = "blocks";
/// Table: one row per person who shares a link, under the link's token. Read by that person alone.
pub const INVITES: &str = "invites";
/// Table: one row per use of an invite. Read by nobody.
pub const INVITE_USES: &str = "inviteUses";
/// Table: one row per friend of whom somebody wants to hear less. Read by whoever muted alone.
pub const MUTES: &str = "mutes";
/// Table: one row per friend somebody wants to find first. Read by that somebody alone.
pub const FAVOURITES: &str = "favourites";
/// Table: one row per report. Read by nobody but the operator.
pub const REPORTS: &str = "reports";
/// Bucket: the photographs.
pub const SNAP_FILES: &str = "snaps";
/// Function: hands a snap's photograph to its recipient.
pub const SERVE_SNAP: &str = "serve-snap";
/// The cookie that carries the session's secret, URL-encoded. Its name is Appwrite's own for the project, so that
/// the browser's calls to `/v1` on our origin are signed in by it.
pub const SESSION_COOKIE: &str = "a_session_appchat";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_id_is_one_the_deployment_description_has() {
        let config: serde_json::Value =
            serde_json::from_str(include_str!("../../appwrite.config.json")).unwrap();
        let has =
            |list: &str, id: &str| config[list].as_array().unwrap().iter().any(|item| item["$id"] == id);
        assert_eq!(config["projectId"], PROJECT);
        assert_eq!(SESSION_COOKIE, format!("a_session_{PROJECT}"));
        assert!(has("tablesDB", DATABASE));
        for table in [
            SNAPS,
            REMNANTS,
            FRIEND_REQUESTS,
            FRIENDSHIPS,
            PROFILES,
            EXCEPTIONS,
            PLACES,
            BLOCKS,
            INVITES,
            INVITE_USES,
            DECLINES,
            MUTES,
            FAVOURITES,
            REPORTS,
        ] {
            assert!(has("tables", table), "{table}");
        }
        assert!(has("buckets", SNAP_FILES));
        assert!(has("functions", SERVE_SNAP));
    }
}
