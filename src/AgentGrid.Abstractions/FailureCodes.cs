namespace AgentGrid;

/// <summary>The stable codes of problem documents. A code, once released, keeps its meaning.</summary>
public static class FailureCodes
{
#pragma warning disable CS1591 // The names say it.
    public const string InvalidRequest = "invalid_request";
    public const string InvalidJson = "invalid_json";
    public const string InvalidConfig = "invalid_config";
    public const string InvalidCursor = "invalid_cursor";
    public const string InvalidMultipart = "invalid_multipart";
    public const string UnknownField = "unknown_field";
    public const string NotAcceptable = "not_acceptable";
    public const string UnsupportedMediaType = "unsupported_media_type";
    public const string RequestTooLarge = "request_too_large";
    public const string MethodNotAllowed = "method_not_allowed";
    public const string RouteNotFound = "route_not_found";

    public const string Unauthenticated = "unauthenticated";
    public const string InvalidCredentials = "invalid_credentials";
    public const string InvalidRefreshToken = "invalid_refresh_token";
    public const string AccountSuspended = "account_suspended";
    public const string Forbidden = "forbidden";
    public const string MissingScope = "missing_scope";
    public const string SetupDone = "setup_done";
    public const string RegistrationClosed = "registration_closed";
    public const string EmailTaken = "email_taken";
    public const string WeakPassword = "weak_password";
    public const string UserNotFound = "user_not_found";
    public const string KeyNotFound = "key_not_found";
    public const string KeyLimit = "key_limit";
    public const string LastAdmin = "last_admin";
    public const string ReservedUser = "reserved_user";
    public const string CrossSiteRequest = "cross_site_request";
    public const string RateLimited = "rate_limited";

    public const string IdempotencyKeyReused = "idempotency_key_reused";
    public const string IdempotencyKeyInvalid = "idempotency_key_invalid";
    public const string RequestInProgress = "request_in_progress";
    public const string VersionConflict = "version_conflict";
    public const string VersionRequired = "version_required";

    public const string AgentNotFound = "agent_not_found";
    public const string AgentExists = "agent_exists";
    public const string VersionNotFound = "version_not_found";
    public const string ReceiptNotFound = "receipt_not_found";

    public const string SessionNotFound = "session_not_found";
    public const string TurnNotFound = "turn_not_found";
    public const string AttachmentNotFound = "attachment_not_found";
    public const string ImagesNotSupported = "images_not_supported";
    public const string TurnInProgress = "turn_in_progress";
    public const string TurnNotRunning = "turn_not_running";
    public const string TurnNotContinuable = "turn_not_continuable";
    public const string QueueFull = "queue_full";
    public const string MessageTooLong = "message_too_long";
    public const string MissingInput = "missing_input";
    public const string Interrupted = "interrupted";

    public const string FileNotFound = "file_not_found";
    public const string FileTooLarge = "file_too_large";
    public const string FileEmpty = "file_empty";
    public const string InvalidFileName = "invalid_file_name";
    public const string UnsupportedFileType = "unsupported_file_type";
    public const string FileNotRetryable = "file_not_retryable";
    public const string FileNotPausable = "file_not_pausable";
    public const string FileNotPaused = "file_not_paused";
    public const string FileNotCancellable = "file_not_cancellable";
    public const string FileChanged = "file_changed";
    public const string EmbeddingFailed = "embedding_failed";
    public const string IngestionStalled = "ingestion_stalled";
    public const string FileBusy = "file_busy";

    public const string UnknownModel = "unknown_model";
    public const string NoProvider = "no_provider";
    public const string ProviderError = "provider_error";
    public const string ProviderRateLimited = "provider_rate_limited";
    public const string ProviderUnavailable = "provider_unavailable";
    public const string ProviderUnauthorized = "provider_unauthorized";
    public const string ProviderTimeout = "provider_timeout";
    public const string ProviderNotFound = "provider_not_found";
    public const string ProviderInUse = "provider_in_use";
    public const string ProviderQuotaExceeded = "provider_quota_exceeded";
    public const string ProviderBadRequest = "provider_bad_request";
    public const string ProviderModelNotFound = "provider_model_not_found";
    public const string ProviderOutputLimit = "provider_output_limit";
    public const string ProviderStreamBroken = "provider_stream_broken";
    public const string ProviderProtocolError = "provider_protocol_error";
    public const string ProviderUnusableAnswer = "provider_unusable_answer";
    public const string ProviderCircuitOpen = "provider_circuit_open";
    public const string ProviderBusy = "provider_busy";
    public const string InvalidModelOutput = "invalid_model_output";
    public const string ToolsNotSupported = "tools_not_supported";
    public const string SamplingNotSupported = "sampling_not_supported";
    public const string HistoryShortened = "history_shortened";
    public const string ContextTooLong = "context_too_long";
    public const string ContentRefused = "content_refused";
    public const string ToolRoundsExceeded = "tool_rounds_exceeded";
    public const string OutputLimitReached = "output_limit_reached";
    public const string TurnCostExceeded = "turn_cost_exceeded";
    public const string BudgetExceeded = "budget_exceeded";

    public const string Busy = "busy";
    public const string StorageUnavailable = "storage_unavailable";
    public const string ServerStopping = "server_stopping";
    public const string InternalError = "internal_error";
#pragma warning restore CS1591
}
