using System.Text.Json;
using Microsoft.Extensions.AI;

namespace AgentGrid.Core.Llm.Tools;

/// <summary>An <see cref="IAgentTool"/> as providers see it, in <see cref="ChatOptions.Tools"/>.</summary>
public sealed class AgentToolDeclaration(IAgentTool tool) : AIFunctionDeclaration
{
    public IAgentTool Tool { get; } = tool;

    public override string Name => Tool.Name;

    public override string Description => Tool.Description;

    public override JsonElement JsonSchema => Tool.Parameters;
}
