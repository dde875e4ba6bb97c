using AgentGrid.Analytics;
using AgentGrid.Core.Llm.Providers;
using AgentGrid.Core.Llm.Streaming;
using AgentGrid.Core.Prompts;
using AgentGrid.Naming;
using AgentGrid.Sessions;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;

namespace AgentGrid.Core.Llm.Routing;

/// <summary>
/// Sends a request to the model it names, or to its fallbacks as long as nothing has been shown yet. A prompt that is
/// too long is not passed on as long as the caller can shorten it: another model would only cost more.
/// </summary>
internal sealed partial class ModelRouter(IProviderRegistry registry, ProviderRuntimes runtimes, ILogger<ModelRouter> logger)
    : StreamingChatClient
{
    public override IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        new HeadedStream(token => OpenAsync(messages, options, token), cancellationToken);

    /// <summary>The answer of the first model that begins one.</summary>
    private async Task<HeadedStream.Opened> OpenAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options, CancellationToken cancellationToken)
    {
        var request = ModelRequest.Of(options);
        var (candidates, rejections) = RoutePlanner.Plan(registry.Current, options?.ModelId ?? ModelNames.Default, request);
        var planned = rejections.Count;
        var failures = new List<LlmException>();
        for (var i = 0; i < candidates.Count; i++)
        {
            var candidate = candidates[i];
            var routed = options?.Clone() ?? new ChatOptions();
            routed.ModelId = candidate.Name.Model;
            (request with { FallbackModels = [.. candidates.Skip(i + 1).Select(left => left.Name.ToString())] }).ApplyTo(routed);
            var updates = runtimes.For(candidate.Provider).Chat
                .GetStreamingResponseAsync(ImageNotes.For(candidate, messages), routed, cancellationToken)
                .GetAsyncEnumerator(cancellationToken);
            var head = new List<ChatResponseUpdate>();
            var notices = new List<RouteRejection>();
            var isOpen = false;
            try
            {
                await ReadHeadAsync(updates, head, notices);
                isOpen = true;
            }
            catch (LlmException e) when (e.Code == LlmErrorCodes.ContextTooLong && !request.IsShortest)
            {
                throw new LlmException(e.Code, e.Message, e.Retryable, e.RetryAfter, e)
                {
                    Before = [.. request.Rejected, .. rejections.Skip(planned)],
                };
            }
            catch (LlmException e)
            {
                failures.Add(e);
                rejections.Add(new RouteRejection(candidate.Name.ToString(), e.Code, e.Message));
                LogDidNotAnswer(candidate.Name, e.Code, e.Message);
                continue;
            }
            finally
            {
                if (!isOpen)
                {
                    await updates.DisposeAsync();
                }
            }

            if (OfflineNotice(candidate, request, rejections) is { } notice)
            {
                head.Insert(0, new ChatResponseUpdate(ChatRole.Assistant, notice));
            }

            head.Insert(0, new RouteReport(candidate.Name, [.. rejections, .. notices]).ToUpdate());
            return new HeadedStream.Opened(head, updates);
        }

        throw Exhausted(failures, rejections);
    }

    /// <summary>Reads up to the first token.</summary>
    private static async Task ReadHeadAsync(
        IAsyncEnumerator<ChatResponseUpdate> updates, List<ChatResponseUpdate> head, List<RouteRejection> notices)
    {
        while (await updates.MoveNextAsync())
        {
            if (RouteNotice.Of(updates.Current) is { } said)
            {
                notices.Add(said);
                continue;
            }

            head.Add(updates.Current);
            if (StreamSignals.IsToken(updates.Current))
            {
                return;
            }
        }
    }

    /// <summary>What tells a reader that the model their agent names did not answer; null where it did, or where nobody reads.</summary>
    private static string? OfflineNotice(ResolvedModel model, ModelRequest request, List<RouteRejection> rejections) =>
        !model.Chosen && rejections.Count > 0 && request.Purpose == UsagePurposes.Answer
            ? PromptTemplates.Get(PromptTemplates.OfflineInstead).Replace(
                "{{reasons}}", string.Join(' ', rejections.Select(rejection => rejection.Reason)), StringComparison.Ordinal) + "\n\n"
            : null;

    /// <summary>
    /// The first model's failure, since it is the one asked for (but for a prompt too long for it, where another has failed at less);
    /// the others are named behind it. Trying again helps when it helps with any of them, and as early as any of them said.
    /// </summary>
    private static LlmException Exhausted(List<LlmException> failures, List<RouteRejection> rejections)
    {
        var first = failures.Find(failure => failure.Code != LlmErrorCodes.ContextTooLong) ?? failures[0];
        return rejections.Count == 1
            ? first
            : new LlmException(
                first.Code,
                $"{first.Message} Tried: {string.Join("; ", rejections.Select(r => $"{r.Model} ({r.Code})"))}.",
                failures.Exists(failure => failure.Retryable),
                failures.Where(failure => failure.Retryable).Min(failure => failure.RetryAfter),
                first);
    }
}
