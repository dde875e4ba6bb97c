using System.Runtime.CompilerServices;
using AgentGrid.Core.Llm.Caching;
using AgentGrid.Core.Llm.Providers;
using AgentGrid.Core.Llm.Routing;
using AgentGrid.Core.Llm.Streaming;
using AgentGrid.Sessions;
using Microsoft.Extensions.AI;

namespace AgentGrid.Core.Llm.Tools;

/// <summary>
/// Asks a model of one provider once more without tools when tools are all that it refuses, and says so in a
/// <see cref="RouteNotice"/>: every agent has a tool by default, and many a model of one's own calls none. What was learnt
/// holds for an hour, or until the provider is changed. A request that requires a tool is refused as before.
/// </summary>
internal sealed class ToolSupportChatClient(IChatClient inner, ProviderDefinition provider, TimeProvider clock) : StreamingChatClient
{
    private const int MaxModels = 200;
    private static readonly TimeSpan Memory = TimeSpan.FromHours(1);

    private readonly BoundedCache<string, (RouteRejection Notice, DateTimeOffset Until)> _toolless = new(MaxModels);

    public override IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        if (options?.Tools is not { Count: > 0 } || options.ToolMode is RequiredChatToolMode)
        {
            return inner.GetStreamingResponseAsync(messages, options, cancellationToken);
        }

        var model = options.ModelId ?? "";
        return Known(model) is { } notice
            ? AskWithoutAsync(messages, options, notice, cancellationToken)
            : new SecondTryStream(
                inner.GetStreamingResponseAsync(messages, options, cancellationToken),
                e => ToolRefusal.Is(e) ? AskWithoutAsync(messages, options, NoticeOf(model, e), cancellationToken) : null);
    }

    private async IAsyncEnumerable<ChatResponseUpdate> AskWithoutAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions options,
        RouteRejection notice,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var model = options.ModelId ?? "";
        var toolless = options.Clone();
        toolless.Tools = null;
        toolless.ToolMode = null;
        var accepted = false;
        await foreach (var update in inner.GetStreamingResponseAsync(messages, toolless, cancellationToken))
        {
            if (!accepted && StreamSignals.IsToken(update))
            {
                // Only now is it known that the tools were all that was wrong.
                accepted = true;
                Remember(model, notice);
                yield return RouteNotice.ToUpdate(notice);
            }

            yield return update;
        }
    }

    private RouteRejection? Known(string model) =>
        _toolless.TryGet(model, out var known) && known.Until > clock.GetUtcNow() ? known.Notice : null;

    // The hour runs from the refusal, not from the last answer: a server that has learnt to call tools is found out.
    private void Remember(string model, RouteRejection notice)
    {
        if (Known(model) is null)
        {
            _toolless.Set(model, (notice, clock.GetUtcNow() + Memory));
        }
    }

    private RouteRejection NoticeOf(string model, LlmException refusal) => new(
        new ModelName(provider.Name, model).ToString(),
        LlmErrorCodes.ToolsNotSupported,
        "The model answered without tools, because its provider refuses them. Switch the agent's tools off "
        + $"(tools.currentTime: false), or choose a model that calls tools. {refusal.Message}");
}
