using System.Collections.Immutable;
using System.Text;
using AgentGrid.Sessions;
using AgentGrid.Sessions.Events;

namespace AgentGrid.Core.Sessions;

/// <summary>Folds a turn's events into the answer that they make up.</summary>
public sealed class TurnTranscript
{
    private readonly StringBuilder _text = new();
    private readonly StringBuilder _round = new();
    private ImmutableArray<ToolCall> _toolCalls = [];

    /// <summary>The answer so far.</summary>
    public string Text => _text.ToString();

    /// <summary>What the last call of a model said: its text and the tools it asked for, as far as they were not run yet.</summary>
    public string LastRound => _round.ToString();

    public ImmutableArray<Citation> Citations { get; private set; } = [];

    public ImmutableArray<ToolCall> ToolCalls => _toolCalls;

    public TurnStartedData? Started { get; private set; }

    public UsageData? Usage { get; private set; }

    public TurnCompletedData? Completed { get; private set; }

    public TurnFailedData? Failed { get; private set; }

    /// <summary>Whether no event can follow.</summary>
    public bool Ended => Completed is not null || Failed is not null;

    /// <summary>The transcript of events read back from the store.</summary>
    public static TurnTranscript Of(IEnumerable<TurnEvent> events)
    {
        ArgumentNullException.ThrowIfNull(events);
        var transcript = new TurnTranscript();
        foreach (var turnEvent in events)
        {
            transcript.Apply(TurnEventCodec.Decode(turnEvent));
        }

        return transcript;
    }

    /// <summary>Takes in the next event's payload.</summary>
    public void Apply(object payload)
    {
        switch (payload)
        {
            case DeltaData delta:
                _text.Append(delta.Text);
                _round.Append(delta.Text);
                break;
            case TurnStartedData started:
                Started = started;
                break;
            case RetrievalData retrieval:
                Citations = retrieval.Citations;
                break;
            case ToolCallData call:
                _toolCalls = _toolCalls.Add(new ToolCall(call.CallId, call.Name, call.Arguments.GetRawText(), null, null));
                _round.Append(' ').Append(call.Name).Append(' ').Append(call.Arguments.GetRawText());
                break;
            case ToolResultData result:
                _round.Clear();
                _toolCalls = [.. _toolCalls.Select(call => call.CallId == result.CallId
                    ? call with { Ok = result.Ok, Summary = result.Summary }
                    : call)];
                break;
            case UsageData usage:
                Usage = usage;
                break;
            case TurnCompletedData completed:
                Completed = completed;
                break;
            case TurnFailedData failed:
                Failed = failed;
                break;
        }
    }
}
