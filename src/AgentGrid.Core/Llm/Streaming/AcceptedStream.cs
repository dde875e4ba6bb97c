using AgentGrid.Core.Llm.Providers;
using AgentGrid.Core.Llm.Routing;
using AgentGrid.Sessions;
using Microsoft.Extensions.AI;

namespace AgentGrid.Core.Llm.Streaming;

/// <summary>What follows when a call that was changed after a refusal is answered: only then is it known that this was all that was wrong.</summary>
internal static class AcceptedStream
{
    /// <param name="accepted">Called once, before the first token.</param>
    /// <param name="notice">Passed on before the first token.</param>
    public static async IAsyncEnumerable<ChatResponseUpdate> OnAccepted(
        this IAsyncEnumerable<ChatResponseUpdate> updates, Action? accepted = null, RouteRejection? notice = null)
    {
        var begun = false;
        await foreach (var update in updates)
        {
            if (!begun && StreamSignals.IsToken(update))
            {
                begun = true;
                accepted?.Invoke();
                if (notice is not null)
                {
                    yield return RouteNotice.ToUpdate(notice);
                }
            }

            yield return update;
        }
    }
}
