using System.Text.Json;
using AgentGrid.Core.Llm.Routing;
using AgentGrid.Core.Llm.Tools;
using AgentGrid.Sessions;
using AgentGrid.Sessions.Events;
using Microsoft.Extensions.AI;

namespace AgentGrid.Core.Sessions;

/// <summary>What a model says, as steps of the turn.</summary>
internal sealed partial class TurnRun
{
    private void Take(ChatResponseUpdate update, List<TurnStep> steps)
    {
        _route ??= RouteReport.Of(update);
        _notice = RouteNotice.Of(update) ?? _notice;
        for (var i = 0; i < update.Contents.Count; i++)
        {
            if (StepOf(update.Contents[i]) is { } step)
            {
                steps.Add(step);
            }
        }

        if (update.FinishReason is { } reason)
        {
            _finishReason = NameOf(reason);
        }
    }

    private TurnStep? StepOf(AIContent content)
    {
        switch (content)
        {
            case TextContent text:
                return _answer.Push(text.Text) is { Length: > 0 } shown ? Delta(shown) : null;
            case FunctionCallContent call:
                var arguments = JsonSerializer.SerializeToElement(call.Arguments ?? new Dictionary<string, object?>());
                _toolCalls.Add(new ToolCall(call.CallId, call.Name, arguments.GetRawText(), null, null));
                return new TurnStep(new ToolCallData(call.CallId, call.Name, arguments));
            case FunctionResultContent result:
                return ToolResult(result);
            default:
                return null;
        }
    }

    private TurnStep ToolResult(FunctionResultContent result)
    {
        const int longest = 2_000;
        var outcome = ToolResults.Of(result);
        var summary = outcome.Content.Length <= longest ? outcome.Content : string.Concat(outcome.Content.AsSpan(0, longest), "…");
        var index = _toolCalls.FindLastIndex(call => call.CallId == result.CallId);
        if (index >= 0)
        {
            _toolCalls[index] = _toolCalls[index] with { Ok = outcome.Ok, Summary = summary };
        }

        return new TurnStep(
                new ToolResultData(result.CallId, outcome.Ok, summary, outcome.Files.IsDefaultOrEmpty ? null : outcome.Files));
    }

    private TurnStep Delta(string text)
    {
        _ttftMs ??= ElapsedMs();
        return new TurnStep(new DeltaData(text));
    }

    private static string NameOf(ChatFinishReason reason) =>
        reason == ChatFinishReason.ToolCalls ? FinishReasons.Stop : reason.Value;
}
