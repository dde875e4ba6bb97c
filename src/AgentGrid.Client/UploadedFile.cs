using AgentGrid.Knowledge;

namespace AgentGrid.Client;

/// <summary>One file of an upload.</summary>
/// <param name="Size">Bytes.</param>
/// <param name="Duplicate">Whether the agent had the same bytes already; the id is then of the file it had.</param>
public sealed record UploadedFile(string Id, string Name, long Size, FileStatus Status, bool Duplicate);
