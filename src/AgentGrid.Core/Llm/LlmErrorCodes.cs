namespace AgentGrid.Core.Llm;

/// <summary>Stable codes of what can go wrong between a turn and a model; they reach users as problem or event codes.</summary>
public static class LlmErrorCodes
{
    /// <summary>The name means no provider, model or alias here. The message lists what exists.</summary>
    public const string UnknownModel = FailureCodes.UnknownModel;

    /// <summary>No configured provider can answer, and the agent forbids the offline provider.</summary>
    public const string NoProvider = FailureCodes.NoProvider;

    /// <summary>The provider refused the key (401, 403).</summary>
    public const string Unauthorized = FailureCodes.ProviderUnauthorized;

    /// <summary>Too many requests; trying later helps.</summary>
    public const string RateLimited = FailureCodes.ProviderRateLimited;

    /// <summary>Overloaded (503, 529), or no connection: refused, unknown host, TLS.</summary>
    public const string Unavailable = FailureCodes.ProviderUnavailable;

    /// <summary>The provider failed (5xx, or an error in the middle of a 200).</summary>
    public const string ProviderError = FailureCodes.ProviderError;

    /// <summary>Nothing, or nothing more, arrived in time.</summary>
    public const string Timeout = FailureCodes.ProviderTimeout;

    /// <summary>The conversation is longer than the model can read.</summary>
    public const string ContextTooLong = FailureCodes.ContextTooLong;

    /// <summary>The model reads no images.</summary>
    public const string ImagesNotSupported = FailureCodes.ImagesNotSupported;

    /// <summary>The model, or the server it runs on, takes no tools: it was asked without them.</summary>
    public const string ToolsNotSupported = FailureCodes.ToolsNotSupported;

    /// <summary>The model takes no temperature and no top-p: it was asked without them.</summary>
    public const string SamplingNotSupported = FailureCodes.SamplingNotSupported;

    /// <summary>More output tokens were asked for than the model can write, alone or beside the prompt.</summary>
    public const string OutputLimit = FailureCodes.ProviderOutputLimit;

    /// <summary>Earlier messages were left out of the prompt, or only their beginnings kept: the model answered without them.</summary>
    public const string HistoryShortened = FailureCodes.HistoryShortened;

    /// <summary>The turn has spent what its agent allows.</summary>
    public const string TurnCostExceeded = FailureCodes.TurnCostExceeded;

    /// <summary>The account has no credit or quota left; trying later does not help.</summary>
    public const string QuotaExceeded = FailureCodes.ProviderQuotaExceeded;

    /// <summary>The provider refused the request as malformed (400, 422).</summary>
    public const string BadRequest = FailureCodes.ProviderBadRequest;

    /// <summary>The provider does not know the model.</summary>
    public const string ModelNotFound = FailureCodes.ProviderModelNotFound;

    /// <summary>The answer ended before the provider said it was complete.</summary>
    public const string StreamBroken = FailureCodes.ProviderStreamBroken;

    /// <summary>The provider sent something that is not its own protocol.</summary>
    public const string Protocol = FailureCodes.ProviderProtocolError;

    /// <summary>
    /// What the model made cannot be used: a tool call that it could not finish, an answer without a word. Another try may
    /// do better; it says nothing about how its provider is.
    /// </summary>
    public const string UnusableAnswer = FailureCodes.ProviderUnusableAnswer;

    /// <summary>The provider failed repeatedly and is left alone for a while.</summary>
    public const string CircuitOpen = FailureCodes.ProviderCircuitOpen;

    /// <summary>All places of this provider stay taken, or more calls wait for one than its queue holds.</summary>
    public const string Busy = FailureCodes.ProviderBusy;

    /// <summary>A structured answer did not fit its schema, twice.</summary>
    public const string InvalidOutput = FailureCodes.InvalidModelOutput;
}
