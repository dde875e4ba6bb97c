using System.Runtime.CompilerServices;
using AgentGrid.Analytics;
using AgentGrid.Core.Llm.Metering;
using AgentGrid.Core.Llm.Pricing;
using AgentGrid.Core.Llm.Routing;
using AgentGrid.Core.Llm.Streaming;
using AgentGrid.Naming;
using Microsoft.Extensions.AI;

namespace AgentGrid.Core.Llm.Caching;

/// <summary>
/// Answers a request that is identical in every respect from memory, for as long as its agent allows. Only answers that
/// ended well and called no tool are kept, and none that stands in for another model's: that one is asked again. A hit is a
/// ledger record of its own that cost nothing.
/// </summary>
internal sealed class ResponseCacheChatClient(IChatClient inner, Meter meter) : StreamingChatClient
{
    private const int MaxAnswers = 500;
    private const int MaxAnswerLength = 64 * 1024;

    private readonly BoundedCache<string, CachedAnswer> _answers = new(MaxAnswers);

    public override IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        ModelRequest.Of(options).CacheTtl is { } ttl
            ? AnswerAsync([.. messages], options!, ttl, cancellationToken)
            : inner.GetStreamingResponseAsync(messages, options, cancellationToken);

    private async IAsyncEnumerable<ChatResponseUpdate> AnswerAsync(
        List<ChatMessage> messages, ChatOptions options, TimeSpan ttl, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var started = meter.Clock.GetTimestamp();
        var key = CacheKey.Of(messages, options);
        if (_answers.TryGet(key, out var known))
        {
            if (known.Until > meter.Clock.GetUtcNow())
            {
                foreach (var update in known.Replay())
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    yield return update;
                }

                meter.Record(
                    ModelRequest.Of(options), known.Route.Model.Provider, "", known.Route.Model.Model, default(TokenUsage), false, UsageOutcome.Cached, started);
                yield break;
            }

            _answers.Remove(key);
        }

        RouteReport? route = null;
        var pieces = new List<string>();
        var length = 0;
        var cacheable = true;
        ChatFinishReason? finish = null;
        await foreach (var update in inner.GetStreamingResponseAsync(messages, options, cancellationToken))
        {
            route ??= RouteReport.Of(update);
            finish = update.FinishReason ?? finish;
            foreach (var content in update.Contents)
            {
                if (content is TextContent text)
                {
                    length += text.Text.Length;
                    pieces.Add(text.Text);
                }
                else
                {
                    cacheable &= content is UsageContent or TextReasoningContent;
                }
            }

            yield return update;
        }

        if (cacheable && route is not null && IsTheModelAskedFor(route) && finish == ChatFinishReason.Stop && length is > 0 and <= MaxAnswerLength)
        {
            _answers.Set(key, new CachedAnswer(route, pieces, meter.Clock.GetUtcNow() + ttl));
        }
    }

    /// <summary>What a report says of the model itself that answers is a notice; all else is why another did not.</summary>
    private static bool IsTheModelAskedFor(RouteReport route)
    {
        var model = route.Model.ToString();
        return model != ModelNames.Offline && route.Rejections.All(rejection => rejection.Model == model);
    }
}
