using System.Text.Json;
using AgentGrid.Agents;

namespace AgentGrid.Core.Llm.Tools;

/// <summary>
/// Something a model may call. Must be safe to call several times at once. What it returns goes back to the model as data.
/// </summary>
public interface IAgentTool
{
    /// <summary>Letters, digits, underscores and hyphens, at most 64.</summary>
    string Name { get; }

    /// <summary>What it does and when to use it, for the model.</summary>
    string Description { get; }

    /// <summary>JSON schema of the arguments; an object.</summary>
    JsonElement Parameters { get; }

    /// <summary>Whether an agent's config names this tool. A tool that it does not name is neither offered nor run.</summary>
    bool IsNamedIn(AgentTools config);

    /// <summary>
    /// Runs the tool with arguments that fit <see cref="Parameters"/>. What can be expected to go wrong is a
    /// <see cref="ToolOutcome.Error"/>; an exception is reported to the model as "the tool failed".
    /// </summary>
    Task<ToolOutcome> RunAsync(ToolInvocation invocation, CancellationToken cancellationToken);
}
