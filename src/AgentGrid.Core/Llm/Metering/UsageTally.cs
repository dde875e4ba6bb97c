using System.Text;
using AgentGrid.Core.Llm.Providers;
using AgentGrid.Core.Llm.Tokens;
using Microsoft.Extensions.AI;

namespace AgentGrid.Core.Llm.Metering;

/// <summary>What one call has reported and shown so far.</summary>
/// <param name="family">The family of the model that is asked.</param>
internal sealed class UsageTally(TokenFamily family)
{
    // A model that thinks for minutes shows nothing of it: after so many characters they are worth a note.
    private const int ReasoningStep = 2_000;

    private readonly StringBuilder _shown = new();
    private readonly StringBuilder _reasoning = new();
    private int _nextNote = ReasoningStep;

    public TokenFamily Family => family;

    /// <summary>Estimated tokens of the prompt; null when nobody asked.</summary>
    public int? Sent { get; set; }

    /// <summary>The sum of the usage reported; null when none was.</summary>
    public UsageDetails? Reported { get; private set; }

    /// <summary>Whether any part of an answer came.</summary>
    public bool Answered { get; private set; }

    /// <summary>No token was spent: the provider refused the call, or it never left for it.</summary>
    public bool IsFree { get; set; }

    /// <returns>Whether more is known of the call than its text, once it is kept, will say.</returns>
    public bool Add(ChatResponseUpdate update)
    {
        // Part of a tool call, not counted itself: what there is of the call comes when it is whole.
        Answered |= ReferenceEquals(update, StreamSignals.ToolProgress);
        var told = false;
        var contents = update.Contents;
        for (var i = 0; i < contents.Count; i++)
        {
            switch (contents[i])
            {
                case UsageContent usage:
                    (Reported ??= new UsageDetails()).Add(usage.Details);
                    told |= usage.Details.InputTokenCount > 0;
                    break;
                case TextContent text:
                    Answered = true;
                    _shown.Append(text.Text);
                    break;
                case TextReasoningContent reasoning:
                    Answered = true;
                    _reasoning.Append(reasoning.Text);
                    break;
                case FunctionCallContent call:
                    Answered = true;
                    _shown.Append(call.Name).Append(' ');
                    foreach (var (name, value) in call.Arguments ?? new Dictionary<string, object?>())
                    {
                        _shown.Append(name).Append(": ").Append(value).Append(' ');
                    }

                    break;
            }
        }

        if (_reasoning.Length >= _nextNote)
        {
            _nextNote = _reasoning.Length + ReasoningStep;
            told = true;
        }

        return told;
    }

    public int EstimateOutput() => Count(_shown) + Count(_reasoning);

    public int EstimateReasoning() => Count(_reasoning);

    private int Count(StringBuilder text)
    {
        var tokens = 0;
        foreach (var chunk in text.GetChunks())
        {
            tokens += TokenEstimator.Count(chunk.Span, family);
        }

        return tokens;
    }
}
