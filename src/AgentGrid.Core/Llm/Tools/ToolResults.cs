using Microsoft.Extensions.AI;

namespace AgentGrid.Core.Llm.Tools;

/// <summary>Carries a <see cref="ToolOutcome"/> in a <see cref="FunctionResultContent"/>, whose result is the model's text.</summary>
internal static class ToolResults
{
    private const string Key = "agentgrid.outcome";

    public static FunctionResultContent ToContent(string callId, ToolOutcome outcome) => new(callId, outcome.Content)
    {
        AdditionalProperties = new AdditionalPropertiesDictionary { [Key] = outcome },
    };

    /// <summary>The outcome inside, or one made of the bare text.</summary>
    public static ToolOutcome Of(FunctionResultContent content) =>
        content.AdditionalProperties is { } properties && properties.TryGetValue(Key, out var value) && value is ToolOutcome outcome
            ? outcome
            : ToolOutcome.Success(content.Result?.ToString() ?? "");

    /// <summary>Whether the result is an error that a provider's protocol can mark.</summary>
    public static bool IsError(FunctionResultContent content) => content.Exception is not null || !Of(content).Ok;
}
