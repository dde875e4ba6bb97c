using AgentGrid.Knowledge;

namespace AgentGrid.Server.Contracts.Files;

/// <summary>One file of an upload.</summary>
/// <param name="Duplicate">Whether the agent had the same bytes already; the id is then of the file it had.</param>
internal sealed record UploadedFile(string Id, string Name, long Size, FileStatus Status, bool Duplicate)
{
    public static UploadedFile Of(AcceptedFile accepted) => new(
        accepted.File.Id, accepted.File.Name, accepted.File.Size, accepted.File.Status, accepted.Duplicate);
}
