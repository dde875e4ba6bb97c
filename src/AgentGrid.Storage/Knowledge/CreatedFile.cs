namespace AgentGrid.Storage.Knowledge;

/// <summary>The outcome of adding a file.</summary>
/// <param name="Duplicate">Whether the agent had the same bytes before: <paramref name="File"/> is that file, nothing was written.</param>
public sealed record CreatedFile(StoredFile File, bool Duplicate);
