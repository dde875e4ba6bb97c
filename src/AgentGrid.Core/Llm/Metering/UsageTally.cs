using System.Text;
using AgentGrid.Core.Llm.Providers;
using AgentGrid.Core.Llm.Tokens;
using Microsoft.Extensions.AI;

namespace AgentGrid.Core.Llm.Metering;

/// <summary>What one call has reported and shown so far.</summary>
internal sealed class UsageTally
{
    private readonly StringBuilder _shown = new();

    /// <summary>The sum of the usage reported; null when none was.</summary>
    public UsageDetails? Reported { get; private set; }

    /// <summary>Whether any part of an answer came.</summary>
    public bool Answered { get; private set; }

    /// <summary>The provider refused the call: no token was spent.</summary>
    public bool Refused { get; set; }

    public void Add(ChatResponseUpdate update)
    {
        // Part of a tool call, not counted itself: what there is of the call comes when it is whole.
        Answered |= ReferenceEquals(update, StreamSignals.ToolProgress);
        var contents = update.Contents;
        for (var i = 0; i < contents.Count; i++)
        {
            switch (contents[i])
            {
                case UsageContent usage:
                    (Reported ??= new UsageDetails()).Add(usage.Details);
                    break;
                case TextContent text:
                    Answered = true;
                    _shown.Append(text.Text);
                    break;
                case TextReasoningContent reasoning:
                    Answered = true;
                    _shown.Append(reasoning.Text);
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
    }

    public int EstimateOutput(TokenFamily family)
    {
        var tokens = 0;
        foreach (var chunk in _shown.GetChunks())
        {
            tokens += TokenEstimator.Count(chunk.Span, family);
        }

        return tokens;
    }
}
