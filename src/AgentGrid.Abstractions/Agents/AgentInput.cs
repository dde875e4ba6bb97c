namespace AgentGrid.Agents;

/// <summary>A value asked of the user when a session begins; <c>{{id}}</c> in the instructions is replaced by it.</summary>
[GenerateSerializer, Immutable, Alias("agent-input")]
public sealed record AgentInput
{
    /// <summary>Letters, digits and underscores; unique in the agent.</summary>
    [Id(0)]
    public required string Id { get; init; }

    /// <summary>What people see. Default: the id.</summary>
    [Id(1)]
    public string? Label { get; init; }

    /// <summary>Default: text.</summary>
    [Id(2)]
    public AgentInputType Type { get; init; } = AgentInputType.Text;

    /// <summary>Whether a session cannot begin without it. Default: false.</summary>
    [Id(3)]
    public bool Required { get; init; }

    /// <summary>Help for people. Default: none.</summary>
    [Id(4)]
    public string? Description { get; init; }
}
