using AgentGrid.Sessions;

namespace AgentGrid.Core.Llm;

/// <summary>
/// An expected failure inside the <c>IChatClient</c> chain, whose interface can only throw. The edges of the chain
/// (the turn pipeline, the structured-output helper) turn it into a <see cref="Failure"/>.
/// The message is already sanitised: it may be shown to a user.
/// </summary>
public sealed class LlmException : Exception
{
    public LlmException(string code, string message, bool retryable = false, TimeSpan? retryAfter = null, Exception? inner = null)
        : base(message, inner)
    {
        Code = code;
        Retryable = retryable;
        RetryAfter = retryAfter;
    }

    /// <summary>One of <see cref="LlmErrorCodes"/>.</summary>
    public string Code { get; }

    /// <summary>Whether the same call may succeed when tried again.</summary>
    public bool Retryable { get; }

    /// <summary>How long the provider asked to wait, when it said.</summary>
    public TimeSpan? RetryAfter { get; }

    /// <summary>
    /// We stopped waiting: nobody refused the call, and the provider may still be at it. The same call would most likely
    /// only be waited for as long again.
    /// </summary>
    public bool GaveUp { get; init; }

    /// <summary>Models that were asked before the one that failed, and why they did not answer: the same call need not ask them again.</summary>
    public IReadOnlyList<RouteRejection> Before { get; init; } = [];

    /// <summary>The failure as data.</summary>
    public Failure ToFailure() => new(KindOf(Code), Code, Message) { Retryable = Retryable, RetryAfter = RetryAfter };

    private static FailureKind KindOf(string code) => code switch
    {
        LlmErrorCodes.UnknownModel or LlmErrorCodes.ImagesNotSupported => FailureKind.Invalid,
        LlmErrorCodes.NoProvider or LlmErrorCodes.CircuitOpen or LlmErrorCodes.Busy or LlmErrorCodes.Unavailable => FailureKind.Unavailable,
        _ => FailureKind.Upstream,
    };
}
