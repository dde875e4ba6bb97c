using System.Collections.Concurrent;
using System.Text.Json;
using AgentGrid.Agents;
using AgentGrid.Core.Llm.Tools;

namespace AgentGrid.Core.Tests.Llm.Providers;

internal sealed class WeatherTool : IAgentTool
{
    public static JsonElement Schema { get; } = JsonSerializer.Deserialize<JsonElement>(
        """{"type":"object","properties":{"city":{"type":"string"}},"required":["city"],"additionalProperties":false}""");

    public ConcurrentBag<string> Cities { get; } = [];

    public string Name => "weather";

    public string Description => "The weather of a city.";

    public JsonElement Parameters => Schema;

    public bool IsNamedIn(AgentTools config) => true;

    public Task<ToolOutcome> RunAsync(ToolInvocation invocation, CancellationToken cancellationToken)
    {
        var city = invocation.Arguments.GetProperty("city").GetString()!;
        Cities.Add(city);
        return Task.FromResult(ToolOutcome.Success($"22 degrees in {city}"));
    }
}
