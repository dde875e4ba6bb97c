using System.Collections.Immutable;
using AgentGrid.Agents;

namespace AgentGrid.Core.Agents;

/// <summary>Settings that this server keeps but cannot act on yet, said plainly with the agent.</summary>
public static class AgentWarnings
{
    public static ImmutableArray<string> Of(AgentConfig config)
    {
        ArgumentNullException.ThrowIfNull(config);
        var tools = config.Tools;
        (bool Set, string Field)[] settings =
        [
            (tools.CodeExecution, "tools.codeExecution"),
            (tools.WebSearch, "tools.webSearch"),
            (tools.Agents.Length > 0, "tools.agents"),
            (tools.Mcp.Length > 0, "tools.mcp"),
            (tools.Http.Length > 0, "tools.http"),
            (config.Memory.Enabled, "memory"),
        ];
        return [.. settings.Where(setting => setting.Set).Select(setting => $"{setting.Field} is kept but has no effect on this server.")];
    }
}
