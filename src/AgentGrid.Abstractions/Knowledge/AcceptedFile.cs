namespace AgentGrid.Knowledge;

/// <summary>The answer to an upload.</summary>
/// <param name="Duplicate">Whether the agent already had these bytes; <paramref name="File"/> is then the file it had.</param>
[GenerateSerializer, Immutable, Alias("accepted-file")]
public sealed record AcceptedFile(
    [property: Id(0)] KnowledgeFile File,
    [property: Id(1)] bool Duplicate);
