using AgentGrid.Core.Llm.Caching;
using AgentGrid.Core.Llm.Routing;
using AgentGrid.Core.Llm.Streaming;
using AgentGrid.Sessions;
using Microsoft.Extensions.AI;

namespace AgentGrid.Core.Llm.Tools;

/// <summary>
/// Asks a model of one provider once more without tools when tools are all that it refuses, and says so in a
/// <see cref="RouteNotice"/>: every agent has a tool by default, and many a model of one's own calls none. A request that requires
/// a tool is refused as before.
/// </summary>
internal sealed class ToolSupportChatClient(IChatClient inner, ProviderDefinition provider, TimeProvider clock) : StreamingChatClient
{
    private readonly LearntFor<RouteRejection> _toolless = new(clock);

    public override IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        if (options?.Tools is not { Count: > 0 } || options.ToolMode is RequiredChatToolMode)
        {
            return inner.GetStreamingResponseAsync(messages, options, cancellationToken);
        }

        return _toolless.TryGet(options.ModelId, out var known)
            ? AskWithout().OnAccepted(notice: known)
            : new SecondTryStream(
                inner.GetStreamingResponseAsync(messages, options, cancellationToken),
                e => ToolRefusal.Is(e) && NoticeOf(options.ModelId, e) is var notice
                    ? AskWithout().OnAccepted(() => _toolless.Learn(options.ModelId, notice), notice)
                    : null);

        IAsyncEnumerable<ChatResponseUpdate> AskWithout()
        {
            var toolless = options.Clone();
            toolless.Tools = null;
            toolless.ToolMode = null;
            return inner.GetStreamingResponseAsync(messages, toolless, cancellationToken);
        }
    }

    private RouteRejection NoticeOf(string? model, LlmException refusal) => new(
        new ModelName(provider.Name, model ?? "").ToString(),
        LlmErrorCodes.ToolsNotSupported,
        "The model answered without tools, because its provider refuses them. Switch the agent's tools off "
        + $"(tools.currentTime: false), or choose a model that calls tools. {refusal.Message}");
}
