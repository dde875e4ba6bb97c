using System.Runtime.CompilerServices;
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
    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
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
            await using var updates = runtimes.For(candidate.Provider).Chat
                .GetStreamingResponseAsync(ImageNotes.For(candidate, messages), routed, cancellationToken)
                .GetAsyncEnumerator(cancellationToken);
            var head = new List<ChatResponseUpdate>();
            var notices = new List<RouteRejection>();
            try
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
                        break;
                    }
                }
            }
            catch (LlmException e) when (e.Code == LlmErrorCodes.ContextTooLong && !request.IsShortest && i + request.Rejected.Count > 0)
            {
                throw new LlmException(e.Code, e.Message, e.Retryable, e.RetryAfter, e)
                {
                    Before = [.. request.Rejected, .. rejections.Skip(planned)],
                };
            }
            catch (LlmException e) when (e.Code != LlmErrorCodes.ContextTooLong || request.IsShortest)
            {
                failures.Add(e);
                rejections.Add(new RouteRejection(candidate.Name.ToString(), e.Code, e.Message));
                LogDidNotAnswer(candidate.Name, e.Code, e.Message);
                continue;
            }

            yield return new RouteReport(candidate.Name, [.. rejections, .. notices]).ToUpdate();
            if (OfflineNotice(candidate, request, rejections) is { } notice)
            {
                yield return new ChatResponseUpdate(ChatRole.Assistant, notice);
            }

            foreach (var update in head)
            {
                yield return update;
            }

            while (await updates.MoveNextAsync())
            {
                yield return updates.Current;
            }

            yield break;
        }

        throw Exhausted(failures, rejections);
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
