using System.Text;

namespace AgentGrid.Core.Llm.Providers.OpenAi;

/// <summary>A tool call that still arrives in pieces.</summary>
internal sealed class PartialCall
{
    public long? Index { get; init; }

    public string? Id { get; set; }

    public string Name { get; set; } = "";

    public StringBuilder Arguments { get; } = new();
}
