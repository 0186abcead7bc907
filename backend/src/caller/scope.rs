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
    TokensRead,
    TokensWrite,
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
            Self::TokensRead => "tokens.read",
            Self::TokensWrite => "tokens.write",
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_may_name_its_scopes_by_their_old_names_and_their_new_ones() {
        for (scope, names) in [
            (Scope::TablesRead, ["tables.read", "collections.read"]),
            (Scope::TablesWrite, ["tables.write", "collections.write"]),
            (Scope::ColumnsWrite, ["columns.write", "attributes.write"]),
            (Scope::RowsRead, ["rows.read", "documents.read"]),
            (Scope::RowsWrite, ["rows.write", "documents.write"]),
            (Scope::ExecutionsWrite, ["executions.write", "execution.write"]),
        ] {
            for name in names {
                assert!(scope.keys(Some(&[name.to_owned()])), "{name}");
                assert!(!Scope::FilesRead.keys(Some(&[name.to_owned()])), "{name} is not for files");
            }
        }
    }

    #[test]
    fn a_key_has_what_it_was_given_and_never_an_account() {
        let none: &[String] = &[];
        assert!(Scope::HealthRead.keys(Some(none)) && !Scope::AvatarsRead.keys(Some(none)));
        assert!(Scope::TokensWrite.keys(None));
        for scope in [Scope::Account, Scope::Public] {
            assert!(!scope.keys(None) && !scope.keys(Some(&[scope.name().to_owned()])));
        }
    }

    #[test]
    fn guests_may_ask_less_than_people() {
        for scope in [Scope::Account, Scope::PresencesRead, Scope::PresencesWrite, Scope::ExecutionsRead] {
            assert!(!scope.guests() && scope.people(), "{}", scope.name());
        }
        for scope in [Scope::UsersRead, Scope::BucketsRead, Scope::TokensRead, Scope::HealthRead] {
            assert!(!scope.guests() && !scope.people(), "{}", scope.name());
        }
    }
}
