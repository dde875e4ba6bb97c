using AgentGrid.Sessions;
using Microsoft.Extensions.AI;

namespace AgentGrid.Core.Llm.Routing;

/// <summary>Which model answers a call, why earlier choices do not, and in what its answer is not what was asked for. The first update of every routed stream carries it.</summary>
public sealed record RouteReport(ModelName Model, IReadOnlyList<RouteRejection> Rejections)
{
    private const string Key = "agentgrid.route";

    /// <summary>The report that an update carries, or null.</summary>
    public static RouteReport? Of(ChatResponseUpdate update)
    {
        ArgumentNullException.ThrowIfNull(update);
        return update.AdditionalProperties is { } properties && properties.TryGetValue(Key, out var value) ? value as RouteReport : null;
    }

    internal ChatResponseUpdate ToUpdate() => new()
    {
        Role = ChatRole.Assistant,
        ModelId = Model.ToString(),
        AdditionalProperties = new AdditionalPropertiesDictionary { [Key] = this },
    };
}
