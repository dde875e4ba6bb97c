using AgentGrid.Agents;
using AgentGrid.Core.Llm;
using AgentGrid.Sessions;

namespace AgentGrid.Core.Sessions;

/// <summary>What a turn tells of its failures, where its providers' own words do not say it.</summary>
internal static class TurnFailures
{
    private const string TooLong =
        "The message is longer than the model can read, even without what was said before. Shorten it, or choose a model with a larger window.";

    private const string RoundTooLong =
        "What the tools were asked and brought is longer than the model can read, even when it is shortened. Ask for less at once, or choose "
        + "a model with a larger window.";

    public static Failure Unforeseen { get; } = new(
        FailureKind.Internal,
        FailureCodes.InternalError,
        "An unexpected error stopped the answer. Send the message again; if it fails again, the server's log says why.")
    {
        Retryable = true,
    };

    /// <summary>Everything that could be left out was: the provider's own words would only puzzle.</summary>
    public static Failure ContextTooLong(Failure failure, bool calledTools) =>
        failure with { Kind = FailureKind.TooLarge, Detail = calledTools ? RoundTooLong : TooLong };

    /// <summary>What a turn that ended without a word is told to have failed by; null where no word was owed.</summary>
    /// <param name="reason">Why it ended.</param>
    /// <param name="text">The white space that it answered.</param>
    /// <param name="costUsd">What it cost, US dollars.</param>
    public static Failure? Wordless(string reason, string text, AgentConfig config, decimal costUsd) => reason switch
    {
        FinishReasons.ContentFilter => new Failure(
            FailureKind.Upstream, FailureCodes.ContentRefused, "The model provider declined to answer this."),
        FinishReasons.CostLimit => Failure.Invalid(
            FailureCodes.TurnCostExceeded,
            FormattableString.Invariant($"The turn cost {costUsd} US dollars before it had an answer, and its agent allows ")
            + FormattableString.Invariant($"{config.Limits.MaxTurnCostUsd}. Raise limits.maxTurnCostUsd, or choose a cheaper model.")),
        FinishReasons.ToolRounds => Failure.Invalid(
            FailureCodes.ToolRoundsExceeded,
            $"The model still asked for tools after {config.Limits.MaxToolRounds} rounds and gave no answer. Raise limits.maxToolRounds, or say in "
            + "the instructions when to stop."),
        FinishReasons.Length => Failure.Invalid(
            FailureCodes.OutputLimitReached,
            "The model used up the tokens that it may write before the first word of its answer; a model that thinks spends them on its thoughts too. "
            + (config.MaxOutputTokens is { } most
                ? FormattableString.Invariant($"Raise maxOutputTokens, which is {most}, or leave it out.")
                : "Set maxOutputTokens to more than the provider's default, or choose a model that thinks less.")),
        _ when text.Length > 0 => new Failure(
            FailureKind.Upstream, LlmErrorCodes.UnusableAnswer, "The model ended without an answer.")
        {
            Retryable = true,
        },
        _ => null,
    };
}
