//! Kinds of questions, and who may ask them at all. Whether they may have the answer is decided by permissions.

/// A kind of question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Scope {
    /// Open to everybody who is not a key.
    Public,
    Account,
    SessionsRead,
    SessionsWrite,
    UsersRead,
    UsersWrite,
    DatabasesRead,
    DatabasesWrite,
    TablesRead,
    TablesWrite,
    ColumnsRead,
    ColumnsWrite,
    IndexesRead,
    IndexesWrite,
    RowsRead,
    RowsWrite,
    BucketsRead,
    BucketsWrite,
    FilesRead,
    FilesWrite,
    FunctionsRead,
    FunctionsWrite,
    ExecutionsRead,
    ExecutionsWrite,
    RulesRead,
    RulesWrite,
    ProjectWrite,
    SitesRead,
    SitesWrite,
    PresencesRead,
    PresencesWrite,
    AvatarsRead,
    LocaleRead,
    HealthRead,
}

impl Scope {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Public => "public",
            Self::Account => "account",
            Self::SessionsRead => "sessions.read",
            Self::SessionsWrite => "sessions.write",
            Self::UsersRead => "users.read",
            Self::UsersWrite => "users.write",
            Self::DatabasesRead => "databases.read",
            Self::DatabasesWrite => "databases.write",
            Self::TablesRead => "tables.read",
            Self::TablesWrite => "tables.write",
            Self::ColumnsRead => "columns.read",
            Self::ColumnsWrite => "columns.write",
            Self::IndexesRead => "indexes.read",
            Self::IndexesWrite => "indexes.write",
            Self::RowsRead => "rows.read",
            Self::RowsWrite => "rows.write",
            Self::BucketsRead => "buckets.read",
            Self::BucketsWrite => "buckets.write",
            Self::FilesRead => "files.read",
            Self::FilesWrite => "files.write",
            Self::FunctionsRead => "functions.read",
            Self::FunctionsWrite => "functions.write",
            Self::ExecutionsRead => "executions.read",
            Self::ExecutionsWrite => "executions.write",
            Self::RulesRead => "rules.read",
            Self::RulesWrite => "rules.write",
            Self::ProjectWrite => "project.write",
            Self::SitesRead => "sites.read",
            Self::SitesWrite => "sites.write",
            Self::PresencesRead => "presences.read",
            Self::PresencesWrite => "presences.write",
            Self::AvatarsRead => "avatars.read",
            Self::LocaleRead => "locale.read",
            Self::HealthRead => "health.read",
        }
    }

    pub(super) fn guests(self) -> bool {
        matches!(
            self,
            Self::Public
                | Self::SessionsWrite
                | Self::RowsRead
                | Self::RowsWrite
                | Self::FilesRead
                | Self::FilesWrite
                | Self::LocaleRead
                | Self::AvatarsRead
                | Self::ExecutionsWrite
        )
    }

    pub(super) fn people(self) -> bool {
        self.guests()
            || matches!(
                self,
                Self::Account
                    | Self::PresencesRead
                    | Self::PresencesWrite
                    | Self::ExecutionsRead
                    | Self::RulesRead
            )
    }

    /// `held` of `None` is a key with every scope there is for keys.
    pub(super) fn keys(self, held: Option<&[String]>) -> bool {
        match self {
            Self::Public | Self::Account => false,
            Self::HealthRead => true,
            _ => held.is_none_or(|held| held.iter().any(|scope| self.is_called(scope))),
        }
    }

    /// Scopes were renamed with the tables; both names are in use.
    fn is_called(self, scope: &str) -> bool {
        let renamed = scope
            .replace("collections.", "tables.")
            .replace("attributes.", "columns.")
            .replace("documents.", "rows.")
            .replace("execution.", "executions.");
        renamed == self.name()
    }
}
