using System.Runtime.CompilerServices;
using AgentGrid.Core.Llm.Metering;
using AgentGrid.Core.Llm.Routing;
using AgentGrid.Core.Llm.Streaming;
using AgentGrid.Sessions;
using Microsoft.Extensions.AI;

namespace AgentGrid.Core.Llm.Tools;

/// <summary>
/// Lets a model call the tools of its request and answers it, round after round, within the request's limits. The calls
/// of one round run at the same time; each result is passed on as it comes. Calls and results appear in the stream as
/// <see cref="FunctionCallContent"/> and <see cref="FunctionResultContent"/>. Later rounds stay with the model that
/// answered the first. A request with an empty list of tools is watched too: a model may call what it was not given.
/// </summary>
internal sealed class ToolLoopChatClient(IChatClient inner, ToolRunner runner) : StreamingChatClient
{
    /// <summary>The turn reached its cost limit before the model was done.</summary>
    public static ChatFinishReason CostLimit { get; } = new(FinishReasons.CostLimit);

    /// <summary>The model went on calling tools when its rounds were used up.</summary>
    public static ChatFinishReason ToolRounds { get; } = new(FinishReasons.ToolRounds);

    private static ToolOutcome NotRun { get; } = ToolOutcome.Error("Not run: the tool rounds of this turn are used up.");

    public override IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        options?.Tools is not null
            ? LoopAsync([.. messages], options, cancellationToken)
            : inner.GetStreamingResponseAsync(messages, options, cancellationToken);

    private async IAsyncEnumerable<ChatResponseUpdate> LoopAsync(
        List<ChatMessage> messages, ChatOptions options, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var request = ModelRequest.Of(options);
        var current = options;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var round = 0; ; round++)
        {
            // What the turn did before its answer may have cost all that it may.
            if (round == 0 && Spent(request) is > 0 and var spent && spent >= request.Limits.MaxCostUsd)
            {
                yield return new ChatResponseUpdate { Role = ChatRole.Assistant, FinishReason = CostLimit };
                yield break;
            }

            if (round >= request.Limits.MaxRounds)
            {
                current = current.Clone();
                current.ToolMode = ChatToolMode.None;
            }

            var said = new RoundTranscript();
            ModelName? answeredBy = null;
            ChatFinishReason? finish = null;
            PromptCut? cut = null;
            await using var received = inner.GetStreamingResponseAsync(messages, current, cancellationToken)
                .GetAsyncEnumerator(cancellationToken);
            while (true)
            {
                try
                {
                    if (!await received.MoveNextAsync())
                    {
                        break;
                    }
                }
                catch (LlmException e) when (e.Code == LlmErrorCodes.ContextTooLong && round > 0 && said.IsEmpty
                    && (cut = RoundPrompt.Shorten(messages)) is not null)
                {
                    break;
                }

                var update = WithUniqueIds(received.Current, seen);
                answeredBy ??= RouteReport.Of(update)?.Model;
                said.Add(update);
                if (update.FinishReason is { } reason)
                {
                    // Held back: only the last round's reason ends the answer.
                    finish = reason;
                    if (update.Contents.Count == 0)
                    {
                        continue;
                    }

                    var open = update.Clone();
                    open.FinishReason = null;
                    yield return open;
                    continue;
                }

                yield return update;
            }

            if (cut is not null)
            {
                if (cut == PromptCut.Earlier)
                {
                    yield return RouteNotice.ToUpdate(new RouteRejection(current.ModelId ?? "", LlmErrorCodes.HistoryShortened, RoundPrompt.Notice));
                }

                // The same round again, with less.
                round--;
                continue;
            }

            var calls = said.Calls();
            var stop = calls.Count == 0 ? finish ?? ChatFinishReason.Stop
                : round >= request.Limits.MaxRounds ? ToolRounds
                : (ChatFinishReason?)null;
            if (stop is { } end)
            {
                foreach (var call in calls)
                {
                    yield return new ChatResponseUpdate(ChatRole.Tool, [ToolResults.ToContent(call.CallId, NotRun)]);
                }

                yield return new ChatResponseUpdate { Role = ChatRole.Assistant, FinishReason = end };
                yield break;
            }

            said.AddTo(messages);
            var results = new List<AIContent>();
            var running = calls.ConvertAll(call => RunAsync(call, options, request.Usage, cancellationToken));
            await foreach (var done in Task.WhenEach(running).WithCancellation(cancellationToken))
            {
                var result = await done;
                results.Add(result);
                yield return new ChatResponseUpdate(ChatRole.Tool, [result]);
            }

            messages.Add(new ChatMessage(ChatRole.Tool, InOrder(calls, results)));
            if (Spent(request) >= request.Limits.MaxCostUsd)
            {
                yield return new ChatResponseUpdate { Role = ChatRole.Assistant, FinishReason = CostLimit };
                yield break;
            }

            current = Pin(current, request, answeredBy);
        }
    }

    private async Task<FunctionResultContent> RunAsync(
        FunctionCallContent call, ChatOptions options, UsageScope scope, CancellationToken cancellationToken) =>
        ToolResults.ToContent(call.CallId, await runner.RunAsync(call, options.Tools!, scope, cancellationToken));

    /// <summary>Some vendors number their calls from zero in every round, or not at all; events need ids that differ.</summary>
    private static ChatResponseUpdate WithUniqueIds(ChatResponseUpdate update, HashSet<string> seen)
    {
        for (var i = 0; i < update.Contents.Count; i++)
        {
            if (update.Contents[i] is FunctionCallContent call && (call.CallId.Length == 0 || !seen.Add(call.CallId)))
            {
                var id = $"call_{seen.Count}";
                while (!seen.Add(id))
                {
                    id += "_";
                }

                update.Contents[i] = new FunctionCallContent(id, call.Name, call.Arguments)
                {
                    Exception = call.Exception,
                    AdditionalProperties = call.AdditionalProperties,
                };
            }
        }

        return update;
    }

    // A prompt must not depend on which tool was quicker, or the provider's cache would miss.
    private static List<AIContent> InOrder(List<FunctionCallContent> calls, List<AIContent> results) =>
        [.. results.Cast<FunctionResultContent>().OrderBy(result => calls.FindIndex(call => call.CallId == result.CallId))];

    private static decimal? Spent(ModelRequest request) => (request.Usage.Sink as UsageCollector)?.KnownCostUsd;

    private static ChatOptions Pin(ChatOptions options, ModelRequest request, ModelName? model)
    {
        if (model is null)
        {
            return options;
        }

        var pinned = options.Clone();
        pinned.ModelId = model.Value.ToString();
        return (request with { FallbackModels = [] }).ApplyTo(pinned);
    }
}
