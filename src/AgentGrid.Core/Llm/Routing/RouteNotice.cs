using AgentGrid.Sessions;
using Microsoft.Extensions.AI;

namespace AgentGrid.Core.Llm.Routing;

/// <summary>
/// What a link below the router has to say of an answer: that it is not quite what was asked for, and why. An update without
/// content that comes before the first token; the router puts it into the <see cref="RouteReport"/> and passes it no further.
/// </summary>
internal static class RouteNotice
{
    private const string Key = "agentgrid.notice";

    public static ChatResponseUpdate ToUpdate(RouteRejection notice) => new()
    {
        AdditionalProperties = new AdditionalPropertiesDictionary { [Key] = notice },
    };

    /// <summary>The notice that an update carries, or null.</summary>
    public static RouteRejection? Of(ChatResponseUpdate update) =>
        update.AdditionalProperties is { } properties && properties.TryGetValue(Key, out var value) ? value as RouteRejection : null;
}
