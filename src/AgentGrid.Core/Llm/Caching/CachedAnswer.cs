using AgentGrid.Core.Llm.Routing;
using Microsoft.Extensions.AI;

namespace AgentGrid.Core.Llm.Caching;

/// <summary>An answer in the pieces it came in, what was said of it, and until when it may be given again.</summary>
internal sealed record CachedAnswer(RouteReport Route, IReadOnlyList<string> Pieces, DateTimeOffset Until)
{
    public IEnumerable<ChatResponseUpdate> Replay()
    {
        yield return Route.ToUpdate();
        foreach (var piece in Pieces)
        {
            yield return new ChatResponseUpdate(ChatRole.Assistant, piece);
        }

        yield return new ChatResponseUpdate { Role = ChatRole.Assistant, FinishReason = ChatFinishReason.Stop };
    }
}
