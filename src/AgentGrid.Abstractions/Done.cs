namespace AgentGrid;

/// <summary>The value of an operation that succeeds without saying more.</summary>
[GenerateSerializer, Immutable, Alias("done")]
public readonly record struct Done;
