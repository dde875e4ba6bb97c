using System.Globalization;
using System.Text.Json;
using AgentGrid.Agents;

namespace AgentGrid.Core.Llm.Tools;

/// <summary><c>current_time</c>: the date and time now, in UTC or in a named time zone.</summary>
internal sealed class CurrentTimeTool(TimeProvider clock) : IAgentTool
{
    public const string ToolName = "current_time";

    private static readonly JsonElement Schema = JsonSerializer.Deserialize<JsonElement>("""
        {
          "type": "object",
          "properties": {
            "timeZone": { "type": "string", "description": "IANA name such as Europe/Berlin. Default: UTC." }
          },
          "additionalProperties": false
        }
        """);

    public string Name => ToolName;

    public string Description => "The current date, weekday and time. Use it whenever an answer depends on today or now.";

    public JsonElement Parameters => Schema;

    public bool IsNamedIn(AgentTools config)
    {
        ArgumentNullException.ThrowIfNull(config);
        return config.CurrentTime;
    }

    public Task<ToolOutcome> RunAsync(ToolInvocation invocation, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(invocation);
        var zone = TimeZoneInfo.Utc;
        if (invocation.Arguments.TryGetProperty("timeZone", out var name)
            && name.GetString() is { Length: > 0 } id
            && !TimeZoneInfo.TryFindSystemTimeZoneById(id, out zone))
        {
            return Task.FromResult(ToolOutcome.Error($"There is no time zone '{id}'. Use an IANA name such as Europe/Berlin."));
        }

        var now = TimeZoneInfo.ConvertTime(clock.GetUtcNow(), zone!);
        return Task.FromResult(ToolOutcome.Success(
            now.ToString("dddd, yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture) + $" ({zone!.Id})"));
    }
}
