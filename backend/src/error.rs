//! Everything the API refuses with: one table of status and `type`, one envelope.

use axum::{
    Extension, Json,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};

/// The version of Appwrite whose contract this backend follows.
pub(crate) const VERSION: &str = "1.9.6";

pub(crate) type Result<T> = std::result::Result<T, Error>;

/// A refusal: which, and in words.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct Error {
    pub(crate) kind: Kind,
    pub(crate) message: String,
}

macro_rules! kinds {
    ($($kind:ident = $status:literal $type:literal $message:literal,)*) => {
        /// Which refusal: each has one status, one `type`, and words for when no better ones are given.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(crate) enum Kind { $($kind,)* }

        impl Kind {
            pub(crate) fn status(self) -> u16 { match self { $(Self::$kind => $status,)* } }
            pub(crate) fn name(self) -> &'static str { match self { $(Self::$kind => $type,)* } }
            fn message(self) -> &'static str { match self { $(Self::$kind => $message,)* } }
        }
    };
}

kinds! {
    ArgumentInvalid = 400 "general_argument_invalid" "The request contains one or more invalid arguments.",
    BadRequest = 400 "general_bad_request" "There was an error processing your request.",
    QueryInvalid = 400 "general_query_invalid" "The query's syntax is invalid.",
    CursorNotFound = 400 "general_cursor_not_found" "The cursor is invalid: the thing it names does not exist.",
    AccessForbidden = 401 "general_access_forbidden" "Access to this API is forbidden.",
    UnauthorizedScope = 401 "general_unauthorized_scope" "The current caller does not have the required scopes.",
    UnknownOrigin = 403 "general_unknown_origin" "Invalid Origin.",
    RouteNotFound = 404 "general_route_not_found" "The requested route was not found.",
    RateLimitExceeded = 429 "general_rate_limit_exceeded" "Too many requests: try again later.",
    NotImplemented = 501 "general_not_implemented" "This method is not available on this backend.",
    SmtpDisabled = 503 "general_smtp_disabled" "No mail server is configured.",
    Unknown = 500 "general_unknown" "Server Error",
    PayloadTooLarge = 413 "general_payload_too_large" "The request is too large.",
    ProjectNotFound = 404 "project_not_found" "Project with the requested ID could not be found.",
    ProjectIdMissing = 403 "project_id_missing" "The project ID must be sent in a header when an API key is used.",
    UserUnauthorized = 401 "user_unauthorized" "The current user is not authorized to perform the requested action.",
    UserInvalidCredentials = 401 "user_invalid_credentials" "Invalid credentials. Please check the email and password.",
    UserInvalidToken = 401 "user_invalid_token" "Invalid token passed in the request.",
    UserSessionAlreadyExists = 401 "user_session_already_exists" "Creation of a session is prohibited when a session is active.",
    UserSessionNotFound = 404 "user_session_not_found" "The current user session could not be found.",
    UserBlocked = 403 "user_blocked" "The current user has been blocked.",
    UserAlreadyExists = 409 "user_already_exists" "A user with the same id, email, or phone already exists in this project.",
    UserEmailAlreadyExists = 409 "user_email_already_exists" "A user with the same email already exists in this project.",
    UserPhoneAlreadyExists = 409 "user_phone_already_exists" "A user with the same phone number already exists in this project.",
    UserTargetAlreadyExists = 409 "user_target_already_exists" "A target with the same identifier already exists.",
    UserNotFound = 404 "user_not_found" "User with the requested ID could not be found.",
    UserJwtInvalid = 401 "user_jwt_invalid" "The JWT token is invalid.",
    UserJwtAndCookieSet = 403 "user_jwt_and_cookie_set" "A JWT and a session cannot be used in one request.",
    UserJwtCreationDenied = 403 "user_jwt_creation_denied" "A JWT cannot be made with a JWT.",
    DatabaseNotFound = 404 "database_not_found" "Database not found",
    DatabaseAlreadyExists = 409 "database_already_exists" "Database already exists",
    TableNotFound = 404 "table_not_found" "Table with the requested ID could not be found.",
    TableAlreadyExists = 409 "table_already_exists" "Table with the requested ID already exists.",
    ColumnNotFound = 404 "column_not_found" "Column with the requested key could not be found.",
    ColumnAlreadyExists = 409 "column_already_exists" "Column with the requested key already exists.",
    ColumnDefaultUnsupported = 400 "column_default_unsupported" "Default values cannot be set for array or required columns.",
    ColumnValueInvalid = 400 "column_value_invalid" "The column's value is invalid.",
    ColumnUnknown = 400 "column_unknown" "The index names a column that does not exist.",
    ColumnLimitExceeded = 400 "column_limit_exceeded" "The maximum number or size of columns for this table has been reached.",
    ColumnTypeInvalid = 400 "column_type_invalid" "The column's type is invalid.",
    ColumnInvalidResize = 400 "column_invalid_resize" "The column holds longer values than its new size allows.",
    IndexNotFound = 404 "column_index_not_found" "Index with the requested key could not be found.",
    IndexAlreadyExists = 409 "column_index_already_exists" "Index with the requested key already exists.",
    IndexInvalid = 400 "column_index_invalid" "Index invalid.",
    IndexLimitExceeded = 400 "column_index_limit_exceeded" "The maximum number of indexes for this table has been reached.",
    IndexDependency = 409 "column_index_dependency" "The column is used by an index.",
    RowNotFound = 404 "row_not_found" "Row with the requested ID could not be found.",
    RowAlreadyExists = 409 "row_already_exists" "Row with the requested ID already exists.",
    RowUniqueConstraintViolation = 409 "row_unique_constraint_violation" "A row with the same values in a unique index already exists.",
    RowInvalidStructure = 400 "row_invalid_structure" "The row's structure is invalid.",
    RowMissingData = 400 "row_missing_data" "The row data is missing.",
    RowMissingPayload = 400 "row_missing_payload" "The row data and permissions are missing.",
    RowUpdateConflict = 409 "row_update_conflict" "Remote row is newer than local.",
    AttributeTypeInvalid = 400 "attribute_type_invalid" "The attribute is not of a type this can be done with.",
    TransactionNotFound = 404 "transaction_not_found" "Transaction with the requested ID could not be found.",
    QueryOrderNull = 400 "database_query_order_null" "A cursor cannot stand on a row without a value for the order.",
    BucketNotFound = 404 "storage_bucket_not_found" "Storage bucket with the requested ID could not be found.",
    BucketAlreadyExists = 409 "storage_bucket_already_exists" "A storage bucket with the requested ID already exists.",
    FileNotFound = 404 "storage_file_not_found" "The requested file could not be found.",
    FileAlreadyExists = 409 "storage_file_already_exists" "A storage file with the requested ID already exists.",
    FileEmpty = 400 "storage_file_empty" "Empty file passed to the endpoint.",
    FileTypeUnsupported = 400 "storage_file_type_unsupported" "File extension not allowed",
    FileSizeInvalid = 400 "storage_invalid_file_size" "File size not allowed",
    ContentRangeInvalid = 400 "storage_invalid_content_range" "The content range is invalid.",
    AppwriteIdInvalid = 400 "storage_invalid_appwrite_id" "The value for x-appwrite-id header is invalid.",
    TransformationsDisabled = 403 "storage_bucket_transformations_disabled" "Image transformations are disabled for the requested bucket.",
    TokenNotFound = 404 "token_not_found" "The requested file token could not be found.",
    RangeInvalid = 416 "storage_invalid_range" "The requested range is not satisfiable.",
    FunctionNotFound = 404 "function_not_found" "Function with the requested ID could not be found.",
    FunctionAlreadyExists = 409 "function_already_exists" "Function with the requested ID already exists.",
    FunctionSynchronousTimeout = 408 "function_synchronous_timeout" "Synchronous function execution timed out.",
    DeploymentNotFound = 404 "deployment_not_found" "Deployment with the requested ID could not be found.",
    VariableNotFound = 404 "variable_not_found" "Variable with the requested ID could not be found.",
    VariableCannotUnsetSecret = 400 "variable_cannot_unset_secret" "Secret variables cannot be marked as non-secret.",
    VariableAlreadyExists = 409 "variable_already_exists" "Variable with the same ID or key already exists in this function.",
    SiteNotFound = 404 "site_not_found" "Site with the requested ID could not be found.",
    ExecutionNotFound = 404 "execution_not_found" "Execution with the requested ID could not be found.",
    ExecutionInProgress = 400 "execution_in_progress" "Can't delete ongoing execution.",
    PresenceNotFound = 404 "presence_not_found" "Presence with the requested ID could not be found.",
    PresenceAlreadyExists = 409 "presence_already_exists" "Presence with the requested ID already exists.",
    DocumentInvalidStructure = 400 "document_invalid_structure" "The structure is invalid.",
}

impl Kind {
    /// Whether the caller was refused for who they are, not for what they sent.
    pub(crate) fn is_about_permission(self) -> bool {
        matches!(
            self,
            Self::AccessForbidden | Self::UnauthorizedScope | Self::UserUnauthorized | Self::UserBlocked
        )
    }
}

impl Error {
    pub(crate) fn new(kind: Kind, message: impl Into<String>) -> Self {
        Self { kind, message: message.into() }
    }

    /// A value that its parameter does not accept; `rule` says what it does.
    pub(crate) fn param(name: &str, rule: impl std::fmt::Display) -> Self {
        Self::new(Kind::ArgumentInvalid, format!("Invalid `{name}` param: {rule}"))
    }

    /// A fault of ours. The cause is logged here, once; callers learn only that it was ours.
    pub(crate) fn internal(cause: impl std::fmt::Display) -> Self {
        tracing::error!(%cause, "internal fault");
        Kind::Unknown.into()
    }

    pub(crate) fn status(&self) -> u16 {
        self.kind.status()
    }

    pub(crate) fn body(&self) -> serde_json::Value {
        serde_json::json!({
            "message": self.message, "code": self.kind.status(), "type": self.kind.name(), "version": VERSION,
        })
    }
}

impl From<Kind> for Error {
    fn from(kind: Kind) -> Self {
        Self { kind, message: kind.message().to_owned() }
    }
}

impl From<rusqlite::Error> for Error {
    fn from(cause: rusqlite::Error) -> Self {
        Self::internal(cause)
    }
}

impl IntoResponse for Error {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.kind.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let uncached = [
            (header::CACHE_CONTROL, "no-cache, no-store, must-revalidate"),
            (header::EXPIRES, "0"),
            (header::PRAGMA, "no-cache"),
        ];
        let body = Json(self.body());
        // The refusal itself goes along, for those around the handler who tell it in other words.
        (status, Extension(self), uncached, body).into_response()
    }
}
